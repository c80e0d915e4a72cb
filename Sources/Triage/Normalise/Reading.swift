/// A text taken apart into folded words, each with its place in the original. Kept between texts so that
/// an ordinary message costs no allocation. One pass; every look ahead is bounded.
///
/// Reads ASCII bytes by table; a word with anything else in it goes through `Reading+Wide`.
struct Reading: ~Copyable {
    var tokens = Pile<Token>()
    /// Folded bytes of all words, one after another.
    var folded = Pile<UInt8>(capacity: 512)
    var compounds = Pile<Compound>(capacity: 8)
    /// Letters of the wide word at hand.
    var letters = Letters(capacity: 256)
    private(set) var exclamations = 0
    private(set) var questions = 0
    /// Words in capitals, and words with letters in all.
    private(set) var shouted = 0
    private(set) var spoken = 0
    /// Words that are certainly Cyrillic or Greek.
    var foreign = 0
    /// Where the run of characters without white space began.
    private var runStart = 0

    /// Asked of the globals once, not for every word.
    private let lower = ByteTable.lower
    private let behindWord = ByteTable.behindWord
    private let joinsLink = ByteTable.joinsLink
    let facts = ScalarFacts.table
    let kinds = CharacterKind.Table()

    /// More than this is not looked at; offsets are 32 bits wide.
    static let longestText = 1 << 30

    init() {}

    mutating func read(_ whole: UnsafeBufferPointer<UInt8>) {
        tokens.clear()
        folded.clear()
        compounds.clear()
        exclamations = 0
        questions = 0
        shouted = 0
        spoken = 0
        foreign = 0
        runStart = 0
        let text = whole.count > Self.longestText ? UnsafeBufferPointer(rebasing: whole[..<Self.longestText]) : whole
        folded.reserve(text.count + 64)
        var place = 0
        while place < text.count {
            let byte = text[place]
            if lower[Int(byte)] != 0 {
                place = shortWord(text, at: place)
            } else if byte == UInt8(ascii: " ") {
                place += 1
                runStart = place
            } else if byte >= 0x80 {
                place = wide(text, from: place)
            } else {
                place = separator(text, at: place, byte)
            }
        }
    }

