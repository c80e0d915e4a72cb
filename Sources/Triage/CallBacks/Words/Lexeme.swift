/// A word, a run of digits or a mark of a reply, with its place.
struct Lexeme: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case word
        /// Its value, at most 999,999,999, and how many digits it was written with.
        case number(Int, width: Int)
        case keycap(Int)
        case mark(Unicode.Scalar)
        case emoji
        case lineBreak
    }
    var kind: Kind
    /// In small letters, accents kept.
    var text: String
    /// In small letters without accents.
    var bare: String
    /// In UTF-8 bytes of the text.
    var bytes: Range<Int>
    /// No white space before it.
    var isTight: Bool
    var isCapital = false

    /// Bytes of a text that are read at all.
    static let longestText = 2_000

    /// Reads the beginning of a text; one pass.
    static func read(_ text: String) -> [Lexeme] {
        var scalars: [(scalar: Unicode.Scalar, at: Int)] = []
        var place = 0
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            guard place + width <= longestText else { break }
            scalars.append((scalar, place))
            place += width
        }
        var reader = LexemeReader(scalars: scalars, end: place)
        return reader.run()
    }
}

/// The one pass of `Lexeme.read`.
private struct LexemeReader {
    let scalars: [(scalar: Unicode.Scalar, at: Int)]
    let end: Int
    private var place = 0
    private var isTight = false
    private var found: [Lexeme] = []

    init(scalars: [(scalar: Unicode.Scalar, at: Int)], end: Int) {
        self.scalars = scalars
        self.end = end
    }

    private func kind(_ place: Int) -> Character.Role {
        place < scalars.count ? Character.Role(scalars[place].scalar) : .space
    }

    private func byte(_ place: Int) -> Int { place < scalars.count ? scalars[place].at : end }

    mutating func run() -> [Lexeme] {
        while place < scalars.count {
            let scalar = scalars[place].scalar
            switch kind(place) {
            case .space:
                if scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" {
                    if found.last?.kind != .lineBreak { add(.lineBreak, "", from: place, to: place + 1) }
                }
                isTight = false
                place += 1
            case .letter: word()
            case .digit: digits()
            case .joiner: place += 1
            case .emoji:
                add(.emoji, String(scalar), from: place, to: place + 1)
                place += 1
            case .mark, .apostrophe:
                add(.mark(scalar), String(scalar), from: place, to: place + 1)
                place += 1
            }
        }
        return found
    }

    private mutating func add(_ kind: Lexeme.Kind, _ text: String, from start: Int, to end: Int, capital: Bool = false)
    {
        found.append(
            Lexeme(
                kind: kind, text: text, bare: Self.bare(text), bytes: byte(start)..<byte(end), isTight: isTight,
                isCapital: capital))
        isTight = true
    }

    private static func bare(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        let bytes = Array(text.utf8)
        return String(decoding: bytes.withUnsafeBufferPointer { WordFolding.withoutAccents($0) }, as: UTF8.self)
            .split(separator: "ß", omittingEmptySubsequences: false).joined(separator: "ss")
    }

    /// Letters with the apostrophes in them; French elisions are words of their own ("l'après"), and so are
    /// the letters of "a.m." no words but one.
    private mutating func word() {
        let start = place
        var letters = ""
        while place < scalars.count {
            switch kind(place) {
            case .letter:
                letters.unicodeScalars.append(scalars[place].scalar)
                place += 1
                continue
            case .joiner:
                if (0x300...0x36F).contains(scalars[place].scalar.value) {
                    letters.unicodeScalars.append(scalars[place].scalar)
                }
                place += 1
                continue
            case .apostrophe where kind(place + 1) == .letter:
                if Self.elisions.contains(letters.lowercased()) {
                    add(.word, letters.lowercased(), from: start, to: place)
                    place += 1
                    return
                }
                place += 1
                continue
            case .mark where scalars[place].scalar == "." && isSingle(start) && isSingle(place + 1):
                // "p.m.", with or without the last dot.
                place += 1
                letters.unicodeScalars.append(scalars[place].scalar)
                place += 1
                if place < scalars.count, scalars[place].scalar == "." { place += 1 }
                add(.word, letters.lowercased(), from: start, to: place)
                return
            case .apostrophe, .mark, .space, .digit, .emoji: break
            }
            break
        }
        add(
            .word, letters.lowercased(), from: start, to: place, capital: scalars[start].scalar.properties.isUppercase)
    }

    private static let elisions: Set<String> = [
        "l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu",
    ]

    /// A letter with none beside it.
    private func isSingle(_ place: Int) -> Bool {
        kind(place) == .letter && kind(place + 1) != .letter && (place == 0 || kind(place - 1) != .letter)
    }

    private mutating func digits() {
        let start = place
        var value = 0
        var text = ""
        while place < scalars.count, let digit = Character.Role.digit(scalars[place].scalar) {
            value = min(value * 10 + digit, 999_999_999)
            text += String(digit)
            place += 1
        }
        let width = place - start
        var behind = place
        while behind < scalars.count, scalars[behind].scalar == "\u{FE0F}" { behind += 1 }
        if width == 1, behind < scalars.count, scalars[behind].scalar == "\u{20E3}" {
            place = behind + 1
            add(.keycap(value), text, from: start, to: place)
        } else {
            add(.number(value, width: width), text, from: start, to: place)
        }
    }
}

extension Character {
    /// What a scalar is to somebody who looks for words and figures.
    fileprivate enum Role {
        case space, letter, digit, apostrophe, mark, emoji
        /// Says nothing by itself: marks on letters, variation selectors, skin tones.
        case joiner

        init(_ scalar: Unicode.Scalar) {
            let value = scalar.value
            switch value {
            case 0x61...0x7A, 0x41...0x5A: self = .letter
            case 0x30...0x39: self = .digit
            case 0x27, 0x2019, 0x60, 0xB4, 0x2BC: self = .apostrophe
            case 0x00...0x20, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x3000: self = .space
            case 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0x20E3, 0xFEFF, 0xAD: self = .joiner
            case 0xAA, 0xBA: self = .letter
            default:
                let properties = scalar.properties
                if Self.digit(scalar) != nil {
                    self = .digit
                } else if properties.generalCategory == .nonspacingMark {
                    self = .joiner
                } else if properties.isAlphabetic {
                    self = .letter
                } else if value >= 0x2190, properties.isEmoji {
                    self = .emoji
                } else if properties.isWhitespace {
                    self = .space
                } else {
                    self = .mark
                }
            }
        }

        /// Of any script.
        static func digit(_ scalar: Unicode.Scalar) -> Int? {
            if (0x30...0x39).contains(scalar.value) { return Int(scalar.value) - 0x30 }
            guard scalar.value > 0x7F, scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue
            else { return nil }
            return Int(value)
        }
    }
}
