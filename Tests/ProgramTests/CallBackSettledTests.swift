import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// What commands say of calls that are over, that are made in vain, and that changed hours left behind.
struct CallBackSettledTests {
    private static func configuration(hours: String = "00:00-24:00") -> String {
        """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        hours: { time-zone: Europe/Madrid, weekly: { mon-sun: ["\(hours)"] } }
        acd: { smtp: "smtp://127.0.0.1:25", from: e@quillfone.example, queues: { default: a@acd.example, hot: b@acd.example } }
        callbacks: { slot: 30m, per-slot: 1, retries: 1 }

        """
    }

    /// One call, agreed at a moment.
    private func folder(
        at start: Moment, accounts: [String] = []
    ) async throws -> Scratch {
        let folder = try Scratch()
        let file = try folder.write("earshot.yaml", Self.configuration())
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let terms = try #require(settings.callBackTerms)
        let store = try await openStore(settings)
        let call = CallBack(
            start: start, end: start, number: "+447700900123",
            handle: Handle(channel: .sms, normalised: "+447700900123"), source: "", language: "en",
            zone: "Europe/Madrid", uid: "one", waitedSince: start - .seconds(9000))
        let booked = try await store.book(
            call, terms: terms, by: "x", isQuiet: true, now: start - .seconds(7200))
        guard case .done = booked else { throw StorageError.fault("\(booked)") }
        for name in accounts {
            _ = try await store.addAccount(name, role: .agent, password: nil, by: Doer(name: "test"), now: start)
        }
        await store.engine.close()
        return folder
    }

    private var past: Moment { Moment(seconds: Moment.wallClock.wholeSeconds / 1800 * 1800 - 3600) }

    private func run(_ arguments: String..., in folder: Scratch) throws -> Program {
        try Program.run(["callbacks"] + arguments, in: folder)
    }

    @Test func `what is so already is said to be so, and what is over is refused`() async throws {
        let folder = try await folder(at: past)
        let kept = try run("kept", "1", in: folder)
        #expect(kept.code == 0 && kept.out.hasPrefix("kept: "), "\(kept.err)")
        let again = try run("kept", "1", in: folder)
        #expect(again.code == 0 && again.out.hasPrefix("Nothing was changed: call 1 is kept already"), "\(again.out)")
        #expect(try run("kept", "1", "--json", in: folder).out.contains("\"changed\":false"))
        for verb in [["no-reply", "1"], ["cancel", "1"], ["move", "1", "--to", "2030-01-01T10:00:00Z"]] {
            let over = try Program.run(["callbacks"] + verb, in: folder)
            #expect(over.code == 65 && over.err.contains("is kept already"), "\(verb)")
        }
        let story = try run("show", "1", in: folder).out
        #expect(story.components(separatedBy: "kept, by").count == 2)
    }

    @Test func `a retry is shown by when it is, on the wall, and what was agreed stays what it was`() async throws {
        let folder = try await folder(at: past)
        let told = try run("no-reply", "1", in: folder)
        #expect(told.code == 0 && told.out.hasPrefix("rung again at ") && !told.out.contains("Z:"), "\(told.out)")
        #expect(try run("no-reply", "1", in: folder).out.hasPrefix("Nothing was changed: call 1 is booked already"))
        let list = try run("list", in: folder).out
        let agreed = HoursWords.clock(past, try #require(Decider.Tables.ofThisHost().zone("Europe/Madrid")))
        #expect(list.contains("again ") && list.contains(agreed), "\(list)")
        let shown = try run("show", "1", in: folder).out
        #expect(shown.contains("to be rung again") && !shown.contains("Z\n") && !shown.contains("T1"), "\(shown)")
    }

    @Test func `a name that nobody bears changes no call`() async throws {
        let folder = try await folder(at: past, accounts: ["cara"])
        for verb in [
            ["kept", "1"], ["no-reply", "1"], ["cancel", "1"], ["move", "1", "--to", "2030-01-01T10:00:00Z"],
        ] {
            let strange = try Program.run(["callbacks"] + verb + ["--as", "nobody"], in: folder)
            #expect(strange.code == 64 && strange.err.contains("--as"), "\(verb): \(strange.err)")
        }
        let booked = try run(
            "book", "--start", "2030-01-01T10:00:00Z", "--number", "+447700900124", "--as", "nobody", in: folder)
        #expect(booked.code == 64 && booked.err.contains("--as"))
        #expect(try run("show", "1", in: folder).out.contains("booked"))
        #expect(try run("kept", "1", "--as", "cara", in: folder).code == 0)
    }

    @Test func `calls that changed hours leave behind are marked`() async throws {
        let now = Moment.wallClock.wholeSeconds
        let noon = Moment(seconds: now / 86_400 * 86_400 + 2 * 86_400 + 12 * 3600)
        let folder = try await folder(at: noon)
        #expect(!(try run("list", in: folder).out.contains("outside hours")))
        #expect(try run("list", "--json", in: folder).out.contains("\"outsideHours\":false"))
        try folder.write("earshot.yaml", Self.configuration(hours: "08:00-09:00"))
        #expect(try run("list", in: folder).out.contains("outside hours"))
        #expect(try run("list", "--json", in: folder).out.contains("\"outsideHours\":true"))
        #expect(try run("show", "1", in: folder).out.contains("outside the hours"))
    }
}
