/// The models of a rule set, ready to be asked: both tasks' weights of a feature lie side by side, so that
/// one look into memory serves both.
///
/// Unchecked: written by the initialiser alone, read ever after.
final class FeelingModels: @unchecked Sendable {
    let hasSentiment: Bool
    let hasComplaint: Bool
    /// By `PlainFeature`: negative, neutral, positive, complaint.
    private let plain: UnsafeMutablePointer<SIMD4<Float>>
    /// What a step of a stored weight is worth, by lane.
    let wordScale: SIMD4<Float>
    let pieceScale: SIMD4<Float>
    let sharpness: SIMD4<Float>
    /// What a feature weighs, where the mark is its own. From the lowest byte: negative, neutral, positive,
    /// complaint, mark of the first three, mark of the fourth.
    private let slots: UnsafeMutablePointer<UInt64>
    private let shift: UInt64

    init(sentiment: ModelFile?, complaint: ModelFile?) {
        hasSentiment = sentiment != nil
        hasComplaint = complaint != nil
        let bits = max(sentiment?.bits ?? 8, complaint?.bits ?? 8)
        shift = UInt64(64 - bits)
        slots = .allocate(capacity: 1 << bits)
        slots.initialize(repeating: 0, count: 1 << bits)
        plain = .allocate(capacity: PlainFeature.count)
        for place in 0..<PlainFeature.count {
            var row = SIMD4<Float>()
            if let sentiment { for lane in 0..<3 { row[lane] = sentiment.plain[lane][place] } }
            if let complaint { row.w = complaint.plain[0][place] }
            (plain + place).initialize(to: row)
        }
        func lanes(_ path: KeyPath<ModelFile, Float>) -> SIMD4<Float> {
            let felt = sentiment?[keyPath: path] ?? 0
            return SIMD4(felt, felt, felt, complaint?[keyPath: path] ?? 0)
        }
        wordScale = lanes(\.wordScale)
        pieceScale = lanes(\.pieceScale)
        sharpness = lanes(\.sharpness)
        // A smaller table is spread over the larger one: its slots are found by fewer leading bits.
        if let sentiment {
            for place in 0..<(1 << bits) {
                let from = (place >> (bits - sentiment.bits)) * 4
                slots[place] |= UInt64(sentiment.slots[from]) << 32
                for lane in 0..<3 { slots[place] |= UInt64(sentiment.slots[from + 1 + lane]) << UInt64(lane * 8) }
            }
        }
        if let complaint {
            for place in 0..<(1 << bits) {
                let from = (place >> (bits - complaint.bits)) * 2
                slots[place] |= UInt64(complaint.slots[from]) << 40 | UInt64(complaint.slots[from + 1]) << 24
            }
        }
    }

    deinit {
        slots.deallocate()
        plain.deallocate()
    }

    @inline(__always)
    func plain(_ feature: Int) -> SIMD4<Float> { plain[feature] }

    /// The mark of a key in its slot, never 0.
    @inline(__always)
    static func mark(_ key: UInt64) -> UInt8 { max(1, UInt8(truncatingIfNeeded: key)) }

    /// What a feature weighs in steps: negative, neutral, positive, complaint; 0 where it is unknown.
    @inline(__always)
    func weights(_ key: UInt64) -> SIMD4<Int32> {
        var sum = WeightSum()
        sum.add(raised(key))
        return sum.lanes
    }

    /// The same for `WeightSum`: four lanes of 16 bits, each raised by 128 so that none is below zero.
    @inline(__always)
    func raised(_ key: UInt64) -> UInt64 {
        let slot = slots[Int(key >> shift)]
        let mark = UInt64(Self.mark(key))
        // All bits set where the marks are the same. Worked out and not asked: nobody can guess the answer, and
        // a wrong guess would wait for the slot before it goes on to the next.
        let felt = (slot >> 32 & 0xFF ^ mark) &- 1
        let asked = (slot >> 40 & 0xFF ^ mark) &- 1
        let lanes = slot & (felt >> 40 | (asked >> 56) << 24) ^ 0x8080_8080
        let halves = (lanes | lanes << 16) & 0x0000_FFFF_0000_FFFF
        return (halves | halves << 8) & 0x00FF_00FF_00FF_00FF
    }
}

/// Adds up the weights of features, the four lanes of each in one number: an addition for all of them.
struct WeightSum {
    private var raised: UInt64 = 0
    private var count: Int32 = 0
    private var settled = SIMD4<Int32>()
    /// So many times 255 fit a lane.
    private static let most: Int32 = 256

