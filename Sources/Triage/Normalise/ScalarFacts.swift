import Foundation

/// What Unicode says of single characters, as folding needs it: made once from the tables of the system's
/// own libraries, so that nothing general is asked for while texts are read.
///
/// Characters stand in pages of 128; a page of nothing remarkable is not kept.
enum ScalarFacts {
    struct Fact: BitwiseCopyable {
        var bits: UInt32 = 0
        /// The small letter that this one has, 0 for none. Of several, the first.
        var lower: UInt32 = 0

        /// Canonical combining class, 0 for what stands by itself.
        var order: UInt8 { UInt8(truncatingIfNeeded: bits) }
        /// Makes one character with one that may stand before it.
        var joins: Bool { bits & Fact.joins != 0 }
        /// Compatible composition (NFKC) changes it even when it stands alone.
        var changes: Bool { bits & Fact.changes != 0 }
        /// What it is taken apart into holds what belongs in no word: spaces, strokes.
        var brings: Bool { bits & Fact.brings != 0 }
        var isUppercase: Bool { bits & Fact.uppercase != 0 }
        /// Where in `parts` it is taken apart, 0 for what is not.
        var parts: Int { Int(bits >> 12 & 0xFFFF) }

        /// Composed, it still asks for something of `LetterSurvey`.
        var isFolded: Bool { bits & (Fact.latin | Fact.disguises | Fact.pointed | Fact.lowered) != 0 }

        static let joins: UInt32 = 1 << 8
        static let changes: UInt32 = 1 << 9
        static let brings: UInt32 = 1 << 10
        static let uppercase: UInt32 = 1 << 11
        // What `LetterSurvey` asks, of composed words: above the sixteen bits of `parts`.
        static let latin: UInt32 = 1 << 28
        static let disguises: UInt32 = 1 << 29
        static let pointed: UInt32 = 1 << 30
        static let lowered: UInt32 = 1 << 31
    }

    @inline(__always)
    static func of(_ value: UInt32) -> Fact {
        table.fact(value)
    }

    /// One character that others are made of, with what putting it together again asks.
    struct Part: BitwiseCopyable {
        private var bits: UInt32

        init(_ value: UInt32, _ fact: Fact = Fact()) {
            bits = value | (fact.joins ? 1 << 21 : 0) | UInt32(fact.order) << 22 | (fact.isFolded ? 1 << 30 : 0)
        }

        /// As `parts` are kept: the first is no character, it says how many follow.
        init(count: Int) { bits = UInt32(count) }

        static let none = Part(count: 0)

        /// Says what either says of joining and folding; is no character then.
        @inline(__always)
        mutating func formUnion(_ other: Part) { bits |= other.bits }

        var count: Int { Int(bits) }
        var value: UInt32 { bits & 0x1F_FFFF }
        var joins: Bool { bits & 1 << 21 != 0 }
        var order: UInt8 { UInt8(truncatingIfNeeded: bits >> 22) }
        var isFolded: Bool { bits & 1 << 30 != 0 }
    }

    /// The one character that two make, nil where they stay two.
    @inline(__always)
    static func pair(_ first: UInt32, _ second: UInt32, _ table: Table = table) -> UInt32? {
        if let syllable = syllable(first, second) { return syllable }
        var place = slot(first, second)
        let pairs = table.pairs
        while pairs[place].composed != 0 {
            let pair = pairs[place]
            if pair.first == first, pair.second == second { return pair.composed }
            place = (place + 1) & (pairSlots - 1)
        }
        return nil
    }

    // MARK: how it is kept

    struct Pair: BitwiseCopyable {
        var first: UInt32 = 0
        var second: UInt32 = 0
        var composed: UInt32 = 0
    }

    struct Table {
        var pages: UnsafePointer<UInt16>
        var facts: UnsafePointer<Fact>
        var parts: UnsafePointer<Part>
        var pairs: UnsafePointer<Pair>

        /// For whoever asks of many characters in a row.
        @inline(__always)
        func fact(_ value: UInt32) -> Fact {
            let page = Int(value >> pageBits)
            guard page < pageCount else { return Fact() }
            return facts[Int(pages[page]) << Int(pageBits) | Int(value & (1 << pageBits - 1))]
        }

        /// What a character is taken apart into (NFKD).
        @inline(__always)
        func parts(_ fact: Fact) -> UnsafeBufferPointer<Part> {
            UnsafeBufferPointer(start: parts + fact.parts + 1, count: parts[fact.parts].count)
        }
    }

    static let pageBits: UInt32 = 7
    /// Up to the last character that is taken apart, U+2FA1F.
    static let pageCount = 0x2FA80 >> 7
    /// Several times as many as there are pairs, about a thousand.
    static let pairSlots = 8192

    @inline(__always)
    static func slot(_ first: UInt32, _ second: UInt32) -> Int {
        let key = UInt64(first) << 32 | UInt64(second)
        return Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 40) & (pairSlots - 1)
    }

    // Written once, before anybody can read it, by the initialiser of a global, and never freed.
    nonisolated(unsafe) static let table: Table = ScalarFactsMaker().table()

    /// A Korean syllable of its letters; by rule, there are eleven thousand.
    @inline(__always)
    private static func syllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
            return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        }
        if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(second) {
            return first + second - 0x11A7
        }
        return nil
    }
}
