import Foundation
import Storage
import Triage

/// One line of a recording: something that a customer wrote, or that the team did, at its time.
struct RecordedLine: Sendable {
    /// In the file, from 1.
    var number: Int
    var time: Moment
    var event: Event

    enum Event: Sendable {
        case message(RecordedMessage)
        /// What somebody of the team does in the queue.
        case team(String, CaseVerb, CaseID)
        /// How a call went, and who rang.
        case callBack(Int64, CallBackEnding, by: String)
    }
}

/// A message as it was recorded. What a channel works out for itself (identities, conversations) is worked out again.
struct RecordedMessage: Sendable, Decodable {
    /// By which later lines name it.
    var id: String?
    var source: String
    var author: Author
    var text: String
    var subject: String?
    var language: String?
    var visibility: Message.Visibility?
    var form: Message.Form?
    /// The line that it answers; where that was answered by us, it is our answer that this one is a reply to.
    var answers: String?
    /// The recipients of a mail; the source's own address when left out.
    var to: [String]?
    /// The return path of a mail; the author's address when left out, and empty for none at all.
    var returnPath: String?
    /// What says that a machine wrote it, in the words of the channel: `Auto-Submitted: auto-replied`.
    var automatic: String?
    /// When it was written, where it was heard later.
    var written: String?
    var customer: RecordedCustomer?

    struct Author: Sendable, Decodable {
        var handle: String
        var name: String?
        var bot: Bool?
        var followers: Int?
        var verified: Bool?
    }
}

/// What the CRM knows of the author from the beginning of the night.
struct RecordedCustomer: Sendable, Decodable {
    var id: String
    var name: String?
    var tier: String?
    var language: String?
    var timeZone: String?
    var number: String?
    var tags: [String]?
    /// Channels on which they do not want to be written to.
    var refuses: [Channel]?
}

/// A whole recording, in the order of its times.
struct Recording: Sendable {
    var lines: [RecordedLine]

    /// A recording of more lines is no night.
    static let mostLines = 100_000
    private static let sizeLimit = 64 << 20

    /// - Throws: `CommandFailure` that names the line and what is wrong with it.
    init(file: String) throws {
        try self.init(bytes: BoundedFile.read(file, limit: Self.sizeLimit), file: file)
    }

    init(bytes: [UInt8], file: String) throws {
        lines = []
        var names: Set<String> = []
        for (index, raw) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard raw.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            guard lines.count < Self.mostLines else {
                throw CommandFailure(.badData, "\(file) has more than \(Self.mostLines) lines that say something")
            }
            do {
                let line = try RecordedLine(number: index + 1, json: Data(raw))
                if let last = lines.last, line.time < last.time {
                    throw Flaw("its time is before that of line \(last.number)")
                }
                if case .message(let message) = line.event {
                    if let answered = message.answers, !names.contains(answered) {
                        throw Flaw("it answers `\(answered)`, and no line before it has that `id`")
                    }
                    if let id = message.id, !names.insert(id).inserted {
                        throw Flaw("another line has the `id` `\(id)` too")
                    }
                }
                lines.append(line)
            } catch {
                throw CommandFailure(
                    .badData, "\(file):\(index + 1): \(Self.words(error))",
                    remedy: "a line is a message with time, source, author and text, or what the team did")
            }
        }
        guard !lines.isEmpty else { throw CommandFailure(.badData, "\(file) records nothing") }
    }

    /// What is wrong with a line.
    struct Flaw: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }

    private static func words(_ error: any Error) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case let flaw as Flaw: flaw.description
        case DecodingError.keyNotFound(let key, _): "there is no `\(key.stringValue)`"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "`\(path(context))` is of the wrong type"
        case DecodingError.dataCorrupted(let context):
            path(context).isEmpty ? "it is no JSON object" : "`\(path(context))` cannot be that"
        default: "\(error)"
        }
    }
}

extension RecordedLine {
    private struct Head: Decodable {
        var time: String
        var team: String?
        var queue: String?
        var callback: Int64?
        var outcome: CallBackEnding?
        var by: String?
    }

    private static let messageKeys: Set<String> = [
        "time", "id", "source", "author", "text", "subject", "language", "visibility", "form", "answers", "to",
        "returnPath", "automatic", "written", "customer", "channel",
    ]
    private static let teamKeys: Set<String> = ["time", "team", "queue"]
    private static let callKeys: Set<String> = ["time", "callback", "outcome", "by"]

    init(number: Int, json: Data) throws {
        guard let object = try? JSONSerialization.jsonObject(with: json) as? [String: Any] else {
            throw Recording.Flaw("it is no JSON object")
        }
        let decoder = JSONDecoder()
        let head = try decoder.decode(Head.self, from: json)
        guard let time = Moment(rfc3339: head.time) else {
            throw Recording.Flaw("`time` is no RFC 3339 time, as 2026-10-24T22:10:00Z is")
        }
        (self.number, self.time) = (number, time)
        let known: Set<String>
        if let team = head.team {
            known = Self.teamKeys
            event = try Self.deed(team, head)
        } else if let call = head.callback {
            known = Self.callKeys
            guard let outcome = head.outcome else { throw Recording.Flaw("there is no `outcome`") }
            event = .callBack(call, outcome, by: head.by ?? "agent")
        } else {
            known = Self.messageKeys
            let message = try decoder.decode(RecordedMessage.self, from: json)
            if let written = message.written, Moment(rfc3339: written) == nil {
                throw Recording.Flaw("`written` is no RFC 3339 time, as 2026-10-24T22:10:00Z is")
            }
            event = .message(message)
        }
        if let odd = object.keys.sorted().first(where: { !known.contains($0) }) {
            let near = NearestName.of(odd, among: known.sorted()).map { "; did you mean `\($0)`?" } ?? ""
            throw Recording.Flaw("there is no key `\(odd.prefix(60))`\(near)")
        }
    }

    /// `claim 3`, `acknowledge 3`, `resolve 3`, `not-hot 3`, `release 3`.
    private static func deed(_ team: String, _ head: Head) throws -> Event {
        let words = (head.queue ?? "").split(separator: " ")
        guard words.count == 2, let number = Int64(words[1]) else {
            throw Recording.Flaw("`queue` is a verb and the number of a case, as in claim 3")
        }
        let id = CaseID(rawValue: number)
        switch words[0] {
        case "claim": return .team(team, .claim, id)
        case "release": return .team(team, .release, id)
        case "acknowledge": return .team(team, .acknowledge, id)
        case "resolve": return .team(team, .resolve, id)
        case "not-hot": return .team(team, .notHot, id)
        default: throw Recording.Flaw("`queue` knows claim, release, acknowledge, resolve and not-hot")
        }
    }
}
