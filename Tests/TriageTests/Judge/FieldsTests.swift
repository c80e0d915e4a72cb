import Testing

@testable import Triage

struct FieldsTests {
    private let now = Moment(seconds: 1_000_000)

    private func ago(_ seconds: Int) -> Moment { now - .seconds(seconds) }

    /// Does `fire AND CONDITION` fire?
    private func fires(
        _ condition: String, _ surroundings: Surroundings = Surroundings(), policy: Policy = Scene.policy,
        complaint: Double? = nil, hours: BusinessHours.State? = nil, change: (inout Message) -> Void = { _ in }
    ) throws -> Bool {
        let rules = try Scene.rules(when: "fire AND \(condition)")
        var message = Scene.message("fire")
        message.time = now
        change(&message)
        var evidence = rules.judge(message)
        evidence.complaint = complaint
        return rules.fires(
            0, asking: message, evidence,
            in: Circumstances.Context(surroundings: surroundings, policy: policy, now: now, hours: hours))
    }

    @Test func `a complaint score is compared, and no score is no`() throws {
        #expect(try fires("complaint >= 0.7", complaint: 0.7))
        #expect(try !fires("complaint >= 0.7", complaint: 0.69))
        #expect(try !fires("complaint >= 0"))
        #expect(try !fires("complaint < 0.7"))
    }

    @Test func `of a hundred different questions each is answered, however many rules ask`() throws {
        var text = ""
        for bound in 1...100 {
            text += "rule at-least-\(bound)\nseverity low\nwhen fire AND author.followers >= \(bound)\n"
            text += "rule below-\(bound)\nseverity low\nwhen fire AND NOT author.followers >= \(bound)\n"
        }
        let rules = try Scene.rules(["a.rules": text])
        var message = Scene.message("fire")
        message.author.followers = 70
        let verdict = rules.conclude(
            rules.judge(message), of: message, within: Surroundings(), policy: Scene.policy, now: now)
        let wanted = (1...70).map { "at-least-\($0)" } + (71...100).map { "below-\($0)" }
        #expect(verdict.reasons.map(\.rule) == wanted.sorted())
    }

