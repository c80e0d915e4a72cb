import Playground
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct MailAnswersTests {
    private static let source: SourceName = "support-mail"
    private static let from = "support@quillfone.example"

    private func withSink(_ body: (MailSink, MailAnswers) async throws -> Void) async throws {
        let (sink, exchange) = (MailSink(), try Exchange())
        try await sink.start()
        do {
            try await body(
                sink,
                MailAnswers(
                    exchange: exchange, source: Self.source, server: SMTPServer(url: sink.url), from: Self.from,
                    name: "Quillfone Support"))
        } catch {
            await sink.stop()
            await exchange.close()
            throw error
        }
        await sink.stop()
        await exchange.close()
    }

    private func address(
        subject: String = "No signal", returnPath: String? = "ana+bounce@kite.example",
        answers: [String] = ["root@k.example"]
    ) -> AnswerAddress {
        let ana = Handle(channel: .email, normalised: "ana@kite.example")
        let message = Message(
            identity: "email:support-mail:third@kite.example", source: Self.source, channel: .email,
            author: .init(handle: ana), text: "Still nothing.", subject: subject, time: AnswerSample.now,
            answers: answers.map { "email:support-mail:\($0)" }, visibility: .direct,
            envelope: .init(recipients: [Self.from], returnPath: returnPath))
        return AnswerAddress(handle: ana, message: message, visibility: .direct)
    }

    @Test func `an answer is what RFC 3834 asks of an automatic one, and stands in its thread`() async throws {
        try await withSink { sink, mail in
            let letter = AnswerSample.letter()
            let receipt = try await mail.send(
                letter, to: address(answers: ["second@kite.example", "first@kite.example"]))
            let sunk = try #require(sink.mails.first)
            #expect(sink.mails.count == 1)
            #expect(sunk.sender == "")
            #expect(sunk.recipients == ["ana+bounce@kite.example"])
            let read = try #require(try PythonMail.read([sunk.bytes]).first)
            #expect(read.defects == [] && read.bareLineEnds == 0)
            #expect(read.header("To") == "ana+bounce@kite.example")
            #expect(read.header("From") == "Quillfone Support <support@quillfone.example>")
            #expect(read.header("Subject") == "Auto: No signal")
            #expect(read.header("Auto-Submitted") == "auto-replied")
            #expect(read.header("X-Auto-Response-Suppress") == "All")
            #expect(read.header("In-Reply-To") == "<third@kite.example>")
            #expect(
                read.header("References") == "<first@kite.example> <second@kite.example> <third@kite.example>")
            #expect(read.parts.map(\.type) == ["text/plain"])
            #expect(read.parts.first?.text?.contains("Nobody is at the desk") == true)
            // Whoever answers it names it so.
            let id = try #require(read.header("Message-ID"))
            #expect(receipt == "email:support-mail:\(id.dropFirst().dropLast())")
        }
    }

    @Test func `two attempts are the same mail, byte for byte, and another answer is another`() throws {
        let mail = try MailAnswers(
            source: Self.source, server: SMTPServer(url: "smtp://mx.example"), from: Self.from, name: "Quillfone"
        ) { _ in SMTPReceipt(answer: "") }
        func bytes(_ key: String) throws -> [UInt8] {
            try mail.draft(AnswerSample.letter(key: key), to: address(), at: "ana@kite.example").bytes()
        }
        #expect(try bytes("a") == bytes("a"))
        #expect(try bytes("a") != bytes("b"))
    }

    @Test(arguments: [
        ("No signal", "Auto: No signal"), ("Auto: No signal", "Auto: No signal"),
        ("AUTO: auto:Auto: No signal", "Auto: No signal"), ("", "Auto: Quillfone"), ("  Auto:  ", "Auto: Quillfone"),
        ("Re: Auto: No signal", "Auto: No signal"), ("Re: No signal", "Auto: Re: No signal"),
    ])
    func `a subject is never made longer by being answered again`(_ subject: String, _ wanted: String) {
        let first = MailAnswers.subject(answering: subject, brand: "Quillfone")
        #expect(first == wanted)
        #expect(MailAnswers.subject(answering: first, brand: "Quillfone") == first)
    }

    @Test(arguments: [nil, ""])
    func `a mail without a return path is not answered anywhere else`(_ path: String?) async throws {
        try await withSink { sink, mail in
            let address = address(returnPath: path)
            #expect(await AnswerSample.kind { try await mail.send(AnswerSample.letter(), to: address) } == .refused)
            #expect(sink.mails.isEmpty)
        }
    }

    @Test func `what was refused before it was kept may be sent again, and what may have been kept may not`()
        async throws
    {
        try await withSink { sink, mail in
            let (letter, address) = (AnswerSample.letter(), address())
            sink.greylist(first: 1)
            #expect(await AnswerSample.kind { try await mail.send(letter, to: address) } == .unreachable)
            sink.refuseMails(code: 554)
            #expect(await AnswerSample.kind { try await mail.send(letter, to: address) } == .refused)
            sink.dropAfterDot(keeping: true)
            #expect(await AnswerSample.kind { try await mail.send(letter, to: address) } == .unknown)
            #expect(
                await AnswerSample.kind { try await mail.wasTaken(letter, to: address, since: AnswerSample.now) }
                    == .unknown)
        }
    }

    @Test func `a call that was agreed comes with what calendars read`() async throws {
        try await withSink { sink, mail in
            let event = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:CANCEL", "END:VCALENDAR", ""]
            let invitation = AnswerLetter.Invitation(text: event.joined(separator: "\r\n"), isCancellation: true)
            _ = try await mail.send(
                AnswerSample.letter(subject: "Your call is cancelled", invitation: invitation), to: address())
            let read = try #require(try PythonMail.read(sink.mails.map(\.bytes)).first)
            #expect(read.header("Subject") == "Your call is cancelled")
            #expect(read.parts.contains { $0.type == "text/calendar" && $0.method == "CANCEL" })
        }
    }

    @Test func `a mail's own name is left out of the thread where it had none or is only known in part`() {
        let long = "email:support-mail:" + String(repeating: "x", count: 560) + "#0123"
        for identity in ["email:support-mail:sha256-abc", long, "mastodon:m.example/1"] {
            var message = address().message
            message?.identity = identity
            let thread = MailThread(message, in: Self.source)
            #expect(thread.parent == nil)
            #expect(thread.references == ["root@k.example"])
        }
    }
}
