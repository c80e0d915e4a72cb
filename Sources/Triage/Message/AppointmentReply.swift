/// What somebody's calendar answered to an invitation (RFC 5546 §3.2.3, §3.2.5 and §3.2.7).
///
/// It came by mail and proves nothing: it counts only where `attendee` is whom the invitation went to (RFC 6047 §2.2.1),
/// and only for the `sequence` that is the newest. Every text in it is short, whatever the mail held.
package struct AppointmentReply: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable {
        case reply = "REPLY"
        /// Another time is asked for.
        case counter = "COUNTER"
        /// Not an invited person's to send by the standard, and meant all the same by whoever deletes a call.
        case cancel = "CANCEL"
    }

    package enum Participation: String, Hashable, Sendable {
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case tentative = "TENTATIVE"
        case delegated = "DELEGATED"
        case needsAction = "NEEDS-ACTION"
    }

    /// The time that a counter asks for.
    package enum Proposal: Hashable, Sendable {
        case instant(Moment)
        /// What the clocks show where the customer's calendar is; `zone` is IANA's name where it is known by one, else
        /// as that calendar calls it. At most 200 bytes.
        case reading(WallClock, zone: String)
    }

    package var method: Method
    /// At most 200 bytes.
    package var uid: String
    package var sequence: Int
    package var participation: Participation
    /// `local@domain` in small letters, at most 254 bytes.
    package var attendee: String
    /// Nil in a reply, and where the counter's time is none.
    package var proposal: Proposal?

    package init(
        method: Method, uid: String, sequence: Int, participation: Participation, attendee: String,
        proposal: Proposal? = nil
    ) {
        self.method = method
        self.uid = uid
        self.sequence = sequence
        self.participation = participation
        self.attendee = attendee
        self.proposal = proposal
    }
}