    @Test func `contacts are counted in the window that ends with the message, which counts too`() throws {
        let three = Surroundings(contacts: [ago(10), ago(3600)])
        #expect(try fires("conversation.contacts >= 3 in 1h", three))
        #expect(try !fires("conversation.contacts >= 3 in 59m", three))
        #expect(try !fires("conversation.contacts > 3 in 24h", three))
        #expect(try fires("conversation.contacts <= 1 in 24h"))
        // A message that comes late is not answered for what was written after it.
        #expect(try !fires("conversation.contacts >= 2 in 24h", Surroundings(contacts: [now + .seconds(1)])))
        // A message from the future counts as written now.
        #expect(
            try fires("conversation.contacts >= 2 in 1m", Surroundings(contacts: [ago(60)])) {
                $0.time = now + .seconds(900)
            })
    }

    @Test func `waiting is counted from the oldest unanswered message`() throws {
        let waiting = Surroundings(unansweredSince: ago(4 * 3600))
        #expect(try fires("conversation.unanswered >= 4h", waiting))
        #expect(try !fires("conversation.unanswered > 4h", waiting))
        #expect(try !fires("conversation.unanswered < 4h"))
    }

    @Test func `open cases and a customer's tags are asked`() throws {
        #expect(try fires("customer.open_cases >= 2", Surroundings(openCases: 2)))
        #expect(try !fires("customer.open_cases >= 2", Surroundings(openCases: 1)))
        let customer = Customer(id: CustomerID(rawValue: "1"), tags: ["press", "at-risk"])
        #expect(try fires("customer.tags is at-risk", Surroundings(customer: customer)))
        #expect(try fires("customer.tags are Press", Surroundings(customer: customer)))
        #expect(try !fires("customer.tags is reseller", Surroundings(customer: customer)))
        #expect(try fires("customer.tags is not reseller"))
    }

    @Test func `an author's age counts to the message's time, and is no where unknown`() throws {
        let young = { (message: inout Message) in message.author.since = Moment(seconds: 1_000_000 - 6 * 86_400) }
        #expect(try fires("author.age < 7d", change: young))
        #expect(try !fires("author.age < 6d", change: young))
        #expect(try fires("author.age <= 6d", change: young))
        #expect(try !fires("author.age < 7d"))
    }

    @Test func `press and agents are known by policy or by tag`() throws {
        let handle = Scene.message("").author.handle
        let tagged = { (tag: String) in
            Surroundings(customer: Customer(id: CustomerID(rawValue: "1"), tags: [tag]))
        }
        #expect(try fires("author is press", policy: Policy(brand: "Q", press: [handle])))
        #expect(try fires("author is press", tagged("press")))
        #expect(try !fires("author is press", tagged("agent")))
        #expect(try fires("author is agent", policy: Policy(brand: "Q", agents: [handle])))
        #expect(try fires("author is agent", tagged("Agent")))
        #expect(try !fires("author is own"))
        #expect(try fires("author is own") { $0.author.isOwn = true })
        for condition in ["author is verified", "author.verified", "author.verified is true"] {
            #expect(try fires(condition) { $0.author.isVerified = true })
            #expect(try !fires(condition))
        }
        #expect(try fires("author.verified is not true"))
        #expect(try fires("author.verified is false"))
    }

    @Test func `hours are asked of the calendar, and unknown hours are neither`() throws {
        #expect(try fires("hours are closed", hours: .closed))
        #expect(try fires("hours are closed", hours: .holiday) && !fires("hours are not closed", hours: .holiday))
        #expect(try fires("hours are not open", hours: .holiday))
        #expect(try !fires("hours are not open", hours: .open))
        #expect(try !fires("hours are not open"))
        #expect(try !fires("hours are open"))
        #expect(try fires("hours is open", hours: .open))
    }

    @Test func `a form, a link and an image may be denied`() throws {
        #expect(try fires("is not reply"))
        #expect(try fires("has no link AND has no image"))
        #expect(try !fires("has no link") { $0.links = ["https://x.example/"] })
    }

    @Test(arguments: [
        ("complaint >= 2", "A complaint score lies between 0 and 1."),
        ("complaint", "\"complaint\" is the name of a field, which is compared with a number."),
        ("conversation.contacts >= 3", "Within which time is missing here."),
        ("conversation.contacts >= 3 in a-day", "\"a-day\" is no length of time."),
        ("conversation.contacts >= 5000 in 24h", "Contacts are counted from 0 to 1000."),
        ("conversation.unanswered >= 4", "\"4\" is no length of time."),
        ("author.age < week", "\"week\" is no length of time."),
        ("author.verified is maybe", "An author is verified or not."),
        ("author is famous", "\"famous\" is no kind of author."),
        ("hours are shut", "Hours are never \"shut\"."),
        ("hours", "\"hours\" is the name of a field."),
        ("customer.tier = vip", "\"customer.tier\" is asked with \"is\"."),
        ("customer.value = 5", "\"customer.value\" is compared with <, <=, > or >=."),
        ("customer.open_cases >= -1", "This is never below 0."),
        ("customer.tags is", "A value is missing here."),
        ("in url", "What shall be looked for in the url is missing."),
        ("in name (in url x1)", "One \"in\" stands within another."),
        ("smoke in url", "The part of the message stands in front of what is looked for."),
        ("smoke in title", "There is no part \"title\" of a message."),
        ("in url (channel is sms)", "\"in url\" looks for words, and this is none."),
        ("in url rule:it", "\"in url\" looks for words, and this is none."),
        ("in url a1 NEAR/3 b1", "NEAR/3 counts words within one part of a message, and here are two."),
        ("(a1 OR in name b1) NEAR/3 c1", "NEAR/3 counts words within one part of a message, and here are two."),
    ])
    func `what a field cannot be asked is refused in one sentence`(condition: String, sentence: String) {
        let errors = Scene.errors(when: "fire AND \(condition)")
        #expect(errors.map(\.message).contains(sentence), "\(errors)")
        #expect(errors.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test func `a field alone is nothing to look for, a complaint is`() {
        let narrow = "This rule looks for nothing: what it says only narrows or excludes."
        for condition in [
            "hours are closed", "customer.open_cases >= 1", "conversation.unanswered >= 1h", "author is press",
            "author.age < 1d", "conversation.contacts >= 3 in 1h",
        ] {
            #expect(Scene.errors(when: condition).map(\.message) == [narrow], "\(condition)")
        }
        #expect(Scene.errors(when: "complaint >= 0.7").isEmpty)
        #expect(Scene.errors(when: "{money}").isEmpty)
    }

    @Test func `evidence tells what must be recalled for the rules that may fire`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule again
            score 1
            when again AND conversation.contacts >= 3 in 24h
            rule long
            score 1
            when again AND rule:base
            rule base
            score 0
            when again AND conversation.contacts >= 9 in 7d
            rule waiting
            score 1
            when waiting
            raise +5 if conversation.unanswered >= 4h
            rule cases
            score 1
            when cases AND customer.open_cases >= 1
            rule off
            mode off
            score 1
            when fire AND customer.open_cases >= 1
            """
        ])
        func needs(_ text: String) -> Needs {
            rules.needs(of: rules.judge(Scene.message(text)), Scene.message(text))
        }
        #expect(needs("fire") == .nothing)
        #expect(needs("again") == Needs(contactsWithin: 7 * 86_400))
        #expect(needs("waiting") == Needs(wantsUnanswered: true))
        #expect(needs("cases waiting") == Needs(wantsUnanswered: true, wantsOpenCases: true))
        // Evidence of other rules will be judged again: everything may be wanted.
        #expect(
            rules.needs(of: Evidence(ruleSet: "other"), Scene.message(""))
                == Needs(contactsWithin: 7 * 86_400, wantsUnanswered: true, wantsOpenCases: true))
        #expect(try Scene.rules(when: "fire").needs(of: Evidence(ruleSet: "other"), Scene.message("")) == .nothing)
    }

    @Test func `a rule that looks for no words says what it wants where the rest of it may hold`() throws {
        func needs(_ feeling: String) throws -> Needs {
            let rules = try Scene.rules(when: "sentiment is \(feeling) AND customer.open_cases >= 1")
            return rules.needs(of: rules.judge(Scene.message("x")), Scene.message("x"))
        }
        #expect(try needs("neutral") == Needs(wantsOpenCases: true))
        #expect(try needs("negative") == .nothing)
    }
}
