/// Words of ASCII letters and digits read eight bytes at a time, which most are; whatever is not plain goes through
/// `word`.
extension Reading {
    /// A word of at most eight ASCII letters and digits with nothing remarkable behind it, which most words
    /// are, all at once; any other goes through `word`.
    @inline(__always)
    mutating func shortWord(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        // The caller has seen a byte at `start`.
        let bytes = text.baseAddress.unsafelyUnwrapped + start
        let left = text.count - start
        let chunk =
            left >= 8
            ? EightBytes.whole(bytes)
            : text.count >= 8
                ? EightBytes.whole(bytes + left - 8) >> UInt64((8 - left) * 8) : EightBytes.first(left, of: bytes)
        let letters = EightBytes.letters(chunk)
        let digits = EightBytes.digits(chunk)
        let length = (~(letters | digits) & EightBytes.highs).trailingZeroBitCount / 8
        let next = length < left ? bytes[length] : UInt8(ascii: " ")
        switch behindWord[Int(next)] {
        case .end: break
        case .link where length + 1 >= left || !joinsLink[Int(bytes[length + 1])]: break
        case .link: return word(text, at: start)
        case .more: return goingOn(text, at: start, length, next)
        }
        let mask = EightBytes.mask(length)
        let spelled = (chunk | EightBytes.ones &* 0x20) & mask
        var traits: Token.Traits = []
        if digits & mask != 0 {
            traits.insert(.digit)
            // Digits are never held, so such a word is looked at letter by letter.
            if EightBytes.hasRun(spelled, among: length) { return word(text, at: start) }
        } else {
            if EightBytes.hasRun(spelled, among: length) { traits.insert(.elongated) }
            spoken += 1
            if length > 1, ~(chunk << 2) & letters & mask == EightBytes.highs & mask {
                traits.insert(.capitals)
                shouted += 1
            }
        }
        let first = folded.count
        folded.reserve(first + 8)
        UnsafeMutableRawPointer(folded.base + first).storeBytes(of: spelled.littleEndian, as: UInt64.self)
        folded.extend(to: first + length)
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: start + length),
                fold: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: length),
                key: WordKey.add(spelled, to: WordKey.seed), traits: traits, after: []))
        guard next == UInt8(ascii: " "), length < left else { return start + length }
        runStart = start + length + 1
        return runStart
    }

    /// A word of which the first eight bytes are not all, or behind which stands something remarkable. Out of
    /// line: most words are short.
    @inline(never)
    mutating func goingOn(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, _ length: Int, _ next: UInt8
    ) -> Int {
        if next < 0x80 {
            // All eight are letters, or an apostrophe or a character reference follows.
            if lower[Int(next)] != 0 { return longWord(text, at: start) }
            return next == UInt8(ascii: "'") && length < 8
                ? shortened(text, at: start, length, width: 1) : word(text, at: start)
        }
        let place = start + length
        if next == 0xE2, apostropheWidth(text, at: place) > 0 {
            return length < 8 ? shortened(text, at: start, length, width: 3) : word(text, at: start)
        }
        return Self.goesOn(text, at: place, kinds) ? wide(text, from: start) : word(text, at: start)
    }

    /// `don't`, `it's`: up to eight letters with one apostrophe among them and nothing remarkable behind; any other
    /// goes through `word`.
    @inline(__always)
    mutating func shortened(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, _ length: Int, width: Int
    ) -> Int {
        // The caller has seen so many letters and digits, fewer than eight.
        let bytes = text.baseAddress.unsafelyUnwrapped + start
        let left = text.count - start - length - width
        guard left > 0, lower[Int(bytes[length + width])] > 0x39 else { return word(text, at: start) }
        let tail = EightBytes.first(left, of: bytes + (length + width))
        let tailLetters = EightBytes.letters(tail)
        let tailLength = (~tailLetters & EightBytes.highs).trailingZeroBitCount / 8
        let whole = length + tailLength
        guard whole <= 8 else { return word(text, at: start) }
        let behind = start + length + width + tailLength
        let next = behind < text.count ? text[behind] : UInt8(ascii: " ")
        switch behindWord[Int(next)] {
        case .end: break
        case .link where behind + 1 >= text.count || !joinsLink[Int(text[behind + 1])]: break
        case .link, .more: return word(text, at: start)
        }
        let head = EightBytes.first(length, of: bytes)
        let written = head | (tail & EightBytes.mask(tailLength)) << UInt64(length * 8)
        let mask = EightBytes.mask(whole)
        let letters = EightBytes.letters(written)
        // Figures are looked at letter by letter, and so are words that another one becomes without its apostrophe.
        guard ~letters & EightBytes.highs & mask == 0 else { return word(text, at: start) }
        let spelled = (written | EightBytes.ones &* 0x20) & mask
        let first = folded.count
        folded.reserve(first + 8)
        UnsafeMutableRawPointer(folded.base + first).storeBytes(of: spelled.littleEndian, as: UInt64.self)
        if whole <= 5, ByteTable.isMistakable(UnsafeBufferPointer(start: folded.base + first, count: whole)) {
            return word(text, at: start)
        }
        folded.extend(to: first + whole)
        var traits: Token.Traits = .apostrophe
        if tailLength == 1, spelled >> UInt64(length * 8) == UInt64(UInt8(ascii: "s")) { traits.insert(.possessive) }
        if EightBytes.hasRun(spelled, among: whole) { traits.insert(.elongated) }
        spoken += 1
        if ~(written << 2) & letters & mask == EightBytes.highs & mask {
            traits.insert(.capitals)
            shouted += 1
        }
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: behind),
                fold: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: whole),
                key: WordKey.add(spelled, to: WordKey.seed), traits: traits, after: []))
        return behind
    }

    /// More than eight ASCII letters and digits with nothing remarkable behind them, eight at a time; any other goes
    /// through `word`.
    @inline(__always)
    mutating func longWord(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        let first = folded.count
        var key = WordKey.seed
        var place = start
        var digits: UInt64 = 0
        var isHeld = false
        var isShouted = true
        // Like no letter.
        var before = ~UInt64(0)
        while true {
            let left = text.count - place
            guard left > 0 else { break }
            // The caller has seen more than eight bytes from `start` on.
            let bytes = text.baseAddress.unsafelyUnwrapped + place
            let chunk =
                left >= 8 ? EightBytes.whole(bytes) : EightBytes.whole(bytes + left - 8) >> UInt64((8 - left) * 8)
            let letters = EightBytes.letters(chunk)
            let figures = EightBytes.digits(chunk)
            let length = (~(letters | figures) & EightBytes.highs).trailingZeroBitCount / 8
            guard length > 0 else { break }
            let mask = EightBytes.mask(length)
            let spelled = (chunk | EightBytes.ones &* 0x20) & mask
            digits |= figures & mask
            // Beside each byte the one before it, and the one before that.
            let last = spelled << 8 | before >> 56
            let secondLast = spelled << 16 | before >> 48
            if EightBytes.hasZero((spelled ^ last) | (spelled ^ secondLast), among: length) { isHeld = true }
            if ~(chunk << 2) & letters & mask != EightBytes.highs & mask { isShouted = false }
            before = spelled
            folded.reserve(first + place - start + 8)
            UnsafeMutableRawPointer(folded.base + (first + place - start)).storeBytes(
                of: spelled.littleEndian, as: UInt64.self)
            key = WordKey.add(spelled, to: key)
            place += length
            if length < 8 { break }
        }
        let next = place < text.count ? text[place] : UInt8(ascii: " ")
        switch behindWord[Int(next)] {
        case .end: break
        case .link where place + 1 >= text.count || !joinsLink[Int(text[place + 1])]: break
        case .link, .more: return word(text, at: start)
        }
        // Digits are never held, so such a word is looked at letter by letter.
        if digits != 0, isHeld { return word(text, at: start) }
        let length = place - start
        folded.extend(to: first + length)
        var traits: Token.Traits = digits != 0 ? .digit : []
        if isHeld { traits.insert(.elongated) }
        if digits == 0 {
            spoken += 1
            if isShouted {
                traits.insert(.capitals)
                shouted += 1
            }
        }
        if length > WordFolding.longestWord { traits.insert(.endless) }
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: place),
                fold: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: length), key: key,
                traits: traits, after: []))
        return place
    }
}
