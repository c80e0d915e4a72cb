import Foundation
import Triage

/// One message to judge, as `earshot judge` reads it.
struct JudgeLine {
    /// As it was given, text or a whole number; the line's number where there was none.
    var id: JSON
    var message: Message
    var customer: Customer?

    struct Flaw: Error, CustomStringConvertible {
        var description: String
    }

    init(_ line: LineReader.Line, form: JudgeBench.Form, now: Moment) throws(Flaw) {
        guard !line.isTooLong else { throw Flaw(description: "longer than \(bytesInWords(LineReader.limit))") }
        guard let text = String(validating: line.bytes, as: UTF8.self) else {
            throw Flaw(description: "not UTF-8 text")
        }
        switch form {
        case .plain:
            id = .text(String(line.number))
            message = Self.message("\(line.number)", Given(text: text), time: now)
            customer = nil
        case .json:
            let given: Given
            do {
                given = try JSONDecoder().decode(Given.self, from: Data(line.bytes))
            } catch {
                throw Flaw(description: Self.words(error))
            }
            id = given.id ?? .text(String(line.number))
            message = Self.message("\(line.number)", given, time: given.time ?? now)
            customer = given.customer
        }
    }

    /// The text is cut where every channel cuts it.
    private static func message(_ identity: String, _ given: Given, time: Moment) -> Message {
        let channel = given.channel ?? .mastodon
        var text = given.text
        if text.utf8.count > Message.textLimit {
            var end = text.utf8.index(text.startIndex, offsetBy: Message.textLimit)
            while end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
            text = String(text[..<end])
        }
        let handle = Handle(channel, given.handle) ?? Handle(channel: channel, normalised: "unknown")
        return Message(
            identity: identity, source: "judge", channel: channel,
            author: .init(
                handle: handle, displayName: given.name, followers: given.followers, isAutomatic: given.isAutomatic),
            text: text, language: given.language, time: time)
    }

    private static func words(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not a JSON object" }
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, _): return "there is no `\(key.stringValue)`"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return path(context).isEmpty ? "not a JSON object" : "`\(path(context))` is of the wrong type"
        case .dataCorrupted(let context):
            return path(context).isEmpty ? "not JSON" : "`\(path(context))` \(context.debugDescription)"
        @unknown default: return "not a JSON object"
        }
    }

    /// The keys of a line.
    private struct Given: Decodable {
        var id: JSON?
        var text: String
        var channel: Channel?
        var handle = ""
        var name = ""
        var followers: Int?
        var isAutomatic = false
        var time: Moment?
        var language = ""
        var customer: Customer?

        init(text: String) { self.text = text }

        enum Key: String, CodingKey { case id, text, channel, author, time, language, customer }
        enum AuthorKey: String, CodingKey { case handle, name, followers, automatic }
        enum CustomerKey: String, CodingKey { case id, name, tier, value, language }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Key.self)
            text = try keys.decode(String.self, forKey: .text)
            if keys.contains(.id), try !keys.decodeNil(forKey: .id) {
                if let number = try? keys.decode(Int64.self, forKey: .id) {
                    id = .integer(number)
                } else {
                    id = .text(try keys.decode(String.self, forKey: .id))
                }
            }
            if let word = try keys.decodeIfPresent(String.self, forKey: .channel) {
                guard let known = Channel(rawValue: word) else {
                    let list = Channel.allCases.map(\.rawValue).joined(separator: ", ")
                    throw DecodingError.dataCorruptedError(
                        forKey: .channel, in: keys, debugDescription: "is none of \(list)")
                }
                channel = known
            }
            if let word = try keys.decodeIfPresent(String.self, forKey: .time) {
                guard let moment = Moment(rfc3339: word) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: .time, in: keys, debugDescription: "is no RFC 3339 time")
                }
                time = moment
            }
            language = try keys.decodeIfPresent(String.self, forKey: .language)?.lowercased() ?? ""
            if keys.contains(.author), try !keys.decodeNil(forKey: .author) {
                if let text = try? keys.decode(String.self, forKey: .author) {
                    handle = text
                } else {
                    let author = try keys.nestedContainer(keyedBy: AuthorKey.self, forKey: .author)
                    handle = try author.decodeIfPresent(String.self, forKey: .handle) ?? ""
                    name = try author.decodeIfPresent(String.self, forKey: .name) ?? ""
                    followers = try author.decodeIfPresent(Int.self, forKey: .followers)
                    isAutomatic = try author.decodeIfPresent(Bool.self, forKey: .automatic) ?? false
                }
            }
            if keys.contains(.customer), try !keys.decodeNil(forKey: .customer) {
                if let text = try? keys.decode(String.self, forKey: .customer) {
                    customer = Customer(id: .init(rawValue: text))
                } else {
                    let given = try keys.nestedContainer(keyedBy: CustomerKey.self, forKey: .customer)
                    customer = Customer(
                        id: .init(rawValue: try given.decodeIfPresent(String.self, forKey: .id) ?? ""),
                        name: try given.decodeIfPresent(String.self, forKey: .name) ?? "",
                        tier: try given.decodeIfPresent(String.self, forKey: .tier)?.lowercased() ?? "",
                        value: try given.decodeIfPresent(Int64.self, forKey: .value),
                        language: try given.decodeIfPresent(String.self, forKey: .language)?.lowercased() ?? "")
                }
            }
        }
    }
}
