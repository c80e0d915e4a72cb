/// Words with anything but ASCII in them, character by character.
extension Reading {
    /// Reads from `start` until the text is ASCII and between words again; returns where.
    mutating func wide(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        letters.clear()
        var place = start
        var word = WideWord(start: start)
        var isFlagOpen = false
        while place < text.count {
            let (scalar, width) = Self.scalar(text, at: place)
            let kind = kinds.kind(scalar)
            switch kind {
            case .letter:
                if word.isIdeograph { flush(&word) }
                if word.length == 0 { word.start = place }
                word.length += 1
                word.marks = 0
                if letters.count <= WordFolding.longestWord { letters.append(scalar) }
                word.end = place + width
            case .mark:
                if word.length == 0 {
                    // On an emoji it changes nothing.
                    extendFace(from: place, to: place + width)
                    break
                }
                word.marks += 1
                if word.marks <= WordFolding.marksKept, letters.count <= WordFolding.longestWord {
                    add(mark: scalar)
                }
                word.end = place + width
            case .ignorable:
                if word.length == 0 { extendFace(from: place, to: place + width) }
            case .apostrophe:
                if word.length > 0, !word.isIdeograph, isLetter(text, at: place + width) {
                    word.apostrophe = letters.count
                } else {
                    flush(&word)
                    return place + width
                }
            case .ideograph:
                // A word with the marks that follow it: the vowels of Thai, a voiced sound of Japanese.
                flush(&word)
                word.start = place
                word.end = place + width
                word.length = 1
                word.isIdeograph = true
                letters.append(scalar)
            case .emoji:
                flush(&word)
                let isRegional = (0x1F1E6...0x1F1FF).contains(scalar.value)
                if isRegional ? isFlagOpen && isLastToken(endingAt: place) : isJoined(text, at: place) {
                    joinFace(scalar, from: place, to: place + width)
                    isFlagOpen = false
                } else {
                    letters.append(scalar)
                    var face = WideWord(start: place)
                    face.end = place + width
                    face.length = 1
                    face.isFace = true
                    flush(&face)
                    isFlagOpen = isRegional
                }
            case .hash where word.length == 0 && width > 1:
                return hashtag(text, at: place, behind: width) ?? (place + width)
            case .at where word.length == 0 && width > 1:
                return handle(text, at: place, behind: width) ?? (place + width)
            case .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at, .other:
                flush(&word)
                // Single bytes are the narrow path's business: a hashtag or a link may begin here.
                if width == 1, place > start { return place }
                punctuation(kind, endsAt: place + width)
                return place + width
            }
            place += width
        }
        flush(&word)
        return place
    }

    /// Right behind its letter most marks make one character with it; folding takes that apart again where
    /// marks are out of order.
    @inline(__always)
    private mutating func add(mark: Unicode.Scalar) {
        if letters.count > 0, facts.fact(mark.value).joins,
            let both = ScalarFacts.pair(letters[letters.count - 1].value, mark.value, facts),
            let scalar = Unicode.Scalar(both)
        {
            letters[letters.count - 1] = scalar
        } else {
            letters.append(mark)
        }
    }

    /// The word at hand, besides its letters.
    private struct WideWord {
        var start: Int
        var end = 0
        /// Characters, marks not counted.
        var length = 0
        /// Marks on the last character.
        var marks = 0
        /// Index in the letters where it stands, -1 for none.
        var apostrophe = -1
        var isIdeograph = false
        var isFace = false

        init(start: Int) {
            self.start = start
            end = start
        }
    }

    // MARK: emoji

    private func isLastToken(endingAt place: Int) -> Bool {
        tokens.count > 0 && tokens.base[tokens.count - 1].end == UInt32(place)
    }

    /// What has no width, and marks, right behind an emoji belong to it.
    private mutating func extendFace(from place: Int, to end: Int) {
        guard isLastToken(endingAt: place), tokens.base[tokens.count - 1].traits.contains(.face) else { return }
        tokens.base[tokens.count - 1].end = UInt32(end)
    }

