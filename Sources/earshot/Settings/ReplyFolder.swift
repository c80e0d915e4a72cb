import Foundation
import Letters
import Triage

/// Reads the templates of what is said to customers by itself: `replies/LANGUAGE/*.mustache` in the rules folder.
enum ReplyFolder {
    struct Reading: Sendable {
        var book: ReplyBook
        var complaints: [Complaint]
        /// All that was read, for `init` and to see whether anything changed.
        var files: [RuleFile]

        var hasErrors: Bool { complaints.contains { $0.weight == .error } }
    }

    private static let mostFiles = 2_000

    /// A folder that is not there has nothing to say, and that is no fault: whoever wants to speak is told elsewhere.
    static func read(_ rules: Configuration.RulesFolder) -> Reading {
        let path = rules.path + "/replies"
        let shown = (rules.asWritten == "/" ? "" : rules.asWritten) + "/replies"
        var files: [RuleFile] = []
        var complaints: [Complaint] = []
        var unreadable: [String] = []
        for language in names(in: path) {
            for name in names(in: "\(path)/\(language)") where name.hasSuffix(".mustache") {
                guard files.count < mostFiles else { break }
                let file = "\(shown)/\(language)/\(name)"
                do {
                    // One more than is allowed, so that the reader of the file says so with its place.
                    let bytes = try BoundedFile.read("\(path)/\(language)/\(name)", limit: 1 << 20)
                    files.append(RuleFile(path: file, bytes: bytes))
                } catch {
                    unreadable.append(file)
                    complaints.append(
                        Complaint(
                            .error, file: file, line: 1, column: 1, source: "",
                            message: "This template cannot be read.",
                            remedy: "make it a plain file of at most 64 KiB that earshot's user can read"))
                }
            }
        }
        let empty = files.filter(saysNothing)
        for name in names(in: path) where name.hasSuffix(".mustache") {
            files.append(RuleFile(path: "\(shown)/\(name)", bytes: []))
        }
        complaints += empty.map {
            Complaint(
                .error, file: $0.path, line: 1, column: 1, source: "", message: "This template is empty.",
                remedy: "write what the customer is told, or remove the file: then another language's words are sent")
        }
        let (book, found) = ReplyBook.read(files, in: shown, unreadable: unreadable)
        // What else is wrong with nothing at all would only hide that.
        let silent = Set(empty.map(\.path))
        return Reading(book: book, complaints: complaints + found.filter { !silent.contains($0.file) }, files: files)
    }

    /// A template with no words at all.
    private static func saysNothing(_ file: RuleFile) -> Bool {
        file.bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
