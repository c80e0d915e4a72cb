/// What a word is and weighs by itself, remembered between messages: a conversation uses few words, and a word
/// has thirty pieces. Entries are compared letter by letter, so remembering never changes an answer.
struct WordMemory: ~Copyable {
    /// Rows of places, a word in any place of its row; behind them the words that have no place of their own.
    private var entries: UnsafeMutablePointer<Entry>?
    /// By row, a byte of each place: the mark of the word there, 0 where it is empty. All of them fit the nearest
    /// cache, so that of a row no entry is looked at but the word's own.
    private var marks: UnsafeMutablePointer<UInt32>?
    private static let rows = 1 << 13
    private static let width = 4
    /// Longer words are weighed each time.
    static let longest = 16

    /// Fits one line of the cache.
    struct Entry: BitwiseCopyable {
        fileprivate var first: UInt64 = 0
        fileprivate var second: UInt64 = 0
        /// The number under which features name it.
        var name: UInt64 = 0
        /// 0 for an empty place.
        fileprivate var length: UInt8 = 0
        /// Met again since its row was last full.
        fileprivate var isWarm = false
        /// `LanguageSigns.Script`, 0 for Latin.
        var script: UInt8 = 0
        var pieces: UInt8 = 0
        /// See `Tables.facts`.
        var facts: UInt32 = 0
        /// Negative, neutral, positive and complaint of the word, then of its pieces.
        var weights = SIMD8<Int16>()
        /// Votes by `Language.lanes`.
        var tongue = SIMD8<Int16>()

        @inline(__always)
        fileprivate func isOf(_ first: UInt64, _ second: UInt64, _ length: Int) -> Bool {
            self.first == first && self.length == UInt8(truncatingIfNeeded: length) && self.second == second
        }
    }

    init() {}

    deinit {
        UnsafeMutableRawPointer(entries)?.deallocate()
        marks?.deallocate()
    }

