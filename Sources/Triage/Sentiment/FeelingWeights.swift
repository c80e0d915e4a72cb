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
        let mark = Int32(Self.mark(key))
        let felt = felt(key) & ((felt(key) & 0xFF ^ mark) &- 1) &>> 31
        let asked = asked(key) & ((asked(key) & 0xFF ^ mark) &- 1) &>> 31
        return SIMD4((felt &<< 16) &>> 24, (felt &<< 8) &>> 24, felt &>> 24, asked &>> 8)
    }

    /// Keys to be weighed together.
    typealias Keys = Pile<UInt64>

    /// What features weigh together; four are looked up at once. The marks are compared without asking, for
    /// nobody can guess whether they agree, and a wrong guess would wait for the slot before it goes on.
    func sum(of keys: inout Keys) -> SIMD4<Int32> {
        let count = Int32(truncatingIfNeeded: keys.count)
        keys.reserve(keys.count + 3)
        let key = keys.base
        for beyond in 0..<3 { key[keys.count + beyond] = 0 }
        var left = SIMD4<Int32>(0, 1, 2, 3) &- count
        var negative = SIMD4<Int32>()
        var neutral = SIMD4<Int32>()
        var positive = SIMD4<Int32>()
        var complaint = SIMD4<Int32>()
        for place in stride(from: 0, to: keys.count, by: 4) {
            let four = key + place
            var marks = SIMD4(Self.low(four[0]), Self.low(four[1]), Self.low(four[2]), Self.low(four[3])) & 0xFF
            // As `mark` has it.
            marks |= ((marks &- 1) &>> 31) & 1
            // Below zero up to the last key.
            let isKey = left &>> 31
            left &+= 4
            let felt = SIMD4(felt(four[0]), felt(four[1]), felt(four[2]), felt(four[3]))
            let feltNow = felt & isKey & (((felt ^ marks) & 0xFF) &- 1) &>> 31
            negative &+= (feltNow &<< 16) &>> 24
            neutral &+= (feltNow &<< 8) &>> 24
            positive &+= feltNow &>> 24
            let asked = SIMD4(asked(four[0]), asked(four[1]), asked(four[2]), asked(four[3]))
            complaint &+= (asked & isKey & (((asked ^ marks) & 0xFF) &- 1) &>> 31) &>> 8
        }
        return SIMD4(negative.wrappedSum(), neutral.wrappedSum(), positive.wrappedSum(), complaint.wrappedSum())
    }

    @inline(__always)
    private static func low(_ key: UInt64) -> Int32 { Int32(truncatingIfNeeded: key) }

    @inline(__always)
    private func felt(_ key: UInt64) -> Int32 {
        Int32(bitPattern: felt[Int(truncatingIfNeeded: key &>> feltShift)])
    }

    @inline(__always)
    private func asked(_ key: UInt64) -> Int32 {
        Int32(Int16(bitPattern: asked[Int(truncatingIfNeeded: key &>> askedShift)]))
    }
}
