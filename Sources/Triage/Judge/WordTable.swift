/// The words of one manner, from the hash of their bytes: an open table, at most half full, never changed
/// once made.
struct WordTable: ~Copyable {
    private var slots: Pile<Slot>
    private let shift: UInt64

    /// Sixteen bytes, so that a look-up costs one line of cache and all that is asked most often is in it.
    struct Slot: BitwiseCopyable {
        /// The word's hash.
        var key: UInt64 = 0
        /// Its number in `bits`, and what is known of it; 0 in an empty slot.
        var facts: UInt32 = 0
        /// `PhraseTable`'s node behind it as a first word, 0 where no phrase begins so.
        var root: UInt32 = 0

        static let bits: UInt32 = (1 << 28) - 1
        /// Too long for its hash to say all; the bytes must be compared.
        static let isLong: UInt32 = 1 << 31
        /// It has an exact twin, so a message's own spelling must be looked at.
        static let hasExact: UInt32 = 1 << 30
        // In no table, but in what is remembered of a word of a message: see `Tables.facts`.
        /// Without its accents it stands in the table of bare words.
        static let isBare: UInt32 = 1 << 29
        /// A prefix of the rules begins it.
        static let hasPrefix: UInt32 = 1 << 28

        @inline(__always)
        var number: UInt32 { facts & Self.bits }
        @inline(__always)
        func says(_ fact: UInt32) -> Bool { facts & fact != 0 }
    }

    init(holding words: Int) {
        var size = 16
        while size < words * 2 { size *= 2 }
        slots = Pile(capacity: size)
        for _ in 0..<size { slots.append(Slot()) }
        shift = UInt64(64 - size.trailingZeroBitCount)
    }

    mutating func insert(_ slot: Slot) {
        var place = first(slot.key)
        while slots[place].facts != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    /// Enters a number under a key, which is all that counts here; gives the one that it replaces, 0 for none.
    mutating func replace(_ key: UInt64, by number: UInt32) -> UInt32 {
        var place = first(key)
        while slots[place].facts != 0, slots[place].key != key { place = (place + 1) & (slots.count - 1) }
        let before = slots[place].number
        slots[place] = Slot(key: key, facts: number, root: 0)
        return before
    }

    @inline(__always)
    private func first(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0xff51_afd7_ed55_8ccd) >> shift) }

    /// The first place where a word is looked for, whatever stands there: asked ahead of time for many words, it
    /// has the table in the cache when they are looked for.
    @inline(__always)
    func touch(_ key: UInt64) -> UInt32 { slots.base[first(key)].facts }

    /// The word's slot; an empty one where no rule knows it. `isSpelled` is asked of long words alone.
    @inline(__always)
    func find(_ key: UInt64, isLong: Bool, _ isSpelled: (UInt32) -> Bool) -> Slot {
        let last = slots.count - 1
        var place = first(key)
        while true {
            // In bounds: the number of slots is a power of two, and `shift` and `last` come from it.
            let slot = slots.base[place]
            if slot.facts == 0 { return slot }
            if slot.key == key, slot.says(Slot.isLong) == isLong, !isLong || isSpelled(slot.number) { return slot }
            place = (place + 1) & last
        }
    }
}
