import Channels
import Synchronization
import Triage

/// When each host was asked last, for all answers that go there.
final class AnswerPaces: Sendable {
    private let hosts: Hosts
    private let now: @Sendable () -> Moment
    private let next = Mutex<[String: Moment]>([:])

    /// Waited for here; whoever must rest for longer is told when to come again.
    static let patience = Duration.seconds(2)

    init(_ hosts: Hosts, now: @escaping @Sendable () -> Moment) {
        self.hosts = hosts
        self.now = now
    }

    /// - Parameter authority: host and port.
    func pause(of authority: String) -> Duration { hosts.politeness(towards: Self.name(authority)).pause }

    /// Takes the next turn; nil: it is free now. Two who ask at once get turns one after the other.
    func wait(for authority: String) -> Duration? {
        let (now, pause) = (now(), pause(of: authority))
        return next.withLock { next in
            if next.count > 10_000 { next = next.filter { $0.value > now } }
            let turn = max(next[authority] ?? now, now)
            // A clock that went back does not make anybody rest for longer than the pause.
            let soon = min(turn, now + pause)
            if soon - now <= Self.patience { next[authority] = soon + pause }
            return soon > now ? soon - now : nil
        }
    }

    func moment(after wait: Duration) -> Moment { now() + wait }

    /// The pause begins when the host has answered.
    func left(_ authority: String) {
        let until = now() + pause(of: authority)
        next.withLock { $0[authority] = max($0[authority] ?? until, until) }
    }

    private static func name(_ authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }
}

/// Answers at the pace that `hosts` asks for. One at a time goes to each host already, which is fewer than any
/// `at-once` forbids; here the pause after each is kept.
struct PoliteAnswers: AnswerSender {
    let sender: any AnswerSender
    let paces: AnswerPaces

    var host: String { sender.host }

    func room(for address: AnswerAddress) async throws -> AnswerLimit { try await sender.room(for: address) }

    func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        try await turn()
        defer { paces.left(host) }
        return try await sender.send(letter, to: address)
    }

    func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        try await turn()
        defer { paces.left(host) }
        return try await sender.wasTaken(letter, to: address, since: since)
    }

    private func turn() async throws {
        guard let wait = paces.wait(for: host) else { return }
        guard wait <= AnswerPaces.patience else {
            throw AnswerFailure(.throttled(until: paces.moment(after: wait)), "\(host) rests, as `hosts` has it")
        }
        try await Task.sleep(for: wait)
    }
}
