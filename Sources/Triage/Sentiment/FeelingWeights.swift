/// What features of words weigh, by their keys, in steps of a byte. Belongs to `FeelingModels`, which keeps the
/// memory alive; a plain value, so that asking it counts no references.
struct FeelingWeights: BitwiseCopyable {
    /// From the lowest byte: mark, negative, neutral, positive.
    private let felt: UnsafeMutablePointer<UInt32>
    private let feltShift: UInt64
    /// Mark and complaint.
    private let asked: UnsafeMutablePointer<UInt16>
    private let askedShift: UInt64

    /// Of a model that is not there every slot is empty.
    init(_ sentiment: ModelFile?, _ complaint: ModelFile?) {
        let feltBits = sentiment?.bits ?? 1
        feltShift = UInt64(64 - feltBits)
        felt = .allocate(capacity: 1 << feltBits)
        felt.initialize(repeating: 0, count: 1 << feltBits)
        if let sentiment {
            for place in 0..<(1 << feltBits) * 4 {
                felt[place / 4] |= UInt32(sentiment.slots[place]) << UInt32(place % 4 * 8)
            }
        }
        let askedBits = complaint?.bits ?? 1
        askedShift = UInt64(64 - askedBits)
        asked = .allocate(capacity: 1 << askedBits)
        asked.initialize(repeating: 0, count: 1 << askedBits)
        if let complaint {
            for place in 0..<(1 << askedBits) * 2 {
                asked[place / 2] |= UInt16(complaint.slots[place]) << UInt16(place % 2 * 8)
            }
        }
    }

    func deallocate() {
        felt.deallocate()
        asked.deallocate()
    }

    /// The mark of a key in its slot, never 0.
    @inline(__always)
    static func mark(_ key: UInt64) -> UInt8 { max(1, UInt8(truncatingIfNeeded: key)) }

    /// What a feature weighs in steps: negative, neutral, positive, complaint; 0 where it is unknown.
    func of(_ key: UInt64) -> SIMD4<Int32> {
        var sum = Sum()
        sum.add(key, self)
        return sum.lanes
    }

    /// Weights added up, the three of sentiment in one number: each in 16 bits, raised by 128 so that none is
    /// below zero.
    struct Sum {
        private(set) var count: Int32 = 0
        private var raised: UInt64 = 0
        /// Of all but the last few, which are `raised`: fewer than this, so that 16 bits hold them.
        private var settled = SIMD4<Int32>()
        private static let few: Int32 = 256
        private var complaint: Int32 = 0

        @inline(__always)
        mutating func add(_ key: UInt64, _ weights: FeelingWeights) {
            let mark = FeelingWeights.mark(key)
            // All bits set where the mark is the key's. Worked out and not asked: nobody can guess the answer,
            // and a wrong guess would wait for the slot before it goes on to the next.
            let felt = weights.felt[Int(truncatingIfNeeded: key &>> weights.feltShift)]
            let isFelt = UInt32(bitPattern: Int32(bitPattern: (felt & 0xFF ^ UInt32(mark)) &- 1) &>> 31)
            let lanes = UInt64((felt & isFelt) &>> 8 ^ 0x80_8080)
            let halves = (lanes | lanes &<< 16) & 0x00FF_0000_FFFF
            raised &+= (halves | halves &<< 8) & 0x00FF_00FF_00FF
            let asked = Int32(Int16(bitPattern: weights.asked[Int(truncatingIfNeeded: key &>> weights.askedShift)]))
            complaint &+= asked &>> 8 & ((asked & 0xFF ^ Int32(mark)) &- 1) &>> 31
            count &+= 1
            if count & (Self.few - 1) == 0 { settle() }
        }

        private mutating func settle() {
            settled &+= lanes(of: Self.few)
            raised = 0
        }

        @inline(__always)
        private func lanes(of count: Int32) -> SIMD4<Int32> {
            SIMD4(
                Int32(truncatingIfNeeded: raised & 0xFFFF), Int32(truncatingIfNeeded: raised &>> 16 & 0xFFFF),
                Int32(truncatingIfNeeded: raised &>> 32), 0) &- SIMD4(1, 1, 1, 0) &* (128 &* count)
        }

        /// Negative, neutral, positive, complaint.
        @inline(__always)
        var lanes: SIMD4<Int32> {
            var lanes = settled &+ lanes(of: count & (Self.few - 1))
            lanes.w = complaint
            return lanes
        }
    }
}
