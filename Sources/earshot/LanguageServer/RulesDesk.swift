import Foundation
import Triage

/// The rules folder as an editor sees it: what lies on the disk, and over it what is being typed.
struct RulesDesk {
    let root: Configuration.RulesFolder
    /// By absolute path.
    private var typed: [String: String] = [:]

    init(root: Configuration.RulesFolder) { self.root = root }

    mutating func type(_ text: String?, into path: String) { typed[path] = text }

    /// - Throws: where the folder cannot be read at all.
    func files() throws(RuleFolder.Failure) -> [RuleFile] {
        var files = try RuleFolder.read(root).files
        var left = typed
        for place in files.indices {
            guard let text = left.removeValue(forKey: absolute(files[place].path)) else { continue }
            files[place].bytes = Array(text.utf8)
        }
        // New, and not saved yet.
        for (path, text) in left.sorted(by: { $0.key < $1.key }) where path.hasPrefix(root.path + "/") {
            files.append(RuleFile(path: shown(path), bytes: Array(text.utf8)))
        }
        return files
    }

    func text(of path: String) -> String? {
        typed[path] ?? FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    func absolute(_ shown: String) -> String { root.path + shown.dropFirst(root.asWritten.count) }
    func shown(_ path: String) -> String {
        path.hasPrefix(root.path) ? root.asWritten + path.dropFirst(root.path.count) : path
    }

    // MARK: addresses

    /// The path of a `file:` address; nil for any other.
    static func path(_ uri: String) -> String? {
        guard let url = URL(string: uri), url.isFileURL else { return nil }
        return url.standardizedFileURL.path
    }

    static func uri(_ path: String) -> String { URL(fileURLWithPath: path).absoluteString }
}

/// A line of text with a cursor in it. The protocol counts UTF-16 units.
struct EditedLine {
    let text: String
    let cursor: String.Index

    init?(_ whole: String, line: Int, character: Int) {
        let lines = whole.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard lines.indices.contains(line), character >= 0 else { return nil }
        text = String(lines[line])
        let units = text.utf16
        let place = units.index(units.startIndex, offsetBy: min(character, units.count))
        // In the middle of a character: before it.
        cursor = place.samePosition(in: text) ?? text.indices.last { $0 <= place } ?? text.startIndex
    }

    var before: Substring { text[..<cursor] }

    /// The word that ends at the cursor, as far as it is typed.
    var typing: Substring {
        var start = cursor
        while start > text.startIndex {
            let earlier = text.index(before: start)
            if text[earlier].isWhitespace || text[earlier] == "(" { break }
            start = earlier
        }
        return text[start..<cursor]
    }

    /// The word around the cursor.
    var word: Substring {
        func ends(_ character: Character) -> Bool { character.isWhitespace || "()\",".contains(character) }
        var start = cursor
        while start > text.startIndex, !ends(text[text.index(before: start)]) { start = text.index(before: start) }
        var end = cursor
        while end < text.endIndex, !ends(text[end]) { end = text.index(after: end) }
        return text[start..<end]
    }

    func units(_ index: String.Index) -> Int { text[..<index].utf16.count }
}
