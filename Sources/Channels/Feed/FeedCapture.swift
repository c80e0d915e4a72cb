import Foundation

/// The elements whose content is read.
enum FeedField: Sendable {
    case feedTitle, feedLink, feedLanguage, feedAuthor, ttl, period, frequency
    case title, otherTitle, link, id, content, summary, otherSummary, published, updated, date, author, otherAuthor
    case language
}

/// The content of one element while it is read: text, or markup written out again as HTML.
struct FeedCapture {
    let field: FeedField
    /// How many elements stand around it.
    let depth: Int
    let base: String
    let language: String
    private let type: String
    private let mode: String
    let isPermalink: Bool

    private var bytes: [UInt8] = []
    /// Elements were found within, so `bytes` is HTML, and text in it is escaped.
    private var hasMarkup = false
    private var names: [(name: String, isVoid: Bool)] = []
    private(set) var isCut = false

    init(_ field: FeedField, _ element: XMLElement, depth: Int, base: String, language: String) {
        self.field = field
        self.depth = depth
        self.base = base
        self.language = language
        type = element["type"]?.trimmed.lowercased() ?? ""
        mode = element["mode"]?.trimmed.lowercased() ?? ""
        isPermalink = element["isPermaLink"]?.trimmed.lowercased() != "false"
    }

    mutating func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard bytes.count + run.count <= FeedLimits.field else {
            isCut = true
            return
        }
        if hasMarkup { escape(run) } else { bytes.append(contentsOf: run) }
    }

    mutating func open(_ element: XMLElement, depth: Int) {
        if !hasMarkup {
            hasMarkup = true
            let text = bytes
            bytes = []
            text.withUnsafeBufferPointer { escape($0) }
        }
        let isVoid = Array(element.name.utf8).withUnsafeBufferPointer { HTMLTag($0).isVoid }
        names.append((element.name, isVoid))
        guard bytes.count <= FeedLimits.field else { return }
        bytes.append(contentsOf: "<\(element.name)".utf8)
        for attribute in element.attributes where attribute.prefix.isEmpty {
            bytes.append(contentsOf: " \(attribute.name)=\"".utf8)
            var value = attribute.value
            value.withUTF8 { escape($0) }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func close() {
        guard let last = names.popLast(), !last.isVoid, bytes.count <= FeedLimits.field else { return }
        bytes.append(contentsOf: "</\(last.name)>".utf8)
    }

    private mutating func escape(_ run: UnsafeBufferPointer<UInt8>) {
        for byte in run {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&#34;".utf8)
            default: bytes.append(byte)
            }
        }
    }

    // MARK: What it says

    /// The text as it stands, white space around it taken off.
    var plain: String {
        hasMarkup ? reading.text : String(decoding: bytes, as: UTF8.self).trimmed
    }

    /// The name of an author: Atom's `name`, else its `email`; RSS's text.
    var person: String {
        guard hasMarkup else { return FeedAuthor.name(plain) }
        let html = String(decoding: bytes, as: UTF8.self)
        for name in ["name", "email"] {
            guard let start = html.firstRange(of: "<\(name)>"),
                let end = html[start.upperBound...].firstRange(of: "</\(name)>")
            else { continue }
            let inner = FeedAuthor.name(HTMLText.read(String(html[start.upperBound..<end.lowerBound])).text)
            if !inner.isEmpty { return inner }
        }
        return ""
    }

    /// The text that a person reads. Atom says what its texts are; elsewhere what looks like HTML is HTML.
    var reading: HTMLText.Reading {
        if hasMarkup { return HTMLText.read(String(decoding: bytes, as: UTF8.self)) }
        var text = String(decoding: bytes, as: UTF8.self)
        // Atom: a media type that is no text is base64.
        let isText = !type.contains("/") || type.hasPrefix("text/") || type.hasSuffix("xml")
        if mode == "base64" || !isText {
            guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), isText || !data.contains(0)
            else { return HTMLText.Reading(text: isText ? text.trimmed : "", links: []) }
            text = String(decoding: data, as: UTF8.self)
        }
        if type == "text" || type == "text/plain" || (type == "plain" && mode != "escaped") {
            return HTMLText.Reading(text: FeedText.plain(text), links: [])
        }
        return FeedText.guess(text)
    }
}

/// Texts of feeds that do not say what they are.
enum FeedText {
    /// HTML where there is a tag or a reference in it; else plain text, whose lines are kept.
    static func guess(_ text: String) -> HTMLText.Reading {
        if looksLikeHTML(text) { return HTMLText.read(text) }
        return HTMLText.Reading(text: plain(text), links: [])
    }

    /// White space is folded within lines, at most one empty line stays, control characters go.
    static func plain(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        var breaks = 0
        var space = false
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                breaks += 1
            } else if scalar.properties.isWhitespace {
                space = true
            } else if scalar.value >= 0x20, scalar.value != 0x7F {
                if !out.isEmpty {
                    if breaks > 0 { out += breaks > 1 ? "\n\n" : "\n" } else if space { out += " " }
                }
                breaks = 0
                space = false
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func looksLikeHTML(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for at in bytes.indices.dropLast() {
                switch bytes[at] {
                case UInt8(ascii: "<"):
                    let next = bytes[at + 1]
                    if next.isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") { return true }
                case UInt8(ascii: "&"): if CharacterReference.read(bytes, at: at) != nil { return true }
                default: break
                }
            }
            return false
        }
    }
}
