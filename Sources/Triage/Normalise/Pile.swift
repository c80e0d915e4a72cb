/// A growing row of plain values that is emptied and filled again for every text, without the uniqueness
/// and exclusivity checks that an array pays on each append.
struct Pile<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    init(repeating element: Element, count: Int) {
        self.init(capacity: count)
        base.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit { base.deallocate() }

    subscript(place: Int) -> Element {
        get {
            precondition(place >= 0 && place < count)
            return base[place]
        }
        set {
            precondition(place >= 0 && place < count)
            base[place] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { reserve(count + 1) }
        base[count] = element
        count += 1
    }

    /// Room for `wanted` elements in all, doubling, so that appending stays linear.
    mutating func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let larger = max(wanted, capacity * 2)
        let fresh = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        fresh.update(from: base, count: count)
        base.deallocate()
        base = fresh
        capacity = larger
    }

    /// Takes over elements written straight behind the end, into room reserved before.
    @inline(__always)
    mutating func extend(to newCount: Int) {
        precondition(newCount >= count && newCount <= capacity)
        count = newCount
    }

    mutating func cut(to newCount: Int) { count = min(count, max(0, newCount)) }
    mutating func clear() { count = 0 }

    var view: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }
}

enum UTF8Writing {
    /// Writes a character's bytes; there must be room for four.
    /// - Returns: the place behind them.
    @inline(__always)
    static func write(_ value: UInt32, to out: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | value >> shift & 0x3F) }
        if value < 0x80 {
            out[0] = UInt8(truncatingIfNeeded: value)
            return out + 1
        }
        if value < 0x800 {
            out[0] = UInt8(truncatingIfNeeded: 0xC0 | value >> 6)
            out[1] = tail(0)
            return out + 2
        }
        if value < 0x10000 {
            out[0] = UInt8(truncatingIfNeeded: 0xE0 | value >> 12)
            out[1] = tail(6)
            out[2] = tail(0)
            return out + 3
        }
        out[0] = UInt8(truncatingIfNeeded: 0xF0 | value >> 18)
        out[1] = tail(12)
        out[2] = tail(6)
        out[3] = tail(0)
        return out + 4
    }
}
