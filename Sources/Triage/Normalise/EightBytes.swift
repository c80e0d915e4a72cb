/// Eight bytes of text in one number, the first lowest, looked at all at once.
///
/// A byte's answer is its highest bit. Sums of two bytes below 0x80 never reach the next byte.
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func whole(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    }

    /// The first `count` bytes, at most eight, zeros behind them. Reads no further.
    @inline(__always)
    static func first(_ count: Int, of bytes: UnsafePointer<UInt8>) -> UInt64 {
        if count >= 8 { return whole(bytes) }
        // From both ends: what lies in both is the same, so that it may be laid over itself.
        let raw = UnsafeRawPointer(bytes)
        if count >= 4 {
            let low = UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
            let high = UInt64(UInt32(littleEndian: (raw + (count - 4)).loadUnaligned(as: UInt32.self)))
            return low | high << UInt64((count - 4) * 8)
        }
        guard count > 0 else { return 0 }
        // One, two or three: the first, the middle one and the last.
        let middle = count >> 1
        return UInt64(bytes[0]) | UInt64(bytes[middle]) << UInt64(middle * 8)
            | UInt64(bytes[count - 1]) << UInt64((count - 1) * 8)
    }

    /// The lowest `count` bytes kept, at most eight.
    @inline(__always)
    static func mask(_ count: Int) -> UInt64 { count >= 8 ? ~0 : (1 << UInt64(count * 8)) - 1 }

    /// ASCII letters. Setting bit 5 makes a capital small and leaves small letters and digits as they are.
    @inline(__always)
    static func letters(_ bytes: UInt64) -> UInt64 {
        let low = (bytes | ones &* 0x20) & ~highs
        return (low &+ ones &* 0x1F) & ~(low &+ ones &* 0x05) & ~bytes & highs
    }

    @inline(__always)
    static func digits(_ bytes: UInt64) -> UInt64 {
        let low = bytes & ~highs
        return (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46) & ~bytes & highs
    }

    /// Is one of the lowest `count` bytes zero?
    @inline(__always)
    static func hasZero(_ bytes: UInt64, among count: Int) -> Bool {
        guard count > 0 else { return false }
        let wanted = bytes | ~mask(count)
        return (wanted &- ones) & ~wanted & highs != 0
    }

    /// Are three of the lowest `count` bytes in a row the same?
    @inline(__always)
    static func hasRun(_ bytes: UInt64, among count: Int) -> Bool {
        hasZero((bytes ^ bytes >> 8) | (bytes ^ bytes >> 16), among: count - 2)
    }
}
