import Foundation

/// How many different ones there were: exactly up to a thousand, estimated above.
///
/// Beyond `exactly` it keeps 2,048 registers instead of the members (HyperLogLog, with the estimator of
/// Ertl 2017, which needs no table of corrections): the estimate is off by 2.3 % in two cases of three,
/// and by more than 7 % in one of three hundred. What a tally holds depends on its members alone, not on the
/// order in which they came, and adding one twice changes nothing.
package struct SpikeTally: Hashable, Sendable {
    private enum Content: Hashable, Sendable {
        /// Sorted, each once.
        case members([UInt64])
        case registers([UInt8])
    }
    private var content = Content.members([])

    /// As many as are told apart one by one.
    package static let exactly = 1_000
    private static let bits = 11
    private static let registers = 1 << bits

    package init() {}

    package var isEstimate: Bool {
        if case .registers = content { return true }
        return false
    }

    package var count: Int {
        switch content {
        case .members(let members): return members.count
        case .registers(let registers):
            // More than a thousand were seen, or there would be no registers.
            return max(Self.exactly + 1, Int(Self.estimate(registers).rounded()))
        }
    }

    /// - Parameter member: 64 evenly spread bits of a digest; anything else would be miscounted.
    package mutating func insert(_ member: UInt64) {
        switch content {
        case .members(var members):
            let place = Self.place(of: member, in: members)
            if place < members.count, members[place] == member { return }
            content = .members([])
            members.insert(member, at: place)
            content = members.count <= Self.exactly ? .members(members) : .registers(Self.sketch(of: members))
        case .registers(var registers):
            content = .members([])
            Self.note(member, in: &registers)
            content = .registers(registers)
        }
    }

    /// Everyone of both.
    package mutating func formUnion(_ other: SpikeTally) {
        switch (content, other.content) {
        case (.members(let own), .members(let others)):
            let all = Self.merged(own, others)
            content = all.count <= Self.exactly ? .members(all) : .registers(Self.sketch(of: all))
        case (.members(let own), .registers(var registers)):
            for member in own { Self.note(member, in: &registers) }
            content = .registers(registers)
        case (.registers(var registers), .members(let others)):
            content = .members([])
            for member in others { Self.note(member, in: &registers) }
            content = .registers(registers)
        case (.registers(var registers), .registers(let others)):
            content = .members([])
            for place in registers.indices { registers[place] = max(registers[place], others[place]) }
            content = .registers(registers)
        }
    }

    // MARK: As bytes

    /// A one and the members, eight bytes each, the highest byte first; or a two and the registers.
    package var bytes: [UInt8] {
        switch content {
        case .members(let members):
            var bytes: [UInt8] = [1]
            bytes.reserveCapacity(1 + members.count * 8)
            for member in members {
                for shift in stride(from: UInt64(56), through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: member >> shift))
                }
            }
            return bytes
        case .registers(let registers): return [2] + registers
        }
    }

    /// Nil for bytes that `bytes` cannot have given.
    package init?(_ bytes: [UInt8]) {
        switch bytes.first {
        case 1 where (bytes.count - 1) % 8 == 0 && bytes.count <= 1 + Self.exactly * 8:
            var members: [UInt64] = []
            members.reserveCapacity(bytes.count / 8)
            for start in stride(from: 1, to: bytes.count, by: 8) {
                let member = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                guard members.last.map({ $0 < member }) ?? true else { return nil }
                members.append(member)
            }
            content = .members(members)
        case 2 where bytes.count == 1 + Self.registers && bytes.dropFirst().allSatisfy({ $0 <= 64 - Self.bits + 1 }):
            content = .registers(Array(bytes.dropFirst()))
        default: return nil
        }
    }

    // MARK: Members

    private static func place(of member: UInt64, in members: [UInt64]) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle] < member { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func merged(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        if a.isEmpty { return b }
        if b.isEmpty { return a }
        var all: [UInt64] = []
        all.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if a[i] < b[j] {
                all.append(a[i])
                i += 1
            } else {
                if a[i] == b[j] { i += 1 }
                all.append(b[j])
                j += 1
            }
        }
        all += a[i...]
        all += b[j...]
        return all
    }

    // MARK: Registers

    private static func sketch(of members: [UInt64]) -> [UInt8] {
        var registers = [UInt8](repeating: 0, count: Self.registers)
        for member in members { note(member, in: &registers) }
        return registers
    }

    private static func note(_ member: UInt64, in registers: inout [UInt8]) {
        let place = Int(member >> UInt64(64 - bits))
        let rest = member << UInt64(bits)
        let rank = UInt8(min(rest.leadingZeroBitCount, 64 - bits) + 1)
        registers[place] = max(registers[place], rank)
    }

    private static func estimate(_ registers: [UInt8]) -> Double {
        let most = 64 - bits
        var histogram = [Double](repeating: 0, count: most + 2)
        for register in registers { histogram[Int(register)] += 1 }
        let count = Double(Self.registers)
        var sum = count * tau(1 - histogram[most + 1] / count)
        for rank in stride(from: most, to: 0, by: -1) { sum = 0.5 * (sum + histogram[rank]) }
        sum += count * sigma(histogram[0] / count)
        return count * count / (2 * log(2) * sum)
    }

    /// The share of registers that nothing fell into, as the estimator weighs it.
    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (x, weight, sum) = (share, 1.0, share)
        while true {
            x *= x
            let before = sum
            sum += x * weight
            weight += weight
            if sum == before { return sum }
        }
    }

    /// The share of registers that are not yet full, as the estimator weighs it.
    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (x, weight, sum) = (share, 1.0, 1 - share)
        while true {
            x = x.squareRoot()
            let before = sum
            weight *= 0.5
            sum -= (1 - x) * (1 - x) * weight
            if sum == before { return sum / 3 }
        }
    }
}
