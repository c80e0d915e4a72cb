/// What stands before the root element of an XML document, and is passed over: white space, junk, the XML
/// declaration (the text is UTF-8 by now), comments, processing instructions, and the document type with
/// all that it declares. So libxml2 never sees a DTD, and nothing declared in one is ever expanded.
struct FeedProlog {
    /// Where the `<` of the root element stands.
    var start: Int
    /// Lower case, without its prefix.
    var rootName: String

    /// Nil: there is no element at all.
    init?(_ bytes: [UInt8]) {
        var at = Self.begin(bytes)
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count else {
                at += 1
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "?"): at = Self.after(">", in: bytes, from: at + 2)
            case UInt8(ascii: "!"):
                at =
                    bytes.has("<!--", at: at)
                    ? Self.after("-->", in: bytes, from: at + 4) : Self.afterDocumentType(bytes, from: at + 2)
            case let byte where byte.isLetter || byte == UInt8(ascii: "_") || byte >= 0x80:
                let name = bytes[(at + 1)...].prefix(100).prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: ":") }
                let local = name.split(separator: UInt8(ascii: ":")).last ?? []
                self.start = at
                self.rootName = String(decoding: local.map(\.lowercased), as: UTF8.self)
                return
            default: at += 1
            }
        }
        return nil
    }

    /// Warnings of a server's program may stand before the document; they are markup of their own. Where
    /// the document does not begin like a feed, the first place in its beginning that does is taken.
    private static func begin(_ bytes: [UInt8]) -> Int {
        guard let first = bytes.firstIndex(of: UInt8(ascii: "<")) else { return bytes.count }
        let beginnings = ["<?xml", "<rss", "<feed", "<rdf:rdf", "<atom:feed"]
        func isBeginning(_ place: Int) -> Bool { beginnings.contains { bytes.has($0, at: place) } }
        if isBeginning(first) || bytes.has("<!", at: first) || bytes.has("<html", at: first) { return first }
        var at = first
        let limit = min(bytes.count, first + 64 << 10)
        while at < limit {
            if bytes[at] == UInt8(ascii: "<"), isBeginning(at) { return at }
            at += 1
        }
        return first
    }

    private static func after(_ end: String, in bytes: [UInt8], from start: Int) -> Int {
        var at = start
        let first = end.utf8.first!
        while at < bytes.count {
            if bytes[at] == first, bytes.has(end, at: at) { return at + end.utf8.count }
            at += 1
        }
        return bytes.count
    }

    /// Past `<!DOCTYPE … [ … ]>`: quotes and comments within are minded, nothing is read.
    static func afterDocumentType(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start
        var subset = false
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "["): subset = true
            case UInt8(ascii: "]"): subset = false
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let quote = bytes[at]
                at += 1
                while at < bytes.count, bytes[at] != quote { at += 1 }
            case UInt8(ascii: "<") where subset && bytes.has("<!--", at: at):
                at = after("-->", in: bytes, from: at + 4)
                continue
            case UInt8(ascii: ">") where !subset: return at + 1
            default: break
            }
            at += 1
        }
        return at
    }
}

extension [UInt8] {
    /// Whether `word` (lower case, ASCII) stands at `place`, letter case apart.
    func has(_ word: String, at place: Int) -> Bool {
        guard place + word.utf8.count <= count else { return false }
        var at = place
        for byte in word.utf8 {
            if self[at].lowercased != byte { return false }
            at += 1
        }
        return true
    }
}
