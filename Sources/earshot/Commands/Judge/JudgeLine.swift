import Channels
import Foundation
import Triage

/// One message to judge, as `earshot judge` reads it.
struct JudgeLine {
    /// As it was given, text or a whole number; the line's number where there was none.
    var id: JSON
    var message: Message
    var customer: Customer?
    /// The line had to be mended to be read: what was done.
    var mended: String?
    /// Somebody has said whether it should be hot.
    var isMeantHot: Bool?

    struct Flaw: Error, CustomStringConvertible {
        var description: String
    }

    /// What the lines of one run have in common, and the parser that reads them one after the other.
    struct Reader: ~Copyable {
        var form: JudgeBench.Form
        /// The time of messages that have none.
        var now: Moment
        var parser = JSONParser()

        init(form: JudgeBench.Form, now: Moment) {
            self.form = form
            self.now = now
        }

        mutating func read(_ line: LineReader.Line) throws(Flaw) -> JudgeLine {
            guard !line.isTooLong else { throw Flaw(description: "longer than \(bytesInWords(LineReader.limit))") }
            switch form {
            case .plain:
                let (text, mended) = Self.text(line)
                return JudgeLine(.text(String(line.number)), Given(text: text), time: now, mended: mended)
            case .json: return try json(line)
            case .csv(let columns):
                let (text, mended) = Self.text(line)
                let given = try columns.read(text)
                return JudgeLine(given.id ?? .text(String(line.number)), given, time: given.time ?? now, mended: mended)
            }
        }

        /// Bytes that are not UTF-8 become U+FFFD: a message with a bad byte is still a message.
        private static func text(_ line: LineReader.Line) -> (String, mended: String?) {
            if let text = String(validating: line.bytes, as: UTF8.self) { return (text, nil) }
            return (String(decoding: line.bytes, as: UTF8.self), "bytes that are not UTF-8 became U+FFFD")
        }

        private mutating func json(_ line: LineReader.Line) throws(Flaw) -> JudgeLine {
            do {
                let given = try line.bytes.withUnsafeBufferPointer { bytes in try parser.read(bytes, Given.init) }
                return JudgeLine(given.id ?? .text(String(line.number)), given, time: given.time ?? now, mended: nil)
            } catch let flaw as Flaw {
                throw flaw
            } catch {
                return try mend(line)
            }
        }

        /// Half of a surrogate pair, a control character within a string, or bytes that are not UTF-8: what a
        /// parser must refuse and a person can still read.
        private mutating func mend(_ line: LineReader.Line) throws(Flaw) -> JudgeLine {
            do {
                let given = try JSONText.repaired(line.bytes).withUnsafeBufferPointer { bytes in
                    try parser.read(bytes, Given.init)
                }
                let isText = String(validating: line.bytes, as: UTF8.self) != nil
                return JudgeLine(
                    given.id ?? .text(String(line.number)), given, time: given.time ?? now,
                    mended: isText
                        ? "half of a surrogate pair or a control character in a text was replaced"
                        : "bytes that are not UTF-8 became U+FFFD")
            } catch let flaw as Flaw {
                throw flaw
            } catch {
                throw Flaw(description: "not JSON")
            }
        }
    }

    /// The text is cut where every channel cuts it.
    private init(_ id: JSON, _ given: Given, time: Moment, mended: String?) {
        self.id = id
        let channel = given.channel ?? .mastodon
        var text = given.text
        var mended = mended
        if text.utf8.count > Message.textLimit {
            var end = text.utf8.index(text.startIndex, offsetBy: Message.textLimit)
            while end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
            text = String(text[..<end])
            mended = mended ?? "cut at \(bytesInWords(Message.textLimit))"
        }
        let handle =
            given.handle.isEmpty
            ? Self.nobody[channel.index]
            : Handle(channel, given.handle) ?? Self.nobody[channel.index]
        message = Message(
            identity: "judge", source: "judge", channel: channel,
            author: .init(
                handle: handle, displayName: given.name, followers: given.followers, isAutomatic: given.isAutomatic,
                isVerified: given.isVerified),
            text: text, language: given.language, time: time)
        customer = given.customer
        isMeantHot = given.isMeantHot
        self.mended = mended
    }

    private static let nobody = Channel.allCases.map { Handle(channel: $0, normalised: "unknown") }
}

extension Channel {
    fileprivate var index: Int {
        switch self {
        case .mastodon: 0
        case .feed: 1
        case .email: 2
        case .sms: 3
        }
    }
}
