import Foundation
import Playground
import Testing

/// An operator's first evening: everything is there at once, and the program runs once, and once more.
@Suite(.serialized) struct OnceJourney {
    @Test func `one run hears all of it, a second adds nothing, and every message has exactly one ticket`() async throws
    {
        try await withEvening { world, program, programme in
            let first = try await program.run("run", "--once")
            #expect(first.status == 0, "\(first.errors)")

            let ledger = try await program.run("ledger", "--json").json
            #expect(
                Set(ledger.compactMap { $0["source"] as? String }) == [
                    "fediverse", "status-page", "support-mail", "text-line",
                ])
            for line in ledger { #expect(line["unaccounted"] as? Int == 0, "\(line)") }
            func sum(_ key: String) -> Int { ledger.reduce(0) { $0 + ($1[key] as? Int ?? 0) } }
            let expected =
                programme.posts.count + programme.notices.count + programme.letters.count + programme.texts.count
            #expect(sum("stored") + sum("filtered") >= expected)
            #expect(sum("quarantined") == 0)

            // One ticket for each message that is stored and not the brand's own.
            let mails = world.sink.mails
            #expect(mails.count == sum("stored") - programme.ownPosts.count)
            #expect(Set(mails.compactMap { $0.header("Message-ID") }).count == mails.count)
            #expect(mails.contains { $0.recipients == ["oncall@acd.example"] })

            let second = try await program.run("run", "--once")
            #expect(second.status == 0, "\(second.errors)")
            #expect(world.sink.mails.count == mails.count)
            let again = try await program.run("ledger", "--json").json
            for (before, after) in zip(ledger, again) {
                #expect(before["stored"] as? Int == after["stored"] as? Int)
                #expect(after["unaccounted"] as? Int == 0)
            }

            try await parsesWithoutDefects(mails, program)
            let errands = try await program.run("errands", "list", "--json").json
            #expect(errands.allSatisfy { $0["state"] as? String == "sent" })
        }
    }

    /// Python's `email` package reads each ticket without a defect, with both bodies.
    private func parsesWithoutDefects(_ mails: [SunkMail], _ program: Program) async throws {
        let folder = program.folder.appending(path: "mails")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for mail in mails { try Data(mail.bytes).write(to: folder.appending(path: "\(mail.number).eml")) }
        let script = """
            import email, email.policy, glob, sys
            bad = 0
            for path in glob.glob(sys.argv[1] + "/*.eml"):
                m = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.SMTP)
                defects = list(m.defects) + [d for p in m.walk() for d in p.defects]
                defects += [d for name in m.keys() for d in getattr(m[name], "defects", [])]
                if defects or not m.get_body(("plain",)) or not m.get_body(("html",)) or not m["Date"].datetime:
                    bad += 1; print(path, defects)
                if m["In-Reply-To"] and m["In-Reply-To"] not in m["References"]:
                    bad += 1; print(path, "threads wrongly")
            print("bad", bad)
            """
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = ["-c", script, folder.path]
        let pipe = Pipe()
        python.standardOutput = pipe
        let status = try await python.ended()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(status == 0)
        #expect(said.hasSuffix("bad 0\n"), "\(said)")
    }

    @Test func `a contact centre that refuses for now is tried again, and the exit code says that something waits`()
        async throws
    {
        try await withEvening { world, program, _ in
            world.sink.greylist(first: 10_000)
            let run = try await program.run("run", "--once")
            #expect(run.status == 75, "\(run.errors)")
            #expect(world.sink.mails.isEmpty)
            let errands = try await program.run("errands", "list", "--json").json
            #expect(!errands.isEmpty)
            #expect(errands.allSatisfy { $0["state"] as? String == "waiting" && $0["attempts"] as? Int == 1 })
        }
    }

    @Test func `a contact centre that refuses for good leaves tickets given up in sight, and retry sends them`()
        async throws
    {
        try await withEvening { world, program, _ in
            world.sink.refuse("oncall@acd.example", code: 550)
            #expect(try await program.run("run", "--once").status == 0)
            let lost = try await program.run("errands", "list", "--json").json
                .filter { $0["state"] as? String == "given-up" }
            #expect(!lost.isEmpty)
            #expect((lost[0]["lastError"] as? String)?.contains("550") == true)
            let status = try await program.run("status")
            #expect(status.output.contains("given up") || status.output.contains("given-up"), "\(status.output)")
            world.sink.accept("oncall@acd.example")
            let before = world.sink.mails.count
            let id = "\(lost[0]["errand"] as? Int ?? 0)"
            #expect(try await program.run("errands", "retry", id).status == 0)
            #expect(try await program.run("run", "--once", "--only", "act").status == 0)
            #expect(world.sink.mails.count == before + 1)
        }
    }

    @Test func `a source that is down does not keep the others from being heard, and the exit code says so`()
        async throws
    {
        try await withEvening { world, program, _ in
            await world.feed.stop()
            let run = try await program.run("run", "--once")
            #expect(run.status == 69)
            #expect(run.errors.contains("status-page"))
            let ledger = try await program.run("ledger", "--json").json
            let heard = ledger.filter { ($0["heard"] as? Int ?? 0) > 0 }.compactMap { $0["source"] as? String }
            #expect(Set(heard) == ["fediverse", "support-mail", "text-line"])
        }
    }
}
