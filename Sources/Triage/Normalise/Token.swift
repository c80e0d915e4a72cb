/// One word of a text after folding, with its place in the original.
struct Token: BitwiseCopyable {
    /// [start, end) in UTF-8 bytes of the original.
    var start: UInt32
    var end: UInt32
    /// Where its folded bytes stand in `Reading.folded`, and how many.
    var fold: UInt32
    var length: UInt32
    /// `WordKey` of the folded bytes.
    var key: UInt64
    var traits: Traits
    var after: After

    struct Traits: OptionSet, BitwiseCopyable {
        var rawValue: UInt16
        static let digit = Traits(rawValue: 1 << 0)
        /// Not all ASCII in the original.
        static let wide = Traits(rawValue: 1 << 1)
        /// One letter three times or more in a row: `soooo`.
        static let elongated = Traits(rawValue: 1 << 2)
        /// Ended in 's, so it also stands for the word without it.
        static let possessive = Traits(rawValue: 1 << 3)
        /// Two letters or more, all capitals.
        static let capitals = Traits(rawValue: 1 << 4)
        /// First word of a hashtag; a `Compound` holds the whole.
        static let tag = Traits(rawValue: 1 << 5)
        static let handle = Traits(rawValue: 1 << 6)
        /// An emoji or an emoticon.
        static let face = Traits(rawValue: 1 << 7)
        /// A link or an e-mail address: keeps its place, matches nothing.
        static let link = Traits(rawValue: 1 << 8)
        /// Longer than any word; matches nothing.
        static let endless = Traits(rawValue: 1 << 9)
        static let apostrophe = Traits(rawValue: 1 << 10)
        /// First word of a compound (hashtag, handle with a host).
        static let compound = Traits(rawValue: 1 << 11)
        /// Ends in a Hangul syllable, so it also stands for the word without a particle.
        static let hangul = Traits(rawValue: 1 << 12)
        /// Cyrillic or Greek letters alone, each of which looks like a Latin one.
        static let lookAlike = Traits(rawValue: 1 << 13)
    }

    /// What stands between this word and the next.
    struct After: OptionSet, BitwiseCopyable {
        var rawValue: UInt8
        static let sentence = After(rawValue: 1 << 0)
        static let clause = After(rawValue: 1 << 1)
        static let exclamation = After(rawValue: 1 << 2)
        static let question = After(rawValue: 1 << 3)
    }
}

/// A hashtag or a full handle as one word, beside the words it is made of: `#QuillfoneFail` stands for
/// `#quillfonefail`, `quillfonefail` and `quillfone fail`.
struct Compound: BitwiseCopyable {
    /// Index of its first token, and how many tokens it covers.
    var first: UInt32
    var count: UInt32
    /// Folded bytes in `Reading.folded`, with the leading `#` or `@`.
    var fold: UInt32
    var length: UInt32
}

/// The hash of a word's folded bytes that may be stored, as models do: built byte by byte, the same for
/// ever. While judging, tables use `WordKey`.
enum WordHash {
    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    static func of(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = seed
        for place in 0..<count { hash = add(bytes[place], to: hash) }
        return hash
    }
}
