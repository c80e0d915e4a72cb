import Testing

@testable import Triage

@Suite struct SpikeTallyTests {
    /// Evenly spread, and the same on every run.
    static func member(_ number: Int) -> UInt64 {
        var digest = Digest()
        digest.add("\(number)")
        return UInt64(digest.hex(8), radix: 16)!
    }

    @Test func `up to a thousand are counted exactly, each once`() {
        var tally = SpikeTally()
        for number in 0..<1000 {
            tally.insert(Self.member(number))
            tally.insert(Self.member(number / 2))
            #expect(tally.count == number + 1)
        }
        #expect(!tally.isEstimate)
    }

    @Test(arguments: [1_001, 1_500, 2_500, 5_000, 12_000, 60_000])
    func `above it is an estimate that is off by less than ten in a hundred`(_ count: Int) {
        var tally = SpikeTally()
        for number in 0..<count { tally.insert(Self.member(number)) }
        #expect(tally.isEstimate)
        #expect(abs(Double(tally.count) - Double(count)) < Double(count) / 10, "\(tally.count)")
        #expect(tally.count > SpikeTally.exactly)
        #expect(tally.bytes.count == 2049)
    }

    @Test(arguments: [5, 900, 1_000, 1_001, 3_000])
    func `what it holds depends on its members, not on their order or on how they were put together`(_ count: Int) {
        let members = (0..<count).map(Self.member)
        var forwards = SpikeTally()
        for member in members { forwards.insert(member) }
        var backwards = SpikeTally()
        for member in members.reversed() { backwards.insert(member) }
        var parts = SpikeTally()
        for start in stride(from: 0, to: count, by: 700) {
            var part = SpikeTally()
            for member in members[max(0, start - 100)..<min(count, start + 700)] { part.insert(member) }
            parts.formUnion(part)
        }
        #expect(forwards == backwards && forwards == parts)
        var other = SpikeTally()
        other.formUnion(parts)
        #expect(other == parts)
        #expect(SpikeTally(forwards.bytes) == forwards)
    }

    @Test func `bytes that nobody wrote are refused`() {
        #expect(SpikeTally([]) == nil)
        #expect(SpikeTally([3]) == nil)
        #expect(SpikeTally([1, 0]) == nil)
        #expect(SpikeTally([1] + [UInt8](repeating: 0, count: 16)) == nil)
        #expect(SpikeTally([2] + [UInt8](repeating: 0, count: 2047)) == nil)
        #expect(SpikeTally([2] + [UInt8](repeating: 99, count: 2048)) == nil)
        #expect(SpikeTally([1]) == SpikeTally())
    }
}
