import Testing
import Triage

@Suite struct StatusWordsTests {
    @Test func `a status is one line without white space at its ends and without controls`() throws {
        #expect(try StatusWords("  The mast\r\n is\t down.\u{0}\u{7} ").text == "The mast is down.")
    }

    @Test func `what says nothing, or too much, is refused`() throws {
        #expect(throws: StatusWords.Flaw.empty) { try StatusWords(" \n\u{0}\u{200A}") }
        #expect(try StatusWords(String(repeating: "é", count: 300)).text.count == 300)
        #expect(throws: StatusWords.Flaw.tooLong(301)) { try StatusWords(String(repeating: "é", count: 301)) }
        // Marks heaped on one letter are no way around it.
        let heap = "e" + String(repeating: "\u{301}", count: 300)
        #expect(throws: StatusWords.Flaw.tooLong(301)) { try StatusWords(heap) }
    }
}
