/// What somebody who answered a page is told.
package enum PageReply: Hashable, Sendable {
    case acknowledged(Case)
    case passedOn(Case)
    case resolved(Case)
    case notHot(Case)
    /// Somebody else holds it, or it is closed.
    case refused(Case, because: String)
    /// No page of theirs that stands has this number.
    case noSuchPage(number: Int, standing: [Standing])
    /// Several stand, and no number was named; or none does.
    case which([Standing])
    case stopped
    case started
    case help([Standing])
    case unclear([Standing])

    package struct Standing: Hashable, Sendable {
        package var number: Int
        package var title: String
        package init(number: Int, title: String) {
            self.number = number
            self.title = title
        }
    }

    /// In a sentence that fits a text message; nil: silence, for whoever asked us to stop.
    package var words: String? {
        switch self {
        case .acknowledged(let hotCase): "Case \(hotCase.id.rawValue) is yours: \(Self.cut(hotCase.title, 60))"
        case .passedOn(let hotCase): "Case \(hotCase.id.rawValue) goes to the next."
        case .resolved(let hotCase): "Case \(hotCase.id.rawValue) is resolved. Thank you."
        case .notHot(let hotCase):
            "Case \(hotCase.id.rawValue) is closed as not hot. Thank you, the rules learn from it."
        case .refused(let hotCase, let why): "Case \(hotCase.id.rawValue) is not changed: \(Self.cut(why, 90))."
        case .noSuchPage(let number, let pages): "\(number) is no page of yours. \(Self.yours(pages))"
        case .which(let pages): pages.isEmpty ? Self.yours(pages) : "Which one? \(Self.yours(pages)) \(Self.usage)"
        case .stopped: nil
        case .started: "You are called by text messages again."
        case .help(let pages): "\(Self.usage) \(Self.yours(pages))"
        case .unclear(let pages): "That was not understood. \(Self.usage) \(Self.yours(pages))"
        }
    }

    private static let usage = "Write the number and ack, esc, done or not hot."

    private static func yours(_ pages: [Standing]) -> String {
        pages.isEmpty
            ? "No page of yours stands."
            : "Yours: " + pages.map { "\($0.number) \(cut($0.title, 40))" }.joined(separator: "; ") + "."
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.count > limit ? text.prefix(limit - 1) + "…" : text
    }
}
