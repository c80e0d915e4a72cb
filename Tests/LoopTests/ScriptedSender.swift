import Channels
import Storage
import Synchronization
import Triage

@testable import Act

/// A provider that does what a script says, and remembers what it was asked.
final class ScriptedSender: PageSender {
    enum Turn: Sendable {
        case take(PageReceipt.Ending)
        case fail(PageFailure.Kind)
        /// The person has sent STOP.
        case optedOut
        /// Takes it, and the answer is lost.
        case takeSilently
        /// Never answers until `release`.
        case hang
    }
    struct Said: Sendable, Equatable {
        var key: String
        var to: String
        var words: String
        var at: Moment
    }

    private struct State {
        var turns: [Turn] = []
        var usual = Turn.take(.final)
        var taken: [Said] = []
        var attempts = 0
        var asked = 0
        var fate = Delivery.pending
        var askedForDelivery: [String] = []
        var hanging: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let clock: any Timekeeper

    init(_ clock: any Timekeeper) { self.clock = clock }

    /// What it has, whether it said so or not.
    var taken: [Said] { state.withLock { $0.taken } }
    var attempts: Int { state.withLock { $0.attempts } }
    /// How often it was asked whether it has a page.
    var asked: Int { state.withLock { $0.asked } }
    var askedForDelivery: [String] { state.withLock { $0.askedForDelivery } }
    /// Attempts that it leaves without an answer.
    var hanging: Int { state.withLock { $0.hanging.count } }
    func script(_ turns: Turn...) { state.withLock { $0.turns += turns } }
    func always(_ turn: Turn) { state.withLock { $0.usual = turn } }
    func fate(_ fate: Delivery) { state.withLock { $0.fate = fate } }

    func release() {
        let hanging = state.withLock { state in
            state.usual = .take(.final)
            defer { state.hanging = [] }
            return state.hanging
        }
        for one in hanging { one.resume() }
    }

    func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let turn = state.withLock { state in
            state.attempts += 1
            return state.turns.isEmpty ? state.usual : state.turns.removeFirst()
        }
        if case .hang = turn {
            await withCheckedContinuation { one in state.withLock { $0.hanging.append(one) } }
        }
        if case .optedOut = turn { throw PageFailure(.refused, "they sent STOP", optedOut: true) }
        if case .fail(let kind) = turn { throw PageFailure(kind, "it said no") }
        let number = state.withLock { state in
            state.taken.append(Said(key: page.key, to: address, words: page.plain, at: clock.now()))
            return state.taken.count
        }
        if case .takeSilently = turn { throw PageFailure(.unknown, "the answer was lost") }
        if case .take(let ending) = turn { return PageReceipt(id: "P\(number)", ending) }
        return PageReceipt(id: "P\(number)", .final)
    }

    func delivery(of receipt: PageReceipt) async throws -> Delivery {
        state.withLock { state in
            state.askedForDelivery.append(receipt.id)
            return state.fate
        }
    }

    /// By its words, as a text line must.
    func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? {
        state.withLock { state in
            state.asked += 1
            return state.taken.firstIndex { $0.to == address && $0.words == page.plain }
                .map { PageReceipt(id: "P\($0 + 1)", .final) }
        }
    }
}
