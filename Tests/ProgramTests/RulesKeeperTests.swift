import Foundation
import TestKit
import Testing
import Triage

@testable import earshot

/// What a running program takes from its rules folder, asked with a clock of the test's own.
struct RulesKeeperTests {
    private static func rule(_ word: String) -> String {
        "rule loud\n  severity low\n  when \(word)\n  hit \"\(word)\"\n  miss \"quiet\"\n"
    }

    /// Asks as the program does, some times a second, until there is something or nothing has come for long.
    private func ask(_ keeper: inout RulesKeeper, _ rules: RuleSet, _ now: inout ContinuousClock.Instant) async
        -> RulesKeeper.Found?
    {
        for _ in 0..<10 {
            now += RulesKeeper.pause
            if let found = await keeper.ask(rules, now: now) { return found }
        }
        return nil
    }

    @Test func `a change is taken, a fault refused, what is the same again is no change`() async throws {
        let scratch = try Scratch()
        try scratch.write("Rules/a.rules", Self.rule("banana"))
        let folder = Configuration.RulesFolder(path: scratch.path + "/Rules", asWritten: "Rules")
        var rules = try LoadedRules.required(folder, for: nil)
        var keeper = RulesKeeper(folder, judged: rules.hash)
        var now = ContinuousClock.now
        #expect(await ask(&keeper, rules, &now) == nil)

        try scratch.write("Rules/a.rules", Self.rule("cherry"))
        guard case .rules(let new, _)? = await ask(&keeper, rules, &now) else {
            Issue.record("the change was not seen")
            return
        }
        rules = new
        #expect(await ask(&keeper, rules, &now) == nil)

        // An editor's other files are none of the rules.
        try scratch.write("Rules/.a.rules.swp", "x")
        try scratch.write("Rules/a.rules", Self.rule("cherry"))
        #expect(await ask(&keeper, rules, &now) == nil)

        try scratch.write("Rules/deep/er/b.rules", "rule b\n  severty low\n  severity low\n  when x\n")
        guard case .refused(let complaints)? = await ask(&keeper, rules, &now) else {
            Issue.record("a file in a new folder was not seen")
            return
        }
        #expect(complaints.first?.inShort.hasPrefix("Rules/deep/er/b.rules:2:3: ") == true)
        // The same fault is told once.
        #expect(await ask(&keeper, rules, &now) == nil)
        try FileManager.default.removeItem(atPath: scratch.path + "/Rules/deep")
        guard case .unchanged? = await ask(&keeper, rules, &now) else {
            Issue.record("what is in force stands there again, and nobody said so")
            return
        }

        // The folder is swapped for another under the same name, as a release is.
        try scratch.write("Next/a.rules", Self.rule("damson"))
        let files = FileManager.default
        try files.moveItem(atPath: scratch.path + "/Rules", toPath: scratch.path + "/Old")
        try files.moveItem(atPath: scratch.path + "/Next", toPath: scratch.path + "/Rules")
        guard case .rules? = await ask(&keeper, rules, &now) else {
            Issue.record("the other folder was not seen")
            return
        }
    }

    @Test func `a folder that is written without end is read after a second all the same`() async throws {
        let scratch = try Scratch()
        try scratch.write("Rules/a.rules", Self.rule("banana"))
        let folder = Configuration.RulesFolder(path: scratch.path + "/Rules", asWritten: "Rules")
        let rules = try LoadedRules.required(folder, for: nil)
        var keeper = RulesKeeper(folder, judged: rules.hash)
        var now = ContinuousClock.now
        var asked = 0
        var found: RulesKeeper.Found?
        while found == nil, asked < 20 {
            asked += 1
            try scratch.write("Rules/a.rules", Self.rule("plum\(asked)"))
            now += RulesKeeper.pause
            found = await keeper.ask(rules, now: now)
        }
        #expect(found != nil && asked <= 7, "\(asked)")
        #expect(asked > 2)
    }

    @Test func `a file that is a link is followed to what it leads to`() async throws {
        let scratch = try Scratch()
        let target = try scratch.write("real.rules", Self.rule("banana"))
        try scratch.write("Rules/empty.keywords", "banana\n")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/Rules/a.rules", withDestinationPath: target)
        let folder = Configuration.RulesFolder(path: scratch.path + "/Rules", asWritten: "Rules")
        let rules = try LoadedRules.required(folder, for: nil)
        var keeper = RulesKeeper(folder, judged: rules.hash)
        var now = ContinuousClock.now
        #expect(await ask(&keeper, rules, &now) == nil)
        try scratch.write("real.rules", Self.rule("cherry"))
        // No folder here tells of it: it is looked for each second.
        guard case .rules? = await ask(&keeper, rules, &now) else {
            Issue.record("the change behind the link was not seen")
            return
        }
    }
}
