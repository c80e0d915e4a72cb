import Foundation
import Playground
import Testing

/// `oncall test`, by the real gateways.
@Suite(.serialized) struct PageTrialJourney {
    private static let ana = "+12025550171"
    private static let ben = "+12025550172"

    private func withTeam(_ body: (World, Program) async throws -> Void) async throws {
        let world = World()
        try await world.start()
        var program = try Program(
            world.configuration() + """
                on-call:
                  people:
                    ana: { sms: "\(Self.ana)", webhook: pager, ntfy: ana-calls }
                    ben: { sms: "\(Self.ben)" }
                pages:
                  sms: text-line
                  ntfy: { url: "\(world.ntfyURL)" }
                  webhook: { pager: { url: "\(world.hookURL)" } }

                """)
        program.environment = world.secrets
        defer { program.clear() }
        do {
            try await body(world, program)
        } catch {
            await world.stop()
            throw error
        }
        await world.stop()
    }

    @Test func `a test reaches the phone, says so, and makes no case`() async throws {
        try await withTeam { world, program in
            let tried = try await program.run("oncall", "test", "ana")
            #expect(tried.status == 0, "\(tried.output)\(tried.errors)")
            #expect(tried.output.contains("ana by sms \(Self.ana): taken as SM"))
            #expect(tried.output.contains("delivered after"))
            #expect(world.twilio.sent.count == 1 && world.twilio.sent[0].body.contains("TEST"))
            // Nothing of it is in a database: there is none.
            #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "earshot.db").path))
        }
    }

    @Test func `by another means it goes there alone`() async throws {
        try await withTeam { world, program in
            let tried = try await program.run("oncall", "test", "ana", "--by", "ntfy", "--json")
            #expect(tried.status == 0 && tried.json.first?["delivery"] as? String == "unknown")
            #expect(world.hooks.ntfy("ana-calls").count == 1 && world.twilio.sent.isEmpty)
        }
    }

    @Test func `what does not arrive, and what is not taken, ends with 69 and the reason`() async throws {
        try await withTeam { world, program in
            world.twilio.fate(of: Self.ana, .undelivered(30003))
            let lost = try await program.run("oncall", "test", "ana", "--json")
            #expect(lost.status == 69 && lost.json.first?["delivery"] as? String == "failed")
            #expect((lost.json.first?["reason"] as? String)?.contains("30003") == true, "\(lost.output)")
            world.hooks.always("/hook", .answer(.init(status: 404)))
            let refused = try await program.run("oncall", "test", "ana", "--by", "webhook")
            #expect(refused.status == 69 && refused.output.contains("not sent: "), "\(refused.output)")
        }
    }

    @Test func `nobody of that name, and a means that they lack, are answered with what there is`() async throws {
        try await withTeam { world, program in
            let nobody = try await program.run("oncall", "test", "bne")
            #expect(nobody.status == 65 && nobody.errors.contains("did you mean ben?"))
            let none = try await program.run("oncall", "test", "ben", "--by", "email")
            #expect(none.status == 65 && none.errors.contains("they have sms"))
            let wrong = try await program.run("oncall", "test", "ben", "--by", "emial")
            #expect(wrong.status == 64 && wrong.errors.contains("did you mean email?"))
            #expect(try await program.run("oncall", "test", "ben", "--wait", "11m").status == 64)
            #expect(world.twilio.sent.isEmpty)
        }
    }
}
