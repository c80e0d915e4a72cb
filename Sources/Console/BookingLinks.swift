import Seal
import Storage
import Triage

/// The addresses by which customers book, move and cancel calls. Whoever holds one may do that, and nothing else; it
/// names a row of ours, by its number and a mark that no other row has, and nothing personal: numbers are given again
/// when a database is restored from a copy, and a link of before must not open what has become a stranger's.
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

    /// - Parameters:
    ///   - mark: of the row that is meant; see `Store.mark(of:)`.
    ///   - now: when the answer was drafted, so that the same answer always has the same address.
    package func address(of subject: Booking.Subject, mark: String, now: Moment) -> String {
        let until = (now + Self.life).wholeSeconds
        return "\(url)/b/\(seal.seal(purpose: Self.purpose, subject: "\(subject.short).\(mark)", until: until))"
    }

    /// Nil: there is no such row.
    package func address(of subject: Booking.Subject, in store: Store, now: Moment) async throws -> String? {
        try await store.mark(of: subject).map { address(of: subject, mark: $0, now: now) }
    }

    /// What an answer to a customer links to; nil where it is about no call.
    package func address(for facts: AnswerFacts, in store: Store, now: Moment) async throws -> String? {
        if let id = facts.callBack { return try await address(of: .callBack(id), in: store, now: now) }
        guard let id = facts.talk else { return nil }
        return try await address(of: .talk(id), in: store, now: now)
    }

    /// Nil: it is not ours, is for something else, or has run out.
    static func open(_ token: String, seal: LinkSeal, now: Moment) -> Booking.Link? {
        guard let (subject, until) = seal.read(token, purpose: purpose, now: now.wholeSeconds) else { return nil }
        if let dot = subject.firstIndex(of: ".") {
            let mark = subject[subject.index(after: dot)...]
            return Booking.Subject(short: subject[..<dot]).map { Booking.Link(subject: $0, proof: .mark(String(mark))) }
        }
        // As links were before they were marked: by when they were drafted.
        let drafted = Moment(seconds: until - life.components.seconds)
        return Booking.Subject(written: subject).map { Booking.Link(subject: $0, proof: .drafted(drafted)) }
    }
}
