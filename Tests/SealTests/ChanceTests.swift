import Seal
import Testing

@Suite struct ChanceTests {
    @Test func `no two draws are alike`() throws {
        let draws = try (0..<100).map { _ in try Chance.bytes(16) }
        #expect(Set(draws).count == 100)
    }
}
