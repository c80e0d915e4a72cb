/// Takes HTML apart into text and tags in one pass.
///
/// Linear by construction: whatever was scanned is consumed, and the two searches that can run to the end
/// in vain (for the end of a tag, for the end of a raw element) can do so once.
struct HTMLScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let count: Int
    /// Once a tag ran into the end of the document because of its quotes, later ones end at the first `>`.
    private var ignoresQuotes = false
    /// No `>` is left, so `<` begins nothing.
    private var hasTags = true

    static func read(_ bytes: UnsafeBufferPointer<UInt8>, into layout: inout TextLayout) {
        var scan = HTMLScan(bytes: bytes, count: bytes.count)
        scan.run(&layout)
    }

    private mutating func run(_ layout: inout TextLayout) {
        var at = 0
        while at < count {
            var end = at
            while end < count, bytes[end] != UInt8(ascii: "<"), bytes[end] != UInt8(ascii: "&") { end += 1 }
            if end > at { layout.text(UnsafeBufferPointer(rebasing: bytes[at..<end])) }
            at = end
            guard at < count else { return }
            if bytes[at] == UInt8(ascii: "&") {
                if let (meaning, end) = CharacterReference.read(bytes, at: at) {
                    layout.character(meaning.first)
                    if let second = meaning.second { layout.character(second) }
                    at = end
                } else {
                    layout.character("&")
                    at += 1
                }
            } else if let end = markup(at, &layout) {
                at = end
            } else {
                layout.character("<")
                at += 1
            }
        }
    }

    /// Reads what begins with the `<` at `start` and says where it ended. Nil: it begins nothing.
    private mutating func markup(_ start: Int, _ layout: inout TextLayout) -> Int? {
        guard hasTags, start + 1 < count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"): return declaration(start, &layout)
        case UInt8(ascii: "?"): return after(UInt8(ascii: ">"), from: start + 2)
        case UInt8(ascii: "/"):
            guard start + 2 < count else { return nil }
            guard bytes[start + 2].isLetter else { return after(UInt8(ascii: ">"), from: start + 2) }
            let nameEnd = endOfName(from: start + 2)
            guard let end = after(UInt8(ascii: ">"), from: nameEnd) else { return nil }
            layout.close(HTMLTag(UnsafeBufferPointer(rebasing: bytes[(start + 2)..<nameEnd])))
            return end
        case let byte where byte.isLetter:
            let nameEnd = endOfName(from: start + 1)
            let name = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<nameEnd])
            let tag = HTMLTag(name)
            var attributes = HTMLAttributes()
            guard let end = attributeList(from: nameEnd, tag, &attributes) else { return nil }
            if tag == .raw { return endOfRaw(name, from: end) }
            layout.open(tag, attributes)
            return end
        default: return nil
        }
    }

    private func endOfName(from start: Int) -> Int {
        var at = start
        while at < count, !bytes[at].isHTMLSpace, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") {
            at += 1
        }
        return at
    }

    /// The place after the next `byte`.
    private mutating func after(_ byte: UInt8, from start: Int) -> Int? {
        var at = start
        while at < count {
            if bytes[at] == byte { return at + 1 }
            at += 1
        }
        if byte == UInt8(ascii: ">") { hasTags = false }
        return nil
    }

    /// Reads attributes up to and with the `>`.
    private mutating func attributeList(from start: Int, _ tag: HTMLTag, _ attributes: inout HTMLAttributes) -> Int? {
        if ignoresQuotes { return after(UInt8(ascii: ">"), from: start) }
        var at = start
        while at < count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ">") { return at + 1 }
            if byte.isHTMLSpace || byte == UInt8(ascii: "/") {
                at += 1
                continue
            }
            let name = at
            at += 1
            while at < count, bytes[at] != UInt8(ascii: "="), bytes[at] != UInt8(ascii: ">"),
                bytes[at] != UInt8(ascii: "/"), !bytes[at].isHTMLSpace
            { at += 1 }
            let nameEnd = at
            while at < count, bytes[at].isHTMLSpace { at += 1 }
            var value = at..<at
            if at < count, bytes[at] == UInt8(ascii: "=") {
                at += 1
                while at < count, bytes[at].isHTMLSpace { at += 1 }
                guard at < count else { break }
                if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
                    let quote = bytes[at]
                    let first = at + 1
                    at = first
                    while at < count, bytes[at] != quote { at += 1 }
                    value = first..<at
                    at += 1
                } else {
                    let first = at
                    while at < count, bytes[at] != UInt8(ascii: ">"), !bytes[at].isHTMLSpace { at += 1 }
                    value = first..<at
                }
            }
            attributes.note(
                UnsafeBufferPointer(rebasing: bytes[name..<nameEnd]), UnsafeBufferPointer(rebasing: bytes[value]), tag)
        }
        ignoresQuotes = true
        attributes = HTMLAttributes()
        return after(UInt8(ascii: ">"), from: start)
    }

    /// Comments and document types say nothing; the text of a CDATA section is text.
    private mutating func declaration(_ start: Int, _ layout: inout TextLayout) -> Int? {
        if starts(with: "<!--", at: start) {
            // `<!-->` and `<!--->` are whole comments.
            var at = start + 4
            if at < count, bytes[at] == UInt8(ascii: ">") { return at + 1 }
            if starts(with: "->", at: at) { return at + 2 }
            while at < count {
                if bytes[at] == UInt8(ascii: "-"), starts(with: "-->", at: at) { return at + 3 }
                if bytes[at] == UInt8(ascii: "-"), starts(with: "--!>", at: at) { return at + 4 }
                at += 1
            }
            return count
        }
        if starts(with: "<![CDATA[", at: start) {
            let first = start + 9
            var at = first
            while at < count, !(bytes[at] == UInt8(ascii: "]") && starts(with: "]]>", at: at)) { at += 1 }
            layout.text(UnsafeBufferPointer(rebasing: bytes[first..<at]))
            return min(count, at + 3)
        }
        return after(UInt8(ascii: ">"), from: start + 2)
    }

    private func starts(with text: StaticString, at place: Int) -> Bool {
        guard place + text.utf8CodeUnitCount <= count else { return false }
        return memcmpEqual(text.utf8Start, place, text.utf8CodeUnitCount)
    }

    private func memcmpEqual(_ text: UnsafePointer<UInt8>, _ place: Int, _ length: Int) -> Bool {
        for offset in 0..<length where bytes[place + offset] != text[offset] { return false }
        return true
    }

    /// The place after the end tag of a raw element; the end of the document where there is none.
    private func endOfRaw(_ name: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var at = start
        search: while at + 1 < count {
            guard bytes[at] == UInt8(ascii: "<"), bytes[at + 1] == UInt8(ascii: "/"), at + 2 + name.count <= count
            else {
                at += 1
                continue
            }
            for offset in 0..<name.count where bytes[at + 2 + offset].lowercased != name[offset].lowercased {
                at += 2
                continue search
            }
            at += 2 + name.count
            guard at < count, bytes[at] == UInt8(ascii: ">") || bytes[at] == UInt8(ascii: "/") || bytes[at].isHTMLSpace
            else { continue }
            while at < count, bytes[at] != UInt8(ascii: ">") { at += 1 }
            return min(count, at + 1)
        }
        return count
    }
}
