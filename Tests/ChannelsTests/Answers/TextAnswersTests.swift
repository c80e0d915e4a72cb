import Foundation
import Playground
import Synchronization
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct TextAnswersTests {
    private let now = AnswerSample.now

    private func withTwilio(_ body: (TwilioServer, TwilioAnswers) async throws -> Void) async throws {
        let now = now
        let server = TwilioServer(now: { Date(timeIntervalSince1970: Double(now.microseconds) / 1_000_000) })
        let exchange = try Exchange()
        try await server.start()
        do {
            try await body(
                server,
                TwilioAnswers(
                    line: PageLine(exchange: exchange, addresses: .anywhere, now: { now }), url: server.url,
                    account: server.account, token: server.token, number: server.number))
        } catch {
            await server.stop()
            await exchange.close()
            throw error
        }
        await server.stop()
        await exchange.close()
    }

    @Test func `an answer leaves from the number that was written to, in letters that cost no second text`()
        async throws
    {
        try await withTwilio { server, twilio in
            let sid = try await twilio.send(AnswerSample.letter("“Back” at 9 – sorry…"), to: AnswerSample.text())
            #expect(server.sent.map(\.sid) == [sid])
            #expect(server.sent.map(\.from) == [server.number])
            #expect(server.sent.map(\.to) == ["+447700900123"])
            #expect(server.sent.map(\.body) == ["\"Back\" at 9 - sorry..."])
        }
    }

    @Test func `after a doubt Twilio is asked, and says what it has and what it has not`() async throws {
        try await withTwilio { server, twilio in
            let before = try await twilio.wasTaken(AnswerSample.letter(), to: AnswerSample.text(), since: now)
            #expect(before == nil)
            let sid = try await twilio.send(AnswerSample.letter(), to: AnswerSample.text())
            let after = try await twilio.wasTaken(AnswerSample.letter(), to: AnswerSample.text(), since: now)
            #expect(after == sid)
            let other = try await twilio.wasTaken(
                AnswerSample.letter("Something else."), to: AnswerSample.text(), since: now)
            #expect(other == nil)
            let elsewhere = try await twilio.wasTaken(
                AnswerSample.letter(), to: AnswerSample.text(to: "+447700900124"), since: now)
            #expect(elsewhere == nil)
        }
    }

    @Test func `who has sent STOP to the provider is told apart, and too many texts wait`() async throws {
        try await withTwilio { server, twilio in
            server.receive(from: "+447700900123", body: "STOP")
            #expect(
                await AnswerSample.kind { try await twilio.send(AnswerSample.letter(), to: AnswerSample.text()) }
                    == .optedOut)
            server.refuse(next: 1)
            let kind = await AnswerSample.kind {
                try await twilio.send(AnswerSample.letter(), to: AnswerSample.text(to: "+447700900124"))
            }
            guard case .throttled(let until)? = kind else {
                Issue.record("it should wait: \(String(describing: kind))")
                return
            }
            #expect(until > now)
            #expect(server.sent.isEmpty)
        }
    }

    @Test func `gammu's outbox holds one file for one answer, however often it is tried`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ga-\(UUID().uuidString.prefix(8))")
        let (outbox, sent) = (folder.appending(path: "outbox"), folder.appending(path: "sent"))
        for one in [outbox, sent] {
            try FileManager.default.createDirectory(at: one, withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let (letter, address) = (AnswerSample.letter(), AnswerSample.text())
        let forgetful = try GammuAnswers(outbox: outbox.path)
        let name = try await forgetful.send(letter, to: address)
        #expect(try await forgetful.send(letter, to: address) == name)
        #expect(try FileManager.default.contentsOfDirectory(atPath: outbox.path) == [name])
        #expect(try await forgetful.wasTaken(letter, to: address, since: now) == name)
        // smsd has sent it: gone, or kept where it can be found.
        try FileManager.default.moveItem(at: outbox.appending(path: name), to: sent.appending(path: name))
        #expect(
            await AnswerSample.kind { try await forgetful.wasTaken(letter, to: address, since: now) } == .unknown)
        let keeping = try GammuAnswers(outbox: outbox.path, sent: sent.path)
        #expect(try await keeping.wasTaken(letter, to: address, since: now) == name)
        let other = AnswerSample.letter(key: "ack.8.after-hours.3")
        let otherTaken = try await keeping.wasTaken(other, to: address, since: now)
        #expect(otherTaken == nil)
    }
}
