import Playground
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct MailPagesTests {
    private func withSink(_ body: (MailSink, MailPages) async throws -> Void) async throws {
        let (sink, exchange) = (MailSink(), try Exchange())
        try await sink.start()
        do {
            try await body(
                sink,
                MailPages(
                    exchange: exchange, server: SMTPServer(url: sink.url), from: "earshot@quillfone.example",
                    name: "Earshot for Quillfone"))
        } catch {
            await sink.stop()
            await exchange.close()
            throw error
        }
        await sink.stop()
        await exchange.close()
    }

    @Test func `a page is a mail that no robot answers and no stranger's line can bend`() async throws {
        try await withSink { sink, mail in
            let poisoned = page(
                "1 Ünïcode 日本\r\nBcc: evil@x.example\n.\nQUIT", hint: "Answer 1 ack",
                subject: "Hot: ü\r\nBcc: evil@x.example\u{202E}")
            let receipt = try await mail.send(poisoned, to: "ana@quillfone.example")
            #expect(receipt.ending == .final)
            let sunk = try #require(sink.mails.first)
            #expect(sink.mails.count == 1 && sunk.recipients == ["ana@quillfone.example"])
            let read = try #require(try PythonMail.read([sunk.bytes]).first)
            #expect(read.defects == [] && read.bareLineEnds == 0)
            #expect(read.header("Subject") == "Hot: ü Bcc: evil@x.example")
            #expect(read.header("Bcc") == nil)
            #expect(read.header("Auto-Submitted") == "auto-generated")
            #expect(read.header("Importance") == "high")
            #expect(read.header("Date") == "Sun, 22 Nov 2026 03:41:07 +0000")
            #expect(read.header("Message-ID") == "<page.page-7@quillfone.example>")
            #expect(read.header("X-Earshot-Case") == "12")
            #expect(read.parts.map(\.type) == ["text/plain"])
            #expect(
                read.parts[0].text
                    == "1 Ünïcode 日本\nBcc: evil@x.example\n.\nQUIT\nAnswer 1 ack\nhttps://desk.quillfone.example/p/abc123\n"
            )
        }
    }

    @Test func `the same page is the same mail at every attempt`() async throws {
        try await withSink { sink, mail in
            _ = try await mail.send(page(), to: "ana@quillfone.example")
            _ = try await mail.send(page(), to: "ana@quillfone.example")
            #expect(sink.mails.count == 2 && sink.mails[0].bytes == sink.mails[1].bytes)
        }
    }

    @Test func `an answer of the server decides what happens next`() async throws {
        try await withSink { sink, mail in
            func failure(_ address: String = "ana@quillfone.example") async -> PageFailure.Kind? {
                await #expect(throws: PageFailure.self) { try await mail.send(page(), to: address) }?.kind
            }
            sink.refuse("ana@quillfone.example", code: 550)
            #expect(await failure() == .refused)
            sink.refuse("ana@quillfone.example", code: 451)
            #expect(await failure() == .unreachable)
            sink.accept("ana@quillfone.example")
            sink.refuseMails(code: 452)
            #expect(await failure() == .unreachable)
            sink.dropAfterDot(keeping: true)
            #expect(await failure() == .unknown)
            #expect(await failure("no address") == .refused)
            #expect(await failure("a@b.example\r\nRCPT TO:<c@d.example>") == .refused)
            _ = try await mail.send(page(), to: "ana@quillfone.example")
        }
        let exchange = try Exchange()
        let gone = try MailPages(
            exchange: exchange, server: SMTPServer(url: "smtp://127.0.0.1:\(LoopbackPort.free())"),
            from: "earshot@quillfone.example", name: "")
        let failure = await #expect(throws: PageFailure.self) {
            try await gone.send(page(), to: "ana@quillfone.example")
        }
        #expect(failure?.kind == .unreachable)
        await exchange.close()
        #expect(throws: PageFailure.self) {
            try MailPages(exchange: exchange, server: SMTPServer(url: "smtp://x"), from: "nobody", name: "")
        }
    }
}
