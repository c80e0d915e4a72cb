/// One line of a client, literals included, taken apart.
struct IMAPCommand: Sendable, Equatable {
    indirect enum Token: Sendable, Equatable {
        case atom(String)
        /// Quoted or a literal.
        case string([UInt8])
        case list([Token])

        var text: String? {
            switch self {
            case .atom(let text): text
            case .string(let bytes): String(decoding: bytes, as: UTF8.self)
            case .list: nil
            }
        }
    }

    enum Piece: Sendable {
        case text([UInt8])
        case literal([UInt8])
    }

    var tag: String
    /// In capitals; `UID FETCH` is one name.
    var name: String
    var arguments: [Token]

    /// Nil where brackets or quotes are not closed, or nothing follows the tag.
    init?(_ pieces: [Piece]) {
        var tokens = Tokenizer(pieces: pieces)
        guard let all = tokens.list(depth: 0), all.count >= 2, case .atom(let tag) = all[0],
            case .atom(let verb) = all[1]
        else { return nil }
        self.tag = tag
        name = verb.uppercased()
        arguments = Array(all.dropFirst(2))
        if name == "UID", case .atom(let second)? = arguments.first {
            name += " " + second.uppercased()
            arguments.removeFirst()
        }
    }

    /// How long a literal this line announces: `… {12}` waits for a go-ahead, `… {12+}` does not.
    static func literal(announcedBy line: [UInt8]) -> (length: Int, waits: Bool)? {
        guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(open + 1)...].dropLast()
        let waits = digits.last != UInt8(ascii: "+")
        if !waits { digits = digits.dropLast() }
        guard (1...9).contains(digits.count), let length = Int(String(decoding: digits, as: UTF8.self)), length >= 0
        else { return nil }
        return (length, waits)
    }

    private struct Tokenizer {
        var pieces: [Piece]
        var piece = 0
        var at = 0

        /// Up to the closing parenthesis, or to the end where `depth` is 0.
        mutating func list(depth: Int) -> [Token]? {
            var tokens: [Token] = []
            while let byte = peek() {
                switch byte {
                case .none:
                    guard case .literal(let bytes) = pieces[piece] else { return nil }
                    tokens.append(.string(bytes))
                    (piece, at) = (piece + 1, 0)
                case UInt8(ascii: " "): at += 1
                case UInt8(ascii: "("):
                    guard depth < 8 else { return nil }
                    at += 1
                    guard let inner = list(depth: depth + 1) else { return nil }
                    tokens.append(.list(inner))
                case UInt8(ascii: ")"):
                    at += 1
                    return depth > 0 ? tokens : nil
                case UInt8(ascii: "\""):
                    guard let text = quoted() else { return nil }
                    tokens.append(.string(text))
                case .some:
                    guard let text = atom() else { return nil }
                    tokens.append(.atom(text))
                }
            }
            return depth == 0 ? tokens : nil
        }

        /// `.some(nil)` where a literal stands, nil at the end.
        private mutating func peek() -> UInt8?? {
            while piece < pieces.count {
                guard case .text(let bytes) = pieces[piece] else { return .some(nil) }
                if at < bytes.count { return bytes[at] }
                (piece, at) = (piece + 1, 0)
            }
            return nil
        }

        private mutating func quoted() -> [UInt8]? {
            guard case .text(let bytes) = pieces[piece] else { return nil }
            var out: [UInt8] = []
            at += 1
            while at < bytes.count {
                defer { at += 1 }
                if bytes[at] == UInt8(ascii: "\"") { return out }
                if bytes[at] == UInt8(ascii: "\\") {
                    at += 1
                    guard at < bytes.count else { return nil }
                }
                out.append(bytes[at])
            }
            return nil
        }

        /// An atom holds no space, but `BODY[HEADER.FIELDS (Subject To)]` does within its brackets. A `{` at
        /// the end of a line announces a literal and belongs to no atom.
        private mutating func atom() -> String? {
            guard case .text(let bytes) = pieces[piece] else { return nil }
            let start = at
            var inside = false
            while at < bytes.count {
                let byte = bytes[at]
                if byte == UInt8(ascii: "[") { inside = true }
                if byte == UInt8(ascii: "]") { inside = false }
                if !inside,
                    [UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\"")].contains(byte)
                {
                    break
                }
                if byte < 32 { return nil }
                at += 1
            }
            guard !inside, at > start else { return nil }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
    }
}

/// `1:4,7,9:*`, where `*` is the highest number there is.
struct NumberSet: Sendable, Equatable {
    private var ranges: [(from: UInt32?, to: UInt32?)]

    init?(_ text: String) {
        ranges = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count), ranges.count < 1000 else { return nil }
            var numbers: [UInt32?] = []
            for end in ends {
                guard end == "*" || (UInt32(end) ?? 0) > 0 else { return nil }
                numbers.append(UInt32(end))
            }
            ranges.append((numbers[0], numbers[numbers.count - 1]))
        }
    }

    func contains(_ number: UInt32, highest: UInt32) -> Bool {
        ranges.contains { range in
            let (one, other) = (range.from ?? highest, range.to ?? highest)
            return number >= min(one, other) && number <= max(one, other)
        }
    }

    static func == (one: Self, other: Self) -> Bool {
        one.ranges.elementsEqual(other.ranges) { $0.from == $1.from && $0.to == $1.to }
    }
}
