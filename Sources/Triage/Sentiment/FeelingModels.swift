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
    private let slots: UnsafeMutablePointer<Slot>
    private let shift: UInt64

    /// Eight bytes: what a feature weighs, where the mark is its own.
    private struct Slot {
        var sentimentMark: UInt8 = 0
        var negative: Int8 = 0
        var neutral: Int8 = 0
        var positive: Int8 = 0
        var complaintMark: UInt8 = 0
        var complaint: Int8 = 0
        var unused: UInt16 = 0
    }

    init(sentiment: ModelFile?, complaint: ModelFile?) {
        hasSentiment = sentiment != nil
        hasComplaint = complaint != nil
        let bits = max(sentiment?.bits ?? 8, complaint?.bits ?? 8)
        shift = UInt64(64 - bits)
        slots = .allocate(capacity: 1 << bits)
        slots.initialize(repeating: Slot(), count: 1 << bits)
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
                slots[place].sentimentMark = sentiment.slots[from]
                slots[place].negative = Int8(bitPattern: sentiment.slots[from + 1])
                slots[place].neutral = Int8(bitPattern: sentiment.slots[from + 2])
                slots[place].positive = Int8(bitPattern: sentiment.slots[from + 3])
            }
        }
        if let complaint {
            for place in 0..<(1 << bits) {
                let from = (place >> (bits - complaint.bits)) * 2
                slots[place].complaintMark = complaint.slots[from]
                slots[place].complaint = Int8(bitPattern: complaint.slots[from + 1])
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
        let slot = slots[Int(key >> shift)]
        let mark = Self.mark(key)
        let felt: Int32 = slot.sentimentMark == mark ? -1 : 0
        let asked: Int32 = slot.complaintMark == mark ? -1 : 0
        return SIMD4(Int32(slot.negative), Int32(slot.neutral), Int32(slot.positive), Int32(slot.complaint))
            & SIMD4(felt, felt, felt, asked)
    }
}

/// What a word weighs by itself, remembered between messages: a conversation uses few words, and a word
/// has thirty pieces. Entries are compared letter by letter, so remembering never changes a score.
struct WordMemory: ~Copyable {
    private var entries: UnsafeMutablePointer<Entry>?
    private static let size = 1 << 15
    /// Longer words are weighed each time.
    static let longest = 16

    struct Entry {
        var first: UInt64 = 0
        var second: UInt64 = 0
        /// 0 for an empty place.
        var length: UInt8 = 0
        var pieces: UInt16 = 0
        /// `LanguageSigns.Script`, 0 for Latin.
        var script: UInt8 = 0
        var name: UInt64 = 0
        var word = SIMD4<Int16>()
        var inner = SIMD4<Int16>()
        var tongue = SIMD8<Int16>()
    }

    init() {}

    deinit { entries?.deallocate() }

    @inline(__always)
    mutating func entry(
        _ token: Token, _ word: UnsafePointer<UInt8>, fill: (inout Entry) -> Void
    ) -> UnsafeMutablePointer<Entry>? {
        let length = Int(token.length)
        guard length > 0, length <= Self.longest else { return nil }
        let table: UnsafeMutablePointer<Entry>
        if let entries {
            table = entries
        } else {
            table = .allocate(capacity: Self.size)
            table.initialize(repeating: Entry(), count: Self.size)
            entries = table
        }
        var first: UInt64 = 0
        var second: UInt64 = 0
        if length <= WordKey.tellsApart {
            first = token.key
        } else {
            for place in 0..<8 { first = first << 8 | UInt64(word[place]) }
            for place in 8..<length { second = second << 8 | UInt64(word[place]) }
        }
        let mixed = token.key &* 0x9e37_79b9_7f4a_7c15
        let entry = table + Int(mixed >> 49)
        if entry.pointee.length == UInt8(length), entry.pointee.first == first, entry.pointee.second == second {
            return entry
        }
        entry.pointee = Entry()
        entry.pointee.first = first
        entry.pointee.second = second
        entry.pointee.length = UInt8(length)
        fill(&entry.pointee)
        return entry
    }
}
