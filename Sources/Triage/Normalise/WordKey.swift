/// What tables know a word by: a hash of its folded bytes, eight at a time. Different words of up to eight
/// bytes never have the same key; of longer ones, tables compare the bytes as well, so a collision costs
/// time and never a wrong match. For memory alone: it may change with any version, so nothing stored may
/// rest on it.
enum WordKey {
    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Words up to here are told apart by their hash alone.
    static let tellsApart = 8

    /// Eight bytes, or the last ones with zeros behind them. Each step can be undone, so that nothing is lost.
    @inline(__always)
    static func add(_ bytes: UInt64, to hash: UInt64) -> UInt64 {
        let mixed = (hash ^ bytes) &* 0x9e37_79b9_7f4a_7c15
        return mixed ^ mixed >> 32
    }

    static func of(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = seed
        var place = 0
        while place + 8 <= count {
            hash = add(EightBytes.whole(bytes + place), to: hash)
            place += 8
        }
        return place < count || count == 0 ? add(EightBytes.first(count - place, of: bytes + place), to: hash) : hash
    }
}
