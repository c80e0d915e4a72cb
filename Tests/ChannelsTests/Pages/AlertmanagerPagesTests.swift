import Foundation
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct AlertmanagerPagesTests {
    private struct Alert: Decodable {
        var labels: [String: String]
        var annotations: [String: String]
        var startsAt: String
        var endsAt: String
        var generatorURL: String?
    }

    /// The real one, with a receiver that nobody listens at.
    private func withAlertmanager(_ body: (AlertmanagerPages, () async throws -> [Alert]) async throws -> Void)
        async throws
    {
        let program = "/usr/bin/prometheus-alertmanager"
        try await Outsider.run("am", needs: [program]) { outsider in
            try """
            route: { receiver: nobody }
            receivers: [ { name: nobody } ]
            """.write(to: outsider.folder.appending(path: "conf.yml"), atomically: false, encoding: .utf8)
            let port = LoopbackPort.free()
            try outsider.start(
                program,
                [
                    "--config.file=\(outsider.folder.path)/conf.yml", "--storage.path=\(outsider.folder.path)/data",
                    "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
                ], output: "out")
            let exchange = try Exchange()
            let base = "http://127.0.0.1:\(port)"
            func get(_ path: String) async throws -> HTTPResponse {
                try await exchange.send(HTTPRequest(.get, base + path, addresses: .anywhere))
            }
            do {
                try await Outsider.until("Alertmanager is ready") {
                    (try? await get("/-/ready").status) == 200
                }
                let line = PageLine(exchange: exchange, addresses: .anywhere) {
                    Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
                }
                try await body(AlertmanagerPages(line: line, url: base)) {
                    try JSONDecoder().decode([Alert].self, from: Data(try await get("/api/v2/alerts").body))
                }
            } catch {
                await exchange.close()
                throw error
            }
            await exchange.close()
        }
    }

    @Test func `the real Alertmanager shows a page as an alert until it is resolved`() async throws {
        try await withAlertmanager { pages, alerts in
            let text = page("1 \"Tot\" \\ {a=\"b\"} 日本", hint: "Answer 1 ack", subject: "Hot: no signal")
            #expect(try await pages.wasTaken(text, to: "am", since: Moment(seconds: 0)) == nil)
            let taken1 = try await pages.send(text, to: "am")
            #expect(taken1.ending == .final)
            let shown = try await alerts()
            try #require(shown.count == 1)
            #expect(
                shown[0].labels == [
                    "alertname": "EarshotHotCase", "case": "12", "severity": "high", "person": "ana",
                ])
            #expect(shown[0].annotations["summary"] == "Hot: no signal")
            #expect(shown[0].annotations["description"] == "1 \"Tot\" \\ {a=\"b\"} 日本\nAnswer 1 ack")
            #expect(Moment(rfc3339: shown[0].startsAt) == text.at)
            #expect(shown[0].generatorURL == "https://desk.quillfone.example/p/abc123")
            // It does not end by itself after five minutes.
            let ends = try #require(Moment(rfc3339: shown[0].endsAt))
            #expect(ends > Moment(seconds: Int64(Date().timeIntervalSince1970)) + .seconds(3600))
            #expect(try await pages.wasTaken(text, to: "am", since: Moment(seconds: 0)) != nil)
            #expect(try await pages.wasTaken(page(key: "page-8"), to: "am", since: Moment(seconds: 0)) == nil)

            // Graver meanwhile, and a notice about the team beside it.
            _ = try await pages.send(page(severity: .critical, key: "page-8"), to: "am")
            let notice = PageText(
                subject: "Ben cannot be reached", plain: "Ben cannot be reached", link: nil, severity: nil, key: "n-1",
                at: text.at)
            _ = try await pages.send(notice, to: "am")
            let all = try await alerts()
            #expect(all.count == 3)

            _ = try await pages.send(page(severity: .critical, key: "page-9", isResolved: true), to: "am")
            let left = try await alerts()
            #expect(left.map { $0.labels["alertname"] } == ["EarshotNotice"])
        }
    }

    @Test func `words that would break its filters are only words`() async throws {
        try await withAlertmanager { pages, alerts in
            let odd = PageText(
                subject: "x", plain: "x", link: nil, severity: nil, key: "k", hotCase: CaseID(rawValue: 3),
                person: "o\"neil\\, {ana}", at: Moment(seconds: 1_700_000_000))
            _ = try await pages.send(odd, to: "am")
            let shown = try await alerts()
            #expect(shown.first?.labels["person"] == "o\"neil\\, {ana}")
            #expect(try await pages.wasTaken(odd, to: "am", since: Moment(seconds: 0)) != nil)
        }
    }

    @Test func `what it refuses and what is not there are told apart`() async throws {
        let exchange = try Exchange()
        let line = PageLine(exchange: exchange, addresses: .anywhere, now: { Moment(seconds: 1_800_000_000) })
        let gone = try AlertmanagerPages(line: line, url: "http://127.0.0.1:\(LoopbackPort.free())")
        let failure = await #expect(throws: PageFailure.self) { try await gone.send(page(), to: "am") }
        #expect(failure?.kind == .unreachable)
        await exchange.close()
        let refusing = try AlertmanagerPages(
            line: PageLine(now: { Moment(seconds: 1) }) { request in
                HTTPResponse(status: 400, headers: [], body: [], url: request.url)
            }, url: "http://127.0.0.1:9093")
        let refused = await #expect(throws: PageFailure.self) { try await refusing.send(page(), to: "am") }
        #expect(refused?.kind == .refused)
    }
}
