import Foundation

/// Folds the letters of one word that is not plain ASCII: compatibility forms (NFKC), case, look-alikes.
enum WordFolding {
    /// Characters of a word that are looked at; a longer one matches nothing.
    static let longestWord = 160
    /// Marks on one letter that are kept, as in Unicode's stream-safe form; the rest is dropped, so that
    /// a million of them cost no more than reading them.
    static let marksKept = 30

    /// Folds in place. Same letters in, same letters out, for rules and for messages.
    static func fold(_ letters: inout [Unicode.Scalar], keepingCase: Bool = false) {
        if letters.contains(where: { !isSettled($0.value) }) { composeCompatibly(&letters) }
        LookAlikes.settle(&letters)
        if !keepingCase { lower(&letters) }
    }

    /// Latin letters without their accents, for lists that say `accents fold`.
    static func withoutAccents(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let text = String(decoding: word, as: UTF8.self).decomposedStringWithCanonicalMapping
        var bare: [UInt8] = []
        bare.reserveCapacity(word.count)
        for scalar in text.unicodeScalars {
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

    /// Letters that NFKC leaves alone, alone and beside each other.
    private static func isSettled(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x80, 0xC0...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E, 0x180...0x1C3, 0x1CD...0x1F0,
            0x1F4...0x2AF, 0x386, 0x388...0x3CE, 0x400...0x481, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A,
            0x66E...0x674, 0x679...0x6D3, 0x900...0x957, 0x960...0x97F, 0xE01...0xE32, 0xE34...0xE4E, 0x3041...0x3096,
            0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            true
        default: false
        }
    }

    private static func composeCompatibly(_ letters: inout [Unicode.Scalar]) {
        var text = String()
        text.unicodeScalars.append(contentsOf: letters)
        letters.removeAll(keepingCapacity: true)
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            // A compatibility form may bring spaces and fraction strokes with it.
            switch CharacterKind(scalar) {
            case .letter, .mark, .ideograph, .emoji: letters.append(scalar)
            case .ignorable, .apostrophe, .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at,
                .other:
                continue
            }
        }
    }

    private static func lower(_ letters: inout [Unicode.Scalar]) {
        var isLonger = false
        for place in letters.indices {
            let value = letters[place].value
            switch value {
            case 0x41...0x5A: letters[place] = Unicode.Scalar(UInt8(value + 32))
            case 0..<0x80: continue
            case 0xC0...0xD6, 0xD8...0xDE: letters[place] = Unicode.Scalar(value + 32) ?? letters[place]
            case 0xDF, 0x1E9E, 0x130: isLonger = true
            case 0xE0...0xFF: continue
            case 0x391...0x3A1, 0x3A3...0x3A9: letters[place] = Unicode.Scalar(value + 32) ?? letters[place]
            case 0x3C2: letters[place] = "σ"
            case 0x3AC...0x3CE: continue
            case 0x410...0x42F: letters[place] = Unicode.Scalar(value + 32) ?? letters[place]
            case 0x400...0x40F: letters[place] = Unicode.Scalar(value + 80) ?? letters[place]
            case 0x430...0x45F: continue
            case 0x5D0...0x5EA, 0x620...0x6D3, 0x900...0x97F, 0xE00...0xE7F, 0x3041...0x30FF, 0x3400...0x9FFF,
                0xAC00...0xD7A3:
                continue
            default:
                let lowered = letters[place].properties.lowercaseMapping.unicodeScalars
                if let first = lowered.first { letters[place] = first }
            }
        }
        guard isLonger else { return }
        letters = letters.flatMap { (letter: Unicode.Scalar) -> [Unicode.Scalar] in
            switch letter.value {
            case 0xDF, 0x1E9E: ["s", "s"]
            case 0x130: ["i"]
            default: [letter]
            }
        }
    }
}
