/// One value of an IMAP response (RFC 3501 §4).
enum IMAPValue: Equatable {
    /// An atom, a number or a section name such as `BODY[]<0>`.
    case atom(String)
    /// A quoted string or a literal.
    case bytes([UInt8])
    /// A literal that was not kept, and its length.
    case skipped(Int)
    case list([IMAPValue])

    var word: String? { if case .atom(let word) = self { word } else { nil } }
    var number: UInt64? { word.flatMap { UInt64($0) } }
    /// A quoted string as text.
    var text: String? { if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }

    /// All values of a response. Nil where it is not IMAP: unbalanced, nested too deep, an open quote.
    static func read(_ pieces: [IMAPReader.Piece]) -> [IMAPValue]? {
        var parser = Parser(pieces: pieces)
        return parser.values(depth: 0)
    }

    private struct Parser {
        let pieces: [IMAPReader.Piece]
        var piece = 0
        var at = 0
        static let depthLimit = 40

        /// The next byte of text; nil at a literal and at the end.
        var next: UInt8? {
            guard piece < pieces.count, case .text(let text) = pieces[piece], at < text.count else { return nil }
            return text[at]
        }

        mutating func values(depth: Int) -> [IMAPValue]? {
            guard depth < Self.depthLimit else { return nil }
            var values: [IMAPValue] = []
            while true {
                guard let byte = next else {
                    // A literal, announced by `{n}` at the end of the text before it.
                    guard piece + 1 < pieces.count else { return depth == 0 ? values : nil }
                    piece += 1
                    switch pieces[piece] {
                    case .literal(let bytes): values.append(.bytes(bytes))
                    case .skipped(let count): values.append(.skipped(count))
                    case .text: return nil
                    }
                    piece += 1
                    at = 0
                    continue
                }
                switch byte {
                case UInt8(ascii: " "): at += 1
                case UInt8(ascii: "("):
                    at += 1
                    guard let inner = self.values(depth: depth + 1) else { return nil }
                    values.append(.list(inner))
                case UInt8(ascii: ")"):
                    at += 1
                    return depth > 0 ? values : nil
                case UInt8(ascii: "\""):
                    guard let string = quoted() else { return nil }
                    values.append(.bytes(string))
                default:
                    let atom = atom()
                    if !atom.isEmpty { values.append(.atom(atom)) }
                }
            }
        }

        private mutating func quoted() -> [UInt8]? {
            at += 1
            var bytes: [UInt8] = []
            while var byte = next {
                at += 1
                if byte == UInt8(ascii: "\"") { return bytes }
                if byte == UInt8(ascii: "\\") {
                    guard let escaped = next else { return nil }
                    byte = escaped
                    at += 1
                }
                bytes.append(byte)
            }
            return nil
        }

        /// Up to the next space or bracket; brackets of a section, as in `BODY[HEADER.FIELDS (DATE)]`, belong
        /// to it. A literal's announcement at the end of the text is dropped.
        private mutating func atom() -> String {
            var bytes: [UInt8] = []
            var inSection = false
            while let byte = next {
                if byte == UInt8(ascii: "[") { inSection = true }
                if byte == UInt8(ascii: "]") { inSection = false }
                if !inSection, byte == 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") { break }
                bytes.append(byte)
                at += 1
            }
            if next == nil, piece + 1 < pieces.count {
                let start = bytes.lastIndex(of: UInt8(ascii: "{")) ?? bytes.endIndex
                bytes.removeSubrange(start...)
                if bytes.last == UInt8(ascii: "~") { bytes.removeLast() }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
