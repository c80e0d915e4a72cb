import Testing
import Triage

/// Decisions with rules of our own that are as small as can be: what is decided here does not depend on
/// the rules that are shipped.
@Suite struct DeciderTests {
    static let rules: RuleSet = {
        let text = """
            rule fire
              title      Fire or smoke
              severity   critical
              respond    5m
              owner      safety-desk
              when       "on fire" OR smoke
              hit        "it is on fire"
              miss       "all is well"

            rule noise
              action     filter
              when       casino
              hit        "best casino"
              miss       "all is well"
            """
        let (rules, complaints) = RuleSet.compile([RuleFile(path: "Rules/test.rules", bytes: Array(text.utf8))])
        precondition(rules != nil, "\(complaints)")
        return rules!
    }()

    static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!

    static func policy(_ tickets: Policy.Tickets = .all) -> Policy {
        Policy(
            brand: "Quillfone", own: [Handle(channel: .mastodon, normalised: "quillfone@m.example")],
            tickets: ["fediverse": tickets], ticketDomain: "quillfone.example")
    }

    static func message(_ text: String, by author: String = "ana@m.example", id: String = "mastodon:1") -> Message {
        Message(
            identity: id, source: "fediverse", channel: .mastodon,
            author: .init(handle: Handle(channel: .mastodon, normalised: author)), text: text,
            time: now - .seconds(60))
    }

    static func decide(
        _ message: Message, _ memory: Memory = Memory(), _ policy: Policy = policy()
    ) -> Decision {
        Decider(policy: policy, rules: rules).decide(message, rules.judge(message), memory, now: now)
    }

    static let ticketed = Conversation(
        id: .init(rawValue: 7), messages: 2, tickets: 2, isHot: false, firstTicket: "first@q", lastTicket: "last@q")

    @Test func `an ordinary message is stored and ticketed in the default queue`() {
        let decision = Self.decide(Self.message("hello there"))
        #expect(decision.disposition == .stored)
        #expect(decision.ticket?.queue == .standard)
        #expect(decision.ticket?.inReplyTo == nil)
        #expect(decision.caseChange == .none)
        #expect(decision.conversation == .start(key: "mastodon:1"))
    }

    @Test func `a hot message opens a case and goes to the hot queue`() {
        let decision = Self.decide(Self.message("my router is on fire"))
        #expect(decision.verdict?.isHot == true)
        #expect(decision.ticket?.queue == .hot)
        guard case .open(let draft) = decision.caseChange else {
            Issue.record("no case: \(decision.caseChange)")
            return
        }
        #expect(draft.title.hasPrefix("Fire or smoke"))
        #expect(draft.owner == "safety-desk")
        #expect(draft.heat == 80)
        // The promise counts from the message's time, a minute ago.
        #expect(draft.promise == Self.now - .seconds(60) + .seconds(300))
    }

    @Test func `a message from the future does not move its promise there`() {
        var message = Self.message("my router is on fire")
        message.time = Self.now + .seconds(86_400)
        guard case .open(let draft) = Self.decide(message).caseChange else {
            Issue.record("no case")
            return
        }
        #expect(draft.promise == Self.now + .seconds(300))
    }

    @Test func `a message heard before is a duplicate and changes nothing`() {
        #expect(Self.decide(Self.message("my router is on fire"), Memory(known: .yes)) == .duplicate)
    }

    @Test func `an edit with the same words is a duplicate, one with new words is ticketed as edited`() {
        let same = Memory(known: .earlierRevision(text: "hello"), conversation: Self.ticketed)
        #expect(Self.decide(Self.message("hello"), same) == .duplicate)
        let changed = Self.decide(Self.message("hello, at last"), same)
        #expect(changed.ticket?.note == .edited)
        #expect(changed.conversation == .join(.init(rawValue: 7)))
    }