    // MARK: words

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
            if EightBytes.mayHaveRun(spelled, among: length) { return word(text, at: start) }
        } else {
            if EightBytes.mayHaveRun(spelled, among: length) { traits.insert(.elongated) }
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
    private mutating func goingOn(
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
    private mutating func shortened(
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
    private mutating func longWord(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
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

    /// An ASCII word from its first letter; hands over to `wide` where it turns out not to be one.
    private mutating func word(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        let first = folded.count
        var place = start
        var previous: UInt8 = 0
        var run = 0
        var capitals = 0
        var traits: Token.Traits = []
        var apostrophe = -1
        while place < text.count {
            let byte = text[place]
            let letter = lower[Int(byte)]
            if letter == 0 {
                let width = apostropheWidth(text, at: place)
                guard width > 0 else { break }
                apostrophe = folded.count
                place += width
                continue
            }
            folded.append(letter)
            if letter <= 0x39 {
                traits.insert(.digit)
            } else {
                run = letter == previous ? run + 1 : 1
                if run == 3 { traits.insert(.elongated) }
                if letter != byte { capitals += 1 }
            }
            previous = letter
            place += 1
        }
        if place < text.count, text[place] >= 0x80 || text[place] == UInt8(ascii: "&"),
            Self.goesOn(text, at: place, kinds)
        {
            folded.cut(to: first)
            return wide(text, from: start)
        }
        let length = folded.count - first
        if apostrophe >= 0 {
            traits.insert(.apostrophe)
            if apostrophe == folded.count - 1, previous == UInt8(ascii: "s") { traits.insert(.possessive) }
            if ByteTable.isMistakable(UnsafeBufferPointer(start: folded.base + first, count: length)) {
                // "he'll" is not "hell": such a word keeps its apostrophe, in rules as in messages.
                folded.append(0)
                for move in stride(from: folded.count - 1, to: apostrophe, by: -1) { folded[move] = folded[move - 1] }
                folded[apostrophe] = UInt8(ascii: "'")
                traits.remove(.possessive)
            }
        }
        if !traits.contains(.digit) {
            spoken += 1
            if capitals >= 2, capitals == length {
                traits.insert(.capitals)
                shouted += 1
            }
        }
        let written = folded.count - first
        if written > WordFolding.longestWord { traits.insert(.endless) }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(place), fold: UInt32(first), length: UInt32(written),
                key: WordKey.of(folded.base + first, written), traits: traits, after: []))
        guard place < text.count else { return place }
        switch text[place] {
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "@"):
            return linkEnd(text, at: place) ?? place
        default: return place
        }
    }

    /// Bytes of an apostrophe between two letters at `place`, 0 where there is none.
    @inline(__always)
    private func apostropheWidth(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let width: Int
        switch text[place] {
        case UInt8(ascii: "'"): width = 1
        case 0xE2:
            guard place + 2 < text.count, text[place + 1] == 0x80, text[place + 2] | 1 == 0x99 else { return 0 }
            width = 3
        default: return 0
        }
        guard place + width < text.count, ByteTable.lower[Int(text[place + width])] > 0x39 else { return 0 }
        return width
    }

    /// A byte that is not ASCII, or `&`, stands right behind an ASCII word: does the word go on?
    private static func goesOn(
        _ text: UnsafeBufferPointer<UInt8>, at place: Int, _ kinds: CharacterKind.Table
    ) -> Bool {
        let (scalar, length) = scalar(text, at: place)
        switch kinds.kind(scalar) {
        case .letter, .mark: return true
        case .ignorable, .apostrophe:
            guard place + length < text.count else { return false }
            let next = Self.scalar(text, at: place + length).scalar
            switch kinds.kind(next) {
            case .letter, .mark, .ignorable: return true
            case .apostrophe, .ideograph, .emoji, .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash,
                .at, .other:
                return false
            }
        case .ideograph, .emoji, .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at, .other:
            return false
        }
    }

    // MARK: between words

    private mutating func separator(_ text: UnsafeBufferPointer<UInt8>, at place: Int, _ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): runStart = place + 1
        case 0x0A...0x0D:
            runStart = place + 1
            mark(.sentence)
        case UInt8(ascii: "."):
            let next = place + 1 < text.count ? text[place + 1] : UInt8(ascii: " ")
            if ByteTable.lower[Int(next)] == 0 { mark(.sentence) }
        case UInt8(ascii: "!"): exclaim()
        case UInt8(ascii: "?"): ask()
        case UInt8(ascii: ","): mark(.clause)
        case UInt8(ascii: "#"), UInt8(ascii: "*"):
            if let end = keycap(text, at: place) { return end }
            guard byte == UInt8(ascii: "#") else { break }
            if let end = hashtag(text, at: place, behind: 1) { return end }
        case UInt8(ascii: "@"):
            if let end = handle(text, at: place, behind: 1) { return end }
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"):
            if let (face, length) = Emoticon.read(text, at: place) {
                emit(face, from: place, to: place + length)
                return place + length
            }
            if byte == UInt8(ascii: ";") { mark(.clause) }
        case UInt8(ascii: "&"):
            if let (scalar, length) = Entity.read(text, at: place) {
                switch kinds.kind(scalar) {
                case .letter, .ideograph, .emoji: return wide(text, from: place)
                case .mark, .ignorable, .apostrophe, .space, .lineBreak, .exclamation, .question, .fullStop, .comma,
                    .hash, .at, .other:
                    punctuation(CharacterKind(scalar), endsAt: place + length)
                    return place + length
                }
            }
        default: break
        }
        return place + 1
    }

    /// Notes what stands behind the last word. Shared with the wide path.
    mutating func punctuation(_ kind: CharacterKind, endsAt end: Int) {
        switch kind {
        case .space: runStart = end
        case .lineBreak:
            runStart = end
            mark(.sentence)
        case .exclamation: exclaim()
        case .question: ask()
        case .fullStop: mark(.sentence)
        case .comma: mark(.clause)
        case .letter, .mark, .ignorable, .apostrophe, .ideograph, .emoji, .hash, .at, .other: break
        }
    }

    private mutating func exclaim() {
        exclamations += 1
        mark([.sentence, .exclamation])
    }

    private mutating func ask() {
        questions += 1
        mark([.sentence, .question])
    }

    @inline(__always)
    private mutating func mark(_ after: Token.After) {
        guard tokens.count > 0 else { return }
        tokens.base[tokens.count - 1].after.formUnion(after)
    }

    private mutating func emit(_ face: StaticString, from start: Int, to end: Int) {
        let first = folded.count
        face.withUTF8Buffer { for byte in $0 { folded.append(byte) } }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: UInt32(first), length: UInt32(folded.count - first),
                key: WordKey.of(folded.base + first, folded.count - first), traits: .face, after: []))
    }

    mutating func countWord(shouted isShouted: Bool) {
        spoken += 1
        if isShouted { shouted += 1 }
    }

    // MARK: links and addresses

    /// Right behind a word stands `:`, `.`, `/` or `@`: where it makes a link or an address of the run,
    /// that becomes one token that matches nothing, and its end is returned.
    private mutating func linkEnd(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        func byte(_ offset: Int) -> UInt8 { place + offset < text.count ? text[place + offset] : 0 }
        let last = tokens[tokens.count - 1]
        let word = UnsafeBufferPointer(start: folded.base + Int(last.fold), count: Int(last.length))
        switch byte(0) {
        case UInt8(ascii: ":"):
            guard byte(1) == UInt8(ascii: "/"), byte(2) == UInt8(ascii: "/") else { return nil }
            return link(text, from: Int(last.start), at: place)
        case UInt8(ascii: "."):
            guard word.elementsEqual("www".utf8), ByteTable.lower[Int(byte(1))] != 0 else { return nil }
            return link(text, from: Int(last.start), at: place)
        case UInt8(ascii: "/"):
            guard ByteTable.lower[Int(byte(1))] != 0, last.start > 0, text[Int(last.start) - 1] == UInt8(ascii: "."),
                ByteTable.isTopLevel(word), tokens.count > 1, tokens[tokens.count - 2].end == last.start - 1
            else { return nil }
            return link(text, from: max(runStart, Int(tokens[tokens.count - 2].start)), at: place)
        default:
            guard ByteTable.lower[Int(byte(1))] != 0, !last.traits.contains(.handle) else { return nil }
            var end = place + 1
            while end < text.count, isAddressByte(text[end]) { end += 1 }
            return replace(from: runStart, to: end)
        }
    }

    private mutating func link(_ text: UnsafeBufferPointer<UInt8>, from start: Int, at place: Int) -> Int {
        var end = place
        while end < text.count, text[end] > 0x20, text[end] < 0x7F, text[end] != UInt8(ascii: "<"),
            text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "\"")
        {
            end += 1
        }
        return replace(from: start, to: end)
    }

    private func isAddressByte(_ byte: UInt8) -> Bool {
        ByteTable.lower[Int(byte)] != 0 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private mutating func replace(from start: Int, to end: Int) -> Int {
        while tokens.count > 0, Int(tokens[tokens.count - 1].start) >= start { tokens.cut(to: tokens.count - 1) }
        while compounds.count > 0, Int(compounds[compounds.count - 1].first) >= tokens.count {
            compounds.cut(to: compounds.count - 1)
        }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: 0, length: 0, key: 0, traits: .link, after: []))
        return end
    }
}
