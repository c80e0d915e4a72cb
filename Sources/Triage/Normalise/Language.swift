/// Which language a message is in: the script where it decides, else what its words and their pieces say,
/// with what the channel declares as a hint. Declarations are often wrong: they are the app's language or the
/// author's, not the message's.
enum Language {
    /// A lane of votes each, in this order; the last is for every other language in Latin letters.
    static let lanes = ["en", "de", "fr", "es", "it", "pt", "nl", "other"]

    /// What a declaration counts beside the words, in the table's steps: about three telling words.
    private static let hint: Int32 = 90
    /// English is spoken in every country, and words of no language look like another one; that a message
    /// is in none of ours takes more to believe.
    private static let doubt: Int32 = 40
    /// By so much the first must lead the second, by how many words speak at all: the pieces of a word or two look
    /// like some language or other whatever they are.
    private static func margin(_ voters: Int32) -> Int32 {
        switch voters {
        case 1: 36
        case 2: 20
        case 3: 16
        default: 12
        }
    }

    private static let common: Set<String> = Set(
        """
        the and you is are to of for my me your was were with have has not this that what when why how they we he
        she it its be been do does did dont cant im ive will would just get got from on at in so if but all can out
        up no about there their them our a i u or as by an am go like now one good time day know some people who
        then than too very his her him us here more only any had
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// A word that stands in nearly every message.
    static func isCommon(_ word: [UInt8]) -> Bool {
        word.count <= 6 && common.contains(String(decoding: word, as: UTF8.self))
    }

    struct Choice {
        /// BCP 47.
        var tag: String
        /// Where the tag is one of `lanes`, its number; the last one's for `und`; -1 for any other.
        var lane: Int

        fileprivate static let unknown = Choice(tag: "und", lane: lanes.count - 1)
    }

    /// - Returns: what was declared as it was written, where that is the language chosen; `und`
    ///   where nothing decides.
    static func choose(declared: String, _ signs: LanguageSigns) -> Choice {
        let tag = declared.isEmpty ? declared : declared.lowercased()
        let isDeclared = !tag.isEmpty && tag != "und" && LanguageTag.isPlausible(tag)
        let root = isDeclared ? String(tag.prefix { $0 != "-" }) : ""
        if let script = signs.leadingScript {
            return Choice(tag: script.languages.contains(root) ? tag : script.languages[0], lane: -1)
        }
        var votes = signs.tongue
        let undecided = isDeclared ? Choice(tag: tag, lane: -1) : .unknown
        guard votes != SIMD8() else { return undecided }
        votes[lanes.count - 1] -= doubt
        let declaredLane = root.isEmpty ? nil : lanes.firstIndex(of: root) ?? lanes.count - 1
        if let declaredLane { votes[declaredLane] += hint }
        var best = 0
        for lane in 1..<lanes.count where votes[lane] > votes[best] { best = lane }
        var second = Int32.min
        for lane in 0..<lanes.count where lane != best { second = max(second, votes[lane]) }
        if best == declaredLane { return Choice(tag: tag, lane: -1) }
        guard votes[best] - second >= margin(signs.voters), best < lanes.count - 1 else { return undecided }
        return Choice(tag: lanes[best], lane: best)
    }
}

/// What the words of a message show of its language.
struct LanguageSigns {
    /// By `Language.lanes`.
    var tongue = SIMD8<Int32>()
    /// Words that lean to a language.
    var voters: Int32 = 0
    /// Words in letters that are not Latin, by `Script`.
    var scripts = SIMD16<Int32>()
    /// Words in Latin letters.
    var latin: Int32 = 0

    /// The script of most of the words, where that is not Latin.
    var leadingScript: Script? {
        guard scripts != SIMD16() else { return nil }
        // Japanese is written in both; a single kana is enough to tell it from Chinese.
        var counts = scripts
        if counts[Int(Script.kana.rawValue)] > 0 {
            counts[Int(Script.kana.rawValue)] += counts[Int(Script.han.rawValue)]
        }
        var best = Script.cyrillic
        for script in Script.allCases where counts[Int(script.rawValue)] > counts[Int(best.rawValue)] { best = script }
        return counts[Int(best.rawValue)] > latin ? best : nil
    }

    enum Script: UInt8, CaseIterable {
        case cyrillic = 1, greek, hebrew, arabic, devanagari, bengali, tamil, thai, hangul, kana, han, georgian,
            armenian, other

        /// Languages written in it, the likeliest first.
        var languages: [String] {
            switch self {
            case .cyrillic: ["ru", "uk", "bg", "sr", "be", "mk", "kk", "mn"]
            case .greek: ["el"]
            case .hebrew: ["he", "yi", "iw"]
            case .arabic: ["ar", "fa", "ur", "ps", "ku", "ckb", "sd"]
            case .devanagari: ["hi", "mr", "ne", "sa"]
            case .bengali: ["bn", "as"]
            case .tamil: ["ta"]
            case .thai: ["th"]
            case .hangul: ["ko"]
            case .kana: ["ja"]
            case .han: ["zh", "ja", "yue"]
            case .georgian: ["ka"]
            case .armenian: ["hy"]
            case .other: ["und", "te", "kn", "ml", "gu", "pa", "si", "my", "km", "lo", "am"]
            }
        }

        /// The script of a word's first letter; nil for Latin, and for what is no letter.
        init?(_ word: UnsafePointer<UInt8>, _ length: Int) {
            guard length > 1, word[0] >= 0x80 else { return nil }
            let value = Reading.scalar(UnsafeBufferPointer(start: word, count: length), at: 0).scalar.value
            switch value {
            case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F: self = .cyrillic
            case 0x530...0x58F: self = .armenian
            case 0x590...0x5FF: self = .hebrew
            case 0x600...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .arabic
            case 0x900...0x97F: self = .devanagari
            case 0x980...0x9FF: self = .bengali
            case 0xB80...0xBFF: self = .tamil
            case 0xE00...0xE7F: self = .thai
            case 0x10A0...0x10FF: self = .georgian
            case 0x1100...0x11FF, 0xAC00...0xD7A3: self = .hangul
            case 0x3041...0x30FF, 0xFF66...0xFF9D: self = .kana
            case 0x3005, 0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
            case 0x780...0x8FF, 0xA00...0xB7F, 0xC00...0xDFF, 0xE80...0x109F, 0x1200...0x17FF: self = .other
            default: return nil
            }
        }
    }
}
