import Triage
import Wire

/// One configured source, as the poll loop sees it: a way to ask for what came after the cursors.
///
/// A listener keeps no state between calls that matters: everything it must remember is in the cursors
/// that it returns, because they, and not it, survive a crash. (It may keep a connection open.)
package protocol Listener: AnyObject, Sendable {
    var source: SourceName { get }
    var channel: Channel { get }
    /// What politeness is counted by: `mastodon.example`, `api.twilio.com`, a folder's path.
    var host: String { get }

    /// Asks once, in the lane whose turn it is, and returns what came with the cursors to store beside it.
    /// While `Page.more` is true it is called again, with those cursors, before the source rests.
    ///
    /// - Parameter now: the moment of the poll; a message without a time gets it.
    /// - Throws: `ListenFailure`, and `CancellationError`.
    func listen(from cursors: Cursors, now: Moment) async throws -> Page

    /// Called once the page's messages are durable: the only place where something may be moved or
    /// acknowledged at the far end. A crash before it only means that the page is heard again.
    func settled(_ page: Page) async throws

    /// Ends what is kept open. After it the listener is not used again.
    func close() async
}

extension Listener {
    package func settled(_ page: Page) async throws {}
    package func close() async {}
}

/// What one asking brought.
package struct Page: Sendable {
    /// Oldest first where the source can tell.
    package var items: [Heard]
    /// To be stored in the same transaction as the items. Unchanged where nothing came.
    package var cursors: Cursors
    /// The gap is not closed: ask again at once.
    package var more: Bool
    /// The far end asked not to be asked again before (rate limit spent, Cache-Control, ttl).
    package var notBefore: Moment?
    /// Which of the source's things this page is about, for `settled`; the listener's own words.
    package var receipt: [String]
    /// A short fact for `status`: `304`, `3 of 40 new`, `baseline at UID 812`.
    package var remark: String
    /// A part of the source cannot be heard until a person changes something (mentions without a good
    /// token), though the rest goes on: shown in `status` like a failure, without slowing the source down.
    package var trouble: ListenFailure?

    package init(
        items: [Heard], cursors: Cursors, more: Bool = false, notBefore: Moment? = nil, receipt: [String] = [],
        remark: String = "", trouble: ListenFailure? = nil
    ) {
        self.items = items
        self.cursors = cursors
        self.more = more
        self.notBefore = notBefore
        self.receipt = receipt
        self.remark = remark
        self.trouble = trouble
    }
}

/// Why a source could not be heard, and what happens next.
package struct ListenFailure: Error, Sendable, CustomStringConvertible {
    package enum Next: Sendable, Equatable {
        /// With the loop's backoff.
        case tryAgain
        /// Not before this, and whoever shares the scope waits too.
        case tryAgainAt(Moment, Scope)
        /// Trying again cannot help until a person changes something: a wrong password, a source that is
        /// gone. It is still tried, rarely, and shown in `status`.
        case tellPerson
    }
    package enum Scope: Sendable, Equatable { case source, host }

    package var next: Next
    /// One plain sentence with the place and the remedy, without secrets.
    package var reason: String

    package init(_ next: Next, _ reason: String) {
        self.next = next
        self.reason = reason
    }
    package var description: String { reason }
}

/// From when a source is heard the first time.
package enum Since: Hashable, Sendable {
    case now
    case beginning
    case moment(Moment)
}
