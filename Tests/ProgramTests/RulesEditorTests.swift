import Foundation
import TestKit
import Testing

@testable import Triage
@testable import earshot

/// `earshot rules lsp` as an editor meets it, and `earshot rules format`.
struct RulesEditorTests {
    private let lists = "about  Our name\nowner  social-desk\n---\nquillfone\n@quillfone\n"
    private let rules = """
        rule outage
          title Something is down
          severity medium
          when list:brand AND (down OR 📵)
          hit "quillfone is down"
          miss "quillfone is up"

        """

    private func frame(_ message: String) -> String { "Content-Length: \(message.utf8.count)\r\n\r\n\(message)" }

    /// What the server answers, by id; notices under their method.
    private func talk(_ folder: Scratch, _ messages: [String]) throws -> (answers: [String: Any], code: Int32) {
        let done = try Program.run("rules", "lsp", in: folder, input: messages.map(frame).joined())
        var answers: [String: Any] = [:]
        var rest = Data(done.out.utf8)[...]
        while let end = rest.firstRange(of: Data("\r\n\r\n".utf8)) {
            let header = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            let length = try #require(Int(header.dropFirst("Content-Length: ".count)))
            let body = rest[end.upperBound..<end.upperBound + length]
            rest = rest[(end.upperBound + length)...]
            let answer = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
            if let id = answer["id"] as? Int {
                answers["\(id)"] = answer["result"] ?? answer["error"]
            } else if let given = answer["params"] as? [String: Any], let uri = given["uri"] as? String {
                answers[String(uri.split(separator: "/").last ?? "")] = given["diagnostics"]
            }
        }
        return (answers, done.code)
    }

    private func ask(_ id: Int, _ method: String, _ folder: Scratch, _ file: String, _ line: Int, _ character: Int)
        -> String
    {
        """
        {"jsonrpc":"2.0","id":\(id),"method":"textDocument/\(method)","params":{"textDocument":{"uri":\
        "file://\(folder.path)/Rules/\(file)"},"position":{"line":\(line),"character":\(character)}}}
        """
    }