    /// A joiner stands before this emoji and an emoji before that: both are one picture.
    private func isJoined(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard isLastToken(endingAt: place), place >= 3, text[place - 3] == 0xE2, text[place - 2] == 0x80,
            text[place - 1] == 0x8D
        else { return false }
        let last = tokens.base[tokens.count - 1]
        return last.traits.contains(.face) && last.length < Self.longestFace
    }

    private static var longestFace: UInt32 { 48 }

    /// The last emoji goes on: a flag's second letter, a joined picture. Who it shows, a man or a woman, is
    /// folded away like the colour of their skin.
    private mutating func joinFace(_ scalar: Unicode.Scalar, from place: Int, to end: Int) {
        var token = tokens[tokens.count - 1]
        token.end = UInt32(end)
        if scalar.value != 0x2640, scalar.value != 0x2642 {
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { folded.append(byte) }
            token.length = UInt32(folded.count) - token.fold
            token.key = WordKey.of(folded.base + Int(token.fold), Int(token.length))
        }
        tokens[tokens.count - 1] = token
    }

    /// `#️⃣` and `*️⃣`; digits come as words of their own.
    mutating func keycap(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        func stands(_ bytes: (UInt8, UInt8, UInt8), _ place: Int) -> Bool {
            place + 2 < text.count && text[place] == bytes.0 && text[place + 1] == bytes.1
                && text[place + 2] == bytes.2
        }
        let key = stands((0xEF, 0xB8, 0x8F), place + 1) ? place + 4 : place + 1
        guard stands((0xE2, 0x83, 0xA3), key) else { return nil }
        let first = folded.count
        folded.append(text[place])
        for byte in [0xE2, 0x83, 0xA3] as [UInt8] { folded.append(byte) }
        tokens.append(
            Token(
                start: UInt32(place), end: UInt32(key + 3), fold: UInt32(first), length: 4,
                key: WordKey.of(folded.base + first, 4), traits: [.wide, .face], after: []))
        return key + 3
    }

    /// Emits the word in `letters`, folded, and empties them and it.
    private mutating func flush(_ word: inout WideWord) {
        guard word.length > 0, letters.count > 0 else { return }
        let (start, end, length, apostrophe, isFace) = (
            word.start, word.end, word.length, word.apostrophe, word.isFace
        )
        word = WideWord(start: end)
        var traits: Token.Traits = isFace ? [.wide, .face] : .wide
        if length > WordFolding.longestWord || letters.count > WordFolding.longestWord { traits.insert(.endless) }
        let survey = LetterSurvey(letters, facts)
        let isShouted = length > 1 && survey.isUppercase
        let tail = letters.count - apostrophe
        let last = letters[letters.count - 1]
        if !isFace {
            if WordFolding.fold(&letters, survey, facts).mayDisguise {
                switch LookAlikes.nature(letters) {
                case .disguised: traits.insert(.lookAlike)
                case .foreign: foreign += 1
                case .neither: break
                }
            }
            if letters.count > 0, (0xAC00...0xD7A3).contains(letters[letters.count - 1].value) {
                traits.insert(.hangul)
            }
        }
        let first = folded.count
        folded.reserve(first + letters.count * 4 + 8)
        // Enough room for all of them, and nobody else's while they are written.
        var out = folded.base + first
        var run = 0
        var previous: UInt32 = 0x20
        var hasLetter = false
        for place in 0..<letters.count {
            let value = letters.base[place].value
            if value &- 0x30 <= 9 {
                traits.insert(.digit)
            } else {
                hasLetter = true
                run = value == previous ? run + 1 : 1
                if run == 3 { traits.insert(.elongated) }
            }
            previous = value
            out = UTF8Writing.write(value, to: out)
        }
        folded.extend(to: out - folded.base)
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
        letters.clear()
        guard folded.count > first else { return }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: UInt32(first), length: UInt32(folded.count - first),
                key: WordKey.of(folded.base + first, folded.count - first), traits: traits, after: []))
    }

    private func isLetter(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place < text.count else { return false }
        let scalar = Self.scalar(text, at: place).scalar
        guard !(0x30...0x39).contains(scalar.value) else { return false }
        switch kinds.kind(scalar) {
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
