import Facts
import Triage

extension MailReading {
    /// What the author's calendar answers to an invitation. Nil where the mail holds no calendar, one that is no answer
    /// or cannot be read, or where somebody else may have sent it: a person is told why, and the mail goes on as any.
    func appointment(_ notes: inout [String]) -> AppointmentReply? {
        guard let calendar else { return nil }
        guard let reply = InvitationReader.reply(calendar) else {
            notes.append("its calendar is no answer to an invitation, or cannot be read")
            return nil
        }
        if let doubt {
            notes.append("what its calendar answers does not count: \(doubt)")
            return nil
        }
        return reply
    }
}
