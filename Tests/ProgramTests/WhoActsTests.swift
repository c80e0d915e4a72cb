import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// Under whose name a case is worked, and how the team stands.
struct WhoActsTests {
    private static let configuration = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        on-call:
          people:
            ana: { name: Ana Ferreira, sms: "+12025550111", email: ana@quillfone.example }
            ben: { sms: "+12025550112" }
          escalation: [ { to: ana, wait: 5m }, { to: ben } ]
          others: [acd-team-2]
        pages: { sms: line, email: { smtp: "smtps://mail.example", from: a@b.example } }
        sources: [ { name: line, channel: sms, provider: gammu, inbox: /in, outbox: /out } ]

        """

    private func house(_ configuration: String = configuration) async throws -> (folder: Scratch, store: Store) {
        let folder = try Scratch()
        let file = try folder.write("earshot.yaml", configuration)
        try folder.write("Rules/a.rules", "rule a\n  score 5\n  when \"x\"\n  hit \"x\"\n  miss \"y\"\n")
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let store = try await openStore(settings)
        let lease = try await store.begin(now: .wallClock)
        _ = try await store.remember(
            [Example.page(lease, [Example.message(1, "fire in house 1")])], now: .wallClock, thinking: .example)
        return (folder, store)
    }

    private func run(_ arguments: String..., in folder: Scratch) throws -> Program {
        try Program.run(arguments, in: folder)
    }

    @Test func `a name that nobody bears is refused with the nearest, and the login name is always good`() async throws
    {
        let (folder, store) = try await house()
        let slip = try run("queue", "claim", "1", "--as", "anna", in: folder)
        #expect(slip.code == 64 && slip.err.contains("nobody is called anna; did you mean ana?"), "\(slip.err)")
        #expect(try await store.caseDetail(CaseID(rawValue: 1))?.hotCase.claimedBy == nil)
        let strange = try run("queue", "note", "1", "hello", "--as", "somebody-else", in: folder)
        #expect(strange.code == 64 && strange.err.contains("on-call.others"))
        #expect(try run("queue", "list", "--mine", "--as", "anna", in: folder).code == 64)
        #expect(try run("queue", "claim", "1", in: folder).code == 0)
        let login = try #require(try await store.caseDetail(CaseID(rawValue: 1))?.hotCase.claimedBy)
        #expect(try run("queue", "release", "1", "--as", login, in: folder).code == 0)
        for name in ["ana", "acd-team-2"] {
            #expect(try run("queue", "claim", "1", "--as", name, in: folder).code == 0)
            #expect(try run("queue", "release", "1", "--as", name, in: folder).code == 0)
        }
        await store.engine.close()
    }

    @Test func `an account of the console is somebody, and one that is disabled is nobody`() async throws {
        let (folder, store) = try await house()
        let doer = Doer(name: "test")
        _ = try await store.addAccount("cara", role: .agent, password: nil, by: doer, now: .wallClock)
        #expect(try run("queue", "claim", "1", "--as", "cara", in: folder).code == 0)
        _ = try await store.addAccount("dora", role: .admin, password: nil, by: doer, now: .wallClock)
        _ = try await store.setDisabled("cara", true, by: doer, now: .wallClock)
        #expect(try run("queue", "release", "1", "--as", "cara", in: folder).code == 64)
        await store.engine.close()
    }

    @Test func `where no team and no account is known any name will do`() async throws {
        let (folder, store) = try await house("brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n")
        #expect(try run("queue", "claim", "1", "--as", "anybody", in: folder).code == 0)
        await store.engine.close()
    }

    @Test func `STOP shows in now, simulate and status, and so does a means that bounced`() async throws {
        let (folder, store) = try await house()
        #expect(try await store.stop(Means(.sms, "+12025550112"), of: "ben", because: "STOP", now: .wallClock))
        let draft = PageDraft(
            hotCase: nil, person: "ana", reach: [Means(.sms, "+12025550111")], why: .notice, words: "x")
        try await store.write([draft], patience: OnCall.Patience(), now: .wallClock)
        let errand = try #require(
            try await store.leaseErrands(
                .page, limit: 1, worker: Worker(rawValue: "h:b:1"), now: .wallClock, until: .wallClock + .seconds(30)
            ).first)
        let pages = try await store.pages(of: errand.id).map(\.page.id)
        _ = try await store.settle(
            [
                .init(
                    errand: errand.id, epoch: errand.epoch, pages: pages,
                    outcome: .refused(error: "no such number"), trouble: .failed)
            ], patience: OnCall.Patience(), now: .wallClock)

        let now = try run("oncall", "now", in: folder)
        #expect(now.code == 0 && now.out.contains("nothing, not sms +12025550112 (STOP)"), "\(now.out)")
        #expect(
            now.out.contains("note: ben sent STOP ") && now.out.contains("nobody is called by sms +12025550112 until"))
        #expect(
            now.out.contains("note: Ana Ferreira was not reached by sms +12025550111 ")
                && now.out.contains(": no such number"))
        let json = try run("oncall", "now", "--json", in: folder).out
        #expect(json.contains(#""stopped":[{"kind":"sms","address":"+12025550112","trouble":"stopped"}]"#))
        #expect(json.contains(#"{"kind":"sms","address":"+12025550111","trouble":"failed"}"#))

        let simulated = try run("oncall", "simulate", in: folder)
        #expect(simulated.code == 1 && simulated.out.contains("ben cannot be reached by any means: they sent STOP"))
        #expect(simulated.out.contains("step 2 of `escalation` reaches nobody"))

        let status = try run("status", in: folder)
        #expect(status.code == 0, "\(status.err)")
        #expect(status.out.contains("On call     Ana Ferreira would be called now"), "\(status.out)")
        #expect(status.out.contains("ben sent STOP") && status.out.contains("Queue       1 open, 0 claimed"))
        // The notice had that one means.
        #expect(status.out.contains("Pages       0 unanswered, 1 reached nobody within a day"))
        #expect(status.out.contains("Self-check  no worker that calls people runs"))
        await store.engine.close()
    }

    @Test func `status tells what the self-check said last, what is overdue and what stands, to scripts too`()
        async throws
    {
        let (folder, store) = try await house()
        let mine = WorkerName.this()
        try await store.note(SelfCheckNote(worker: mine, at: .wallClock, words: "2 pages do not leave"))
        try await store.engine.write { transaction in
            _ = try transaction.run(
                "UPDATE hot_case SET due = ?1", [.integer((Moment.wallClock - .seconds(600)).microseconds)])
        }
        let told = try run("status", in: folder)
        #expect(told.out.contains("Self-check  not well") && told.out.contains("2 pages do not leave"), "\(told.out)")
        #expect(told.out.contains("1 overdue"))
        let line = try #require(try run("status", "--json", in: folder).lines.first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let onCall = try #require(object["onCall"] as? [String: Any])
        #expect(onCall["overdue"] as? Int == 1 && onCall["firstCalled"] as? [String] == ["ana"])
        let checks = try #require(onCall["selfChecks"] as? [[String: Any]])
        #expect(checks.count == 1 && checks[0]["isWell"] as? Bool == false)
        // One of a process that is dead says nothing of now.
        try await store.forgetCheck(of: mine)
        let parts = mine.rawValue.split(separator: ":")
        try await store.note(
            SelfCheckNote(
                worker: Worker(rawValue: "\(parts[0]):another-boot:1"), at: .wallClock, words: ""))
        #expect(try run("status", in: folder).out.contains("no worker that calls people runs"))
        await store.engine.close()
    }
}
