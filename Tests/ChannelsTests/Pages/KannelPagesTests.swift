import Foundation
import Playground
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct KannelPagesTests {
    private static let now = Moment(seconds: 1000)

    private func kannel(
        _ status: Int, _ body: String, retry: Duration? = nil, reports: (@Sendable (String) -> String)? = nil
    ) throws
        -> KannelPages
    {
        try KannelPages(
            line: PageLine(now: { Self.now }) { request in
                HTTPResponse(
                    status: status, headers: [], body: Array(body.utf8), url: request.url, retryAfter: retry)
            }, url: "http://sms.example:13013", user: "pager", password: "secret", number: "QUILLFONE",
            reports: reports)
    }

    @Test(arguments: ["0: Accepted for delivery", "3: Queued for later delivery"])
    func `what Kannel accepts or queues is final`(_ said: String) async throws {
        #expect(try await kannel(202, said).send(page(), to: "+12025550111") == PageReceipt(id: "", .final))
    }

    @Test(arguments: [
        (403, "Authorization failed for sendsms", PageFailure.Kind.refused),
        (403, "Not routable. Do not try again.", .refused), (400, "Empty receiver number not allowed", .refused),
        (503, "Temporal failure, try again later.", .unreachable), (404, "Unknown request.", .refused),
        (202, "<html>", .unknown), (200, "Sent.", .unknown), (500, "", .unreachable),
    ])
    func `what it says decides what happens next`(_ status: Int, _ said: String, _ kind: PageFailure.Kind) async throws
    {
        let kannel = try kannel(status, said)
        let failure = await #expect(throws: PageFailure.self) { try await kannel.send(page(), to: "+12025550111") }
        #expect(failure?.kind == kind)
    }

    @Test func `a Kannel that names a time is asked then`() async throws {
        let kannel = try kannel(503, "", retry: .seconds(20))
        let failure = await #expect(throws: PageFailure.self) { try await kannel.send(page(), to: "+12025550111") }
        #expect(failure?.kind == .throttled(until: Self.now + .seconds(20)))
    }

    @Test(arguments: ["ftp://x", "", "sms.example"])
    func `settings that cannot work are said at the start`(_ url: String) {
        #expect(throws: PageFailure.self) {
            try KannelPages(
                line: PageLine(now: { Self.now }) { _ in throw CancellationError() }, url: url, user: "u",
                password: "p", number: "1")
        }
    }

    /// A gateway, its message centre and ports of its own.
    private func withGateway(
        _ reports: (@Sendable (String) -> String)? = nil, _ body: (Outsider, KannelPages, Int) async throws -> Void
    )
        async throws
    {
        let programs = ["/usr/sbin/bearerbox", "/usr/sbin/smsbox", "/usr/lib/kannel/test/fakesmsc"]
        try await Outsider.run("kannel", needs: programs) { outsider in
            let ports = (0..<5).map { _ in Int(LoopbackPort.free()) }
            try """
            group = core
            admin-port = \(ports[0])
            admin-interface = 127.0.0.1
            admin-password = x
            smsbox-port = \(ports[1])
            smsbox-interface = 127.0.0.1
            box-allow-ip = 127.0.0.1
            dlr-storage = internal

            group = smsc
            smsc = fake
            smsc-id = FAKE
            host = 127.0.0.1
            port = \(ports[2])
            our-host = 127.0.0.1
            connect-allow-ip = 127.0.0.1

            group = smsbox
            smsbox-id = box
            bearerbox-host = 127.0.0.1
            sendsms-port = \(ports[3])
            sendsms-interface = 127.0.0.1

            group = sendsms-user
            username = pager
            password = secret
            max-messages = 3
            concatenation = true
            """.write(to: outsider.folder.appending(path: "conf"), atomically: false, encoding: .utf8)
            try outsider.start(programs[0], ["conf"], output: "bearerbox")
            try await Outsider.until("bearerbox listens") { Self.listens(ports[1]) && Self.listens(ports[2]) }
            try outsider.start(programs[1], ["conf"], output: "smsbox")
            try await Outsider.until("smsbox listens") { Self.listens(ports[3]) }
            let exchange = try Exchange()
            let kannel = try KannelPages(
                line: PageLine(exchange: exchange, addresses: .anywhere, now: { Self.now }),
                url: "http://127.0.0.1:\(ports[3])", user: "pager", password: "secret", number: "12345",
                reports: reports)
            do {
                try await body(outsider, kannel, ports[2])
                let wrong = try KannelPages(
                    line: PageLine(exchange: exchange, addresses: .anywhere, now: { Self.now }),
                    url: "http://127.0.0.1:\(ports[3])", user: "pager", password: "wrong", number: "12345")
                let failure = await #expect(throws: PageFailure.self) {
                    try await wrong.send(page(), to: "+12025550111")
                }
                #expect(failure?.kind == .refused && failure?.reason.contains("password") == true)
            } catch {
                await exchange.close()
                throw error
            }
            await exchange.close()
        }
    }

    private static func listens(_ port: Int) -> Bool {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(probe) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test func `the real Kannel brings each letter to its message centre, queued at first`() async throws {
        try await withGateway { outsider, kannel, centre in
            // Nobody is connected: it is queued, and not lost.
            let taken1 = try await kannel.send(page("1 queued [€]", link: nil), to: "+1 202 555 0111")
            #expect(taken1.ending == .final)
            try outsider.start(
                "/usr/lib/kannel/test/fakesmsc",
                ["-H", "127.0.0.1", "-r", "\(centre)", "-m", "0", "1 2 text nop"], output: "centre")
            try await Outsider.until("the queued one came") {
                outsider.written("centre").contains("<12345 +12025550111 text 1 queued [€]>")
            }
            _ = try await kannel.send(page("2 café ل 😀", link: nil), to: "+12025550111")
            try await Outsider.until("the one in UCS-2 came") {
                outsider.written("centre").contains(
                    "<12345 +12025550111 ucs-2 %002%00+%00c%00a%00f%00%E9%00+%06D%00+%D8%3D%DE%00>")
            }
            // As many parts as we count, and the link at the end of the last.
            let long = page("3 " + String(repeating: "word [@_ ", count: 200))
            #expect(SegmentCount(ShortText.of(long)).segments == 3)
            _ = try await kannel.send(long, to: "+12025550112")
            try await Outsider.until("the long one came") { outsider.written("centre").contains("%03%03 data") }
            let parts = outsider.written("centre").split(separator: "\n").filter { $0.contains("+12025550112 udh") }
            #expect(parts.count == 3)
            #expect(parts.last?.hasSuffix("quillfone.example%2Fp%2Fabc123>") == true)
        }
    }

    @Test func `where an address for reports is configured, the real Kannel tells it of each page`() async throws {
        let hooks = HookServer()
        try await hooks.start()
        do {
            let url = hooks.hookURL
            try await withGateway({ "\(url)?page=\(Percent.encode($0))&state=%d&to=%p" }) { outsider, kannel, centre in
                try outsider.start(
                    "/usr/lib/kannel/test/fakesmsc",
                    ["-H", "127.0.0.1", "-r", "\(centre)", "-m", "0", "1 2 text nop"], output: "centre")
                let taken = try await kannel.send(page("1 No signal", link: nil, key: "page:7"), to: "+12025550111")
                #expect(taken == PageReceipt(id: "page:7", .pending))
                #expect(try await kannel.delivery(of: taken) == .pending)
                try await Outsider.until("it is told") { !hooks.calls("/hook").isEmpty }
                let told = try #require(hooks.calls("/hook").first?.asked)
                #expect(told.value("page") == "page:7")
                #expect(["1", "8"].contains(told.value("state")))
            }
        } catch {
            await hooks.stop()
            throw error
        }
        await hooks.stop()
    }
}
