import Seal
import Testing

@Suite struct LinkSealTests {
    let seal = LinkSeal(secret: Array("one".utf8))

    @Test func `what was sealed opens until its time, and not after`() {
        let token = seal.seal(purpose: "page", subject: "17 ana.b", until: 1000)
        #expect(seal.open(token, purpose: "page", now: 999) == "17 ana.b")
        #expect(seal.open(token, purpose: "page", now: 1000) == nil)
    }

    @Test func `it opens for its purpose alone`() {
        let token = seal.seal(purpose: "page", subject: "17", until: 1000)
        #expect(seal.open(token, purpose: "book", now: 0) == nil)
        #expect(seal.open(token, purpose: "", now: 0) == nil)
    }

    @Test func `no letter of it can be changed, nor another secret open it`() {
        let token = seal.seal(purpose: "page", subject: "17", until: 1000)
        #expect(LinkSeal(secret: Array("two".utf8)).open(token, purpose: "page", now: 0) == nil)
        for place in token.indices {
            for letter in ["A", "0", "."] as [Character] where token[place] != letter {
                var forged = token
                forged.replaceSubrange(place...place, with: [letter])
                #expect(seal.open(forged, purpose: "page", now: 0) == nil, "\(forged)")
            }
        }
        #expect(seal.open(token + "A", purpose: "page", now: 0) == nil)
        #expect(seal.open(token.replacing(".1000.", with: ".+1000."), purpose: "page", now: 0) == nil)
        #expect(seal.open(String(repeating: "v1.", count: 100_000), purpose: "page", now: 0) == nil)
    }

    @Test func `after the secret was changed, old links open until they run out`() {
        let token = seal.seal(purpose: "page", subject: "17", until: 1000)
        let after = LinkSeal(secret: Array("two".utf8), previous: Array("one".utf8))
        #expect(after.open(token, purpose: "page", now: 0) == "17")
        let new = after.seal(purpose: "page", subject: "18", until: 1000)
        #expect(seal.open(new, purpose: "page", now: 0) == nil)
        #expect(after.open(new, purpose: "page", now: 0) == "18")
    }

    @Test func `a code is the same for the same words, and another for others`() {
        let code = seal.code(purpose: "form", subject: "a")
        #expect(code == seal.code(purpose: "form", subject: "a"))
        #expect(seal.isCode(code, purpose: "form", subject: "a"))
        #expect(!seal.isCode(code, purpose: "form", subject: "b"))
        #expect(!seal.isCode(code, purpose: "for", subject: "ma"))
        #expect(!seal.isCode("", purpose: "form", subject: "a"))
        let after = LinkSeal(secret: Array("two".utf8), previous: Array("one".utf8))
        #expect(after.isCode(code, purpose: "form", subject: "a"))
    }

    @Test func `a key is long, tells its use, and is known again by its hash`() throws {
        let token = try AccessToken.make(.api)
        #expect(token.text.hasPrefix("eshk_") && token.text.count == 48)
        #expect(AccessToken(token.text, for: .api)?.hash == token.hash)
        #expect(AccessToken(token.text, for: .session) == nil)
        #expect(AccessToken(token.text.dropLast(), for: .api) == nil)
        #expect(AccessToken(token.text.dropLast() + "!", for: .api) == nil)
        #expect(!token.hash.contains(token.text.dropFirst(5).prefix(8)))
    }
}
