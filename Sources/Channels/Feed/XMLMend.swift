/// Makes well-formed what is nearly XML, the way people mean it: stray ampersands and angle brackets,
/// entities of HTML, attributes without quotes, end tags that are missing or too many, characters that
/// XML forbids, an end that never came.
///
/// It is used only where libxml2 refuses a document, and what it writes is read by libxml2 again. One
/// pass; every byte is looked at a bounded number of times.
struct XMLMend {
    private let bytes: [UInt8]
    private var out: [UInt8] = []
    private var open: [Open] = []
    /// How often each name is open, so that an end tag without a start costs nothing.
    private var counts: [String: Int] = [:]
    private var isOver = false
    private var isCut = false

    private struct Open {
        var name: String
        /// Beyond the depth limit only the text is kept.
        var isWritten: Bool
    }

    /// A little below libxml2's limit.
    private static let depth = FeedLimits.depth - 16

    /// - Parameter start: where the root element begins.
    /// - Returns: the document from its root element on, and whether it ended before its root did: then
    ///   the item that was open, if `endsInItem`, is not whole.
    static func mend(_ bytes: [UInt8], from start: Int) -> (xml: [UInt8], isCut: Bool, endsInItem: Bool) {
        var mend = XMLMend(bytes: bytes)
        mend.out.reserveCapacity(bytes.count + bytes.count / 8)
        mend.run(from: start)
        let isCut = mend.isCut || !mend.open.isEmpty
        let endsInItem = mend.open.contains { isItem($0.name) }
        while !mend.open.isEmpty { mend.close() }
        return (mend.out, isCut, endsInItem)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private static func isItem(_ name: String) -> Bool {
        name == "item" || name == "entry" || name.hasSuffix(":item") || name.hasSuffix(":entry")
    }

    private mutating func run(from start: Int) {
        var at = start
        while at < bytes.count, !isOver {
            switch bytes[at] {
            case UInt8(ascii: "<"): at = markup(at)
            case UInt8(ascii: "&"): at = reference(at, in: bytes.count)
            default: at = character(at)
            }
        }
    }

    // MARK: Text

    /// Writes one character, or nothing where XML forbids it.
    private mutating func character(_ at: Int) -> Int {
        let byte = bytes[at]
        if byte < 0x20, !byte.isHTMLSpace || byte == 0x0C { return at + 1 }
        // U+FFFE and U+FFFF.
        if byte == 0xEF, at + 2 < bytes.count, bytes[at + 1] == 0xBF, bytes[at + 2] >= 0xBE { return at + 3 }
        out.append(byte)
        return at + 1
    }

    private mutating func number(_ value: UInt32) {
        out.append(contentsOf: "&#\(value);".utf8)
    }

    /// A reference of HTML or XML becomes its character; any other ampersand one that is written out.
    private mutating func reference(_ at: Int, in end: Int) -> Int {
        let read = bytes.withUnsafeBufferPointer { CharacterReference.read($0, at: at) }
        guard let (meaning, after) = read, after <= end else {
            number(38)
            return at + 1
        }
        for scalar in [meaning.first, meaning.second].compactMap({ $0 }) {
            switch scalar.value {
            case 0x22, 0x26, 0x27, 0x3C, 0x3E: number(scalar.value)
            case 0..<0x20 where scalar != "\n" && scalar != "\t" && scalar != "\r": continue
            case 0xFFFE, 0xFFFF: continue
            default: out.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
        return after
    }

    // MARK: Markup

    private mutating func markup(_ at: Int) -> Int {
        guard at + 1 < bytes.count else {
            isCut = true
            return at + 1
        }
        switch bytes[at + 1] {
        case UInt8(ascii: "!"):
            if bytes.has("<!--", at: at) { return skip(to: "-->", from: at + 4) }
            if bytes.has("<![cdata[", at: at) { return section(at) }
            return FeedProlog.afterDocumentType(bytes, from: at + 2)
        case UInt8(ascii: "?"): return skip(to: ">", from: at + 2)
        case UInt8(ascii: "/"):
            let end = endOfName(at + 2)
            guard end > at + 2 else {
                number(60)
                return at + 1
            }
            let name = String(decoding: bytes[(at + 2)..<end], as: UTF8.self)
            let after = skip(to: ">", from: end)
            if counts[name, default: 0] > 0 {
                while open.last?.name != name { close() }
                close()
                if open.isEmpty {
                    isOver = true
                    isCut = false
                }
            }
            return after
        case let byte where Self.beginsName(byte): return start(at)
        default:
            number(60)
            return at + 1
        }
    }

    private mutating func skip(to end: String, from start: Int) -> Int {
        var at = start
        let first = end.utf8.first!
        while at < bytes.count {
            if bytes[at] == first, bytes.has(end, at: at) { return at + end.utf8.count }
            at += 1
        }
        isCut = true
        return at
    }

    /// A CDATA section is written as text.
    private mutating func section(_ start: Int) -> Int {
        var at = start + 9
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "]") where bytes.has("]]>", at: at): return at + 3
            case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: ">"):
                number(UInt32(bytes[at]))
                at += 1
            default: at = character(at)
            }
        }
        isCut = true
        return at
    }

    private mutating func start(_ at: Int) -> Int {
        let end = endOfName(at + 1)
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        // An item never stands in an item: the one before lacks its end.
        if Self.isItem(name), counts[name, default: 0] > 0 {
            while open.last?.name != name { close() }
            close()
        }
        let isWritten = open.count < Self.depth
        let mark = out.count
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: name.utf8)
        guard let (after, isEmpty) = attributes(end) else {
            // The document ends within the tag.
            out.removeSubrange(mark...)
            isCut = true
            return bytes.count
        }
        if isWritten {
            out.append(contentsOf: isEmpty ? Array("/>".utf8) : Array(">".utf8))
        } else {
            out.removeSubrange(mark...)
        }
        if !isEmpty {
            open.append(Open(name: name, isWritten: isWritten))
            counts[name, default: 0] += 1
        } else if open.isEmpty {
            isOver = true
        }
        return after
    }

    private mutating func close() {
        guard let last = open.popLast() else { return }
        counts[last.name, default: 1] -= 1
        guard last.isWritten else { return }
        out.append(contentsOf: "</".utf8)
        out.append(contentsOf: last.name.utf8)
        out.append(UInt8(ascii: ">"))
    }

    /// Writes the attributes anew. Nil: the document ends before the tag does.
    private mutating func attributes(_ start: Int) -> (after: Int, isEmpty: Bool)? {
        var at = start
        var names: [ArraySlice<UInt8>] = []
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ">") { return (at + 1, bytes[at - 1] == UInt8(ascii: "/")) }
            let nameEnd = endOfName(at)
            guard nameEnd > at else {
                at += 1
                continue
            }
            let name = bytes[at..<nameEnd]
            at = nameEnd
            while at < bytes.count, bytes[at].isHTMLSpace { at += 1 }
            var value = at..<at
            if at < bytes.count, bytes[at] == UInt8(ascii: "=") {
                at += 1
                while at < bytes.count, bytes[at].isHTMLSpace { at += 1 }
                guard at < bytes.count else { return nil }
                let quote = bytes[at]
                if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                    let first = at + 1
                    at = first
                    while at < bytes.count, bytes[at] != quote { at += 1 }
                    guard at < bytes.count else { return nil }
                    value = first..<at
                    at += 1
                } else {
                    let first = at
                    while at < bytes.count, bytes[at] != UInt8(ascii: ">"), !bytes[at].isHTMLSpace { at += 1 }
                    let closes =
                        at < bytes.count && bytes[at] == UInt8(ascii: ">") && at > first
                        && bytes[at - 1] == UInt8(ascii: "/")
                    value = first..<(closes ? at - 1 : at)
                }
            }
            guard Self.beginsName(name.first!), names.count < FeedLimits.attributes, !names.contains(name) else {
                continue
            }
            names.append(name)
            write(name, value)
        }
        return nil
    }

    private mutating func write(_ name: ArraySlice<UInt8>, _ value: Range<Int>) {
        out.append(0x20)
        out.append(contentsOf: name)
        out.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
        var at = value.lowerBound
        while at < value.upperBound {
            switch bytes[at] {
            case UInt8(ascii: "<"), UInt8(ascii: "\""):
                number(UInt32(bytes[at]))
                at += 1
            case UInt8(ascii: "&"): at = reference(at, in: value.upperBound)
            default: at = character(at)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        byte.isLetter || byte == UInt8(ascii: "_") || byte >= 0xC3
    }

    private func endOfName(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, at - start < 200 {
            let byte = bytes[at]
            guard
                byte.isLetterOrDigit || byte >= 0x80 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            else { break }
            at += 1
        }
        return at
    }
}
