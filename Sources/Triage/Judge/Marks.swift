/// Which of many numbers were met in one text: a bit each, so that asking for those that were not, which is most of
/// the asking, stays in the nearest cache. Whoever marks numbers takes each off again.
struct Marks: ~Copyable {
    private var words: Pile<UInt64>
    private let count: Int

    init(_ count: Int) {
        self.count = count
        words = Pile(repeating: 0, count: (count + 63) / 64 + 1)
    }

    /// False for what is out of bounds.
    @inline(__always)
    func contains(_ number: Int) -> Bool {
        number >= 0 && number < count && words.base[number >> 6] & 1 << UInt64(number & 63) != 0
    }

    /// Says whether it was not marked before.
    @inline(__always)
    mutating func insert(_ number: Int) -> Bool {
        precondition(number >= 0 && number < count)
        let bit: UInt64 = 1 << UInt64(number & 63)
        let isNew = words.base[number >> 6] & bit == 0
        words.base[number >> 6] |= bit
        return isNew
    }

    @inline(__always)
    mutating func remove(_ number: Int) {
        precondition(number >= 0 && number < count)
        words.base[number >> 6] &= ~(1 << UInt64(number & 63))
    }
}
