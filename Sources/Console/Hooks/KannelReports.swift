import Seal
import Triage

/// The addresses at which a Kannel gateway tells what became of a text. Each is sealed for one text, so that nobody
/// can report of another.
package struct KannelReports: Sendable {
    private let url: String
    private let seal: LinkSeal

    private static let purpose = "kannel"
    /// Message centres try to deliver for some days.
    private static let life = Duration.seconds(7 * 86_400)

    /// - Parameter url: as the gateway reaches the console, without a slash at its end.
    package init(url: String, seal: LinkSeal) {
        self.url = url
        self.seal = seal
    }

    /// `dlr-url` for a text, with Kannel's own escape for what became of it.
    package func address(of key: String, now: Moment) -> String {
        let until = (now + Self.life).microseconds / 1_000_000
        return "\(url)/hooks/kannel/\(seal.seal(purpose: Self.purpose, subject: key, until: until))?state=%d"
    }

    /// The text that an address reports of; nil: it is not ours, or has run out.
    static func key(_ token: String, seal: LinkSeal, now: Moment) -> String? {
        seal.open(token, purpose: purpose, now: now.microseconds / 1_000_000)
    }
}