    @Test func `a hot message in a ticketed conversation goes to the hot queue in the same thread and says so`() {
        let decision = Self.decide(Self.message("now it is on fire"), Memory(conversation: Self.ticketed))
        #expect(decision.ticket?.queue == .hot)
        #expect(decision.ticket?.note == .nowHot)
        #expect(decision.ticket?.inReplyTo == "last@q")
        #expect(decision.ticket?.references == ["first@q", "last@q"])
    }

    @Test func `a calm word in a conversation with an open case joins it and stays with the hot queue`() {
        let open = Case(
            id: .init(rawValue: 3), state: .claimed, heat: 80, severity: .critical, title: "", messages: 1,
            firstHeard: Self.now, promise: nil, owner: "", claimedBy: "ben", reasons: [])
        let decision = Self.decide(
            Self.message("thank you"), Memory(conversation: Self.ticketed, openCase: open))
        #expect(decision.ticket?.queue == .hot)
        guard case .join(let id, let draft) = decision.caseChange else {
            Issue.record("did not join")
            return
        }
        #expect(id.rawValue == 3)
        #expect(draft.heat < 50)
    }

    @Test func `the brand's own words are heard, never ticketed`() {
        let decision = Self.decide(Self.message("our router is on fire", by: "quillfone@m.example"))
        #expect(decision.disposition == .stored)
        #expect(decision.ticket == nil)
        #expect(decision.caseChange == .none)
    }

    @Test func `what a filter rule catches is counted and not ticketed, unless it is hot`() {
        let spam = Self.decide(Self.message("best casino in town"))
        #expect(spam.disposition == .filtered(by: "noise"))
        #expect(spam.ticket == nil)
        #expect(Self.decide(Self.message("the casino is on fire")).disposition == .stored)
    }

    @Test func `a message from before the source's since is filtered by name`() {
        var policy = Self.policy()
        policy.since["fediverse"] = Self.now
        #expect(Self.decide(Self.message("old"), Memory(), policy).disposition == .filtered(by: Decider.beforeSince))
    }

    @Test(arguments: [(Policy.Tickets.matched, false, true), (.hot, false, true), (.all, true, true)])
    func `a source tickets what it was told to`(tickets: Policy.Tickets, calm: Bool, hot: Bool) {
        #expect((Self.decide(Self.message("hello"), Memory(), Self.policy(tickets)).ticket != nil) == calm)
        #expect((Self.decide(Self.message("on fire"), Memory(), Self.policy(tickets)).ticket != nil) == hot)
    }

    @Test func `whoever has a ticket of the conversation gets the next word of it too`() {
        let decision = Self.decide(
            Self.message("and another thing"), Memory(conversation: Self.ticketed), Self.policy(.hot))
        #expect(decision.ticket != nil)
    }

    @Test func `without an ACD there are no tickets`() {
        var policy = Self.policy()
        policy.ticketDomain = nil
        #expect(Self.decide(Self.message("on fire"), Memory(), policy).ticket == nil)
    }

    @Test func `the same message has the same Message-ID on every host, another has another`() {
        let one = Self.decide(Self.message("hello")).ticket?.messageID
        #expect(one == Self.decide(Self.message("hello")).ticket?.messageID)
        #expect(one?.hasSuffix("@quillfone.example") == true)
        #expect(one != Self.decide(Self.message("hello", id: "mastodon:2")).ticket?.messageID)
        var edited = Self.message("hello")
        edited.revision = "2"
        #expect(one != Self.decide(edited).ticket?.messageID)
    }

    @Test func `what cannot be read is quarantined once, with a ticket that asks a person`() {
        let item = Unreadable(
            identity: "feed:x:1", source: "status", channel: .feed, reason: "it ends in the middle",
            contentType: "text/xml", raw: [60])
        let decider = Decider(policy: Self.policy(), rules: Self.rules)
        #expect(decider.decide(item, known: false).disposition == .quarantined(reason: "it ends in the middle"))
        #expect(decider.decide(item, known: false).ticket?.note == .unreadable)
        #expect(decider.decide(item, known: true) == .duplicate)
    }
}
