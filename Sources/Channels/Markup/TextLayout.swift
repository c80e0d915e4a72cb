/// Lays the texts and tags of a document out as lines.
///
/// Spaces and line breaks are owed, not written: they come with the next visible character. So nothing is
/// ever trimmed afterwards, and blocks in blocks make one break.
struct TextLayout {
    private var out: [UInt8] = []
    private(set) var links: [String] = []

    private var stack: [Element] = []
    /// Elements opened beyond the depth limit: not kept, only counted.
    private var tooDeep = 0
    private var hidden = 0
    private var preformatted = 0
    private var quotes = 0
    /// Quote depth of the line written last.
    private var lineQuotes = 0
    private var lists: [List] = []

    private var owedBreaks = 0
    private var owesSpace = false
    private var owesCell = false
    private var owedMarker: Int?
    private var lineIsEmpty = true

    private struct Element {
        var tag: HTMLTag
        var isHidden = false
        var isEllipsis = false
    }

    private struct List {
        var isOrdered: Bool
        var next = 1
    }

    private static let depthLimit = 512
    /// How far down an end tag looks for its start.
    private static let reach = 64
    private static let linkLimit = 64
    private static let indentLimit = 8

    init(capacity: Int) {
        out.reserveCapacity(capacity)
        stack.reserveCapacity(8)
    }

    var text: String { String(decoding: out, as: UTF8.self) }

    // MARK: Text

