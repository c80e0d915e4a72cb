/// The elements that matter to how a text is laid out; all others are `.other`.
enum HTMLTag: UInt8, Sendable {
    case other
    case p, br, a, span
    case b, i, em, strong, u, s, code, small, font
    case q, img, hr, wbr, void
    /// Blocks that part lines: div, section, address, figure …
    case block
    case heading, pre, blockquote
    case ul, ol, li, dl, dt, dd
    case table, row, cell
    /// Content that is not text at all, up to the end tag.
    case raw
    /// Elements that are not shown.
    case unseen

    /// What parts this element from its neighbours, in line breaks.
    var breaks: Int {
        switch self {
        case .p, .heading, .pre, .blockquote, .ul, .ol, .dl, .table: 2
        case .block, .li, .dt, .dd, .row, .hr: 1
        case .other, .br, .a, .span, .b, .i, .em, .strong, .u, .s, .code, .small, .font, .q, .img, .wbr, .void, .cell,
            .raw, .unseen:
            0
        }
    }

    /// Has no content and no end tag.
    var isVoid: Bool {
        switch self {
        case .br, .img, .hr, .wbr, .void: true
        default: false
        }
    }

    /// Whether an open `open` on top ends where this begins, as in `<li>one<li>two`.
    func ends(_ open: HTMLTag) -> Bool {
        switch open {
        case .p: breaks > 0 || self == .cell
        case .li: self == .li
        case .dt, .dd: self == .dt || self == .dd
        case .cell: self == .cell || self == .row
        case .row: self == .row
        default: false
        }
    }

    init(_ name: UnsafeBufferPointer<UInt8>) {
        guard name.count <= 10 else {
            self = .other
            return
        }
        let key = Self.key(name)
        switch key {
        case 0x70: self = .p
        case 0x6272: self = .br
        case 0x61: self = .a
        case 0x7370_616E: self = .span
        default: self = Self.byName[key] ?? .other
        }
    }

    /// The lower-cased name as a number: its first eight letters, and for longer ones the length.
    private static func key(_ name: some Collection<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for byte in name.prefix(8) { key = key << 8 | UInt64(byte.lowercased) }
        return name.count > 8 ? key ^ UInt64(name.count) << 60 : key
    }

    private static let byName: [UInt64: HTMLTag] = {
        let names: [(HTMLTag, String)] = [
            (.p, "p"), (.br, "br"), (.a, "a"), (.span, "span"), (.b, "b"), (.i, "i"), (.em, "em"),
            (.strong, "strong"), (.u, "u"), (.s, "s del strike"), (.code, "code tt kbd samp"), (.small, "small"),
            (.font, "font"), (.q, "q"), (.img, "img"), (.hr, "hr"), (.wbr, "wbr"),
            (.void, "area base col embed input link meta param source track basefont bgsound frame keygen"),
            (
                .block,
                """
                div section article aside header footer nav main address figure figcaption fieldset form details \
                summary center dir menu hgroup legend caption thead tbody tfoot body html option optgroup
                """
            ),
            (.heading, "h1 h2 h3 h4 h5 h6"), (.pre, "pre listing xmp textarea"), (.blockquote, "blockquote"),
            (.ul, "ul"), (.ol, "ol"), (.li, "li"), (.dl, "dl"), (.dt, "dt"), (.dd, "dd"), (.table, "table"),
            (.row, "tr"), (.cell, "td th"), (.raw, "script style title iframe noembed noframes"),
            (.unseen, "noscript template datalist audio video canvas"),
        ]
        var table: [UInt64: HTMLTag] = [:]
        for (tag, list) in names {
            for name in list.split(separator: " ") { table[key(name.utf8)] = tag }
        }
        return table
    }()
}
