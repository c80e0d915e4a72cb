/// Letters of other scripts that look like Latin ones, put into Latin words to slip past filters:
/// `fіre` with a Ukrainian і. A word that has Latin letters beside them is changed. A word of nothing but
/// such letters stays what it is, and stands for the Latin word as well where no word of the text is
/// certainly Russian or Greek, so that these stay what they are.
enum LookAlikes {
    /// What a word without a Latin letter is.
    enum Nature {
        /// Every letter looks like a Latin one.
        case disguised
        /// A letter of Cyrillic or Greek that looks like no Latin one.
        case foreign
        case neither
    }

    /// Of a word after folding.
    static func nature(_ letters: borrowing Letters) -> Nature {
        var twins = 0
        for place in 0..<letters.count {
            let letter = letters.base[place]
            switch letter.value {
            case 0x370...0x3FF, 0x400...0x52F:
                guard twin(of: letter.value) != nil else { return .foreign }
                twins += 1
            default: continue
            }
        }
        return twins > 0 && twins == letters.count ? .disguised : .neither
    }

    /// Writes the Latin word that a folded word looks like; false where a letter has no twin.
    static func disguised(_ word: UnsafeBufferPointer<UInt8>, into latin: inout Pile<UInt8>) -> Bool {
        latin.clear()
        latin.reserve(word.count)
        var place = 0
        while place < word.count {
            let (scalar, width) = Reading.scalar(word, at: place)
            guard let twin = twin(of: scalar.value) else { return false }
            latin.append(twin)
            place += width
        }
        return true
    }

    /// What makes a word Latin, and where the letters are that look so.
    static let latin: [ClosedRange<UInt32>] = [0x41...0x5A, 0x61...0x7A, 0xC0...0x24F]
    static let ranges: [ClosedRange<UInt32>] = [
        0x370...0x3FF, 0x400...0x52F, 0x13A0...0x13FF, 0x1D00...0x1D22, 0x251...0x251, 0x261...0x262, 0x269...0x26A,
        0x274...0x274, 0x280...0x280, 0x299...0x299, 0x29C...0x29C, 0x29F...0x29F,
    ]

    /// Of a word that mixes both.
    static func settle(_ letters: inout Letters) {
        for place in 0..<letters.count {
            if let twin = twin(of: letters.base[place].value) { letters.base[place] = Unicode.Scalar(twin) }
        }
    }

    @inline(__always)
    private static func twin(of value: UInt32) -> UInt8? {
        let twin: UInt8 =
            value >= twinsFrom && value < twinsTo
            ? twins[Int(truncatingIfNeeded: value - twinsFrom)] : value >= 0x1D00 ? listed(value) ?? 0 : 0
        return twin == 0 ? nil : twin
    }

    private static let twinsFrom: UInt32 = 0x240
    private static let twinsTo: UInt32 = 0x540

    /// Those of Cyrillic and Greek, which every word of these scripts is asked for; 0 for none.
    // Written once, before anybody can read it, by the initialiser of a global, and never freed.
    nonisolated(unsafe) private static let twins: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(twinsTo - twinsFrom))
        for value in twinsFrom..<twinsTo { (table + Int(value - twinsFrom)).initialize(to: listed(value) ?? 0) }
        return UnsafePointer(table)
    }()

    private static func listed(_ value: UInt32) -> UInt8? {
        switch value {
        // Cyrillic
        case 0x430, 0x251: UInt8(ascii: "a")
        case 0x435, 0x450, 0x451: UInt8(ascii: "e")
        case 0x43E: UInt8(ascii: "o")
        case 0x440: UInt8(ascii: "p")
        case 0x441: UInt8(ascii: "c")
        case 0x443, 0x4AF: UInt8(ascii: "y")
        case 0x445: UInt8(ascii: "x")
        case 0x456, 0x457, 0x269: UInt8(ascii: "i")
        case 0x458: UInt8(ascii: "j")
        case 0x455: UInt8(ascii: "s")
        case 0x4BB: UInt8(ascii: "h")
        case 0x501: UInt8(ascii: "d")
        case 0x51B: UInt8(ascii: "q")
        case 0x51D: UInt8(ascii: "w")
        case 0x410: UInt8(ascii: "A")
        case 0x412: UInt8(ascii: "B")
        case 0x415, 0x401: UInt8(ascii: "E")
        case 0x41A: UInt8(ascii: "K")
        case 0x41C: UInt8(ascii: "M")
        case 0x41D: UInt8(ascii: "H")
        case 0x41E: UInt8(ascii: "O")
        case 0x420: UInt8(ascii: "P")
        case 0x421: UInt8(ascii: "C")
        case 0x422: UInt8(ascii: "T")
        case 0x423: UInt8(ascii: "Y")
        case 0x425: UInt8(ascii: "X")
        case 0x405: UInt8(ascii: "S")
        case 0x406: UInt8(ascii: "I")
        case 0x408: UInt8(ascii: "J")
        // Greek
        case 0x3B1: UInt8(ascii: "a")
        case 0x3B5: UInt8(ascii: "e")
        case 0x3B9: UInt8(ascii: "i")
        case 0x3BA: UInt8(ascii: "k")
        case 0x3BD: UInt8(ascii: "v")
        case 0x3BF: UInt8(ascii: "o")
        case 0x3C1: UInt8(ascii: "p")
        case 0x3C4: UInt8(ascii: "t")
        case 0x3C5: UInt8(ascii: "u")
        case 0x3C7: UInt8(ascii: "x")
        case 0x391: UInt8(ascii: "A")
        case 0x392: UInt8(ascii: "B")
        case 0x395: UInt8(ascii: "E")
        case 0x396: UInt8(ascii: "Z")
        case 0x397: UInt8(ascii: "H")
        case 0x399: UInt8(ascii: "I")
        case 0x39A: UInt8(ascii: "K")
        case 0x39C: UInt8(ascii: "M")
        case 0x39D: UInt8(ascii: "N")
        case 0x39F: UInt8(ascii: "O")
        case 0x3A1: UInt8(ascii: "P")
        case 0x3A4: UInt8(ascii: "T")
        case 0x3A5: UInt8(ascii: "Y")
        case 0x3A7: UInt8(ascii: "X")
        // Small capitals
        case 0x1D00: UInt8(ascii: "a")
        case 0x299: UInt8(ascii: "b")
        case 0x1D04: UInt8(ascii: "c")
        case 0x1D05: UInt8(ascii: "d")
        case 0x1D07: UInt8(ascii: "e")
        case 0x262, 0x261: UInt8(ascii: "g")
        case 0x29C: UInt8(ascii: "h")
        case 0x26A: UInt8(ascii: "i")
        case 0x1D0A: UInt8(ascii: "j")
        case 0x1D0B: UInt8(ascii: "k")
        case 0x29F: UInt8(ascii: "l")
        case 0x1D0D: UInt8(ascii: "m")
        case 0x274: UInt8(ascii: "n")
        case 0x1D0F: UInt8(ascii: "o")
        case 0x1D18: UInt8(ascii: "p")
        case 0x280: UInt8(ascii: "r")
        case 0x1D1B: UInt8(ascii: "t")
        case 0x1D1C: UInt8(ascii: "u")
        case 0x1D20: UInt8(ascii: "v")
        case 0x1D21: UInt8(ascii: "w")
        case 0x1D22: UInt8(ascii: "z")
        default: nil
        }
    }
}
