import Foundation
import Testing
import Triage

@testable import earshot

struct RuleFolderTests {
    private func read(_ folder: Scratch, _ limits: RuleFolder.Limits = .init()) throws -> RuleFolder.Reading {
        try RuleFolder.read(.init(path: folder.path, asWritten: "Rules"), limits: limits)
    }

    @Test func `rules, keywords and lexicons are read in the order of their bytes, and nothing else`() throws {
        let folder = try Scratch()
        for name in [
            "b.rules", "B.rules", "a/z.keywords", "a.keywords", "sentiment/en.lexicon", "sentiment/deep/x.lexicon",
            ".hidden.rules", ".git/c.rules", "README.md", "calendars/c.rules", "replies/c.rules", "a/calendars/d.rules",
        ] {
            try folder.write(name, "x")
        }
        let reading = try read(folder)
        #expect(
            reading.files.map(\.path) == [
                "Rules/B.rules", "Rules/a/calendars/d.rules", "Rules/a/z.keywords", "Rules/a.keywords", "Rules/b.rules",
                "Rules/sentiment/deep/x.lexicon", "Rules/sentiment/en.lexicon",
            ])
        #expect(reading.complaints.isEmpty)
        #expect(reading.files.allSatisfy { $0.bytes == [0x78] })
    }

    @Test func `a file that is nearly a rule file is warned of`() throws {
        let folder = try Scratch()
        for name in ["a.rule", "b.keyword", "c.RULES", "en.lexicon", "sentiment/d.rules", "notes.txt"] {
            try folder.write(name, "x")
        }
        let reading = try read(folder)
        #expect(reading.files.isEmpty)
        #expect(
            reading.complaints.map(\.file) == [
                "Rules/a.rule", "Rules/b.keyword", "Rules/c.RULES", "Rules/en.lexicon", "Rules/sentiment/d.rules",
            ])
        #expect(reading.complaints[0].remedy == "did you mean the ending .rules?")
    }

    @Test func `links to files and folders are followed, a circle of them is not`() throws {
        let folder = try Scratch()
        try folder.write("a/one.rules", "x")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/a/up", withDestinationPath: "..")
        try files.createSymbolicLink(atPath: folder.path + "/link.rules", withDestinationPath: "a/one.rules")
        try files.createSymbolicLink(atPath: folder.path + "/nowhere.rules", withDestinationPath: "gone")
        #expect(try read(folder).files.map(\.path) == ["Rules/a/one.rules", "Rules/link.rules"])
    }

    @Test func `a pipe with a rule's name does not hold the reader up`() throws {
        let folder = try Scratch()
        #expect(mkfifo(folder.path + "/pipe.rules", 0o600) == 0)
        #expect(try read(folder).files.isEmpty)
    }

    @Test func `a folder that vanished is named`() throws {
        let folder = RuleFolderTests.missing
        #expect(throws: RuleFolder.Failure.self) { try RuleFolder.read(folder) }
        do {
            _ = try RuleFolder.read(folder)
        } catch {
            #expect(error.description == "the rules folder Rules is not there (/nowhere/at/all)")
            #expect(!error.remedy.isEmpty)
        }
    }

    private static let missing = Configuration.RulesFolder(path: "/nowhere/at/all", asWritten: "Rules")

    @Test(arguments: [
        (RuleFolder.Limits(files: 2), "more than 2 files"), (RuleFolder.Limits(fileBytes: 3), "larger than 3 bytes"),
        (RuleFolder.Limits(allBytes: 10), "together"), (RuleFolder.Limits(depth: 1), "more than 1 folders deep"),
    ])
    func `a folder that is too much is refused`(_ limits: RuleFolder.Limits, _ says: String) throws {
        let folder = try Scratch()
        for name in ["a.rules", "b.rules", "c/d.rules"] { try folder.write(name, "1234") }
        #expect(try read(folder).files.count == 3)
        do {
            _ = try read(folder, limits)
            Issue.record("was read")
        } catch let failure as RuleFolder.Failure {
            #expect(failure.description.contains(says), "\(failure)")
        }
    }
}
