import Testing

@testable import Triage

struct ConcludingTests {
    private let vip = Customer(id: CustomerID(rawValue: "7"), tier: "VIP", value: 2000, language: "en-gb")

    @Test func `heat adds up, severity is the highest, most heat comes first`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule b-low
            severity low
            when fire
            rule a-low
            severity low
            when smoke
            rule top
            severity critical
            score 30
            when fire AND smoke
            """
        ])
        let verdict = Scene.verdict(rules, "fire and smoke")
        #expect(verdict.heat == 50)
        #expect(verdict.isHot)
        #expect(verdict.severity == .critical)
        #expect(verdict.reasons.map(\.rule) == ["top", "a-low", "b-low"])
        #expect(Scene.verdict(rules, "fire").isHot == false)
    }

    @Test func `a group adds no more than its most`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule one
            score 60
            group legal max 80
            when fire
            rule two
            score 50
            group legal
            when smoke
            """
        ])
        let verdict = Scene.verdict(rules, "fire smoke")
        #expect(verdict.heat == 80)
        #expect(verdict.reasons.map(\.score) == [60, 20])
    }

    @Test func `raise and lower move a rule's own score, not below nothing`() throws {
        let rules = try Scene.rules(
            when: "fire", rest: "raise +20 if customer.tier is vip\nlower -60 if smoke OR channel is email")
        #expect(Scene.verdict(rules, "fire").heat == 50)
        #expect(Scene.verdict(rules, Scene.message("fire"), customer: vip).heat == 70)
        #expect(Scene.verdict(rules, "fire smoke").heat == 0)
        #expect(Scene.verdict(rules, Scene.message("fire", channel: .email)).heat == 0)
    }

    @Test func `action hot is hot whatever the heat`() throws {
        let rules = try Scene.rules(when: "fire", rest: "score 1\naction hot")
        #expect(Scene.verdict(rules, "fire").isHot)
    }

    @Test func `a filter names its rule, but never takes a hot message away`() throws {
        let rules = try Scene.rules([
            "a.rules": "rule ad\naction filter\nwhen bitcoin\nrule hot\nseverity critical\nwhen fire\n"
        ])
        #expect(Scene.verdict(rules, "free bitcoin").filteredBy == "ad")
        let both = Scene.verdict(rules, "bitcoin fire")
        #expect(both.isHot)
        #expect(both.filteredBy == nil)
    }

    @Test func `shadow and off count for nothing`() throws {
        for mode in ["shadow", "shadow until 2027-03-01", "off"] {
            let rules = try Scene.rules(when: "fire", rest: "mode \(mode)")
            #expect(Scene.verdict(rules, "fire").reasons.isEmpty)
            #expect(Scene.verdict(rules, "fire").heat == 0)
        }
    }

    @Test func `a rule may name another, and its words are the reason too`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule it
            severity high
            when rule:base AND brand
            rule base
            score 0
            mode shadow
            when fire AND NOT smoke
            """
        ])
        #expect(Scene.matched(rules, "brand on fire") == ["brand", "fire"])
        #expect(Scene.matched(rules, "brand on fire, smoke") == nil)
        #expect(Scene.matched(rules, "brand") == nil)
    }

    @Test func `what was excluded when judged stays excluded when concluded`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule it
            severity high
            when fire AND NOT joke
            rule other
            severity low
            when fire AND brand
            """
        ])
        #expect(Scene.verdict(rules, "fire joke brand").reasons.map(\.rule) == ["other"])
    }

    @Test func `fields of the message and the customer are asked`() throws {
        func fires(_ when: String, _ message: Message, _ customer: Customer? = nil, _ policy: Policy = Scene.policy)
            throws
            -> Bool
        {
            let rules = try Scene.rules(when: "fire AND \(when)")
            return !rules.conclude(
                rules.judge(message), of: message, within: Surroundings(customer: customer), policy: policy,
                now: message.time
            ).reasons
                .isEmpty
        }
        var message = Scene.message("is it fire?", channel: .sms, language: "en-gb")
        message.author.followers = 500
        message.form = .reply
        #expect(try fires("channel is sms", message))
        #expect(try !fires("channel is not sms", message))
        #expect(try fires("source is town", message))
        #expect(try fires("lang is en", message))
        #expect(try !fires("lang is de", message))
        #expect(try fires("author.followers >= 500", message))
        #expect(try !fires("author.followers > 500", message))
        #expect(try fires("author.handle is @Ana@social.example", message))
        #expect(try fires("is reply", message))
        #expect(try !fires("is repost", message))
        #expect(try fires("is question", message))
        #expect(try !fires("has link", message))
        #expect(try !fires("has image", message))
        #expect(try fires("customer.tier is vip", message, vip))
        #expect(try !fires("customer.tier is vip", message))
        #expect(try fires("customer.tier is not vip", message))
        #expect(try fires("customer.value >= 2000", message, vip))
        #expect(try fires("customer.language is en", message, vip))
        #expect(try !fires("author is own", message))
        #expect(try fires("author is own", message, nil, Policy(brand: "Q", own: [message.author.handle])))
        message.text = "fire https://x.example/?q=1"
        #expect(try fires("has link", message))
        #expect(try !fires("is question", message))
        message.attachments = [Message.Attachment(name: "a", type: "Image/PNG")]
        #expect(try fires("has image", message))
    }

    @Test func `evidence of other rules is judged again`() throws {
        let old = try Scene.rules(when: "smoke OR fire")
        let new = try Scene.rules(when: "water")
        let message = Scene.message("fire and water")
        let evidence = old.judge(message)
        #expect(old.hash != new.hash)
        let verdict = new.conclude(
            evidence, of: message, within: Surroundings(), policy: Scene.policy, now: message.time)
        #expect(verdict.reasons.first?.matches.map(\.text) == ["water"])
    }

    @Test func `evidence with places outside the text does no harm`() throws {
        let rules = try Scene.rules(when: "fire")
        let message = Scene.message("fire")
        var evidence = rules.judge(message)
        evidence.hits[0].spans = [Span(start: -5, end: 2), Span(start: 2, end: 900), Span(start: 3, end: 1)]
        #expect(
            rules.conclude(
                evidence, of: message, within: Surroundings(), policy: Scene.policy, now: message.time
            ).reasons[0].matches.isEmpty)
    }

    @Test func `a message that nothing speaks of leaves no hits`() throws {
        let rules = try Scene.rules(when: "router AND fire AND customer.tier is vip")
        #expect(rules.judge(Scene.message("the router is fine")).hits.isEmpty)
        #expect(rules.judge(Scene.message("router fire")).hits.count == 2)
    }

    @Test func `the empty rule set finds everything harmless`() {
        let verdict = Scene.verdict(.empty, "my router is on fire")
        #expect(verdict.heat == 0)
        #expect(verdict.severity == nil)
        #expect(!verdict.isHot)
    }

    @Test func `the hash tells every byte of every file`() throws {
        let one = try Scene.rules(["a.rules": "rule it\nscore 1\nwhen fire\n"]).hash
        let same = try Scene.rules(["a.rules": "rule it\nscore 1\nwhen fire\n"]).hash
        let other = try Scene.rules(["a.rules": "rule it\nscore 1\nwhen fire \n"]).hash
        let renamed = try Scene.rules(["b.rules": "rule it\nscore 1\nwhen fire\n"]).hash
        #expect(one == same)
        #expect(Set([one, other, renamed]).count == 3)
        var digest = Digest()
        digest.add(Array("abc".utf8))
        #expect(digest.hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