    // The highest bits choose the row, those behind them are the mark.
    @inline(__always)
    private static func mixed(_ token: Token) -> UInt64 { token.key &* 0x9e37_79b9_7f4a_7c15 }
    @inline(__always)
    private static func row(_ mixed: UInt64) -> Int { Int(truncatingIfNeeded: mixed &>> 51) }
    @inline(__always)
    private static func mark(_ mixed: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: mixed &>> 44) & 0x7F | 0x80 }

    private static let ones: UInt32 = 0x0101_0101
    private static let highs: UInt32 = 0x8080_8080

    /// The places of a row whose mark this is, the highest bit of a byte each. The lowest is right; one above it may
    /// be there for nothing.
    @inline(__always)
    private static func places(_ marks: UInt32, of mark: UInt32) -> UInt32 {
        let apart = marks ^ mark &* ones
        return (apart &- ones) & ~apart & highs
    }

    /// Looks where these words will be looked for, all at once and asking nothing of it, so that they are in
    /// the cache by then. The result only keeps the compiler from leaving it out.
    @inline(__always)
    func touch(_ tokens: UnsafePointer<Token>, _ count: Int) -> UInt64 {
        guard let entries, let marks else { return 0 }
        var seen: UInt64 = 0
        for index in 0..<count {
            let mixed = Self.mixed(tokens[index])
            let row = Self.row(mixed)
            let places = Self.places(marks[row], of: Self.mark(mixed))
            // Where there is none, the first one: it asks for nothing to be guessed.
            seen ^= entries[row &* Self.width &+ places.trailingZeroBitCount &>> 3 & (Self.width - 1)].first
        }
        return seen
    }

    /// What tells a word from all others of its length; nil for one that is not remembered.
    @inline(__always)
    private static func spelling(_ token: Token, _ word: UnsafePointer<UInt8>) -> (first: UInt64, second: UInt64)? {
        let length = Int(token.length)
        guard length > 0, length <= longest, token.traits.isDisjoint(with: [.handle, .link]) else { return nil }
        if length <= WordKey.tellsApart { return (token.key, 0) }
        // The last eight bytes overlap the first where the word is shorter than sixteen.
        return (EightBytes.whole(word), EightBytes.whole(word + (length - 8)))
    }

    /// The entry of a word; nil where it is not here.
    @inline(__always)
    func find(_ token: Token, _ word: UnsafePointer<UInt8>) -> UnsafePointer<Entry>? {
        guard let entries, let marks, let spelling = Self.spelling(token, word) else { return nil }
        let mixed = Self.mixed(token)
        let row = Self.row(mixed)
        var places = Self.places(marks[row], of: Self.mark(mixed))
        while places != 0 {
            let entry = entries + (row &* Self.width &+ places.trailingZeroBitCount &>> 3)
            if entry.pointee.isOf(spelling.first, spelling.second, Int(token.length)) {
                if !entry.pointee.isWarm { entry.pointee.isWarm = true }
                return UnsafePointer(entry)
            }
            places &= places &- 1
        }
        return nil
    }

    /// An empty entry for a word that is not here; good until the next is asked for.
    mutating func place(for token: Token, _ word: UnsafePointer<UInt8>) -> UnsafeMutablePointer<Entry> {
        let table = entries ?? allocate()
        guard let spelling = Self.spelling(token, word) else {
            let spare = table + Self.rows * Self.width
            spare.pointee = Entry()
            return spare
        }
        let mixed = Self.mixed(token)
        let row = Self.row(mixed)
        let place = coldest(of: row, table + row * Self.width)
        write(Self.mark(mixed), to: row, place)
        let entry = table + (row * Self.width + place)
        entry.pointee = Entry()
        entry.pointee.first = spelling.first
        entry.pointee.second = spelling.second
        entry.pointee.length = UInt8(token.length)
        return entry
    }

    private func mark(of row: Int, _ place: Int) -> UInt32 {
        (marks.unsafelyUnwrapped[row] >> UInt32(place * 8)) & 0xFF
    }

    private mutating func write(_ mark: UInt32, to row: Int, _ place: Int) {
        let shift = UInt32(place * 8)
        marks.unsafelyUnwrapped[row] = marks.unsafelyUnwrapped[row] & ~(0xFF << shift) | mark << shift
    }

    /// A word met once gives way before one that was met again, the oldest first: they come in from behind.
    /// Where all were met again, they have to be so anew.
    private mutating func coldest(of number: Int, _ row: UnsafeMutablePointer<Entry>) -> Int {
        for place in 0..<Self.width where row[place].length == 0 { return place }
        for place in 0..<Self.width where !row[place].isWarm {
            for next in place..<(Self.width - 1) {
                row[next] = row[next + 1]
                write(mark(of: number, next + 1), to: number, next)
            }
            return Self.width - 1
        }
        for place in 0..<Self.width { row[place].isWarm = false }
        return Self.width - 1
    }

    private mutating func allocate() -> UnsafeMutablePointer<Entry> {
        let count = Self.rows * Self.width + 1
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Entry>.stride, alignment: 64)
        let fresh = bytes.initializeMemory(as: Entry.self, repeating: Entry(), count: count)
        entries = fresh
        let empty = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.rows)
        empty.initialize(repeating: 0, count: Self.rows)
        marks = empty
        return fresh
    }
}

/// Eight lanes added up in 32 bits each, those of even and of odd number apart: the processor widens them so
/// in one step.
struct LaneSums {
    private var even = SIMD4<Int32>()
    private var odd = SIMD4<Int32>()

    @inline(__always)
    mutating func add(_ lanes: SIMD8<Int16>) {
        // Two lanes in each number, the even one lower.
        let pairs = unsafeBitCast(lanes, to: SIMD4<Int32>.self)
        let half = SIMD4<Int32>(repeating: 16)
        even &+= (pairs &<< half) &>> half
        odd &+= pairs &>> half
    }

    var low: SIMD4<Int32> { SIMD4(even.x, odd.x, even.y, odd.y) }
    var high: SIMD4<Int32> { SIMD4(even.z, odd.z, even.w, odd.w) }
}
