import Foundation
import Testing

@testable import Triage

/// The rules under `Rules/`, as a newcomer gets them.
struct ShippedRulesTests {
    @Test func `they compile without a word of complaint, and every example holds`() throws {
        let (rules, complaints) = try Scene.shipped()
        #expect(complaints.map { $0.rendered(colour: false) } == [])
        #expect(try #require(rules).facts.rules >= 12)
    }

    @Test func `every rule shows what it catches and what it spares`() throws {
        let folder = Scene.root.appendingPathComponent("Rules").path
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".rules") {
            let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            let file = RuleFile(path: name, bytes: Array(bytes))
            let complaints = Complaints(order: [name])
            let source = try #require(SourceFile(file, index: 0, complaints: complaints))
            complaints.files.append(source)
            for rule in RulesFile(source, index: 0, complaints: complaints).rules {
                #expect(rule.examples.count { $0.shallFire } >= 4, "\(rule.name)")
                #expect(rule.examples.count { !$0.shallFire } >= 4, "\(rule.name)")
                #expect(!rule.owner.isEmpty, "\(rule.name)")
            }
        }
    }

    @Test func `a burning router is hot, and the words say why`() throws {
        let rules = try #require(try Scene.shipped().rules)
        let text = "My router is on fire and nobody answers!!"
        let verdict = Scene.verdict(rules, text)
        #expect(verdict.isHot)
        #expect(verdict.severity == .critical)
        #expect(verdict.sentiment.label == .negative)
        #expect(verdict.sentiment.compound < -0.5)
        let reason = try #require(verdict.reasons.first)
        #expect(reason.rule == "safety-fire")
        #expect(reason.file == "Rules/safety/safety.rules")
        #expect(
            reason.matches == [
                Reason.Match(text: "router", start: 3, end: 9), Reason.Match(text: "on fire", start: 13, end: 20),
            ])
    }

    @Test func `ordinary talk pages nobody`() throws {
        let path = Scene.root.appendingPathComponent("../shared/data/background/tweets.tsv").path
        guard let bytes = FileManager.default.contents(atPath: path) else {
            print("skipped: no ../shared")
            return
        }
        let rules = try #require(try Scene.shipped().rules)
        #expect(rules.facts.rules >= 12)
        var loud: [String] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        for line in lines {
            let verdict = Scene.verdict(rules, String(line))
            if verdict.isHot || (verdict.severity ?? .info) >= .high { loud.append(String(line)) }
        }
        #expect(loud.count * 100_000 <= lines.count * 40, "\(loud.prefix(20))")
    }
}
