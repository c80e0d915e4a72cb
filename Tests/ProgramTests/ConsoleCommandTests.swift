import Foundation
import Testing

@Suite struct ConsoleCommandTests {
    @Test func `accounts are made and changed with passwords from the input alone`() throws {
        let folder = try Scratch()
        #expect(try Program.run("init", in: folder).code == 0)
        func console(_ words: String..., input: String = "") throws -> Program {
            try Program.run(["console"] + words, in: folder, input: input)
        }
        let token = try console("token", "--url", "https://desk.quillfone.example")
        #expect(token.out.hasPrefix("https://desk.quillfone.example/first?token=eshf_"))
        #expect(try console("accounts", "add", "ana", "--role", "admin", input: "short\n").code == 65)
        #expect(try console("accounts", "add", "ana", "--role", "admin").code == 64)
        #expect(
            try console("accounts", "add", "ana", "--password", "correct horse battery").code == 64,
            "a password in an argument is read by every user of the machine")
        #expect(try console("accounts", "add", "ana", "--role", "admin", input: "correct horse battery\n").code == 0)
        #expect(try console("accounts", "add", "Ana", input: "correct horse battery\n").code == 65)
        #expect(try console("token").code == 65)
        #expect(try console("accounts", "role", "ana", "viewer").code == 65)
        #expect(try console("accounts", "add", "ben", "--no-password", "--json").code == 0)
        #expect(try console("accounts", "role", "ben", "admin").code == 0)
        #expect(try console("accounts", "disable", "ana").code == 0)
        let lines = try console("accounts", "list", "--json").out.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["name"] as? String } == ["ana", "ben"])
        #expect(lines.map { $0["role"] as? String } == ["admin", "admin"])
        #expect(lines.map { $0["disabledAt"] is String } == [true, false])
        #expect(lines.map { $0["hasPassword"] as? Bool } == [true, false])
        #expect(try console("accounts", "disable", "nobody").code == 65)
        let audit = try console("audit")
        #expect(audit.code == 0)
        #expect(audit.out.contains("disabled"))
        #expect(!audit.out.contains("correct horse"))
    }
}