    @inline(__always)
    mutating func add(_ weights: UInt64) {
        raised &+= weights
        count += 1
        if count == Self.most { settle() }
    }

    private mutating func settle() {
        settled = lanes
        raised = 0
        count = 0
    }

    /// Negative, neutral, positive, complaint.
    @inline(__always)
    var lanes: SIMD4<Int32> {
        let sums = SIMD4(
            Int32(truncatingIfNeeded: raised & 0xFFFF), Int32(truncatingIfNeeded: raised >> 16 & 0xFFFF),
            Int32(truncatingIfNeeded: raised >> 32 & 0xFFFF), Int32(truncatingIfNeeded: raised >> 48))
        return settled &+ sums &- SIMD4(repeating: 128 &* count)
    }
}

/// What a word weighs by itself, remembered between messages: a conversation uses few words, and a word
/// has thirty pieces. Entries are compared letter by letter, so remembering never changes a score.
struct WordMemory: ~Copyable {
    private var entries: UnsafeMutablePointer<Entry>?
    /// Pairs of places; a word stands in either of its pair.
    private static let pairs = 1 << 14
    /// Longer words are weighed each time.
    static let longest = 16

    struct Entry {
        var first: UInt64 = 0
        var second: UInt64 = 0
        /// 0 for an empty place.
        var length: UInt8 = 0
        /// Met again since its neighbour last made room.
        var isWarm = false
        var pieces: UInt16 = 0
        /// `LanguageSigns.Script`, 0 for Latin.
        var script: UInt8 = 0
        var name: UInt64 = 0
        var word = SIMD4<Int16>()
        var inner = SIMD4<Int16>()
        var tongue = SIMD8<Int16>()

        @inline(__always)
        func isOf(_ first: UInt64, _ second: UInt64, _ length: Int) -> Bool {
            self.length == UInt8(truncatingIfNeeded: length) && self.first == first && self.second == second
        }
    }

    init() {}

    @inline(__always)
    private static func place(_ token: Token) -> Int { Int((token.key &* 0x9e37_79b9_7f4a_7c15) >> 50) * 2 }

    /// Looks where these words will be looked for, all at once and asking nothing of it, so that they are in
    /// the cache by then. The result only keeps the compiler from leaving it out.
    @inline(__always)
    func touch(_ tokens: UnsafePointer<Token>, _ count: Int) -> UInt64 {
        guard let entries else { return 0 }
        var seen: UInt64 = 0
        for index in 0..<count {
            let entry = entries + Self.place(tokens[index])
            seen ^= entry.pointee.first ^ (entry + 1).pointee.first
        }
        return seen
    }

    deinit { UnsafeMutableRawPointer(entries)?.deallocate() }

    @inline(__always)
    mutating func entry(
        _ token: Token, _ word: UnsafePointer<UInt8>, fill: (inout Entry) -> Void
    ) -> UnsafeMutablePointer<Entry>? {
        let length = Int(token.length)
        guard length > 0, length <= Self.longest, token.traits.isDisjoint(with: [.handle, .link]) else { return nil }
        let table: UnsafeMutablePointer<Entry>
        if let entries {
            table = entries
        } else {
            table = Self.allocate()
            entries = table
        }
        var first: UInt64 = 0
        var second: UInt64 = 0
        if length <= WordKey.tellsApart {
            first = token.key
        } else {
            // The last eight bytes overlap the first where the word is shorter than sixteen.
            first = EightBytes.whole(word)
            second = EightBytes.whole(word + (length - 8))
        }
        var entry = table + Self.place(token)
        if entry.pointee.isOf(first, second, length) {
            if !entry.pointee.isWarm { entry.pointee.isWarm = true }
            return entry
        }
        if (entry + 1).pointee.isOf(first, second, length) { return entry + 1 }
        // A word met once gives way before one that was met again.
        if entry.pointee.isWarm {
            entry.pointee.isWarm = false
            entry += 1
        }
        entry.pointee = Entry()
        entry.pointee.first = first
        entry.pointee.second = second
        entry.pointee.length = UInt8(length)
        fill(&entry.pointee)
        return entry
    }

    /// Each entry in one line of cache.
    private static func allocate() -> UnsafeMutablePointer<Entry> {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: pairs * 2 * MemoryLayout<Entry>.stride, alignment: 64)
        return bytes.initializeMemory(as: Entry.self, repeating: Entry(), count: pairs * 2)
    }
}
