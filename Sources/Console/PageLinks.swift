import Seal
import Triage

/// The addresses that stand in pages: each opens one page for whoever holds it, for as long as a page may matter.
package struct PageLinks: Sendable {
    private let url: String
    private let seal: LinkSeal

    static let purpose = "page"
    private static let life = Duration.seconds(7 * 86_400)

    /// - Parameter url: as people reach the console, without a slash at its end.
    package init(url: String, seal: LinkSeal) {
        self.url = url
        self.seal = seal
    }

    package var queue: String { "\(url)/queue" }

    package func address(of page: Int64, now: Moment) -> String {
        let until = (now + Self.life).microseconds / 1_000_000
        return "\(url)/p/\(seal.seal(purpose: Self.purpose, subject: "\(page)", until: until))"
    }

    /// The page that a link leads to; nil: it is not ours, or has run out.
    package static func page(_ token: String, seal: LinkSeal, now: Moment) -> Int64? {
        seal.open(token, purpose: purpose, now: now.microseconds / 1_000_000).flatMap(Int64.init)
    }
}
