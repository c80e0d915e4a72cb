import Foundation
import Synchronization

/// How far long work has come, on the error stream: a bar with its rate on a terminal, a plain line every
/// ten seconds elsewhere. Nothing at all for work that is over at once.
final class Progress: Sendable {
    private let noun: String
    /// What the bar runs towards; nil where nobody knows.
    private let whole: Int?
    private let isTerminal: Bool
    private let started = ContinuousClock.now
    private let state: Mutex<State>

    private struct State {
        var count = 0
        var done = 0
        var next: ContinuousClock.Instant
        var isShown = false
    }

    /// - Parameters:
    ///   - noun: what is counted, as in "messages".
    ///   - bytes: how much there is to read, where that is known.
    ///   - steps: how much there is to count, where that is known; one of the two at most.
    init(of noun: String, bytes: Int? = nil, steps: Int? = nil) {
        self.noun = noun
        whole = bytes ?? steps
        // Where both streams go to one terminal the answers themselves show how it goes.
        isTerminal = Output.complaints.isTerminal && !Output.standard.isTerminal
        state = Mutex(State(next: started + (isTerminal ? .milliseconds(400) : .seconds(10))))
    }

    /// - Parameters:
    ///   - count: how many there are by now.
    ///   - bytes: read since the last call; nil where steps are counted.
    func advance(to count: Int, bytes: Int? = nil) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.count = count
            state.done = bytes.map { state.done + $0 } ?? count
            guard now >= state.next else { return }
            state.next = now + (isTerminal ? .milliseconds(200) : .seconds(10))
            let words = words(state, now)
            if isTerminal {
                Output.complaints.write("\r\u{1B}[K" + Shown.line(words, columns: Output.complaints.columns))
                state.isShown = true
            } else if !Output.complaints.isTerminal {
                Output.complaints.line("earshot: \(words)")
            }
        }
    }

    /// Takes the bar away, so that something else can be written.
    func hide() {
        state.withLock { state in
            if state.isShown { Output.complaints.write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    /// The last word, where there was one before.
    func finish() {
        hide()
        let now = ContinuousClock.now
        let (count, wasLong) = state.withLock { ($0.count, now - started >= .milliseconds(400)) }
        if isTerminal, wasLong {
            Output.complaints.line(
                "\(Self.grouped(count)) \(noun) in \(Self.words(now - started)), \(rate(count, now)) a second")
        }
    }

    /// Bytes of a plain file; nil for a pipe or a terminal.
    static func size(of descriptor: Int32) -> Int? {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0 else { return nil }
        return Int(facts.st_size)
    }

    private func words(_ state: State, _ now: ContinuousClock.Instant) -> String {
        let counted = "\(Self.grouped(state.count)) \(noun) · \(rate(state.count, now)) a second"
        guard let whole, whole > 0 else { return counted }
        let share = min(1, Double(state.done) / Double(whole))
        let spent = Self.seconds(now - started)
        let left = share > 0 ? Duration.seconds(spent / share - spent) : .zero
        let full = Int(share * 24)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 24 - full)
        return "\(bar) \(Int(share * 100)) % · \(counted) · \(Self.words(left)) left"
    }

    private func rate(_ count: Int, _ now: ContinuousClock.Instant) -> String {
        Self.grouped(Int(Double(count) / max(0.001, Self.seconds(now - started))))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func words(_ duration: Duration) -> String {
        let seconds = Int(Self.seconds(duration).rounded())
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    /// `1,234,567`
    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }
}
