import Foundation
import Triage

/// A rule that is about to be written, and the two files that it becomes.
struct NewRule {
    var name: String
    var title: String
    var words: [String] = []
    /// Words of another matter: with one of them the rule does not fire.
    var unless: [String] = []
    var hits: [String] = []
    var misses: [String] = []
    var severity = Severity.medium
    var raises: [NewRuleRaise] = []
    var owner = ""
    var respond = ""
    /// The list that must hit too; nil: none.
    var brandList: String?

    init(name: String, title: String) {
        self.name = name
        self.title = title
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 60 else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
            && name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "-")
            }
    }

    /// `Somebody's parcel is lost` becomes `somebodys-parcel-is-lost`.
    static func name(from title: String) -> String {
        let plain = title.lowercased().folding(options: .diacriticInsensitive, locale: nil)
            .replacing("'", with: "").replacing("’", with: "")
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var name = ""
        for word in words where name.utf8.count + word.utf8.count < 40 { name += (name.isEmpty ? "" : "-") + word }
        return name
    }

    static func usualPromise(_ severity: Severity) -> String {
        switch severity {
        case .critical: "15m"
        case .high: "1h"
        case .medium: "8h"
        case .low, .info: ""
        }
    }

    /// `2 hours` as a rule says it, `2h`; what is no length of time stays as it is, for a complaint.
    static func length(_ text: String) -> String {
        let words = text.lowercased().split(separator: " ")
        guard words.count == 2, Int(words[0]) != nil, let unit = words[1].first, "smhd".contains(unit),
            ["second", "sec", "minute", "min", "hour", "hr", "day"].contains(where: { words[1].hasPrefix($0) })
        else { return text }
        return "\(words[0])\(unit)"
    }

    /// What a severity means, for who is asked.
    static func meaning(_ severity: Severity) -> String {
        switch severity {
        case .critical: "somebody must look now, at night too"
        case .high: "somebody must look soon"
        case .medium: "worth a look today; not hot by itself"
        case .low: "adds a little to what else is found"
        case .info: "is only counted"
        }
    }

    /// - Parameter folder: as the rules folder is shown.
    func files(in folder: String) -> [RuleFile] {
        func file(_ ending: String, _ text: String) -> RuleFile {
            RuleFile(path: "\(folder)/\(name).\(ending)", bytes: Array(text.utf8))
        }
        return [file("rules", rules), file("keywords", keywords)]
    }

    /// Text as it may stand in one line of a file.
    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A quote within could be taken for the end.
    private static func example(_ text: String) -> String { plain(text).replacing("\"", with: "'") }

    /// A list's line: what would be read as something else is not written.
    private static func entry(_ phrase: String) -> String {
        var text = plain(phrase)
        while let first = text.first, "-=".contains(first) { text.removeFirst() }
        return text.hasPrefix("# ") ? String(text.dropFirst(2)) : text
    }

    private var keywords: String {
        var text = """
            about  \(Self.plain(title))
            \(owner.isEmpty ? "" : "owner  \(Self.plain(owner))\n")---
            # One word or phrase a line. Whole words only, in whatever case: "sue" is not found in "issue".
            # litigat* finds litigation and litigating too. A line "-sue ellen" spares what it names.

            """
        for word in words { text += Self.entry(word) + "\n" }
        return text
    }

    private var rules: String {
        let exception = unless.map { "\"\(Self.entry($0).replacing("\"", with: ""))\"" }
        var when = "list:\(name)"
        if let brandList { when += " AND list:\(brandList)" }
        if exception.count == 1 { when += "\n             AND NOT \(exception[0])" }
        if exception.count > 1 { when += "\n             AND NOT (\(exception.joined(separator: " OR ")))" }
        var text = """
            # Fires on a message in which something of \(name).keywords stands.

            rule \(name)
              title      \(Self.plain(title))
              severity   \(severity.rawValue)\(String(repeating: " ", count: max(1, 14 - severity.rawValue.count)))# info, low, medium, high or critical

            """
        if owner.isEmpty {
            text += "  # owner    NAME        who looks after it\n"
        } else {
            text += "  owner      \(Self.plain(owner))\n"
        }
        if respond.isEmpty {
            text += "  # respond  8h          within what time somebody should look\n"
        } else {
            text +=
                "  respond    \(respond)\(String(repeating: " ", count: max(1, 14 - respond.count)))# within this time somebody should look\n"
        }
        text += "  when       \(when)\n"
        for raise in raises { text += "  raise      +\(raise.by) if \(Self.plain(raise.condition))\n" }
        text += "  # What it must catch (hit) and must spare (miss); `earshot rules test \(name)` tries them.\n"
        for hit in hits { text += "  hit        \"\(Self.example(hit))\"\n" }
        for miss in misses { text += "  miss       \"\(Self.example(miss))\"\n" }
        return text
    }
}
