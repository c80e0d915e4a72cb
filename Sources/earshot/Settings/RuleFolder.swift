import Foundation
import Triage

/// Reads the rules folder: every `*.rules` and `*.keywords` anywhere below it, and `*.lexicon` and
/// `*.model` in its folder `sentiment`, always in the same order.
///
/// Its folders `calendars` and `replies` belong to other readers. What begins with a dot is passed over
/// (editors' and version control's own), and so is whatever is no plain file.
struct RuleFolder {
    struct Reading {
        var files: [RuleFile]
        /// Files that look like rules and are not read, and why.
        var complaints: [Complaint]
    }

    struct Failure: Error, Equatable, CustomStringConvertible {
        var description: String
        var remedy: String
    }

    struct Limits {
        var files = 20_000
        var fileBytes = 64 << 20
        var allBytes = 512 << 20
        var depth = 32
    }

    private let limits: Limits
    private let root: Configuration.RulesFolder
    private var files: [RuleFile] = []
    private var complaints: [Complaint] = []
    private var bytes = 0
    /// Folders on the way down, by device and inode: a link to one of them would never end.
    private var above: [Identity] = []

    private struct Identity: Equatable {
        var device: UInt64
        var inode: UInt64
    }

    private init(_ root: Configuration.RulesFolder, _ limits: Limits) {
        self.root = root
        self.limits = limits
    }

    static func read(_ root: Configuration.RulesFolder, limits: Limits = Limits()) throws(Failure) -> Reading {
        var folder = RuleFolder(root, limits)
        try folder.walk("", place: .top)
        return Reading(files: folder.files, complaints: folder.complaints)
    }

    private enum Place {
        case top, inside, sentiment
        var below: Place { self == .sentiment ? .sentiment : .inside }
    }

    private static let endings = ["rules", "keywords", "lexicon", "model"]
    /// Folders beside the rules that other readers read.
    static let others: Set<String> = ["calendars", "replies"]
    /// Files that may lie among the rules and are none.
    private static let harmless: Set<String> = ["md", "txt", "ics", "orig", "bak", "yaml", "yml", "json", "jsonl"]

    private mutating func walk(_ below: String, place: Place) throws(Failure) {
        let path = below.isEmpty ? root.path : root.path + "/" + below
        guard let folder = opendir(path) else { throw unreadable(below, errno) }
        defer { closedir(folder) }
        var facts = stat()
        guard fstat(dirfd(folder), &facts) == 0 else { throw unreadable(below, errno) }
        let identity = Identity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
        if above.contains(identity) { return }
        guard above.count < limits.depth else {
            throw Failure(
                description: "\(shown(below)) lies more than \(limits.depth) folders deep",
                remedy: "lay the rules out flatter")
        }
        above.append(identity)
        defer { above.removeLast() }
        for name in try names(folder, below) {
            let inner = below.isEmpty ? name : below + "/" + name
            var facts = stat()
            // A link that leads nowhere, or a file removed in this moment, is none.
            guard stat(root.path + "/" + inner, &facts) == 0 else {
                if errno == ENOENT || errno == ELOOP { continue }
                throw unreadable(inner, errno)
            }
            switch facts.st_mode & S_IFMT {
            case S_IFDIR:
                if place == .top, Self.others.contains(name) { continue }
                try walk(inner, place: place == .top && name == "sentiment" ? .sentiment : place.below)
            case S_IFREG: try take(name, inner, place)
            default: continue
            }
        }
    }

    /// In the order of their bytes, whatever the language of the host.
    private func names(_ folder: OpaquePointer, _ below: String) throws(Failure) -> [String] {
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(validatingCString: $0) }
            }
            guard let name else {
                throw Failure(
                    description: "a file name in \(shown(below)) is not UTF-8", remedy: "rename or remove it")
            }
            if name.hasPrefix(".") { continue }
            names.append(name)
            guard names.count <= limits.files * 2 else { throw tooMany() }
            errno = 0
        }
        guard errno == 0 else { throw unreadable(below, errno) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private mutating func take(_ name: String, _ below: String, _ place: Place) throws(Failure) {
        let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
        switch ending {
        case "rules" where place != .sentiment, "keywords" where place != .sentiment,
            "lexicon" where place == .sentiment, "model" where place == .sentiment:
            break
        case "rules", "keywords":
            complain(below, "rules and keywords are not read in the folder `sentiment`", "move it up")
            return
        case "model":
            complain(below, "models are read in the folder `sentiment` alone", "move it there")
            return
        case "lexicon":
            complain(below, "lexicons are read in the folder `sentiment` alone", "move it there")
            return
        default:
            // What an editor made of `a.rules` that hides endings.
            let inner = name.dropLast(ending.count + 1)
            if ["txt", "doc", "docx", "rtf"].contains(ending.lowercased()),
                let meant = Self.endings.first(where: { inner.hasSuffix(".\($0)") })
            {
                complain(
                    below, "this file is not read",
                    "its name ends in .\(ending): rename it to end in .\(meant), as plain text")
                return
            }
            let near = NearestName.of(ending, among: Self.endings)
            if let near, !Self.harmless.contains(ending), !name.hasSuffix("~") {
                complain(below, "this file is not read", "did you mean the ending .\(near)?")
            }
            return
        }
        guard files.count < limits.files else { throw tooMany() }
        let content: [UInt8]
        do {
            content = try BoundedFile.read(root.path + "/" + below, limit: limits.fileBytes)
        } catch {
            switch error {
            case .missing: return
            case .tooLarge(_, let limit):
                throw Failure(
                    description: "\(shown(below)) is larger than \(bytesInWords(limit))", remedy: "split it")
            case .notAFile: return
            case .unreadable(_, let because):
                throw Failure(
                    description: "\(shown(below)) cannot be read: \(because)",
                    remedy: "make it readable for earshot's user")
            }
        }
        bytes += content.count
        guard bytes <= limits.allBytes else {
            throw Failure(
                description: "the files in \(root.asWritten) are larger than \(bytesInWords(limits.allBytes)) together",
                remedy: "remove what no rule uses")
        }
        files.append(RuleFile(path: shown(below), bytes: content))
    }

    private func shown(_ below: String) -> String {
        if below.isEmpty { return root.asWritten }
        return root.asWritten == "/" ? "/" + below : root.asWritten + "/" + below
    }

    private mutating func complain(_ below: String, _ message: String, _ remedy: String) {
        guard complaints.count < 1000 else { return }
        complaints.append(
            Complaint(
                .warning, file: shown(below), line: 1, column: 1, source: "", message: message, remedy: remedy))
    }

    private func tooMany() -> Failure {
        Failure(
            description: "there are more than \(limits.files) files in \(root.asWritten)",
            remedy: "name the folder that holds the rules and nothing else")
    }

    private func unreadable(_ below: String, _ code: Int32) -> Failure {
        if code == ENOENT, below.isEmpty {
            return Failure(
                description: "the rules folder \(root.asWritten) is not there (\(root.path))",
                remedy: "create it, or name another; `earshot init` writes one to begin with")
        }
        if code == ENOTDIR, below.isEmpty {
            return Failure(description: "\(root.asWritten) is a file", remedy: "name the folder that it lies in")
        }
        return Failure(
            description: "\(shown(below)) cannot be read: \(String(cString: strerror(code)))",
            remedy: "make it readable for earshot's user")
    }
}
