import Act
import Console
import Foundation
import Playground
import Storage
import Synchronization
import Triage

/// The team of the demo's night: Ana, whose phone is dead, Ben, who answers by text, and Lea, who claims a case at
/// the console and forgets it. It does only what people can do: Ben writes to the text line, Lea claims a case.
final class DemoCrew: Sendable {
    static let ana = "+12025550171"
    static let ben = "+12025550172"
    static let lea = "+12025550173"

    private let store: Store
    private let world: World
    private let screen: DemoScreen
    private let patience: OnCall.Patience
    /// Seconds that somebody needs to read a page and answer it.
    private let pause: Duration
    private let heard = AsyncStream.makeStream(of: PageEvent.self)
    private let known = Mutex(Set<Int64>())

    init(store: Store, world: World, screen: DemoScreen, patience: OnCall.Patience, speed: Double) {
        self.store = store
        self.world = world
        self.screen = screen
        self.patience = patience
        pause = .seconds(3) / speed
        // Her phone is off: texts to it are taken, and never arrive.
        world.twilio.fate(of: Self.ana, .undelivered(30003))
    }

    @Sendable func hear(_ event: PageEvent) {
        screen.show(event)
        guard case .sent = event.outcome else { return }
        heard.continuation.yield(event)
    }

    /// Answers what it hears until it is cancelled.
    func work() async throws {
        for await event in heard.stream {
            guard let id = event.page.hotCase, known.withLock({ $0.insert(event.page.id).inserted }) else { continue }
            switch event.page.person {
            case "ana": try await claimByLea(id)
            case "ben": try await answerByBen(event.page, id)
            default: break
            }
        }
    }

    /// The complaint of somebody important is claimed at once, and then dinner is ready.
    private func claimByLea(_ id: CaseID) async throws {
        guard try await author(of: id) == Night.important, try await isUntouched(id) else { return }
        let now = SystemClock().now()
        if case .done = try await store.change(id, .claim, by: "lea", note: "", patience: patience, now: now) {
            screen.answered("lea claims case \(id.rawValue) at the console, and forgets it")
        }
    }

    private func isUntouched(_ id: CaseID) async throws -> Bool {
        try await store.caseDetail(id)?.hotCase.firstTouched == nil
    }

    private func answerByBen(_ page: OnCallPage, _ id: CaseID) async throws {
        try await Task.sleep(for: pause)
        guard try await store.page(page.id)?.state.isStanding == true else { return }
        let words = try await author(of: id) == Night.joker ? "\(page.number) not hot" : "\(page.number) ack"
        world.twilio.receive(from: Self.ben, body: words)
        screen.answered("ben answers by text: \(words)")
    }

    private func author(of id: CaseID) async throws -> String? {
        try await store.caseDetail(id)?.messages.first?.message.author.handle.address
    }
}