    private func begin(_ folder: Scratch) -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"rootUri":"file://\#(folder.path)"}}"#
    }

    private let goodbye = [
        #"{"jsonrpc":"2.0","id":99,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    ]

    @Test func `an editor is told what is wrong as it is typed, and where, in its own units`() throws {
        let folder = try Scratch()
        try folder.write("Rules/brand.keywords", lists)
        try folder.write("Rules/a.rules", rules)
        let typed = rules.replacingOccurrences(of: "list:brand AND (down OR 📵)", with: "\\\"📵\\\" OR list:brnd")
            .replacingOccurrences(of: "\n", with: "\\n").replacingOccurrences(
                of: "  hit \"quillfone is down\"", with: ""
            )
            .replacingOccurrences(of: "  miss \"quillfone is up\"", with: "")
        let open =
            #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://\#(folder.path)/Rules/a.rules","text":"\#(typed)"}}}"#
        let (answers, code) = try talk(folder, [begin(folder), open] + goodbye)
        #expect(code == 0)
        let told = try #require(answers["a.rules"] as? [[String: Any]])
        let error = try #require(told.first { $0["severity"] as? Int == 1 })
        #expect((error["message"] as? String)?.contains("list \"brnd\"") == true)
        #expect((error["message"] as? String)?.contains("brand") == true)
        let range = try #require(error["range"] as? [String: [String: Int]])
        #expect(range["start"]?["line"] == 3)
        // `when "📵" OR list:brnd`: the emoji is two units.
        #expect(range["start"]?["character"] == "  when \"📵\" OR ".utf16.count)
    }

    @Test func `names are offered where they fit, explained, and led to`() throws {
        let folder = try Scratch()
        try folder.write("Rules/brand.keywords", lists)
        try folder.write("Rules/a.rules", rules + "rule x\n  severity \n  when list:\n  wh\n")
        let (answers, code) = try talk(
            folder,
            [
                begin(folder), ask(2, "completion", folder, "a.rules", 7, 11),
                ask(3, "completion", folder, "a.rules", 8, 12),
                ask(4, "completion", folder, "a.rules", 9, 4), ask(5, "hover", folder, "a.rules", 3, 10),
                ask(6, "definition", folder, "a.rules", 3, 10), ask(7, "hover", folder, "a.rules", 2, 4),
                ask(8, "documentSymbol", folder, "a.rules", 0, 0), ask(9, "rename", folder, "a.rules", 0, 0),
                ask(10, "completion", folder, "a.rules", 999, 0),
            ] + goodbye)
        #expect(code == 0)
        func labels(_ id: Int) -> [String] {
            (answers["\(id)"] as? [[String: Any]] ?? []).compactMap { $0["label"] as? String }
        }
        #expect(labels(2).contains("critical"))
        #expect(labels(3) == ["list:brand"])
        #expect(labels(4).contains("when") && labels(4).contains("spike"))
        let hover = try #require((answers["5"] as? [String: Any])?["contents"] as? [String: String])
        #expect(hover["value"]?.contains("Our name") == true && hover["value"]?.contains("2 phrases") == true)
        #expect(((answers["6"] as? [String: Any])?["uri"] as? String)?.hasSuffix("Rules/brand.keywords") == true)
        #expect(answers["7"] != nil)
        #expect((answers["8"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["outage", "x"])
        #expect((answers["9"] as? [String: Any])?["code"] as? Int == -32601)
        #expect(labels(10).isEmpty)
    }

    @Test func `what is no protocol ends the server with 65, and a goodbye unsaid is noticed`() throws {
        let folder = try Scratch()
        #expect(try Program.run("rules", "lsp", in: folder, input: "Content-Length: -5\r\n\r\n{}").code == 65)
        #expect(
            try Program.run("rules", "lsp", in: folder, input: String(repeating: "x", count: 20_000)).code == 65)
        #expect(try talk(folder, [begin(folder), #"{"method":"exit"}"#]).code == 75)
    }

    @Test func `every key of a rule and of a spike has its sentence`() {
        for key in RulesFile.keys { #expect(RulesWords.says(key) != nil, "\(key)") }
        for key in RulesFile.spikeKeys { #expect(RulesWords.says(key) != nil, "\(key)") }
        for mask in RulesWords.masks { #expect(RulesWords.says(mask.word) == mask.says) }
    }

    @Test func `files are laid out in place, and a check only names them`() throws {
        let folder = try Scratch()
        try folder.write("Rules/brand.keywords", lists)
        let file = try folder.write("Rules/a.rules", rules)
        let check = try Program.run("rules", "format", "--check", in: folder)
        #expect(check.code == 1 && check.lines.count == 1 && check.out.contains("a.rules would change"))
        #expect(try folder.text("Rules/a.rules") == rules)
        #expect(try Program.run("rules", "format", file, in: folder).code == 0)
        #expect(try folder.text("Rules/a.rules").contains("  severity   medium\n"))
        #expect(try Program.run("rules", "format", "--check", in: folder).code == 0)
        let piped = try Program.run("rules", "format", "-", in: folder, input: "rule a\nseverity low\n")
        #expect(piped.out == "rule a\n  severity   low\n")
        #expect(try Program.run("rules", "format", "nowhere.rules", in: folder).code == 65)
        try folder.write("a.txt", "x")
        #expect(try Program.run("rules", "format", "a.txt", in: folder).code == 65)
    }

    @Test func `the grammars for editors know every key and every mask`() throws {
        let folder = SharedFolder.packageRoot.appendingPathComponent("deploy/editors")
        let grammar = try #require(
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent("vscode/syntaxes/earshot-rules.tmLanguage.json")))
                as? [String: Any])
        let parts = try #require(grammar["repository"] as? [String: [String: Any]])
        let key = try NSRegularExpression(pattern: try #require(parts["key"]?["match"] as? String))
        let vim = try String(
            contentsOf: folder.appendingPathComponent("vim/syntax/earshot.vim"), encoding: .utf8)
        for word in Set(RulesFile.keys + RulesFile.spikeKeys) {
            let line = "  \(word) x"
            #expect(key.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil, "\(word)")
            #expect(vim.contains("(\(word)\\") || vim.contains("|\(word)\\"), "\(word)")
        }
        let patterns = try #require(parts["value"]?["patterns"] as? [[String: Any]])
        let claim = try NSRegularExpression(
            pattern: try #require(
                patterns.first { $0["name"] as? String == "constant.language.claim.earshot" }?["match"] as? String))
        for line in ["hit \"a\" is hot", "hit \"a\" is not hot with x=y"] {
            #expect(claim.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil)
        }
        #expect(vim.contains("is \\(not \\)\\?hot"))
        let mask = try NSRegularExpression(pattern: try #require(parts["mask"]?["match"] as? String))
        for placeholder in RulesWords.masks.map(\.word) {
            #expect(mask.firstMatch(in: placeholder, range: NSRange(placeholder.startIndex..., in: placeholder)) != nil)
            #expect(vim.contains(placeholder.dropFirst().dropLast()))
        }
    }
}
