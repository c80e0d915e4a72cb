import Foundation
import TestKit
import Testing

@testable import Triage

struct ModelTests {
    static let lexicon = """
        [words]
        good 2
        lovely 3
        terrible -3
        broken -1.7
        [negators]
        not
        [intensifiers]
        very 0.35
        [contrast]
        but
        [irony]
        oh joy
        """

    /// A small language of feelings: what is lovely is positive, what is broken negative.
    static let lines: [TrainingLine] = (0..<60).flatMap { number in
        [
            TrainingLine(text: "my new phone \(number) is lovely and quick, thank you", label: 2),
            TrainingLine(text: "the line \(number) is broken again and nobody answers", label: 0),
            TrainingLine(text: "shop number \(number) opens at nine on monday", label: 1),
        ]
    }

    static func trained(seed: UInt64 = 7, folds: Int = 3) throws -> Trainer.Outcome {
        let rules = try Scene.rules(["sentiment/en.lexicon": lexicon])
        return Trainer(task: .sentiment, seed: seed, folds: folds).train(lines, lexicons: rules, groups: ["lines"])
    }

    static func rules(_ model: [UInt8]?) throws -> RuleSet {
        var files = [RuleFile(path: "Rules/sentiment/en.lexicon", bytes: Array(lexicon.utf8))]
        if let model { files.append(RuleFile(path: "Rules/sentiment/sentiment.model", bytes: model)) }
        let (rules, complaints) = RuleSet.compile(files)
        return try #require(rules, "\(complaints.map(\.message))")
    }

    @Test func `the same lines and seed give the same model to the last bit, another seed another`() throws {
        let first = try Self.trained().model.bytes
        #expect(try Self.trained().model.bytes == first)
        #expect(try Self.trained(seed: 8).model.bytes != first)
    }

    @Test func `a model that was written is read again as it was`() throws {
        var model = try Self.trained().model
        model.recipe = [("licence", "our own\nlines"), ("seed", "7")]
        let again = try ModelFile(model.bytes)
        #expect(again.bytes == model.bytes)
        #expect(again.recipe.map(\.value) == ["our own lines", "7"])
    }

    @Test func `what was learnt is held out, reported and judged by`() throws {
        let outcome = try Self.trained()
        #expect(outcome.report.whole.lines == Self.lines.count)
        #expect(outcome.report.whole.macroRecall > 0.95)
        #expect(outcome.report.whole.confusions.flatMap(\.self).reduce(0, +) == Self.lines.count)
        #expect(outcome.report.telling.allSatisfy { !$0.isEmpty && !$0.contains { $0.name == "?" } })
        let rules = try Self.rules(outcome.model.bytes)
        #expect(rules.facts.models == ["sentiment"])
        #expect(rules.judge(Scene.message("nobody answers, the line is broken")).sentiment.label == .negative)
        #expect(rules.judge(Scene.message("thank you, it is lovely and quick")).sentiment.label == .positive)
        #expect(rules.judge(Scene.message("it opens at nine on monday")).sentiment.label == .neutral)
        #expect(rules.judge(Scene.message("it opens at nine")).complaint == nil)
        #expect(rules.hash != (try Self.rules(nil)).hash)
    }

    @Test func `a complaint has one lane and a score from 0 to 1`() throws {
        let rules = try Self.rules(nil)
        let lines = Self.lines.map { TrainingLine(text: $0.text, label: $0.label == 0 ? 1 : 0) }
        let model = Trainer(task: .complaint, seed: 1, folds: 0).train(lines, lexicons: rules, groups: ["lines"]).model
        let judging = try Self.rules(model.bytes)
        let asked = try #require(judging.judge(Scene.message("the line is broken and nobody answers")).complaint)
        let calm = try #require(judging.judge(Scene.message("shop opens at nine on monday")).complaint)
        #expect(asked > 0.6)
        #expect(calm < 0.4)
    }

    enum Harm: CaseIterable {
        case empty, noModel, cut, longer, flipped, newer, task, weight
    }

    @Test(arguments: Harm.allCases)
    func `a model that is broken or of another version is refused with a word`(harm: Harm) throws {
        var bytes = try Self.trained(folds: 0).model.bytes
        let wanted: String
        switch harm {
        case .empty: (bytes, wanted) = ([], "This is no model of earshot.")
        case .noModel: (bytes, wanted) = (Array(repeating: 65, count: 5000), "This is no model of earshot.")
        case .cut:
            bytes.removeLast(100)
            wanted = "This model is cut short or longer than it says."
        case .longer:
            bytes.append(0)
            wanted = "This model is cut short or longer than it says."
        case .flipped:
            bytes[bytes.count / 2] ^= 1
            wanted = "This model is damaged: its checksum is another."
        case .newer:
            bytes[8] = 99
            wanted = "This model is of version 99; this program reads version 1."
        case .task:
            bytes[16] = UInt8(ascii: "x")
            wanted = "The head of this model does not say what it is for."
        case .weight:
            bytes[12] = 255
            bytes[13] = 255
            bytes[14] = 255
            wanted = "This model is cut short or longer than it says."
        }
        let (rules, complaints) = RuleSet.compile([RuleFile(path: "Rules/sentiment/sentiment.model", bytes: bytes)])
        #expect(rules == nil)
        #expect(complaints.map(\.message) == [wanted])
    }

    @Test func `two models for one task are one too many`() throws {
        let bytes = try Self.trained(folds: 0).model.bytes
        let (rules, complaints) = RuleSet.compile(
            ["a", "b"].map { RuleFile(path: "Rules/sentiment/\($0).model", bytes: bytes) })
        #expect(rules == nil)
        #expect(complaints.map(\.message) == ["There is another model for sentiment: Rules/sentiment/a.model."])
    }

    @Test func `a word that was weighed before is weighed the same again, long or short`() throws {
        let rules = try Self.rules(try Self.trained(folds: 0).model.bytes)
        for text in ["broken", String(repeating: "ab", count: 70), "öäü broken soooo"] {
            let first = rules.judge(Scene.message(text)).sentiment
            for other in ["lovely", "brokes", "b"] { _ = rules.judge(Scene.message(other)) }
            #expect(rules.judge(Scene.message(text)).sentiment == first)
        }
    }
}
