import ArgumentParser
import Foundation
import Triage

struct RulesFormat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lay out rule and keyword files alike.",
        discussion: """
            Changes white space and nothing else: what the files mean stays. Without files every *.rules and \
            *.keywords below the rules folder is laid out. - reads the standard input and writes the standard output.
            """)

    @Argument(help: "Files to lay out.")
    var files: [String] = []
    @OptionGroup var place: RulesPlace
    @Flag(name: .long, help: "Change nothing; name the files that would change, and end with 1 if there are any.")
    var check = false
    @Flag(name: .long, help: "The standard input is a keyword file.")
    var keywords = false

    func run() throws {
        if files == ["-"] {
            let text = try Self.text(FileHandle.standardInput.readDataToEndOfFile(), "the input")
            Output.standard.write(try Self.laidOut(text, asKeywords: keywords, "the input"))
            Output.standard.flush()
            return
        }
        var changed = 0
        for path in try files.isEmpty ? everyFile() : files {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw CommandFailure(.badData, "\(path) cannot be read")
            }
            guard path.hasSuffix(".rules") || path.hasSuffix(".keywords") else {
                throw CommandFailure(.badData, "\(path) is neither a *.rules nor a *.keywords file")
            }
            let text = try Self.text(bytes, path)
            let laid = try Self.laidOut(text, asKeywords: path.hasSuffix(".keywords"), path)
            guard laid != text else { continue }
            changed += 1
            Output.standard.line(check ? "\(Shown.line(path)) would change" : Shown.line(path))
            if !check { try Self.replace(path, with: laid) }
        }
        Output.standard.flush()
        if check, changed > 0 { throw CommandFailure(.faultFound) }
    }

    private func everyFile() throws -> [String] {
        let folder = place.folder(try place.configuration())
        let reading: RuleFolder.Reading
        do {
            reading = try RuleFolder.read(folder)
        } catch {
            throw CommandFailure(.badData, error.description, remedy: error.remedy)
        }
        return reading.files.map { folder.path + $0.path.dropFirst(folder.asWritten.count) }
            .filter { $0.hasSuffix(".rules") || $0.hasSuffix(".keywords") }
    }

    private static func text(_ bytes: Data, _ name: String) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.badData, "\(name) is not UTF-8 text", remedy: "`earshot rules check` shows the place")
        }
        return text
    }

    /// - Throws: where the layout would have changed more than white space; nothing is written then.
    static func laidOut(_ text: String, asKeywords: Bool, _ name: String) throws -> String {
        let laid = asKeywords ? RulesLayout.keywords(text) : RulesLayout.rules(text)
        guard RulesLayout.substance(laid) == RulesLayout.substance(text) else {
            throw CommandFailure(.ourFault, "\(name) was left alone: laying it out would have changed what it says")
        }
        return laid
    }

    /// Whole or not at all, with the file's own permissions; a link stays a link.
    private static func replace(_ path: String, with text: String) throws {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let mode = try FileManager.default.attributesOfItem(atPath: real.path)[.posixPermissions]
        try Data(text.utf8).write(to: real, options: .atomic)
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: real.path) }
    }
}
