import Storage
import Synchronization
import TestKit
import Triage

@testable import Act

/// A store, a clock that a test moves, two people and a lead, and the loops that call them.
struct PagingRoom {
    static let ana = Person(name: "ana", reach: [Means(.sms, "+12025550111"), Means(.email, "ana@quillfone.example")])
    static let ben = Person(name: "ben", reach: [Means(.sms, "+12025550112")])
    static let lea = Person(
        name: "lea", reach: [Means(.sms, "+12025550113"), Means(.email, "lea@quillfone.example")], isLead: true)
    static let onCall = OnCall(
        people: [ana, ben, lea],
        escalation: [
            .init(to: [.people(["ana"])], wait: .seconds(120)), .init(to: [.people(["ben"])], wait: .seconds(300)),
        ])

    let store: Store
    let clock: ManualClock
    let sms: ScriptedSender
    let email: ScriptedSender
    var onCall = PagingRoom.onCall
    let told = Told()

    /// What the loops told.
    final class Told: Sendable {
        private let events = Mutex<[PageEvent]>([])
        func hear(_ event: PageEvent) { events.withLock { $0.append(event) } }
        var all: [PageEvent] { events.withLock { $0 } }
    }

    init(_ store: Store) {
        self.store = store
        clock = ManualClock(Example.morning)
        sms = ScriptedSender(clock)
        email = ScriptedSender(clock)
    }

    var desk: PageDesk {
        let (sms, email) = (sms, email)
        return PageDesk(
            onCall: onCall, brand: "Quillfone",
            sender: { $0.kind == .sms ? sms : $0.kind == .email ? email : nil },
            link: { pages, at in
                "https://desk.quillfone.example/p/\(pages.map(String.init).joined(separator: "-")).\(at.microseconds)"
            })
    }

    /// New loops on the same store, as after a restart.
    func escalation(pagesWritten: Bell = Bell()) -> EscalationLoop {
        EscalationLoop(store: store, clock: clock, onCall: onCall, pagesWritten: pagesWritten)
    }

    func pages(_ worker: String = "h:b:1", bell: Bell = Bell()) -> PageLoop {
        PageLoop(
            store: store, worker: Worker(rawValue: worker), clock: clock, desk: desk, bell: bell, chance: { 0 },
            tell: told.hear)
    }

    /// So many hot messages, each of its own author and so its own case.
    @discardableResult
    func heat(_ count: Int = 1, from first: Int = 1) async throws -> [CaseID] {
        let source = SourceName(rawValue: "source-\(first)")
        let lease = try await store.begin(source, now: clock.now())
        for start in stride(from: first, to: first + count, by: 100) {
            let messages = (start..<min(start + 100, first + count)).map { number in
                Example.message(
                    number, "fire in house \(number)",
                    author: Handle(channel: .mastodon, normalised: "p\(number)@mastodon.example"), source: source)
            }
            _ = try await store.remember(
                [Example.page(lease, messages, cursor: "\(start)")], now: clock.now(), thinking: .example)
        }
        return try await store.cases(states: [.open], limit: 20_000).map(\.id).sorted { $0.rawValue < $1.rawValue }
    }

    /// Everything that is due now, once round.
    func turn(_ escalation: EscalationLoop, _ pages: PageLoop) async throws {
        while try await escalation.lookOnce() > 0 {}
        while try await pages.sendDue() > 0 {}
        while try await pages.checkDue() > 0 {}
        while try await pages.sendDue() > 0 {}
    }

    /// Runs both loops until `isDone`, moving the clock in small steps wherever they rest.
    /// - Returns: how far the clock had to be moved; nil: `isDone` never came within `limit`.
    func run(within limit: Duration, step: Duration = .milliseconds(250), until isDone: () async throws -> Bool)
        async throws -> Duration?
    {
        let bell = Bell()
        let (escalation, pages) = (escalation(pagesWritten: bell), pages(bell: bell))
        let tasks = [Task { try await escalation.run() }, Task { try await pages.run() }]
        var passed = Duration.zero
        var found: Duration?
        while passed <= limit {
            if try await eventually(isDone) {
                found = passed
                break
            }
            clock.advance(by: step)
            passed += step
        }
        for task in tasks { task.cancel() }
        // A loop ends only when what is under way has ended.
        sms.release()
        email.release()
        for task in tasks { _ = try? await task.value }
        return found
    }

    /// True as soon as it is; false where the loops have come to rest without it.
    private func eventually(_ isDone: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1_000 {
            if try await isDone() { return true }
            // The sender's sleep and the watcher's, and that of escalation.
            if clock.sleepers >= 3 { break }
            try await Task.sleep(for: .milliseconds(2))
        }
        return try await isDone()
    }
}

func withPaging(_ body: (PagingRoom) async throws -> Void) async throws {
    try await EngineKind.sqlite.withStore { try await body(PagingRoom($0)) }
}