    /// Takes a run of UTF-8 without markup. Runs are cut between characters.
    mutating func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard hidden == 0 else { return }
        if preformatted > 0 { return verbatim(run) }
        let count = run.count
        var at = 0
        while at < count {
            let width = run.blank(at)
            if width > 0 {
                owesSpace = true
                at += width
                continue
            }
            if run.isControl(at) {
                at += 1
                continue
            }
            // A word, and the words after it that are parted by one space.
            let start = at
            at += 1
            while at < count {
                let byte = run[at]
                if byte > 0x20, byte != 0xC2, byte != 0x7F {
                    at += 1
                } else if byte == 0x20, at + 1 < count, run[at + 1] > 0x20, run[at + 1] != 0xC2, run[at + 1] != 0x7F {
                    at += 2
                } else if byte == 0xC2, run.blank(at) == 0 {
                    at += 2
                } else {
                    break
                }
            }
            at = min(at, count)
            settle()
            out.append(contentsOf: UnsafeBufferPointer(rebasing: run[start..<at]))
        }
    }

    mutating func character(_ scalar: Unicode.Scalar) {
        let encoded = UTF8.encode(scalar)!
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
            let end = buffer.update(fromContentsOf: encoded)
            text(UnsafeBufferPointer(rebasing: buffer[..<end]))
        }
    }

    private mutating func verbatim(_ run: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < run.count {
            if run[at] == 0x0A {
                owedBreaks = min(owedBreaks + 1, 2)
                at += 1
            } else if run.isControl(at) || run[at] == 0x0D || run[at] == 0x0C {
                at += 1
            } else {
                let start = at
                while at < run.count, run[at] >= 0x20 || run[at] == 0x09, run[at] != 0x7F { at += 1 }
                settle()
                out.append(contentsOf: UnsafeBufferPointer(rebasing: run[start..<at]))
            }
        }
    }

    /// Writes what is owed, because a visible character comes.
    @inline(__always)
    private mutating func settle() {
        if owedBreaks == 0, !lineIsEmpty, !owesCell, owedMarker == nil {
            if owesSpace {
                out.append(0x20)
                owesSpace = false
            }
            return
        }
        settleLine()
    }

    private mutating func settleLine() {
        if !lineIsEmpty, owedBreaks > 0 || owedMarker != nil {
            out.append(0x0A)
            if owedBreaks > 1 {
                for _ in 0..<min(lineQuotes, quotes, Self.indentLimit) { out.append(UInt8(ascii: ">")) }
                out.append(0x0A)
            }
            lineIsEmpty = true
        }
        if lineIsEmpty {
            for _ in 0..<min(quotes, Self.indentLimit) { out.append(contentsOf: [UInt8(ascii: ">"), 0x20]) }
            let indent = min(lists.count, Self.indentLimit) - (owedMarker == nil ? 0 : 1)
            for _ in 0..<max(0, indent) { out.append(contentsOf: [0x20, 0x20]) }
            if let number = owedMarker {
                out.append(contentsOf: number == 0 ? Array("- ".utf8) : Array("\(number). ".utf8))
            }
            lineQuotes = quotes
            lineIsEmpty = false
        } else if owesCell {
            out.append(contentsOf: [0x20, UInt8(ascii: "|"), 0x20])
        } else if owesSpace {
            out.append(0x20)
        }
        owedBreaks = 0
        owesCell = false
        owesSpace = false
        owedMarker = nil
    }

    private mutating func part(_ breaks: Int) {
        guard breaks > owedBreaks else { return }
        owedBreaks = breaks
    }

    // MARK: Tags

    mutating func open(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
        while let top = stack.last, tag.ends(top.tag) { pop() }
        if tag.isVoid { return void(tag, attributes) }
        guard stack.count < Self.depthLimit else {
            tooDeep += 1
            if hidden == 0 { part(min(tag.breaks, 1)) }
            return
        }
        var element = Element(tag: tag)
        element.isHidden = attributes.isHidden || tag == .unseen || (tag == .span && attributes.isInvisible)
        element.isEllipsis = attributes.isEllipsis
        stack.append(element)
        if element.isHidden { hidden += 1 }
        guard hidden == 0 else { return }
        switch tag {
        case .a:
            if let href = attributes.href, !attributes.isMention { link(href) }
        case .q: character("\u{201C}")
        case .ul, .ol:
            part(lists.isEmpty ? 2 : 1)
            lists.append(List(isOrdered: tag == .ol))
        case .li:
            part(1)
            guard let last = lists.indices.last else {
                owedMarker = 0
                return
            }
            owedMarker = lists[last].isOrdered ? lists[last].next : 0
            lists[last].next += 1
        case .blockquote:
            part(2)
            quotes += 1
        case .pre:
            part(2)
            preformatted += 1
        case .cell:
            owesCell = !lineIsEmpty && owedBreaks == 0
        default: part(tag.breaks)
        }
    }

    private mutating func void(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
        guard hidden == 0, !attributes.isHidden else { return }
        switch tag {
        case .br: owedBreaks = min(owedBreaks + 1, 2)
        case .hr:
            part(1)
            character("\u{2014}")
            part(1)
        case .img:
            guard let alt = attributes.alt, !alt.isEmpty else { return }
            var words = CharacterReference.resolve(alt)
            words.withUTF8 { text($0) }
        default: break
        }
    }

    mutating func close(_ tag: HTMLTag) {
        if tag == .br { return void(.br, HTMLAttributes()) }
        guard !tag.isVoid else { return }
        if tooDeep > 0 {
            tooDeep -= 1
            if hidden == 0 { part(min(tag.breaks, 1)) }
            return
        }
        var place = stack.count - 1
        let lowest = max(0, stack.count - Self.reach)
        while place >= lowest, stack[place].tag != tag {
            // What was opened outside a cell is not closed inside it.
            guard stack[place].tag != .cell || tag == .row || tag == .table else { return }
            place -= 1
        }
        guard place >= lowest else {
            if hidden == 0 { part(tag.breaks) }
            return
        }
        while stack.count > place { pop() }
    }

    private mutating func pop() {
        guard let element = stack.popLast() else { return }
        if element.isHidden { hidden -= 1 }
        guard hidden == 0, !element.isHidden else { return }
        if element.isEllipsis { character("\u{2026}") }
        switch element.tag {
        case .q: character("\u{201D}")
        case .ul, .ol:
            if !lists.isEmpty { lists.removeLast() }
            owedMarker = nil
            part(lists.isEmpty ? 2 : 1)
        case .blockquote:
            quotes -= 1
            part(2)
        case .pre:
            preformatted -= 1
            part(2)
        case .cell: break
        default: part(element.tag.breaks)
        }
    }

    private mutating func link(_ raw: UnsafeBufferPointer<UInt8>) {
        guard links.count < Self.linkLimit, raw.count <= 4096, let link = HTMLLink.read(raw) else { return }
        if !links.contains(link) { links.append(link) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The width of the white space at `place`: 1, 2 for a no-break space, 0 for none.
    fileprivate func blank(_ place: Int) -> Int {
        let byte = self[place]
        if byte.isHTMLSpace { return 1 }
        return byte == 0xC2 && place + 1 < count && self[place + 1] == 0xA0 ? 2 : 0
    }

    fileprivate func isControl(_ place: Int) -> Bool {
        let byte = self[place]
        return (byte < 0x20 && !byte.isHTMLSpace) || byte == 0x7F
    }
}
