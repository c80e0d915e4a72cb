import Testing

@testable import Triage

struct LackTests {
    private let lists = [
        "brand": "quillfone\n@quillfone\n", "legal": "lawyer\nsue\n", "news": "reportedly\nheadline\n",
        "rude": "shambles\njoke\nuseless\n",
    ]

    private func lacks(_ when: String, _ text: String, change: (inout Message) -> Void = { _ in }) throws -> [String] {
        let rules = try Scene.rules(when: when, lists)
        var message = Scene.message(text)
        change(&message)
        return try #require(
            rules.lacks("it", of: message, within: Surroundings(), policy: Scene.policy, now: message.time)
        ).map(\.clause)
    }

    @Test(arguments: [
        ("lawyer", "my router", "it has no \"lawyer\""),
        ("list:legal", "my router", "it has nothing of list:legal"),
        (
            "list:legal NEAR/8 list:brand", "my lawyer is here",
            "it has “lawyer” but nothing of list:brand within 8 words"
        ),
        (
            "list:legal NEAR/8 list:brand", "Quillfone is here",
            "it has “Quillfone” but nothing of list:legal within 8 words"
        ),
        ("list:legal NEAR/8 list:brand", "hello", "it has nothing of list:legal, and nothing of list:brand"),
        (
            "list:legal NEAR/2 list:brand", "my Lawyer said that the quillfone is broken",
            "“Lawyer” and “quillfone” stand 4 words apart, where 2 words is the most"
        ),
        (
            "list:brand BEFORE/5 list:legal", "a lawyer of quillfone",
            "“quillfone” does not stand before “lawyer” within 5 words"
        ),
        (
            "list:legal AND NOT list:news", "lawyer, reportedly, in a headline",
            "excluded by NOT list:news: “reportedly”, “headline”"
        ),
        ("at least 2 of list:rude", "what a shambles", "it has only “shambles” of list:rude, and 2 are needed"),
        ("at least 2 of list:rude", "fine", "it has nothing of list:rude, and 2 are needed"),
        ("lawyer OR sue OR list:rude", "fine", "it has none of \"lawyer\", \"sue\", list:rude"),
        ("(lawyer AND sue AND court) OR (gas AND leak)", "gas", "it has no \"leak\""),
        ("lawyer AND sentiment is negative", "lawyer", "its sentiment is neutral, not negative"),
        ("lawyer AND customer.tier is vip", "lawyer", "no customer is known"),
        ("lawyer AND NOT channel is mastodon", "lawyer", "excluded by NOT channel is mastodon"),
        ("lawyer AND channel is sms", "lawyer", "its channel is mastodon, not sms"),
        ("lawyer AND author.age < 7d", "lawyer", "the age of its author's account is not known"),
        ("lawyer AND hours are closed", "lawyer", "no hours are known"),
        ("lawyer AND conversation.contacts >= 3 in 24h", "lawyer", "its author wrote once in 24h, which is not >= 3"),
        ("lawyer AND is question", "lawyer", "it asks no question"),
    ])
    func `what a rule lacks is said in one clause`(when: String, text: String, clause: String) throws {
        #expect(try lacks(when, text) == [clause])
    }

    @Test func `all that is missing of an AND is told, in order`() throws {
        #expect(
            try lacks("lawyer AND list:brand AND NOT list:news", "headline") == [
                "it has no \"lawyer\"", "it has nothing of list:brand", "excluded by NOT list:news: “headline”",
            ])
    }

    @Test func `a rule that fires lacks nothing, and an unknown one is none`() throws {
        #expect(try lacks("lawyer", "lawyer").isEmpty)
        let rules = try Scene.rules(when: "lawyer")
        let message = Scene.message("x")
        #expect(
            rules.lacks("other", of: message, within: Surroundings(), policy: Scene.policy, now: message.time) == nil)
    }

    @Test func `a rule that is named tells what it lacks itself`() throws {
        let rules = try Scene.rules([
            "a.rules": "rule it\nscore 1\nwhen rule:base AND fire\nrule base\nscore 0\nwhen brand AND smoke\n"
        ])
        let message = Scene.message("fire brand")
        let lacks = rules.lacks("it", of: message, within: Surroundings(), policy: Scene.policy, now: message.time)
        #expect(lacks?.map(\.clause) == ["rule:base does not fire, as it has no \"smoke\""])
    }

    @Test func `a failing hit says why, and how to set what it needs`() throws {
        func failure(_ when: String, _ example: String) throws -> Complaint {
            let (rules, all) = Scene.compile([
                "a.rules": "rule it\nscore 1\nwhen \(when)\n\(example)\nmiss \"calm\"\n",
                "brand.keywords": "quillfone\n",
            ])
            #expect(rules == nil)
            return try #require(all.first { $0.weight == .error })
        }
        #expect(
            try failure("lawyer NEAR/8 list:brand", "hit \"my lawyer will call you\"").remedy
                == "it has “lawyer” but nothing of list:brand within 8 words")
        #expect(
            try failure("list:brand AND customer.tier is vip AND hours are not open", "hit \"quillfone\"").remedy
                == "no customer is known; no hours are known; to say otherwise, add: with customer.tier=vip, hours=closed"
        )
        #expect(
            try failure("list:brand AND channel is mastodon", "miss \"the quillfone\"").remedy
                == "because of “quillfone”, channel is mastodon")
    }

    @Test func `every field can be set by an example`() throws {
        for (condition, setting) in [
            ("hours are closed", "hours=closed"), ("hours are not open", "hours=holiday"),
            ("conversation.contacts >= 3 in 24h", "conversation.contacts=3"),
            ("conversation.contacts >= 3 in 1s", "conversation.contacts=3"),
            ("conversation.unanswered >= 5h", "conversation.unanswered=5h"),
            ("customer.open_cases >= 2", "customer.open_cases=2"), ("customer.tags is press", "customer.tags=press"),
            ("author is press", "author=press"), ("author is press", "customer.tags=press"),
            ("author is agent", "author=agent"), ("author is own", "author=own"),
            ("author is verified", "author=verified"), ("author.age <= 2d", "author.age=2d"),
            ("complaint >= 0.9", "complaint=0.9"), ("has link", "url=https://x.example/"), ("has image", "has=image"),
            ("is repost", "is=repost"), ("source is town", "source=town"), ("customer.value >= 9", "customer.value=9"),
            ("author.handle is @ana", "author.handle=@ana"),
        ] {
            _ = try Scene.rules(
                when: "fire AND \(condition)", rest: "hit \"on fire\" with \(setting)\nmiss \"on fire\"")
        }
        _ = try Scene.rules(when: "fire AND lang is de", rest: "hit \"fire 4711\" with lang=de\nmiss \"on fire\"")
        let (_, all) = Scene.compile([
            "a.rules": "rule it\nscore 1\nwhen fire AND lang is de\nhit \"on fire\" with lang=de\n"
        ])
        #expect(
            all.first { $0.weight == .error }?.remedy
                == "its language is en, not de: its words say so, whatever is declared; write it in that language")
    }

    @Test(arguments: [
        ("hours=shut", "\"shut\" is no state of the hours.", "there are open, closed, holiday"),
        ("author=pres", "\"pres\" is no kind of author.", "did you mean \"press\"?"),
        ("author.age=2", "\"2\" is no length of time.", "a number and s, m, h or d, as in 5h"),
        (
            "conversation.contacts=0", "This message is counted too, so there is 1 at least.",
            "write conversation.contacts=1"
        ),
        ("complaint=9", "A complaint score lies between 0 and 1.", "as in: complaint=0.9"),
        ("has=order", "An order number stands in the text.", "write it into the example, as in \"order 4711-2206\""),
        ("customer.open_cases=many", "\"many\" is no whole number.", "as in: customer.open_cases=2"),
        ("customer.teir=vip", "There is no \"customer.teir\" to set.", "did you mean \"customer.tier\"?"),
        ("vip", "\"vip\" sets nothing.", "as in: with customer.tier=vip, channel=email"),
    ])
    func `a setting that cannot be meant is refused where it stands`(
        setting: String, sentence: String, remedy: String
    ) throws {
        let (_, all) = Scene.compile(["a.rules": "rule it\nscore 1\nwhen fire\nhit \"fire\" with lang=en, \(setting)\n"]
        )
        let error = try #require(all.first { $0.weight == .error })
        #expect((error.message, error.remedy) == (sentence, remedy))
        #expect((error.line, error.column, error.length) == (4, 26, setting.count))
    }

    @Test func `settings may hold spaces and commas between quotes`() throws {
        let rules = try Scene.rules(
            when: "fire AND is reply", rest: "hit \"fire\" with name=\"Ana, of Quillfone\", quoted=\"a b\" is=reply")
        #expect(rules.facts.examples == 1)
    }
}
