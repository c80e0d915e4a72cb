import Foundation
import Playground
import Testing

/// Tickets through Postfix into Dovecot's mailboxes, read as an agent's mail program reads them.
@Suite(.serialized) struct MailRoomJourney {
    @Test func `a conversation is one thread in a mail reader, and a hot word moves it to the hot queue`() async throws
    {
        guard let room = try await MailRoom.open() else { return }
        let world = World()
        try await world.start()
        var program = try Program(world.configuration(smtp: "smtp://127.0.0.1:\(room.smtpPort)"))
        program.environment = world.secrets
        let root = world.mastodon.post(author: "dora", text: "my router hums, is that normal? #quillfone")
        world.mastodon.post(author: "dora", text: "it hums louder now #quillfone", inReplyTo: root)
        world.mastodon.post(author: "ben", text: "which plan is best for texts? #quillfone")
        #expect(try await program.run("run", "--once").status == 0)
        world.mastodon.post(author: "dora", text: "now my router is on fire!! #quillfone", inReplyTo: root)
        #expect(try await program.run("run", "--once").status == 0)

        let script = """
            import imaplib, sys, email, email.policy, time
            def box(user):
                m = imaplib.IMAP4("127.0.0.1", int(sys.argv[1])); m.login(user, "agent"); m.select("INBOX", readonly=True)
                return m
            deadline = time.time() + 30
            while time.time() < deadline:
                support, oncall = box("support@acd.example"), box("oncall@acd.example")
                counts = [len(b.uid("SEARCH", "ALL")[1][0].split()) for b in (support, oncall)]
                if counts == [3, 1]: break
                time.sleep(0.1)
            print("counts", *counts)
            print("threads", support.uid("THREAD", "REFERENCES", "UTF-8", "ALL")[1][0].decode())
            raw = oncall.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]
            hot = email.message_from_bytes(raw, policy=email.policy.SMTP)
            print("first", hot.get_body(("plain",)).get_content().splitlines()[0])
            earlier = [email.message_from_bytes(support.uid("FETCH", str(u), "(BODY.PEEK[])")[1][0][1], policy=email.policy.SMTP)["Message-ID"]
                       for u in (1, 2, 3)]
            print("answers", hot["In-Reply-To"] in earlier, hot["References"].split()[0] in earlier)
            """
        let said = try await MailRoom.command("/usr/bin/python3", "-c", script, "\(room.imapPort)")
        #expect(said.contains("counts 3 1\n"), "\(said)")
        // Two threads: one of two mails, one alone.
        let threads = said.split(separator: "\n").first { $0.hasPrefix("threads ") } ?? ""
        #expect(threads.filter { $0 == "(" }.count == 2, "\(said)")
        #expect(said.contains("first NOW HOT"), "\(said)")
        #expect(said.contains("answers True True"), "\(said)")
        program.clear()
        await world.stop()
        await room.close()
    }
}
