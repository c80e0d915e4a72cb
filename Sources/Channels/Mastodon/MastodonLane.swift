/// One of the places on a server where a source listens: a hashtag, or the mentions of the account that
/// the token belongs to.
package enum MastodonLane: Hashable, Sendable {
    case hashtag(String)
    case mentions

    /// As the operator writes it: `#quillfone` or `mentions`. Nil for anything else.
    package init?(_ text: String) {
        if text.lowercased() == "mentions" {
            self = .mentions
            return
        }
        guard text.hasPrefix("#") else { return nil }
        let name = text.dropFirst()
        guard !name.isEmpty, name.utf8.count <= 200, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
            return nil
        }
        self = .hashtag(String(name))
    }

    /// The key of its cursor.
    package var key: String {
        switch self {
        case .hashtag(let name): "#\(name.lowercased())"
        case .mentions: "mentions"
        }
    }
    var againKey: String { "\(key)/again" }
    var againAtKey: String { "\(key)/again-at" }

    var list: MastodonReading.List {
        switch self {
        case .hashtag: .statuses
        case .mentions: .notifications
        }
    }

    /// Path and query of the question.
    func path(_ ask: TimelineWalk.Ask) -> String {
        let start =
            switch self {
            case .hashtag(let name): "/api/v1/timelines/tag/\(Percent.encode(name))?limit=40"
            // Of notifications a server gives up to 80 at once.
            case .mentions: "/api/v1/notifications?types%5B%5D=mention&limit=80"
            }
        return switch ask {
        case .newest: start
        case .after(let id): "\(start)&min_id=\(id.text)"
        case .before(let id): "\(start)&max_id=\(id.text)"
        }
    }
}
