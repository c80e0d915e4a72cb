import Foundation
import Triage

/// Help for whoever writes rules in an editor: complaints while they type, names to choose from, what a
/// word means, where a list stands, and a tidy layout. One folder, one client, over two pipes.
///
/// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
struct LanguageServer {
    private var wire: LanguageServerWire
    private var desk: RulesDesk?
    /// As asked for on the command line.
    private let folder: Configuration.RulesFolder?
    private var isShutDown = false
    /// Something was typed since the last check.
    private var isStale = false
    /// Files that the client was told complaints of.
    private var blamed: Set<String> = []

    /// So long nothing must be typed before the folder is checked, milliseconds.
    private static let pause: Int32 = 150

    init(folder: Configuration.RulesFolder?, wire: LanguageServerWire = LanguageServerWire()) {
        self.folder = folder
        self.wire = wire
    }

    /// Until the client says goodbye or goes away.
    mutating func run() throws(CommandFailure) {
        while true {
            switch wire.next(patience: isStale ? Self.pause : -1) {
            case .quiet: check()
            case .end: return
            case .broken(let why): throw CommandFailure(.badData, "the editor sent \(why)")
            case .message(let bytes):
                guard let message = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
                    wire.send(Self.failure(.null, -32700, "not JSON"))
                    continue
                }
                if message["method"] as? String == "exit" {
                    if isShutDown { return }
                    throw CommandFailure(.tryAgain, "the editor left without saying so")
                }
                take(message)
            }
        }
    }

    private mutating func take(_ message: [String: Any]) {
        guard let method = message["method"] as? String else { return }
        let given = message["params"] as? [String: Any] ?? [:]
        let id = Self.id(message["id"])
        if method == "initialize" {
            begin(given)
            if let id { wire.send(Self.result(id, Self.capabilities)) }
            return
        }
        if method == "shutdown" {
            if isStale { check() }
            isShutDown = true
            if let id { wire.send(Self.result(id, .null)) }
            return
        }
        guard let id else {
            note(method, given)
            return
        }
        guard let desk, !isShutDown else {
            wire.send(Self.failure(id, -32002, "not initialized"))
            return
        }
        guard let answer = LanguageServerAnswers(desk: desk).answer(method, given) else {
            wire.send(Self.failure(id, -32601, "there is no method \(method)"))
            return
        }
        wire.send(Self.result(id, answer))
    }

    private mutating func begin(_ given: [String: Any]) {
        let root = (given["rootUri"] as? String).flatMap(RulesDesk.path) ?? FileManager.default.currentDirectoryPath
        desk = RulesDesk(root: folder ?? Self.rules(below: root))
        isStale = true
    }

    /// The folder `Rules` of what the editor opened; else that itself.
    private static func rules(below root: String) -> Configuration.RulesFolder {
        var isFolder: ObjCBool = false
        let inner = root + "/Rules"
        let isThere = FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder) && isFolder.boolValue
        return Configuration.RulesFolder(path: isThere ? inner : root, asWritten: "Rules")
    }

    private mutating func note(_ method: String, _ given: [String: Any]) {
        let document = given["textDocument"] as? [String: Any] ?? [:]
        let path = (document["uri"] as? String).flatMap(RulesDesk.path)
        switch method {
        case "textDocument/didOpen":
            if let path, let text = document["text"] as? String { desk?.type(text, into: path) }
        case "textDocument/didChange":
            // Asked for whole texts: the last one counts.
            let changes = given["contentChanges"] as? [[String: Any]] ?? []
            if let path, let text = changes.last?["text"] as? String { desk?.type(text, into: path) }
        case "textDocument/didClose":
            if let path { desk?.type(nil, into: path) }
        case "textDocument/didSave", "workspace/didChangeWatchedFiles", "initialized": break
        default: return
        }
        isStale = true
    }

    /// Checks the whole folder and tells what there is to complain of, file by file.
    private mutating func check() {
        isStale = false
        guard let desk else { return }
        let files: [RuleFile]
        do {
            files = try desk.files()
        } catch {
            wire.send(
                Self.notice(
                    "window/showMessage",
                    .object([("type", .integer(1)), ("message", .text("\(error.description); \(error.remedy)"))])))
            return
        }
        let complaints = Dictionary(grouping: RuleSet.compile(files).complaints) { desk.absolute($0.file) }
        for path in blamed.union(complaints.keys).sorted() {
            let list = (complaints[path] ?? []).map(Self.diagnostic)
            wire.send(
                Self.notice(
                    "textDocument/publishDiagnostics",
                    .object([("uri", .text(RulesDesk.uri(path))), ("diagnostics", .list(list))])))
        }
        blamed = Set(complaints.keys)
    }

    private static func diagnostic(_ complaint: Complaint) -> JSON {
        let start = complaint.source.prefix(complaint.column - 1).utf16.count
        let end = complaint.source.prefix(complaint.column - 1 + complaint.length).utf16.count
        func place(_ character: Int) -> JSON {
            .object([("line", .integer(complaint.line - 1)), ("character", .integer(character))])
        }
        let severity =
            switch complaint.weight {
            case .error: 1
            case .warning: 2
            case .note: 3
            }
        let remedy = complaint.remedy.isEmpty ? "" : "\n\(complaint.remedy)"
        return .object([
            ("range", .object([("start", place(start)), ("end", place(max(end, start + 1)))])),
            ("severity", .integer(severity)), ("source", .text("earshot")),
            ("message", .text(complaint.message + remedy)),
        ])
    }

    // MARK: envelopes

    private static var capabilities: JSON {
        .object([
            (
                "capabilities",
                .object([
                    (
                        "textDocumentSync",
                        .object([("openClose", .bool(true)), ("change", .integer(1)), ("save", .bool(true))])
                    ),
                    (
                        "completionProvider",
                        .object([("triggerCharacters", .list([.text(":"), .text("{"), .text(" ")]))])
                    ),
                    ("hoverProvider", .bool(true)), ("definitionProvider", .bool(true)),
                    ("documentSymbolProvider", .bool(true)), ("documentFormattingProvider", .bool(true)),
                ])
            ),
            ("serverInfo", .object([("name", .text("earshot")), ("version", .text(Version.text))])),
        ])
    }

    /// A number or a text; nil for a notice, which has none.
    private static func id(_ value: Any?) -> JSON? {
        switch value {
        case let text as String: .text(text)
        case let number as NSNumber: .integer(number.int64Value)
        default: nil
        }
    }

    private static func result(_ id: JSON, _ result: JSON) -> JSON {
        .object([("jsonrpc", .text("2.0")), ("id", id), ("result", result)])
    }

    private static func failure(_ id: JSON, _ code: Int, _ message: String) -> JSON {
        .object([
            ("jsonrpc", .text("2.0")), ("id", id),
            ("error", .object([("code", .integer(code)), ("message", .text(message))])),
        ])
    }

    private static func notice(_ method: String, _ given: JSON) -> JSON {
        .object([("jsonrpc", .text("2.0")), ("method", .text(method)), ("params", given)])
    }
}
