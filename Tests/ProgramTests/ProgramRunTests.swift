import Foundation
import TestKit
import Testing

@testable import earshot

/// The built program as scripts and people meet it.
struct ProgramRunTests {
    private static let configuration = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"

    @Test func `usage errors end with 64, help and the version with 0`() throws {
        let folder = try Scratch()
        #expect(try Program.run("frobnicate", in: folder).code == 64)
        #expect(try Program.run("ledger", "--nonsense", in: folder).code == 64)
        #expect(try Program.run("queue", "claim", "seven", in: folder).code == 64)
        #expect(try Program.run("ledger", "--limit", "0", in: folder).code == 64)
        #expect(try Program.run("errands", "list", "--state", "waitin", in: folder).code == 64)
        let help = try Program.run("help", in: folder)
        #expect(help.code == 0)
        #expect(help.out.contains("queue") && help.out.contains("ledger"))
        #expect(try Program.run("help", "crm", "import", in: folder).code == 0)
        let version = try Program.run("--version", in: folder)
        #expect(version.code == 0)
        #expect(version.out == "\(Version.text)\n")
    }

    @Test func `a configuration that is missing or wrong ends every command with 78`() throws {
        let folder = try Scratch()
        let missing = try Program.run("ledger", in: folder)
        #expect(missing.code == 78)
        #expect(missing.err.contains("earshot.yaml: there is no such file"))
        #expect(missing.err.contains("earshot init"))
        try folder.write("earshot.yaml", Self.configuration + "consle: {}\n")
        let wrong = try Program.run("queue", "list", "--json", in: folder)
        #expect(wrong.code == 78)
        #expect(wrong.out.isEmpty)
        #expect(wrong.err.contains("earshot.yaml:4:1: error: there is no key `consle`"))
        #expect(wrong.err.contains("    consle: {}\n    ^^^^^^\n"))
        #expect(try Program.run("check", in: folder).code == 78)
    }

    @Test func `a rules folder that is missing ends with 78`() throws {
        let folder = try Scratch()
        try folder.write("earshot.yaml", Self.configuration)
        let check = try Program.run("check", in: folder)
        #expect(check.code == 78)
        #expect(check.err.contains("the rules folder Rules is not there"))
        let judge = try Program.run("judge", in: folder, input: "hello\n")
        #expect(judge.code == 78)
    }

    @Test func `init writes once and never over what is there`() throws {
        let folder = try Scratch()
        let first = try Program.run("init", "new", in: folder)
        #expect(first.code == 0)
        #expect(first.out.contains("earshot check"))
        // From the source tree that it was built in, as from an installed package.
        #expect(try folder.text("new/Rules/replies/en/after-hours.mustache").contains("{{opening}}"))
        let written = try folder.text("new/earshot.yaml")
        try folder.write("new/earshot.yaml", "mine")
        let second = try Program.run("init", "new", in: folder)
        #expect(second.code == 65)
        #expect(try folder.text("new/earshot.yaml") == "mine")
        #expect(settings(written).configuration?.brand == "Quillfone")
    }

    @Test func `complaints of outside text cannot steer the terminal`() throws {
        let folder = try Scratch()
        try folder.write("earshot.yaml", Self.configuration + "own: [\"x\u{202E}\u{9B}y\"]\n")
        let check = try Program.run("check", in: folder)
        #expect(check.code == 78)
        #expect(!(check.out + check.err).unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{9B}" })
    }

    @Test func `every command and option stands in the manual page`() throws {
        let folder = try Scratch()
        let path = SharedFolder.packageRoot.appendingPathComponent("deploy/man/earshot.8").path
        let page = try String(contentsOfFile: path, encoding: .utf8)
        let lines = page.split(separator: "\n").map { line in
            line.drop { $0 != " " }.filter { $0 != "\"" }.split(separator: " ").joined(separator: " ")
        }
        #expect(page.contains("earshot \(Version.text)"))
        for command in Earshot.configuration.subcommands where command.configuration.shouldDisplay {
            let name = try #require(command.configuration.commandName)
            let inner = command.configuration.subcommands.map { "\(name) \($0._commandName)" }
            for words in inner.isEmpty ? [name] : inner {
                #expect(
                    lines.contains { $0 == words || $0.hasPrefix(words + " ") }, "\(words) is not in the manual page")
                let help = try Program.run(["help"] + words.split(separator: " ").map(String.init), in: folder)
                #expect(help.code == 0)
                for word in help.out.split(whereSeparator: { " \n[]|,".contains($0) }) where word.hasPrefix("--") {
                    #expect(page.contains(word.replacing("-", with: "\\-")), "\(words) \(word) is not in it")
                }
            }
        }
    }
}
