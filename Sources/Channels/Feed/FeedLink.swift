import Foundation
import Triage

/// Addresses in feeds: relative ones made absolute, and what they name.
enum FeedLink {
    private static let limit = 2048

    /// The address as seen from `base`; as it is where it has a scheme or where `base` cannot help.
    /// Empty for what is empty, over 2,048 bytes, or of a scheme that nobody should open.
    static func absolute(_ link: String, base: String) -> String {
        var link = link.trimmed
        if link.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            link = String(decoding: link.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
        }
        guard !link.isEmpty, link.utf8.count <= limit else { return "" }
        if let scheme = scheme(link) {
            return ["javascript", "data", "vbscript", "file"].contains(scheme) ? "" : link
        }
        guard isWeb(base), let from = URL(string: base), let whole = URL(string: link, relativeTo: from) else {
            return link
        }
        return whole.absoluteString
    }

    static func isWeb(_ link: String) -> Bool {
        let start = link.prefix(8).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    private static func scheme(_ link: String) -> String? {
        var scheme = ""
        for byte in link.utf8.prefix(20) {
            if byte == UInt8(ascii: ":") { return scheme.isEmpty ? nil : scheme }
            guard
                byte.isLetterOrDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".")
            else { return nil }
            scheme.unicodeScalars.append(Unicode.Scalar(byte.lowercased))
        }
        return nil
    }

    /// Named by its title, else by the last part of its path.
    static func attachment(_ url: String, type: String?, bytes: Int?, title: String?) -> Message.Attachment {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        let name = title?.trimmed ?? ""
        let last = path.split(separator: "/").last.map(String.init) ?? url
        let size = bytes.flatMap { $0 > 0 ? $0 : nil }
        return Message.Attachment(
            name: String((name.isEmpty ? last : name).prefix(200)),
            type: String((type ?? "").trimmed.lowercased().prefix(100)), bytes: size, url: url)
    }
}

/// The name in what feeds write for an author.
enum FeedAuthor {
    /// `ana@quillfone.example (Ana Ortiz)` and `Ana Ortiz <ana@quillfone.example>` are Ana Ortiz.
    static func name(_ text: String) -> String {
        let folded = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var name = Substring(folded)
        if let open = name.firstIndex(of: "("), name.last == ")", name[..<open].contains("@") {
            name = name[name.index(after: open)...].dropLast()
        } else if let open = name.firstIndex(of: "<"), name.last == ">", open > name.startIndex {
            name = name[..<open]
        }
        let inner = String(name).trimmed
        return String((inner.isEmpty ? folded : inner).prefix(200))
    }
}
