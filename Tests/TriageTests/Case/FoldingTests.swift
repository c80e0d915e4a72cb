import Testing

@testable import Triage

/// Which case a hot message belongs to, with memory given by hand.
@Suite struct FoldingTests {
    static let now = DeciderTests.now

    static func message(
        _ text: String = "my router is on fire", by author: String = "ana@m.example",
        visibility: Message.Visibility = .open
    ) -> Message {
        var message = DeciderTests.message(text, by: author)
        message.visibility = visibility
        return message
    }

    static func decider(_ habit: OnCall.IncidentHabit? = nil) -> Decider {
        var policy = DeciderTests.policy()
        policy.incidents = habit
        return Decider(policy: policy, rules: DeciderTests.rules)
    }

    private static func fold(
        _ memory: FoldMemory, of message: Message = message(), habit: OnCall.IncidentHabit? = nil
    ) throws -> CaseChange {
        let decider = decider(habit)
        let decision = decider.decide(message, decider.rules.judge(message), Memory(), now: now)
        let asks = try #require(decider.foldAsks(message, decision, now: now))
        return decider.fold(decision, message, asks, memory, now: now).caseChange
    }

    private static func opened(_ change: CaseChange) throws -> CaseDraft {
        guard case .open(let draft) = change else { throw Unexpected(change: change) }
        return draft
    }
    struct Unexpected: Error { var change: CaseChange }

    private static func joined(_ change: CaseChange) -> Int64? {
        guard case .join(let id, _) = change else { return nil }
        return id.rawValue
    }

    @Test func `nothing is asked of what is not hot, nor of what joins its conversation's case`() {
        let decider = Self.decider()
        let calm = Self.message("good morning")
        let decision = decider.decide(calm, decider.rules.judge(calm), Memory(), now: Self.now)
        #expect(decider.foldAsks(calm, decision, now: Self.now) == nil)
        let hot = Self.message()
        let open = Memory(openCase: CaseVerbTests.hotCase())
        let joining = decider.decide(hot, decider.rules.judge(hot), open, now: Self.now)
        #expect(decider.foldAsks(hot, joining, now: Self.now) == nil)
    }

    private static func closed(people: Int, severity: Severity? = .critical) -> FoldMemory.Closed {
        .init(incident: CaseID(rawValue: 8), severity: severity, at: now - .seconds(60), people: people)
    }

    @Test func `a straggler of an incident that was just closed joins it, until as many write as make one`() throws {
        let habit = OnCall.IncidentHabit(cases: 4)
        for people in 0..<4 {
            #expect(Self.joined(try Self.fold(FoldMemory(closed: Self.closed(people: people)), habit: habit)) == 8)
        }
        let again = try Self.opened(try Self.fold(FoldMemory(closed: Self.closed(people: 4)), habit: habit))
        // What belonged to the old one is not taken in by the new.
        #expect(again.isIncident && again.gathersSince == Self.now - .seconds(60))
        let mixed = try Self.opened(
            try Self.fold(FoldMemory(closed: Self.closed(people: 3), authors: 1), habit: habit))
        #expect(mixed.isIncident)
    }

    @Test func `what is worse than the incident that was closed calls somebody`() throws {
        let severe = try Self.fold(FoldMemory(closed: Self.closed(people: 0, severity: .low)))
        #expect(Self.joined(severe) == nil)
        #expect(try !Self.opened(severe).isIncident)
        let unknown = try Self.fold(FoldMemory(closed: Self.closed(people: 0, severity: nil)))
        #expect(Self.joined(unknown) == nil)
        // One that goes on comes first.
        var memory = FoldMemory(closed: Self.closed(people: 0))
        memory.incident = CaseID(rawValue: 5)
        #expect(Self.joined(try Self.fold(memory)) == 5)
    }

