import Foundation
import Triage

/// The few columns that hold structure, as JSON that a person with a database shell can read.
///
/// Hits and reasons are written with every message that matched a rule, inside the write transaction, so
/// they are written by hand; whatever is rare, and all reading, goes through Foundation.
enum StoredJSON {
    static func hits(_ hits: [TermHit]) -> String {
        var out = Writer()
        out.list(hits) { out, hit in
            out.raw("{\"term\":")
            out.number(hit.term)
            out.raw(",\"spans\":")
            out.list(hit.spans) { out, span in
                out.raw("{\"start\":")
                out.number(span.start)
                out.raw(",\"end\":")
                out.number(span.end)
                out.raw("}")
            }
            out.raw(",\"more\":")
            out.number(hit.more)
            out.raw("}")
        }
        return out.text
    }

    static func reasons(_ reasons: [Reason]) -> String {
        var out = Writer()
        out.list(reasons) { out, reason in
            out.raw("{\"rule\":")
            out.string(reason.rule)
            out.raw(",\"title\":")
            out.string(reason.title)
            out.raw(",\"file\":")
            out.string(reason.file)
            out.raw(",\"line\":")
            out.number(reason.line)
            out.raw(",\"score\":")
            out.number(reason.score)
            out.raw(",\"severity\":")
            out.string(reason.severity.rawValue)
            out.raw(",\"matches\":")
            out.list(reason.matches) { out, match in
                out.raw("{\"text\":")
                out.string(match.text)
                out.raw(",\"start\":")
                out.number(match.start)
                out.raw(",\"end\":")
                out.number(match.end)
                if match.zone != .text {
                    out.raw(",\"in\":")
                    out.string(match.zone.rawValue)
                }
                out.raw("}")
            }
            out.raw(",\"more\":")
            out.number(reason.more)
            out.raw(",\"owner\":")
            out.string(reason.owner)
            out.raw(",\"skill\":")
            out.string(reason.skill)
            if let seconds = reason.respondWithin {
                out.raw(",\"respondWithin\":")
                out.number(seconds)
            }
            if let other = reason.replacedBy {
                out.raw(",\"replacedBy\":")
                out.string(other)
            }
            out.raw("}")
        }
        return out.text
    }

    static func list(_ texts: [String]) -> String {
        var out = Writer()
        out.list(texts) { $0.string($1) }
        return out.text
    }

    /// Nil where the message has none of them.
    static func extras(_ message: Message, notes: [String]) -> String? {
        if message.answers.isEmpty && message.attachments.isEmpty && message.links.isEmpty && notes.isEmpty
            && message.envelope == nil
        {
            return nil
        }
        var out = Writer()
        out.raw("{\"answers\":")
        out.list(message.answers) { $0.string($1) }
        out.raw(",\"links\":")
        out.list(message.links) { $0.string($1) }
        out.raw(",\"notes\":")
        out.list(notes) { $0.string($1) }
        out.raw(",\"attachments\":")
        out.list(message.attachments) { out, attachment in
            out.raw("{\"name\":")
            out.string(attachment.name)
            out.raw(",\"type\":")
            out.string(attachment.type)
            if let bytes = attachment.bytes {
                out.raw(",\"bytes\":")
                out.number(bytes)
            }
            if let url = attachment.url {
                out.raw(",\"url\":")
                out.string(url)
            }
            out.raw("}")
        }
        if let envelope = message.envelope {
            out.raw(",\"envelope\":{\"recipients\":")
            out.list(envelope.recipients) { $0.string($1) }
            out.raw(envelope.isCut ? ",\"isCut\":true" : ",\"isCut\":false")
            if let path = envelope.returnPath {
                out.raw(",\"returnPath\":")
                out.string(path)
            }
            out.raw("}")
        }
        out.raw("}")
        return out.text
    }

    /// What `extras` wrote.
    struct Extras: Decodable {
        var envelope: Message.Envelope?
        var answers: [String] = []
        var links: [String] = []
        var notes: [String] = []
        var attachments: [Message.Attachment] = []
    }

    /// What `surroundings` wrote.
    private struct Surrounding: Decodable {
        struct Person: Decodable {
            var id: String
            var tier: String?
            var value: Int64?
            var language: String?
            var tags: [String]?
        }
        var customer: Person?
        var openCases: Int?
        var contacts: [Int64]?
        var unansweredSince: Int64?
    }

    /// Only what there was. Times as microseconds, since windows are counted to the microsecond.
    static func surroundings(_ surroundings: Surroundings) -> String {
        var out = Writer()
        var isFirst = true
        func key(_ key: StaticString) {
            out.raw(isFirst ? "{\"" : ",\"")
            isFirst = false
            out.raw(key)
            out.raw("\":")
        }
        if !surroundings.contacts.isEmpty {
            key("contacts")
            out.list(surroundings.contacts) { $0.number($1.microseconds) }
        }
        if let customer = surroundings.customer {
            key("customer")
            out.raw("{\"id\":")
            out.string(customer.id.rawValue)
            if !customer.language.isEmpty {
                out.raw(",\"language\":")
                out.string(customer.language)
            }
            if !customer.tags.isEmpty {
                out.raw(",\"tags\":")
                out.list(customer.tags) { $0.string($1) }
            }
            if !customer.tier.isEmpty {
                out.raw(",\"tier\":")
                out.string(customer.tier)
            }
            if let value = customer.value {
                out.raw(",\"value\":")
                out.number(value)
            }
            out.raw("}")
        }
        if surroundings.openCases != 0 {
            key("openCases")
            out.number(surroundings.openCases)
        }
        if let since = surroundings.unansweredSince {
            key("unansweredSince")
            out.number(since.microseconds)
        }
        out.raw(isFirst ? "{}" : "}")
        return out.text
    }

    static func surroundings(_ text: String) throws -> Surroundings {
        let stored = try value(Surrounding.self, text)
        return Surroundings(
            customer: stored.customer.map {
                Customer(
                    id: CustomerID(rawValue: $0.id), tier: $0.tier ?? "", value: $0.value,
                    language: $0.language ?? "", tags: $0.tags ?? [])
            }, openCases: stored.openCases ?? 0,
            contacts: (stored.contacts ?? []).map { Moment(microseconds: $0) },
            unansweredSince: stored.unansweredSince.map { Moment(microseconds: $0) })
    }

    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw StatementRefused("a value cannot be written as JSON: \(error)")
        }
    }

    static func value<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw StorageError.fault("a stored \(T.self) cannot be read: \(error)")
        }
    }

    /// Appends JSON to bytes (RFC 8259: only `"`, `\` and what lies below U+0020 must be escaped).
    private struct Writer {
        private var bytes: [UInt8] = []
        var text: String { String(decoding: bytes, as: UTF8.self) }

        mutating func raw(_ text: StaticString) {
            bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        mutating func number(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

        mutating func list<T>(_ items: [T], _ write: (inout Writer, T) -> Void) {
            raw("[")
            for (place, item) in items.enumerated() {
                if place > 0 { raw(",") }
                write(&self, item)
            }
            raw("]")
        }

        mutating func string(_ text: String) {
            raw("\"")
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""): raw("\\\"")
                case UInt8(ascii: "\\"): raw("\\\\")
                case 0..<0x20:
                    raw("\\u00")
                    bytes.append(byte >> 4 + 0x30)
                    bytes.append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
                default: bytes.append(byte)
                }
            }
            raw("\"")
        }
    }
}
