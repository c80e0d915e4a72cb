import Foundation
import Storage
import TestKit
import Testing
import Triage

/// An evening of many people, heard out of order and over and over: each conversation is acknowledged once, and no
/// machine ever. `EARSHOT_TORTURE=1000000` makes it as many messages.
@Suite struct AnswerTortureTests {
    /// Numbers that look random and are the same at every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    private enum Writer: CaseIterable { case person, thankful, robot, shortCode, late, reposter, stopped }

    private static func writer(_ number: Int) -> Writer {
        switch number % 10 {
        case 0: .thankful
        case 1: .robot
        case 2: .shortCode
        case 3: .late
        case 4: .reposter
        case 5: .stopped
        default: .person
        }
    }

    private static func address(_ writer: Int) -> String {
        Self.writer(writer) == .shortCode ? "\(10_000 + writer % 80_000)" : "+4477\(10_000_000 + writer)"
    }

    private static func message(_ number: Int, by writer: Int) -> Message {
        let kind = Self.writer(writer)
        let words =
            switch kind {
            case .thankful: ["Thanks!", "👍", "ok thank you", "merci"][number % 4]
            case .stopped: number.isMultiple(of: 4) ? "STOP" : "line \(number) is down"
            case .person, .robot, .shortCode, .late, .reposter: "line \(number) is down since \(number % 24)"
            }
        var message = Evening.text(
            number, words, from: address(writer), at: Evening.now - .seconds(Int64(number % 900)))
        message.author.isAutomatic = kind == .robot
        if kind == .late { message.time = Evening.now - .seconds(4 * 3600) }
        if kind == .reposter { message.form = .repost }
        return message
    }

    @Test(arguments: EngineKind.allCases)
    func `each conversation is acknowledged once, and no machine ever`(_ kind: EngineKind) async throws {
        let asked = ProcessInfo.processInfo.environment["EARSHOT_TORTURE"].flatMap(Int.init)
        if asked != nil, kind == .postgres { return }
        let count = asked ?? (kind == .sqlite ? 5_000 : 1_500)
        let perWriter = 4
        let writers = count / perWriter
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            var dice = Dice(state: 20_261_122)
            var heard: [Int] = []
            var next = 0
            var counts = Remembered.Counts()
            while next < count {
                // A page of what is new, some of what was heard before, in any order.
                let fresh = Array(next..<min(count, next + 160))
                next += fresh.count
                var numbers = fresh
                for _ in 0..<40 where !heard.isEmpty { numbers.append(heard[Int(dice.next() % UInt64(heard.count))]) }
                numbers.shuffle(using: &dice)
                heard = Array((heard + fresh).suffix(4_000))
                let page = numbers.map { Self.message($0, by: $0 % writers) }
                let told = try await Evening.hear(store, lease, page, at: Evening.now)
                counts.stored += told?.stored ?? 0
                counts.duplicate += told?.duplicate ?? 0
            }
            #expect(counts.stored == count && counts.duplicate > 0)

            var said: [Handle: [AnswerKind]] = [:]
            for answer in try await store.answers(limit: count) {
                said[answer.handle, default: []].append(answer.draft.kind)
            }
            var wrong: [String] = []
            for writer in 0..<writers {
                let kinds = said[Handle(channel: .sms, normalised: Self.address(writer))] ?? []
                let isRight =
                    switch Self.writer(writer) {
                    case .person: kinds == [.afterHours]
                    // Told once that they are let alone, perhaps after they were told the hours.
                    case .stopped: kinds.count { $0 == .afterHours } <= 1 && kinds.count { $0 == .optedOut } <= 1
                    case .thankful, .robot, .shortCode, .late, .reposter: kinds.isEmpty
                    }
                if !isRight { wrong.append("\(Self.writer(writer)) \(writer): \(kinds)") }
            }
            #expect(wrong.isEmpty, "\(wrong.count) of \(writers): \(wrong.prefix(5))")
            let answers = said.values.reduce(0) { $0 + $1.count }
            let silences = try await store.silences(
                from: Evening.now - .seconds(86_400), until: Evening.now + .seconds(1))
            #expect(answers + silences.values.reduce(0, +) == count)
            let ledger = try await store.ledger()
            #expect(ledger.allSatisfy { $0.unaccounted == 0 })

            // And each is leased once.
            var leased = 0
            var withdrawn = 0
            while true {
                let batch = try await store.leaseAnswers(
                    limit: 500, worker: .init(rawValue: "one:boot:1"), now: Evening.now,
                    until: Evening.now + .seconds(60), manners: { _ in Evening.manners() })
                leased += batch.count
                let waiting = try await store.nextDue(.ack)
                if batch.isEmpty, waiting.map({ $0 > Evening.now }) ?? true { break }
            }
            withdrawn = try await store.answers(limit: count, states: [.withdrawn]).count
            #expect(leased + withdrawn == answers)
        }
    }
}