    @Test func `the same public words join the case that told them first`() throws {
        let print = TextPrint("my router is on fire")
        func alike(_ author: String, isPublic: Bool) -> FoldMemory {
            FoldMemory(alike: [
                .init(
                    hotCase: CaseID(rawValue: 3), bits: print.bits,
                    author: Handle(channel: .mastodon, normalised: author), isPublic: isPublic)
            ])
        }
        #expect(Self.joined(try Self.fold(alike("ben@m.example", isPublic: true))) == 3)
        // What two people write in private is two matters.
        #expect(Self.joined(try Self.fold(alike("ben@m.example", isPublic: false))) == nil)
        let direct = Self.message(visibility: .direct)
        #expect(Self.joined(try Self.fold(alike("ben@m.example", isPublic: true), of: direct)) == nil)
        #expect(Self.joined(try Self.fold(alike("ana@m.example", isPublic: false), of: direct)) == 3)
        // Sharing a key is not yet being alike.
        #expect(Self.joined(try Self.fold(alike("ben@m.example", isPublic: true), of: Self.message("smoke"))) == nil)
    }

    @Test func `whose case is each a person in need is folded with nobody else's`() throws {
        let never = OnCall.IncidentHabit(never: ["fire"])
        let asks = try #require(
            Self.decider(never).foldAsks(
                Self.message(),
                Self.decider(never).decide(
                    Self.message(), DeciderTests.rules.judge(Self.message()), Memory(), now: Self.now), now: Self.now))
        #expect(asks.rule == nil && !asks.marks.isPublic)
        let draft = try Self.opened(try Self.fold(FoldMemory(authors: 500), habit: never))
        #expect(!draft.isIncident && draft.wait == .zero)
    }

    @Test func `a message joins the incident of its rule`() throws {
        #expect(Self.joined(try Self.fold(FoldMemory(incident: CaseID(rawValue: 9)))) == 9)
    }

    @Test func `after as many authors as make a burst the next case is an incident`() throws {
        let four = try Self.opened(try Self.fold(FoldMemory(authors: 4)))
        #expect(!four.isIncident)
        let five = try Self.opened(try Self.fold(FoldMemory(authors: 5)))
        #expect(five.isIncident && five.title == "Fire or smoke" && five.wait == .zero)
        #expect(five.gathersSince == Self.now - .seconds(600))
    }

    @Test func `of the cases before an incident two call somebody at once, the others wait half a minute for it`()
        throws
    {
        let waits = try (0...5).map { try Self.opened(try Self.fold(FoldMemory(authors: $0))).wait }
        #expect(waits == [.zero, .zero, .seconds(30), .seconds(30), .seconds(30), .zero])
    }

    @Test func `what is usual at the hour is no incident`() throws {
        // 72 an hour are 12 in ten minutes, and 36 are three times usual.
        let usual = Array(repeating: 72, count: 14)
        func isIncident(_ authors: Int, _ habit: [Int]) throws -> Bool {
            try Self.opened(try Self.fold(FoldMemory(authors: authors, habit: habit))).isIncident
        }
        #expect(try !isIncident(35, usual) && isIncident(36, usual))
        // Days of silence count as none: the median of seven days of many and seven of none is half.
        #expect(try !isIncident(17, Array(usual.prefix(7))) && isIncident(18, Array(usual.prefix(7))))
        #expect(try isIncident(5, Array(usual.prefix(6))))
    }

    @Test func `a habit that nobody could reach or that is nonsense opens no incident and breaks nothing`() throws {
        for habit in [Int.max, -5] {
            let draft = try Self.opened(
                try Self.fold(FoldMemory(authors: 400, habit: Array(repeating: habit, count: 20))))
            #expect(draft.isIncident == (habit < 0))
        }
        let zero = OnCall.IncidentHabit(cases: 0, window: .zero, timesUsual: .nan)
        #expect(try !Self.opened(try Self.fold(FoldMemory(authors: 1), habit: zero)).isIncident)
        #expect(try Self.opened(try Self.fold(FoldMemory(authors: 2), habit: zero)).isIncident)
    }
}
