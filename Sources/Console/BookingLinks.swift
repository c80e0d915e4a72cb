import Seal
import Storage
import Triage

/// The addresses by which customers book, move and cancel calls. Whoever holds one may do that, and nothing else; it
/// names a row of ours and nothing personal.
package struct BookingLinks: Sendable {
    private let url: String
    private let seal: LinkSeal

    private static let purpose = "call-back"
    /// From the answer that carries it: longer than calls are offered ahead.
    private static let life = Duration.seconds(30 * 86_400)

    /// - Parameter url: as people reach the console, without a slash at its end.
    package init(url: String, seal: LinkSeal) {
        self.url = url
        self.seal = seal
    }

    /// - Parameter now: when the answer was drafted, so that the same answer always has the same address.
    package func address(of subject: Booking.Subject, now: Moment) -> String {
        let until = (now + Self.life).microseconds / 1_000_000
        return "\(url)/b/\(seal.seal(purpose: Self.purpose, subject: subject.written, until: until))"
    }

    /// What an answer to a customer links to; nil where it is about no call.
    package func address(for facts: AnswerFacts, now: Moment) -> String? {
        if let id = facts.callBack { return address(of: .callBack(id), now: now) }
        return facts.talk.map { address(of: .talk($0), now: now) }
    }

    /// Nil: it is not ours, is for something else, or has run out.
    static func subject(_ token: String, seal: LinkSeal, now: Moment) -> Booking.Subject? {
        seal.open(token, purpose: purpose, now: now.microseconds / 1_000_000).flatMap(Booking.Subject.init(written:))
    }
}
