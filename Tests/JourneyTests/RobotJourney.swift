import Foundation
import Testing

/// Machines that answer machines, with real mail servers between them: at most one message each way.
@Suite(.serialized) struct RobotJourney {
    private static let ours = "support@quillfone.example"
    private static let theirs = "care@kite.example"

    /// An Earshot that answers this mailbox, always after hours.
    private func earshot(_ brand: String, _ address: String, _ room: MailRoom) throws -> Program {
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        let day = days[(Int(Date().timeIntervalSince1970) / 86_400 + 7) % 7]
        var program = try Program(
            """
            brand: \(brand)
            database: sqlite:earshot.db
            rules: \(Program.root.appending(path: "Rules").path)
            sources:
              - name: mail
                channel: email
                url: imap://127.0.0.1:\(room.imapPort)/INBOX
                user: \(address)
                password: ${env:EARSHOT_TEST_MAIL}
                smtp: smtp://127.0.0.1:\(room.smtpPort)
                from: \(brand) <\(address)>
                every: 1s
                since: beginning
                private-address: allowed
            hours:
              time-zone: UTC
              weekly: { \(day): ["09:00-17:00"] }
            acknowledge: { mode: "on", sources: [mail] }

            """)
        program.environment = ["EARSHOT_TEST_MAIL": "agent"]
        return program
    }

    private func mail(from: String, to: String, id: String) -> String {
        """
        From: <\(from)>
        To: <\(to)>
        Subject: No signal
        Message-ID: <\(id)>

        My line has been dead since noon.
        """.replacingOccurrences(of: "\n", with: "\r\n")
    }

    @Test func `a vacation responder and we exchange one answer each way at most`() async throws {
        let ana = "ana@kite.example"
        guard let room = try await MailRoom.open(domains: ["quillfone.example", "kite.example"], vacations: [ana])
        else { return }
        let program = try earshot("Quillfone", Self.ours, room)
        // She is away, and has written.
        try await room.hand(in: mail(from: ana, to: Self.ours, id: "one@kite.example"), from: ana, to: Self.ours)
        #expect(try await eventually { try await room.mails(of: Self.ours).count == 1 })
        let first = try await program.run("run", "--once")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try await eventually { try await room.mails(of: ana).count == 1 })
        let answer = try await room.mails(of: ana).first ?? ""
        #expect(answer.contains("Return-Path: <>") && answer.contains("Auto-Submitted: auto-replied"), "\(answer)")

        // One of ours writes to her, and her mailbox answers by itself; we do not.
        let other = "lea@quillfone.example"
        try await room.hand(in: mail(from: Self.ours, to: ana, id: "two@quillfone.example"), from: Self.ours, to: ana)
        #expect(try await eventually { try await room.mails(of: Self.ours).count == 2 }, "her responder is silent")
        for _ in 0..<3 { #expect(try await program.run("run", "--once").status == 0) }
        try await room.hand(in: mail(from: ana, to: other, id: "last@kite.example"), from: ana, to: other)
        // What was handed in last has gone through, and so has all before it.
        #expect(try await eventually { try await room.mails(of: other).count == 1 })
        #expect(try await room.mails(of: ana).count == 2)
        #expect(try await room.mails(of: Self.ours).count == 2)
        program.clear()
        await room.close()
    }

    @Test func `two Earshots that face each other exchange one answer at most`() async throws {
        guard let room = try await MailRoom.open(domains: ["quillfone.example", "kite.example"]) else { return }
        let programs = [
            try earshot("Quillfone", Self.ours, room), try earshot("Kite", Self.theirs, room),
        ]
        try await room.hand(
            in: mail(from: Self.theirs, to: Self.ours, id: "one@kite.example"), from: Self.theirs, to: Self.ours)
        #expect(try await eventually { try await room.mails(of: Self.ours).count == 1 })
        for round in 0..<4 {
            for program in programs {
                let ended = try await program.run("run", "--once")
                #expect(ended.status == 0, "\(ended.errors)")
            }
            if round == 0 { #expect(try await eventually { try await room.mails(of: Self.theirs).count == 1 }) }
        }
        #expect(try await room.mails(of: Self.theirs).count == 1)
        #expect(try await room.mails(of: Self.ours).count == 1)
        for program in programs { program.clear() }
        await room.close()
    }
}
