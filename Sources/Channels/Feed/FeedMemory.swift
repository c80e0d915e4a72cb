import Foundation
import Triage

/// What a feed source remembers between polls: the cursor `feed`, a token of JSON.
struct FeedMemory: Codable, Equatable {
    /// The address in the configuration. Another one makes another feed, heard anew.
    var url: String
    var etag: String?
    var lastModified: String?
    /// Hash of the last body, since many servers know no validators.
    var body: String
    /// Where permanent redirects led.
    var moved: String?
    /// When the validators were first used. See `lifetime`.
    var since: Moment
    /// Seconds for which the document asks to be left alone.
    var rest: Int64?
    /// The last document could not be read.
    var isBroken: Bool?

    static let lane = "feed"
    /// Some servers answer 304 for ever. After this the whole document is asked for again, at the
    /// configured address.
    static let lifetime = Duration.seconds(8 * 86_400)

    /// Nil for no cursor, a cursor of another kind, or of another address.
    static func read(_ cursors: Cursors, url: String) -> FeedMemory? {
        guard case .token(let json) = cursors[lane],
            let memory = try? JSONDecoder().decode(FeedMemory.self, from: Data(json.utf8)), memory.url == url
        else { return nil }
        return memory
    }

    var cursors: Cursors {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return [Self.lane: .token(json)]
    }

    func isFresh(at now: Moment) -> Bool {
        now - since < Self.lifetime && now >= since
    }
}
