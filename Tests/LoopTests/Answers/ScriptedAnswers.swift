import Channels
import Storage
import Synchronization
import Triage

/// A way back to customers that does what a script says, and remembers what it was asked.
final class ScriptedAnswers: AnswerSender {
    enum Turn: Sendable {
        case take
        case fail(AnswerFailure.Kind)
        /// Takes it, and the answer is lost.
        case takeSilently
    }
    struct Said: Sendable, Equatable {
        var key: String
        var to: String
        var words: String
    }

    private struct State {
        var turns: [Turn] = []
        var taken: [Said] = []
        var attempts = 0
        var asked = 0
        var atOnce = 0
        var mostAtOnce = 0
        /// What it says of an attempt that may have arrived; nil: the truth.
        var doubt: AnswerFailure.Kind?
        /// Done when it is asked to send.
        var onSend: (@Sendable () -> Void)?
    }
    private let state = Mutex(State())
    let host: String
    private let bounds: AnswerLimit

    init(host: String = "provider.example", room: AnswerLimit = .segments(6)) {
        self.host = host
        bounds = room
    }

    var taken: [Said] { state.withLock { $0.taken } }
    var attempts: Int { state.withLock { $0.attempts } }
    var asked: Int { state.withLock { $0.asked } }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
    func script(_ turns: Turn...) { state.withLock { $0.turns += turns } }
    func onSend(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onSend = body } }
    func saysOfDoubts(_ kind: AnswerFailure.Kind) { state.withLock { $0.doubt = kind } }

    func room(for address: AnswerAddress) async throws -> AnswerLimit { bounds }

    func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        state.withLock { $0.onSend }?()
        let turn = state.withLock { state in
            state.attempts += 1
            state.atOnce += 1
            state.mostAtOnce = max(state.mostAtOnce, state.atOnce)
            return state.turns.isEmpty ? .take : state.turns.removeFirst()
        }
        for _ in 0..<20 { await Task.yield() }
        defer { state.withLock { $0.atOnce -= 1 } }
        if case .fail(let kind) = turn { throw AnswerFailure(kind, "it said no") }
        let number = state.withLock { state in
            state.taken.append(Said(key: letter.key, to: address.handle.address, words: letter.text))
            return state.taken.count
        }
        switch turn {
        case .takeSilently: throw AnswerFailure(.unknown, "the answer was lost")
        case .take, .fail: return "R\(number)"
        }
    }

    func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        try state.withLock { state in
            state.asked += 1
            if let doubt = state.doubt { throw AnswerFailure(doubt, "it cannot say") }
            return state.taken.firstIndex { $0.key == letter.key && $0.words == letter.text }.map { "R\($0 + 1)" }
        }
    }
}
