import Foundation
import Playground
import Testing

/// What customers who write after hours get, through the whole program.
@Suite(.serialized) struct AnswerJourney {
    /// Hours that are over for today, and for tomorrow.
    private static var closedNow: String {
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        let today = Int(Date().timeIntervalSince1970) / 86_400 + 4
        return """
            hours:
              time-zone: UTC
              weekly: { \(days[(today + 3) % 7]): ["09:00-17:00"] }

            """
    }

    private static func acknowledge(_ mode: String, _ more: String = "") -> String {
        closedNow + """
            acknowledge: { mode: "\(mode)", sources: [fediverse, support-mail, text-line]\(more) }

            """
    }

    /// As an operator configures it who answers on every channel that can.
    private static func configuration(_ world: World, mode: String = "on") -> String {
        world.configuration().replacingOccurrences(
            of: "    password: ${env:EARSHOT_TEST_MAIL}\n",
            with: """
                    password: ${env:EARSHOT_TEST_MAIL}
                    smtp: \(world.smtpURL)
                    from: Quillfone Support <\(world.mailboxUser)>

                """) + "own: [\"mastodon:quillfone@127.0.0.1\"]\n" + acknowledge(mode)
    }

    private func withProgram(
        mode: String = "on", _ body: (World, Program) async throws -> Void
    ) async throws {
        let world = World()
        try await world.start()
        do {
            var program = try Program(Self.configuration(world, mode: mode))
            program.environment = world.secrets
            defer { program.clear() }
            try await body(world, program)
        } catch {
            await world.stop()
            throw error
        }
        await world.stop()
    }

    private func write(_ world: World) -> SnowflakeID {
        world.twilio.receive(from: "+447700900123", body: "My line has been dead since noon")
        world.mailbox.deliver(
            Array(
                """
                Return-Path: <ana@kite.example>
                From: Ana <ana@kite.example>
                To: \(world.mailboxUser)
                Subject: No signal
                Date: \(Self.mailDate())
                Message-ID: <one@kite.example>

                My line has been dead since noon.
                """.utf8))
        return world.mastodon.post(author: "mira", text: "@quillfone my line has been dead since noon")
    }

    private static func mailDate() -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return format.string(from: Date())
    }

    private func toCustomers(_ world: World) -> [SunkMail] {
        world.sink.mails.filter { !($0.recipients.first ?? "").hasSuffix("@acd.example") }
    }

    @Test func `whoever writes after hours is answered where they wrote, and once`() async throws {
        try await withProgram { world, program in
            let post = write(world)
            let first = try await program.run("run", "--once")
            #expect(first.status == 0, "\(first.errors)")
            let second = try await program.run("run", "--once")
            #expect(second.status == 0, "\(second.errors)")
            #expect(world.twilio.sent.map(\.to) == ["+447700900123"])
            let replies = world.mastodon.statuses.filter { $0.inReplyTo == post }
            #expect(replies.count == 1)
            #expect(replies.first?.text.hasPrefix("@mira ") == true)
            let mails = toCustomers(world)
            #expect(mails.map(\.recipients) == [["ana@kite.example"]])
            #expect(mails.first?.sender == "")
            #expect(mails.first?.header("Auto-Submitted") == "auto-replied")
            #expect(mails.first?.header("In-Reply-To") == "<one@kite.example>")
            let texts = [world.twilio.sent.first?.body, replies.first?.text, mails.first?.text].compactMap { $0 }
            #expect(texts.count == 3 && texts.allSatisfy { $0.contains("Quillfone") && !$0.contains("{{") })
            #expect(try await unaccounted(program) == 0)
        }
    }

    @Test func `what a customer writes below our own answer belongs to what they wrote before`() async throws {
        try await withProgram { world, program in
            let post = write(world)
            #expect(try await program.run("run", "--once").status == 0)
            let ours = try #require(world.mastodon.statuses.first { $0.inReplyTo == post })
            world.mastodon.post(author: "mira", text: "@quillfone it is still dead", inReplyTo: ours.id)
            #expect(try await program.run("run", "--once").status == 0)
            let tickets = try await program.run("tickets", "list", "--json").json.filter {
                $0["source"] as? String == "fediverse"
            }
            #expect(tickets.count == 2)
            #expect(Set(tickets.compactMap { "\($0["conversation"] ?? "")" }).count == 1, "\(tickets)")
            #expect(world.mastodon.statuses.filter { $0.inReplyTo != nil && $0.author == ours.author }.count == 1)
        }
    }

    @Test func `a preview writes down each answer and sends none`() async throws {
        try await withProgram(mode: "preview") { world, program in
            let post = write(world)
            #expect(try await program.run("run", "--once").status == 0)
            #expect(world.twilio.sent.isEmpty && toCustomers(world).isEmpty)
            #expect(!world.mastodon.statuses.contains { $0.inReplyTo == post })
            let answers = try await program.run("acks", "list", "--json").json
            #expect(answers.count == 3)
            #expect(answers.allSatisfy { $0["state"] as? String == "preview" })
        }
    }

    @Test func `a template that is saved is said within two seconds, and a broken one is not`() async throws {
        let world = World()
        try await world.start()
        var program = try Program("")
        program.environment = world.secrets
        defer { program.clear() }
        try FileManager.default.copyItem(
            at: Program.root.appending(path: "Rules"), to: program.folder.appending(path: "Rules"))
        try program.write(
            Self.configuration(world).replacingOccurrences(
                of: "rules: \(Program.root.appending(path: "Rules").path)", with: "rules: Rules"), to: "earshot.yaml")
        let log = program.folder.appending(path: "log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = try program.start("run", standardError: try FileHandle(forWritingTo: log))
        func logged(_ words: String) async throws -> Bool {
            try await eventually { try String(contentsOf: log, encoding: .utf8).contains(words) }
        }
        func said(_ number: String) async throws -> String? {
            world.twilio.receive(from: number, body: "My line has been dead since noon")
            _ = try await eventually { world.twilio.sent.contains { $0.to == number } }
            return world.twilio.sent.first { $0.to == number }?.body
        }
        #expect(try await said("+447700900101")?.contains("Quillfone") == true)
        try program.write("Gone to the beach.", to: "Rules/replies/en/after-hours.mustache")
        #expect(try await logged("new words for customers"))
        #expect(try await said("+447700900102")?.contains("beach") == true)
        try program.write("Back {{opning}}.", to: "Rules/replies/en/after-hours.mustache")
        #expect(try await logged("is refused"))
        #expect(try await said("+447700900103")?.contains("beach") == true)
        process.terminate()
        #expect(try await eventually { !process.isRunning })
        await world.stop()
    }
}
