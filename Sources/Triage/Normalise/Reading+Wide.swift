/// Words with anything but ASCII in them, character by character.
extension Reading {
    /// Reads from `start` until the text is ASCII and between words again; returns where.
    mutating func wide(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        letters.removeAll(keepingCapacity: true)
        var place = start
        var wordStart = start
        var wordEnd = start
        var marks = 0
        var length = 0
        var apostrophe = -1
        var regional = false
        while place < text.count {
            let (scalar, width) = Self.scalar(text, at: place)
            let kind = CharacterKind(scalar)
            switch kind {
            case .letter:
                if length == 0 { wordStart = place }
                length += 1
                marks = 0
                if letters.count <= WordFolding.longestWord { letters.append(scalar) }
                wordEnd = place + width
            case .mark:
                if length == 0 {
                    if tokens.count > 0, tokens[tokens.count - 1].end == UInt32(place) {
                        // A mark on an emoji or an ideograph belongs to it and changes nothing.
                        tokens.base[tokens.count - 1].end = UInt32(place + width)
                    }
                    break
                }
                marks += 1
                if marks <= WordFolding.marksKept, letters.count <= WordFolding.longestWord { letters.append(scalar) }
                wordEnd = place + width
            case .ignorable: break
            case .apostrophe:
                if length > 0, isLetter(text, at: place + width) {
                    apostrophe = letters.count
                } else {
                    flush(wordStart, wordEnd, length, apostrophe)
                    return place + width
                }
            case .ideograph, .emoji:
                flush(wordStart, wordEnd, length, apostrophe)
                length = 0
                apostrophe = -1
                let isRegional = (0x1F1E6...0x1F1FF).contains(scalar.value)
                if isRegional, regional, tokens.count > 0, tokens[tokens.count - 1].end == UInt32(place) {
                    joinFlag(scalar, to: place + width)
                    regional = false
                } else {
                    letters.append(scalar)
                    flush(place, place + width, 1, -1, isFace: kind == .emoji)
                    regional = isRegional
                }
            case .hash where length == 0 && width > 1:
                return hashtag(text, at: place, behind: width) ?? (place + width)
            case .at where length == 0 && width > 1:
                return handle(text, at: place, behind: width) ?? (place + width)
            case .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at, .other:
                flush(wordStart, wordEnd, length, apostrophe)
                // Single bytes are the narrow path's business: a hashtag or a link may begin here.
                if width == 1, place > start { return place }
                punctuation(kind, endsAt: place + width)
                return place + width
            }
            place += width
        }
        flush(wordStart, wordEnd, length, apostrophe)
        return place
    }

    /// Emits the word in `letters`, folded, and empties them.
    private mutating func flush(_ start: Int, _ end: Int, _ length: Int, _ apostrophe: Int, isFace: Bool = false) {
        guard length > 0, !letters.isEmpty else { return }
        var traits: Token.Traits = isFace ? [.wide, .face] : .wide
        if length > WordFolding.longestWord || letters.count > WordFolding.longestWord { traits.insert(.endless) }
        let isShouted =
            length > 1
            && letters.allSatisfy { $0.value >= 0x80 ? $0.properties.isUppercase : (0x41...0x5A).contains($0.value) }
        let tail = letters.count - apostrophe
        let last = letters[letters.count - 1]
        if !isFace { WordFolding.fold(&letters) }
        let first = folded.count
        var run = 0
        var previous: Unicode.Scalar = " "
        var hasLetter = false
        for letter in letters {
            if (0x30...0x39).contains(letter.value) {
                traits.insert(.digit)
            } else {
                hasLetter = true
                run = letter == previous ? run + 1 : 1
                if run == 3 { traits.insert(.elongated) }
            }
            previous = letter
            for byte in UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter { folded.append(byte) }
        }
        if apostrophe >= 0 {
            traits.insert(.apostrophe)
            let word = UnsafeBufferPointer(start: folded.base + first, count: folded.count - first)
            if ByteTable.isMistakable(word) {
                folded.append(0)
                let place = first + apostrophe
                for move in stride(from: folded.count - 1, to: place, by: -1) { folded[move] = folded[move - 1] }
                folded[place] = UInt8(ascii: "'")
            } else if tail == 1, last == "s" || last == "S" {
                traits.insert(.possessive)
            }
        }
        if isShouted { traits.insert(.capitals) }
        if hasLetter, !isFace { countWord(shouted: isShouted) }
        letters.removeAll(keepingCapacity: true)
        guard folded.count > first else { return }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: UInt32(first), length: UInt32(folded.count - first),
                key: WordKey.of(folded.base + first, folded.count - first), traits: traits, after: []))
    }

    /// Two regional indicators are one flag.
    private mutating func joinFlag(_ scalar: Unicode.Scalar, to end: Int) {
        var token = tokens[tokens.count - 1]
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { folded.append(byte) }
        token.end = UInt32(end)
        token.length = UInt32(folded.count) - token.fold
        token.key = WordKey.of(folded.base + Int(token.fold), Int(token.length))
        tokens[tokens.count - 1] = token
    }

    private func isLetter(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place < text.count else { return false }
        let scalar = Self.scalar(text, at: place).scalar
        guard !(0x30...0x39).contains(scalar.value) else { return false }
        switch CharacterKind(scalar) {
        case .letter: return true
        case .mark, .ignorable, .apostrophe, .ideograph, .emoji, .space, .lineBreak, .exclamation, .question, .fullStop,
            .comma, .hash, .at, .other:
            return false
        }
    }

    /// The character at `place`, a character reference decoded, and how many bytes it takes.
    static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at place: Int
    ) -> (scalar: Unicode.Scalar, width: Int) {
        let lead = text[place]
        if lead < 0x80 {
            if lead == UInt8(ascii: "&"), let (scalar, length) = Entity.read(text, at: place) {
                return (scalar, length)
            }
            return (Unicode.Scalar(lead), 1)
        }
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard width > 1, place + width <= text.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width { value = value << 6 | UInt32(text[place + offset] & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
        return (scalar, width)
    }
}
