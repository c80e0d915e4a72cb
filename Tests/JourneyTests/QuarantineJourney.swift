import Foundation
import Playground
import Testing

/// What cannot be understood is kept with its bytes, and a person is asked to look.
@Suite(.serialized) struct QuarantineJourney {
    @Test func `a web page in a feed's place is quarantined, shown, and sent once with its bytes`() async throws {
        try await withEvening { world, program, _ in
            let page = "<html><title>We are back soon</title><p>tea break</html>"
            world.feed.serve(
                "/history.atom", .init(headers: [(name: "Content-Type", value: "text/html")], body: Array(page.utf8)))
            let run = try await program.run("run", "--once")
            #expect(run.status == 0, "\(run.errors)")
            let line = try await program.run("ledger", "--json").json.first { $0["source"] as? String == "status-page" }
            #expect(line?["quarantined"] as? Int == 1)
            #expect(line?["unaccounted"] as? Int == 0)
            let shown = try await program.run("ledger")
            #expect(shown.output.contains("web page"), "\(shown.output)")
            let tickets = world.sink.mails.filter { $0.header("X-Earshot-Quarantine") != nil }
            #expect(tickets.count == 1)
            #expect(tickets.first?.text.contains(Data(page.utf8).base64EncodedString().prefix(40)) == true)
            // It stays broken: a failing source now, and no second ticket.
            #expect(try await program.run("run", "--once").status == 69)
            #expect(world.sink.mails.filter { $0.header("X-Earshot-Quarantine") != nil }.count == 1)
        }
    }
}
