/// What a character does to the words around it.
enum CharacterKind: BitwiseCopyable {
    case letter
    case mark
    /// Zero width, soft hyphen, variation selector, skin tone: as if it were not there.
    case ignorable
    case apostrophe
    /// A character of a script that is written without spaces: a word of its own.
    case ideograph
    case emoji
    case space
    case lineBreak
    case exclamation
    case question
    case fullStop
    case comma
    case hash
    case at
    case other

    @inline(__always)
    init(_ scalar: Unicode.Scalar) {
        self = Table().kind(scalar)
    }

    /// For whoever asks of many characters in a row.
    struct Table {
        private let kinds = CharacterKind.table

        @inline(__always)
        func kind(_ scalar: Unicode.Scalar) -> CharacterKind {
            scalar.value < CharacterKind.tableSize
                ? kinds[Int(truncatingIfNeeded: scalar.value)] : CharacterKind(ranging: scalar)
        }
    }

    private static let tableSize = 0x20000

    /// What two planes are, which is nearly all that is written; the others are a few ranges.
    // Written once, before anybody can read it, by the initialiser of a global, and never freed.
    nonisolated(unsafe) private static let table: UnsafePointer<CharacterKind> = {
        let table = UnsafeMutablePointer<CharacterKind>.allocate(capacity: tableSize)
        for value in 0..<tableSize {
            let scalar = Unicode.Scalar(UInt32(value))
            (table + value).initialize(to: scalar.map { CharacterKind(ranging: $0) } ?? .other)
        }
        return UnsafePointer(table)
    }()

    /// By ranges for what is common, by the Unicode tables of the standard library for the rest.
    private init(ranging scalar: Unicode.Scalar) {
        let value = scalar.value
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
        case 0x20, 0x09, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .space
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .lineBreak
        case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x02BC, 0x02B9, 0xFF07: self = .apostrophe
        case 0x21, 0xFF01, 0xA1, 0x203C: self = .exclamation
        case 0x3F, 0xFF1F, 0x61F, 0xBF, 0x2047: self = .question
        case 0x2E, 0x3002, 0xFF0E, 0xFF61, 0x2026, 0x06D4, 0x0964, 0x0965, 0x104A, 0x104B, 0x17D4, 0x17D5:
            self = .fullStop
        case 0x2C, 0x3B, 0xFF0C, 0x3001, 0x060C, 0x2013, 0x2014: self = .comma
        case 0x23, 0xFF03: self = .hash
        case 0x40, 0xFF20: self = .at
        case 0xAD, 0x34F, 0x61C, 0x640, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0x1F3FB...0x1F3FF,
            0xE0000...0xE0FFF:
            self = .ignorable
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x386, 0x388...0x3FF, 0x400...0x481, 0x48A...0x52F,
            0x5D0...0x5EA, 0x620...0x63F, 0x641...0x64A, 0xAC00...0xD7A3, 0xFF10...0xFF19, 0xFF21...0xFF3A,
            0xFF41...0xFF5A, 0x1D400...0x1D7FF, 0x24B6...0x24E9:
            self = .letter
        case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x64B...0x65F, 0x670, 0xFF9E, 0xFF9F: self = .mark
        case 0x3005, 0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFF:
            self = .ideograph
        case 0..<0x80: self = .other
        case 0x1F1E6...0x1F1FF: self = .emoji
        default: self = Self.looked(up: scalar)
        }
    }

    private static func looked(up scalar: Unicode.Scalar) -> CharacterKind {
        let properties = scalar.properties
        if scalar.value > 0x2100, properties.isEmoji { return .emoji }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return isSpaceless(scalar.value) ? .ideograph : .letter
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .spaceSeparator: return .space
        case .lineSeparator, .paragraphSeparator: return .lineBreak
        case .format: return .ignorable
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .control,
            .surrogate, .privateUse, .unassigned:
            return .other
        @unknown default: return .other
        }
    }

    /// Thai, Lao, Myanmar, Khmer.
    private static func isSpaceless(_ value: UInt32) -> Bool {
        switch value {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF: true
        default: false
        }
    }
}
