import Foundation
import Triage

/// Lines to be added to files, as a unified diff that `patch -p0` and `git apply -p0` take.
struct FilePatch {
    /// Below which line of the file, from 1, each in the order in which it was given.
    private var added: [String: [(below: Int, text: String)]] = [:]
    private static let context = 3

    var isEmpty: Bool { added.isEmpty }
    var files: [String] { added.keys.sorted() }

    mutating func add(_ text: String, below line: Int, of file: String) {
        added[file, default: []].append((line, text))
    }

    /// The file's lines with whatever ends them, so that every byte of it stays.
    static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            lines.append(Array(bytes[start..<end]))
            start = end
        }
        return lines
    }

    /// The bytes of the file with the lines in it.
    func applied(to file: RuleFile) -> [UInt8] {
        let lines = Self.lines(file.bytes)
        let ending = Self.ending(lines)
        var bytes: [UInt8] = []
        for (place, line) in lines.enumerated() {
            bytes += line
            let more = (added[file.path] ?? []).filter { $0.below == place + 1 }
            if !more.isEmpty, line.last != 0x0A { bytes += ending }
            for addition in more { bytes += Array(addition.text.utf8) + ending }
        }
        return bytes
    }

    func diff(of file: RuleFile, named name: String) -> [UInt8] {
        let lines = Self.lines(file.bytes)
        let ending = Self.ending(lines)
        let places = (added[file.path] ?? []).map { min($0.below, lines.count) }
        guard !places.isEmpty else { return [] }
        // Places whose lines around them touch become one hunk.
        var hunks: [ClosedRange<Int>] = []
        for place in Set(places).sorted() {
            if let last = hunks.last, place - last.upperBound <= 2 * Self.context {
                hunks[hunks.count - 1] = last.lowerBound...place
            } else {
                hunks.append(place...place)
            }
        }
        var out = Array("--- \(name)\n+++ \(name)\n".utf8)
        var shift = 0
        for hunk in hunks {
            let first = max(0, hunk.lowerBound - Self.context)
            let last = min(lines.count, hunk.upperBound + Self.context)
            let new = (added[file.path] ?? []).filter { hunk.contains(min($0.below, lines.count)) }
            let count = last - first
            out += Array(
                "@@ -\(first + 1),\(count) +\(first + 1 + shift),\(count + new.count) @@\n".utf8)
            shift += new.count
            for place in first..<last {
                let line = lines[place]
                let isOpen = line.last != 0x0A
                let more = new.filter { min($0.below, lines.count) == place + 1 }
                if isOpen, !more.isEmpty {
                    // The last line had no end; it gets one.
                    out += [0x2D] + line + Array("\n\\ No newline at end of file\n".utf8)
                    out += [0x2B] + line + ending
                } else {
                    out += [0x20] + line + (isOpen ? Array("\n\\ No newline at end of file\n".utf8) : [])
                }
                for addition in more { out += [0x2B] + Array(addition.text.utf8) + ending }
            }
        }
        return out
    }

    private static func ending(_ lines: [[UInt8]]) -> [UInt8] {
        lines.first.map { $0.count >= 2 && $0[$0.count - 2] == 0x0D } == true ? [0x0D, 0x0A] : [0x0A]
    }
}
