import Channels
import Foundation
import Synchronization
import TestKit
import Testing
import Triage

@testable import earshot

/// Answers keep the pauses that `hosts` asks for.
struct PoliteAnswersTests {
    private final class Counting: AnswerSender {
        let host: String
        let count = Mutex(0)
        init(_ host: String) { self.host = host }
        func room(for address: AnswerAddress) async throws -> AnswerLimit { .unbounded }
        func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
            count.withLock {
                $0 += 1
                return "\($0)"
            }
        }
        func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? { nil }
    }

    private static let letter = AnswerLetter(
        subject: "", text: "Hello", language: "en", key: "k", writtenAt: Example.morning)
    private static let address = AnswerAddress(
        handle: Handle(channel: .sms, normalised: "+447700900123"), message: nil, visibility: .direct)

    private func hosts(_ pause: Duration, for name: String? = nil) -> Hosts {
        var hosts = Hosts()
        if let name { hosts.byName[name] = .init(atOnce: 1, pause: pause) } else { hosts.usual.pause = pause }
        return hosts
    }

    @Test func `a host that is to rest for long is asked again when it has`() async throws {
        let clock = ManualClock(Example.morning)
        let paces = AnswerPaces(hosts(.seconds(60), for: "social.example")) { clock.now() }
        let sender = Counting("social.example:8443")
        let polite = PoliteAnswers(sender: sender, paces: paces)
        #expect(try await polite.send(Self.letter, to: Self.address) == "1")
        let failure = await #expect(throws: AnswerFailure.self) {
            try await polite.send(Self.letter, to: Self.address)
        }
        #expect(failure?.kind == .throttled(until: Example.morning + .seconds(60)))
        #expect(sender.count.withLock { $0 } == 1)
        clock.advance(by: .seconds(60))
        #expect(try await polite.send(Self.letter, to: Self.address) == "2")
    }

    @Test func `turns come one after the other, and other hosts do not wait`() {
        let clock = ManualClock(Example.morning)
        let paces = AnswerPaces(hosts(.seconds(1))) { clock.now() }
        #expect(paces.wait(for: "a.example") == nil)
        #expect(paces.wait(for: "a.example") == .seconds(1))
        #expect(paces.wait(for: "b.example") == nil)
        paces.left("a.example")
        clock.advance(by: .seconds(3))
        #expect(paces.wait(for: "a.example") == nil)
        // A clock that goes back keeps nobody waiting for longer than the pause.
        clock.advance(by: .seconds(-3600))
        #expect(paces.wait(for: "a.example") == .seconds(1))
    }
}
