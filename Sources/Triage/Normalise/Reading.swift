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
    var exclamations = 0
    var questions = 0
    /// Words in capitals, and words with letters in all.
    var shouted = 0
    var spoken = 0
    /// Words that are certainly Cyrillic or Greek.
    var foreign = 0
    /// Where the run of characters without white space began.
    var runStart = 0

    /// Asked of the globals once, not for every word.
    let lower = ByteTable.lower
    let behindWord = ByteTable.behindWord
    let joinsLink = ByteTable.joinsLink
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

    /// An ASCII word from its first letter; hands over to `wide` where it turns out not to be one.
    mutating func word(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
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
    func apostropheWidth(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
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
    static func goesOn(
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
}
