import Letters
import Testing

@testable import Console

/// Numbers as those see them who may look and not ring.
@Suite struct MaskedNumbersTests {
    @Test func `numbers in E.164 are masked wherever they stand, and nothing else is`() {
        #expect(
            MaskedNumbers.masked("Ring +447700900172, agreed; or +12025550111.")
                == "Ring +44 … 172, agreed; or +1 … 111.")
        for same in ["a + b", "+1", "+123456", "2026-11-02T16:00:00+01:00", "C++", "+", "é+ü", ""] {
            #expect(MaskedNumbers.masked(same) == same)
        }
        #expect(MaskedNumbers.masked("+0000000000") == "…" || !MaskedNumbers.masked("+0000000000").contains("0000000"))
        #expect(!MaskedNumbers.masked("+4477009001724477009001724477").contains("0900"))
    }

    @Test func `facts and answers are masked to their last leaf`() {
        let number = "+447700900172"
        let facts: Facts = [
            "a": .text(number), "b": .list([["c": .text(number)]]), "d": .group(["e": .text(number)]),
            "f": .markup(Markup(showing: number)), "g": .number(7),
        ]
        #expect(!"\(MaskedNumbers.masked(facts))".contains("900172"))
        let json: JSON = ["a": .text(number), "b": .list([.text(number), .integer(1)]), "c": .null]
        #expect(MaskedNumbers.masked(json).written.contains("+44 … 172"))
        #expect(!MaskedNumbers.masked(json).written.contains("900172"))
    }
}
