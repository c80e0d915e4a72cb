import Hummingbird
import Letters
import Triage

/// A named value that a request may carry, in its query or its body: what reads it also describes it.
struct APIField: Sendable {
    enum Kind: Sendable {
        case flag
        case whole(ClosedRange<Int64>)
        case time
        case text(ClosedRange<Int>)
        /// One of these.
        case word([String])
        /// Any of these, named again and again in a query.
        case words([String])
        /// Numbers of cases or messages, in a body.
        case numbers(most: Int)
        /// Where a list goes on, as an answer named it.
        case place
    }

    var name: String
    var kind: Kind
    var isRequired = false
    /// One sentence.
    var about: String

    /// Numbers that a script in a browser can hold, too.
    static let ids: ClosedRange<Int64> = 1...9_007_199_254_740_991

    /// A query names a field no more often.
    static let mostWords = 20

    var schema: JSON {
        switch kind {
        case .flag: ["type": "boolean"]
        case .whole(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .time: ["type": "string", "format": "date-time"]
        case .text(let range):
            // Somewhere a character that is seen.
            range.lowerBound > 0
                ? [
                    "type": "string", "minLength": .integer(range.lowerBound), "maxLength": .integer(range.upperBound),
                    "pattern": "\\S",
                ] : ["type": "string", "maxLength": .integer(range.upperBound)]
        case .word(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
        case .words(let words):
            [
                "type": "array", "items": ["type": "string", "enum": .list(words.map { .text($0) })],
                "maxItems": .integer(Self.mostWords),
            ]
        case .numbers(let most):
            [
                "type": "array", "minItems": 1, "maxItems": .integer(most),
                "items": [
                    "type": "integer", "minimum": .integer(Self.ids.lowerBound),
                    "maximum": .integer(Self.ids.upperBound),
                ],
            ]
        case .place: ["type": "string", "pattern": "^-?[0-9]{1,18}\\.[0-9]{1,18}$"]
        }
    }

    /// What it should be, to stand behind "is".
    var wanted: String {
        switch kind {
        case .flag: "true or false"
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .time: "a time such as 2026-11-22T06:00:00Z"
        case .text(let range):
            range.lowerBound > 0
                ? "a text of \(range.lowerBound) to \(range.upperBound) characters, not all blank"
                : "a text of at most \(range.upperBound) characters"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        case .words(let words): "at most \(Self.mostWords) of \(words.joined(separator: ", "))"
        case .numbers(let most): "a list of 1 to \(most) numbers"
        case .place: "a place that `next` of an answer named"
        }
    }

    /// Nil where it is not what is wanted.
    func value(_ json: JSON) -> Asked.Value? {
        switch (kind, json) {
        case (.flag, .bool(let flag)): .flag(flag)
        case (.whole(let range), .integer(let number)): range.contains(number) ? .number(number) : nil
        case (.numbers(let most), .list(let items)): Self.numbers(items, most)
        case (.flag, _), (.whole, _), (.numbers, _): nil
        case (.time, .text(let text)), (.text, .text(let text)), (.word, .text(let text)), (.words, .text(let text)),
            (.place, .text(let text)):
            value(text)
        case (.time, _), (.text, _), (.word, _), (.words, _), (.place, _): nil
        }
    }

    private static func numbers(_ items: [JSON], _ most: Int) -> Asked.Value? {
        let numbers = items.compactMap { item in
            if case .integer(let number) = item, ids.contains(number) { number } else { nil as Int64? }
        }
        return numbers.count == items.count && (1...most).contains(numbers.count) ? .numbers(numbers) : nil
    }

    /// The same of a query.
    func value(_ text: String) -> Asked.Value? {
        switch kind {
        case .flag: return text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
        case .whole(let range):
            guard text.utf8.count <= 20, text.utf8.first != UInt8(ascii: "+"), let number = Int64(text) else {
                return nil
            }
            return range.contains(number) ? .number(number) : nil
        case .time: return text.utf8.count <= 64 ? Moment(rfc3339: text).map { .time($0) } : nil
        case .text(let range):
            guard range.contains(text.unicodeScalars.count) else { return nil }
            let isSeen =
                range.lowerBound == 0 || text.unicodeScalars.contains { !$0.properties.isWhitespace }
            return isSeen ? .text(text) : nil
        case .word(let words), .words(let words): return words.contains(text) ? .text(text) : nil
        case .numbers: return nil
        case .place:
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, text.utf8.count <= 38, let rank = Int64(parts[0]), let id = Int64(parts[1]), id >= 0
            else { return nil }
            return .place(rank: rank, id: id)
        }
    }
}

/// What a request carried, as its fields describe it.
struct Asked: Sendable {
    enum Value: Sendable {
        case flag(Bool)
        case number(Int64)
        case time(Moment)
        case text(String)
        case numbers([Int64])
        case place(rank: Int64, id: Int64)
    }

    private var values: [(name: String, value: Value)] = []

    static let nothing = Asked()

    private func all(_ name: String) -> [Value] { values.filter { $0.name == name }.map(\.value) }

    func flag(_ name: String) -> Bool? { if case .flag(let value)? = all(name).first { value } else { nil } }
    func number(_ name: String) -> Int64? { if case .number(let value)? = all(name).first { value } else { nil } }
    func time(_ name: String) -> Moment? { if case .time(let value)? = all(name).first { value } else { nil } }
    func text(_ name: String) -> String? { if case .text(let value)? = all(name).first { value } else { nil } }
    func numbers(_ name: String) -> [Int64]? { if case .numbers(let value)? = all(name).first { value } else { nil } }
    func place(_ name: String) -> (rank: Int64, id: Int64)? {
        if case .place(let rank, let id)? = all(name).first { (rank, id) } else { nil }
    }
    func texts(_ name: String) -> [String] {
        all(name).compactMap { if case .text(let value) = $0 { value } else { nil } }
    }

    // MARK: Reading

    /// - Throws: `Refusal` 400 that names the field.
    static func read(query: Form, _ fields: [APIField]) throws -> Asked {
        var asked = Asked()
        for (name, text) in query.fields where !name.isEmpty || !text.isEmpty {
            guard let field = fields.first(where: { $0.name == name }) else {
                throw unknown(name, "The query", fields)
            }
            if case .words = field.kind {
                guard asked.all(name).count < APIField.mostWords else { throw wrong(field, .badRequest) }
            } else if !asked.all(name).isEmpty {
                throw Refusal(.badRequest, "The query names `\(name)` twice.").with(
                    field: name, remedy: "Name it once.")
            }
            guard let value = field.value(text) else { throw wrong(field, .badRequest) }
            asked.values.append((name, value))
        }
        try asked.check(fields, .badRequest)
        return asked
    }

    /// - Throws: `Refusal`: 415 for what does not call itself JSON, 400 for what is none and for fields that there
    ///   are not, 422 for fields that are wrong or missing.
    static func read(body: [UInt8], type: String?, _ fields: [APIField]) throws -> Asked {
        if body.isEmpty {
            let nothing = Asked()
            try nothing.check(fields, .unprocessableContent)
            return nothing
        }
        let kind = (type ?? "").prefix { $0 != ";" }.trimmed.lowercased()
        guard kind == "application/json" else {
            throw Refusal(.unsupportedMediaType, "The body does not call itself JSON.")
        }
        let json: JSON
        do {
            json = try JSONReader.read(body)
        } catch let fault as JSONReader.Fault {
            throw Refusal(.badRequest, "The body \(fault.reason), at byte \(fault.place).").with(
                remedy: "Send one JSON object.")
        }
        guard case .object(let pairs) = json else {
            throw Refusal(.badRequest, "The body is not a JSON object.").with(remedy: "Send one JSON object.")
        }
        var asked = Asked()
        for (name, json) in pairs {
            guard let field = fields.first(where: { $0.name == name }) else {
                throw unknown(name, "The body", fields)
            }
            guard let value = field.value(json) else { throw wrong(field, .unprocessableContent) }
            asked.values.append((name, value))
        }
        try asked.check(fields, .unprocessableContent)
        return asked
    }

    private func check(_ fields: [APIField], _ status: HTTPStatus) throws {
        for field in fields where field.isRequired && all(field.name).isEmpty {
            throw Refusal(status, "`\(field.name)` is missing.").with(
                field: field.name, remedy: "Give `\(field.name)`: \(field.wanted).")
        }
    }

    private static func wrong(_ field: APIField, _ status: HTTPStatus) -> Refusal {
        Refusal(status, "`\(field.name)` is not \(field.wanted).").with(
            field: field.name, remedy: "Give `\(field.name)` as \(field.wanted).")
    }

    private static func unknown(_ name: String, _ place: String, _ fields: [APIField]) -> Refusal {
        let names = fields.map(\.name)
        let shown = String(name.prefix(64))
        let remedy =
            NearestName.of(name, among: names).map { "Did you mean `\($0)`?" }
            ?? (names.isEmpty ? "Leave it out: it takes none." : "There are \(names.joined(separator: ", ")).")
        return Refusal(.badRequest, "\(place) has `\(shown)`, which is not known here.").with(
            field: shown, remedy: remedy)
    }
}
