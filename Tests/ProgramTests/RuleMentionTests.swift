import Foundation
import Testing

@testable import earshot

/// Rules that the configuration names.
struct RuleMentionTests {
    private func house(never: String) throws -> Scratch {
        let folder = try RulesCommandTests.house(
            RulesCommandTests.rules + """
                spike many-outages
                  severity high
                  count    rule:outage
                  fires    at 3 in 10m
                  burst hit 3 authors in 5m "quillfone: no signal"

                """)
        try folder.write(
            "earshot.yaml",
            """
            brand: Quillfone
            database: sqlite:earshot.db
            rules: Rules
            on-call:
              people: { ana: { ntfy: ana } }
              incidents: { never: [\(never)] }
            pages: { ntfy: { url: "https://ntfy.example", topic: all } }

            """)
        return folder
    }

    @Test func `a rule that incidents never fold must exist, and the nearest is named`() throws {
        let folder = try house(never: "legal-threat, outrage")
        for command in [["check"], ["run", "--once"]] {
            let ended = try Program.run(command, in: folder)
            #expect(ended.code == 78, "\(command): \(ended.out) \(ended.err)")
            let said = ended.out + ended.err
            #expect(said.contains("earshot.yaml:6:38: error: there is no rule `outrage`"), "\(said)")
            #expect(said.contains("did you mean `outage`?") && said.contains("^^^^^^^"), "\(said)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/earshot.db"), "nothing was begun")
        let json = try Program.run("check", "--json", in: folder).lines.map { try RulesCommandTests.object($0) }
        #expect(json.contains { $0["line"] as? Int == 6 && $0["weight"] as? String == "error" })
    }

    @Test func `a rule that exists is taken, and a spike is no rule`() throws {
        let good = try Program.run("check", in: try house(never: "legal-threat"))
        #expect(good.code == 0, "\(good.out) \(good.err)")
        let spike = try Program.run("check", in: try house(never: "many-outages"))
        #expect(spike.code == 78 && spike.out.contains("`many-outages` is a spike"), "\(spike.out)")
        #expect(spike.out.contains("name what it counts: `outage`"))
        let far = try Program.run("check", in: try house(never: "harm.self"))
        #expect(far.code == 78 && far.out.contains("`earshot rules list` shows their names"), "\(far.out)")
    }
}
