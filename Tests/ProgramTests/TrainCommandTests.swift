import Foundation
import Testing
import Triage

@testable import earshot

/// What somebody types who has labelled messages of their own.
struct TrainCommandTests {
    private static let complaints = [
        "no signal in the whole street since noon", "you charged my card twice, send it back",
        "third call this week and still nobody rings me", "the parcel arrived broken and empty",
        "my bill is wrong again", "the app logs me out every minute", "still waiting for the engineer you promised",
        "refund me for the cancelled month", "the router you sent is dead", "nobody answers my letters",
    ]
    private static let others = [
        "on the train to the sea, what a morning", "who is watching the match tonight?",
        "my sister opened a bakery today", "new phone day, the camera is lovely",
        "snow on the hills above the town", "quillfone opens a shop in the high street",
        "reading by the window with some tea", "the choir sings on Sunday at six", "which film shall we see?",
        "happy birthday to the best of dads",
    ]

    /// Each of the lines several times with another ending, so that there is something to learn.
    private static func lines() -> String {
        var text = "label\tlang\ttext\n"
        for ending in ["", " please", " today", " honestly"] {
            for (complaint, other) in zip(complaints, others) {
                text += "1\ten\t\(complaint)\(ending)\n0\ten\t\(other)\(ending)\n"
            }
        }
        return text
    }

    private static func house(_ lines: String) throws -> Scratch {
        let folder = try Scratch()
        try folder.write("lexicons/en.lexicon", "[words]\nbroken -2\nlovely 2.5\n[negators]\nnobody\n")
        try folder.write("lines.tsv", lines)
        return folder
    }

    private static func train(_ folder: Scratch, to out: String, _ more: String...) throws -> Program {
        try Program.run(
            ["train", "--task", "complaint", "--folds", "4", "--lexicons", "lexicons", "--out", out] + more
                + ["lines.tsv"], in: folder)
    }

    @Test func `the same lines and seed train the same bytes, and the report says how good they are`() throws {
        let folder = try Self.house(Self.lines())
        let first = try Self.train(folder, to: "first.model", "--report", "report.txt", "--note", "origin: our own")
        #expect(first.code == 0, "\(first.out)\(first.err)")
        let again = try Self.train(folder, to: "again.model", "--note", "origin: our own")
        #expect(again.code == 0)
        let bytes = try #require(FileManager.default.contents(atPath: folder.path + "/first.model"))
        #expect(FileManager.default.contents(atPath: folder.path + "/again.model") == bytes)

        #expect(first.out.hasPrefix("Held out: 80 lines, each line asked of a model that never saw it\n"))
        #expect(first.out.contains("macro-F1") && first.out.contains("Most telling of complaint"))
        #expect(first.lines.last == "first.model: written")
        let report = try folder.text("report.txt")
        #expect(first.out == report + "first.model: written\n")

        let model = try ModelFile(Array(bytes))
        #expect(model.task == .complaint)
        #expect(model.recipe.contains { $0.key == "seed" && $0.value == "1" })
        #expect(model.recipe.contains { $0.key == "origin" && $0.value == "our own" })
        #expect(model.recipe.contains { $0.key == "lines" && $0.value.contains("lines.tsv 80 lines") })
    }

    @Test func `a trained model speaks where it is put beside the lexicons`() throws {
        let folder = try Self.house(Self.lines())
        try folder.write("Rules/sentiment/en.lexicon", "[words]\nbroken -2\nlovely 2.5\n[negators]\nnobody\n")
        #expect(try Self.train(folder, to: "Rules/sentiment/complaint.model").code == 0)
        try folder.write("messages.txt", "no signal since noon, send it back\nwhat a lovely morning by the sea\n")
        let judged = try Program.run(["judge", "messages.txt", "--rules", "Rules", "--json"], in: folder)
        #expect(judged.code == 0, "\(judged.err)")
        let scores = try judged.lines.map { line in
            try #require(RulesCommandTests.object(line)["complaint"] as? Double)
        }
        try #require(scores.count == 2)
        #expect(scores[0] > 0.5 && scores[1] < 0.5)
    }

    @Test func `a line that cannot be used is named by file and line, and nothing is written`() throws {
        var lines = Self.lines().split(separator: "\n").map(String.init)
        lines[3] = "maybe\ten\tthe shop was shut"
        lines[6] = "1\tthe tab before the text is missing"
        let folder = try Self.house(lines.joined(separator: "\n") + "\n")
        let refused = try Self.train(folder, to: "never.model")
        #expect(refused.code == 65)
        #expect(refused.err.contains("lines.tsv:4: the label \"maybe\" is none of other, complaint"))
        #expect(refused.err.contains("lines.tsv:7: 2 columns; the first line names 3"))
        #expect(refused.err.contains("2 lines cannot be used"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/never.model"))
    }

    @Test func `a class without lines is refused before any work`() throws {
        let folder = try Self.house("label\ttext\n1\tno signal\n1\tno bars\n")
        let refused = try Self.train(folder, to: "never.model")
        #expect(refused.code == 65)
        #expect(refused.err.contains("fewer than two lines are labelled other"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/never.model"))
    }
}
