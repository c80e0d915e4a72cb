import Seal
import Storage
import Triage

/// The addresses that stand in pages: each opens one page, or the few that went in one text, for whoever holds it, for
/// as long as a page may matter.
package struct PageLinks: Sendable {
    private let url: String
    private let seal: LinkSeal

    static let purpose = "page"
    private static let life = Duration.seconds(7 * 86_400)
    /// A text message has to carry the address.
    static let most = 20

    /// - Parameter url: as people reach the console, without a slash at its end.
    package init(url: String, seal: LinkSeal) {
        self.url = url
        self.seal = seal
    }

    package var queue: String { "\(url)/queue" }

    /// - Parameters:
    ///   - pages: at least one; of more than `most` the first.
    ///   - now: when it was decided to call, from which the link's life is counted.
    package func address(of pages: [Int64], now: Moment) -> String {
        let until = (now + Self.life).wholeSeconds
        return "\(url)/p/\(seal.seal(purpose: Self.purpose, subject: Self.subject(pages), until: until))"
    }

    /// What a link names: pages by their rows, at least one, and the second from which its life is counted.
    package struct Opened: Hashable, Sendable {
        package var pages: [Int64]
        package var since: Int64

        /// Whether a page is the one that was meant, and not another's that got its number after the database was
        /// restored from a copy: that is younger than the link.
        package func means(_ page: OnCallPage) -> Bool { page.createdAt.wholeSeconds <= since }
    }

    /// Nil: it is not ours, or has run out.
    package static func open(_ token: String, seal: LinkSeal, now: Moment) -> Opened? {
        guard let (subject, until) = seal.read(token, purpose: purpose, now: now.wholeSeconds),
            let pages = pages(subject)
        else { return nil }
        return Opened(pages: pages, since: until - life.components.seconds)
    }

    /// `120+1+3` for 120, 121 and 124: pages of one text were mostly written one after the other.
    private static func subject(_ pages: [Int64]) -> String {
        let pages = Array(Set(pages.prefix(most))).sorted()
        var last: Int64 = 0
        return pages.map { page in
            defer { last = page }
            return String(page - last)
        }.joined(separator: "+")
    }

    private static func pages(_ subject: String) -> [Int64]? {
        var pages: [Int64] = []
        for part in subject.split(separator: "+", omittingEmptySubsequences: false) {
            guard pages.count < most, let step = Int64(part), step > 0 else { return nil }
            let (page, isTooLarge) = (pages.last ?? 0).addingReportingOverflow(step)
            guard !isTooLarge else { return nil }
            pages.append(page)
        }
        return pages
    }
}
