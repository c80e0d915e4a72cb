import Triage

/// One configured means by which a person is paged: a text line, a mail server, a hook.
///
/// A sender keeps nothing between calls. What must outlive a crash is in the receipt that `send` returns, and
/// the caller stores it; the attempt itself is written down before `send` is called.
package protocol PageSender: Sendable {
    /// Hands the page to the provider and returns when the provider has taken it.
    ///
    /// - Parameter address: a number, a mail address, a topic: what the person's `Means` says. Where the whole
    ///   place is configured (a hook), it is the hook's name and not looked at.
    /// - Throws: `PageFailure`, and `CancellationError` where it is certain that nothing was sent.
    func send(_ page: PageText, to address: String) async throws -> PageReceipt

    /// What became of it. Asked while the receipt's `ending` is `.pending`.
    ///
    /// - Throws: `PageFailure` where nobody could be asked: nothing is known then, least of all that it failed.
    func delivery(of receipt: PageReceipt) async throws -> Delivery

    /// After an attempt whose end is not known: was it taken? Nil where it was not, and where nobody can tell:
    /// in both cases a page is sent again, since a page too many is better than none.
    ///
    /// - Parameter since: when the attempt began, by our clock.
    func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt?
}

extension PageSender {
    package func delivery(of receipt: PageReceipt) async throws -> Delivery { .delivered }
    package func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? { nil }
}

/// The provider has taken a page.
package struct PageReceipt: Hashable, Sendable {
    /// The provider's own name for it, at most 200 bytes; empty where it has none.
    package var id: String
    package var ending: Ending

    package enum Ending: String, Hashable, Sendable {
        /// More than that it was taken will never be known.
        case final
        /// `delivery(of:)` tells more.
        case pending
    }

    package init(id: String, _ ending: Ending) {
        self.id = id
        self.ending = ending
    }
}

/// What became of a page that was taken.
package enum Delivery: Hashable, Sendable {
    case pending
    /// It reached the phone, or is as near to it as the provider can see.
    case delivered
    /// It never will.
    case failed(String)
}
