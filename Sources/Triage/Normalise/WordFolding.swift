/// Folds the letters of one word that is not plain ASCII: compatibility forms (NFKC), case, look-alikes.
enum WordFolding {
    /// Characters of a word that are looked at; a longer one matches nothing.
    static let longestWord = 160
    /// Marks on one letter that are kept, more than any script writes; the rest is dropped, so that a
    /// million of them cost no more than reading them.
    static let marksKept = 8

    /// Folds in place. Same letters in, same letters out, for rules and for messages.
    /// - Parameter survey: of these letters.
    /// - Returns: of the composed letters.
    @discardableResult
    static func fold(
        _ letters: inout Letters, _ survey: LetterSurvey, _ table: ScalarFacts.Table = ScalarFacts.table,
        keepingCase: Bool = false
    ) -> LetterSurvey {
        let survey = survey.isSettled ? survey : Composer.compose(&letters, table)
        if survey.mixesScripts { LookAlikes.settle(&letters) }
        if survey.isPointed { unpoint(&letters) }
        if !keepingCase, survey.isLowered { lower(&letters) }
        return survey
    }

    /// What `unpoint` takes away or changes.
    static let points: [ClosedRange<UInt32>] = [
        0x591...0x5BD, 0x5BF...0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7...0x5C7, 0x610...0x61A, 0x622...0x623,
        0x625...0x625, 0x640...0x640, 0x649...0x649, 0x64B...0x65F, 0x670...0x671, 0x6A9...0x6A9, 0x6CC...0x6CC,
        0x6D6...0x6ED,
    ]

    /// Hebrew and Arabic are written with points or without, and the alif with its hamza or without.
    static func unpoint(_ letters: inout Letters) {
        var kept = 0
        for place in 0..<letters.count {
            let letter = letters.base[place]
            switch letter.value {
            case 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670,
                0x6D6...0x6ED:
                continue
            case 0x622, 0x623, 0x625, 0x671: letters.base[kept] = "\u{627}"
            // The Persian letters and the final form without dots.
            case 0x649, 0x6CC: letters.base[kept] = "\u{64A}"
            case 0x6A9: letters.base[kept] = "\u{643}"
            default: letters.base[kept] = letter
            }
            kept += 1
        }
        letters.cut(to: kept)
    }

    /// Latin letters without their accents, for lists that say `accents fold`.
    static func withoutAccents(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if let bare = withoutLatinAccents(word) { return bare }
        return apart(Array(String(decoding: word, as: UTF8.self).unicodeScalars))
    }

    private static func apart(_ word: [Unicode.Scalar]) -> [UInt8] {
        var bare: [UInt8] = []
        bare.reserveCapacity(word.count * 3)
        for scalar in Composer.apart(Letters(word)) {
            switch scalar.value {
            case 0x300...0x36F: continue
            case 0xF8: bare.append(UInt8(ascii: "o"))
            case 0x142: bare.append(UInt8(ascii: "l"))
            case 0x111, 0xF0: bare.append(UInt8(ascii: "d"))
            case 0x131: bare.append(UInt8(ascii: "i"))
            case 0xE6: bare.append(contentsOf: [UInt8(ascii: "a"), UInt8(ascii: "e")])
            case 0x153: bare.append(contentsOf: [UInt8(ascii: "o"), UInt8(ascii: "e")])
            default: bare.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return bare
    }

    /// By table, for words of letters up to U+017F, which most are; nil for others.
    private static func withoutLatinAccents(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var bare: [UInt8] = []
        bare.reserveCapacity(word.count)
        var place = 0
        while place < word.count {
            let byte = word[place]
            if byte < 0x80 {
                bare.append(byte)
                place += 1
                continue
            }
            guard byte >= 0xC3, byte <= 0xC5, place + 1 < word.count else { return nil }
            bare.append(contentsOf: latin[Int(byte & 0x03) << 6 | Int(word[place + 1] & 0x3F)])
            place += 2
        }
        return bare
    }

    /// What is left of U+0000 to U+017F without accents; three times 64 of it, U+00C0 first at 3 << 6.
    private static let latin: [[UInt8]] = (0..<256).map { place in
        // 0xC3 is 3, 0xC4 is 0, 0xC5 is 1.
        let block = [4, 5, 6, 3][place >> 6]
        guard let scalar = Unicode.Scalar(UInt32(block << 6 | place & 0x3F)) else { return [] }
        return apart([scalar])
    }

    private static func digit(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(UInt8(0x30 + value)) }

    /// What `lower` changes beside the letters that have a small one: sharp s, the final sigma, the digits of
    /// other scripts.
    static let lowered: [ClosedRange<UInt32>] = [
        0xDF...0xDF, 0x3C2...0x3C2, 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0xE50...0xE59,
    ]

    static func lower(_ letters: inout Letters) {
        var isLonger = false
        let row = letters.base
        for place in 0..<letters.count {
            let value = row[place].value
            switch value {
            case 0x41...0x5A: row[place] = Unicode.Scalar(UInt8(value + 32))
            // The digits of other scripts.
            case 0x660...0x669, 0x6F0...0x6F9, 0xE50...0xE59: row[place] = digit(value & 0x0F)
            case 0x966...0x96F: row[place] = digit(value - 0x966)
            case 0..<0x80: continue
            case 0xC0...0xD6, 0xD8...0xDE: row[place] = Unicode.Scalar(value + 32) ?? row[place]
            case 0xDF, 0x1E9E, 0x130: isLonger = true
            case 0xE0...0xFF: continue
            case 0x391...0x3A1, 0x3A3...0x3A9: row[place] = Unicode.Scalar(value + 32) ?? row[place]
            case 0x3C2: row[place] = "σ"
            case 0x3AC...0x3CE: continue
            case 0x410...0x42F: row[place] = Unicode.Scalar(value + 32) ?? row[place]
            case 0x400...0x40F: row[place] = Unicode.Scalar(value + 80) ?? row[place]
            case 0x430...0x45F: continue
            case 0x5D0...0x5EA, 0x620...0x6D3, 0x900...0x97F, 0xE00...0xE7F, 0x3041...0x30FF, 0x3400...0x9FFF,
                0xAC00...0xD7A3:
                continue
            default:
                let lowered = ScalarFacts.of(value).lower
                if lowered != 0 { row[place] = Unicode.Scalar(lowered) ?? row[place] }
            }
        }
        guard isLonger else { return }
        // From behind, so that each letter is moved once.
        var from = letters.count
        var to = from
        for place in 0..<from where letters.base[place] == "ß" || letters.base[place] == "\u{1E9E}" { to += 1 }
        letters.reserve(to)
        letters.extend(to: to)
        while from > 0 {
            from -= 1
            to -= 1
            switch letters.base[from].value {
            case 0xDF, 0x1E9E:
                letters.base[to] = "s"
                to -= 1
                letters.base[to] = "s"
            case 0x130: letters.base[to] = "i"
            default: letters.base[to] = letters.base[from]
            }
        }
    }
}
