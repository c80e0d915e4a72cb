import Triage

/// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, read as one language: the elements of each are understood
/// wherever they stand as children of the feed or of an item, since real feeds mix them.
final class FeedXML: XMLHandler {
    /// To be taken after `close`.
    private(set) var document = FeedDocument()
    /// The feed's own address: what relative links are relative to in the end.
    private let url: String
    private let bytes: [UInt8]

    private var frames: [Frame] = []
    private var item: FeedXMLItem?
    private var itemCount = 0
    private var itemStart = 0
    private var capture: FeedCapture?
    private var syndication = (period: "", frequency: 1)

    private struct Frame {
        var role: Role
        var base: String
        var language: String
    }

    /// What an element is, and so what its children mean.
    private enum Role: Equatable {
        case root, feed
        /// Its number, since a broken document may begin one within another.
        case item(Int)
        case group, ignored
    }

    init(_ bytes: [UInt8], url: String) {
        self.bytes = bytes
        self.url = url
    }

    // MARK: Events

    func start(_ element: XMLElement) {
        let parent = frames.last
        var frame = Frame(
            role: .ignored, base: parent?.base ?? url, language: parent?.language ?? "")
        if let base = element["xml", "base"] { frame.base = FeedLink.absolute(base, base: frame.base) }
        if let language = element["xml", "lang"] { frame.language = FeedXML.language(language) }
        if capture != nil {
            capture?.open(element, depth: frames.count)
            frames.append(frame)
            return
        }
        let name = element.name.lowercased()
        if frames.isEmpty {
            frame.role = name == "feed" || name == "channel" ? .feed : .root
            if frame.role == .feed { document.language = frame.language }
        } else if name == "item" || name == "entry", element.space == .core, parent?.role != .ignored || item != nil {
            begin(element, &frame)
        } else {
            switch parent?.role {
            case .root where name == "channel" && element.space == .core:
                frame.role = .feed
                document.language = frame.language
            case .feed: frame.role = inFeed(name, element, frame)
            case .item, .group: frame.role = inItem(name, element, frame)
            case .root, .ignored, nil: break
            }
        }
        frames.append(frame)
    }

    func end() {
        guard let frame = frames.popLast() else { return }
        if let finished = capture {
            guard finished.depth == frames.count else {
                capture?.close()
                return
            }
            capture = nil
            take(finished)
            return
        }
        if case .item(let number) = frame.role, number == itemCount { finish() }
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) {
        capture?.text(text)
    }

    /// Called when the document is over, whether or not it ended well.
    func close(dropsOpenItem: Bool) {
        if item != nil, !dropsOpenItem { finish() }
        item = nil
        document.rest = Self.rest(document.rest, syndication)
        if itemCount > FeedLimits.items {
            document.remarks.append("only the first \(FeedLimits.items) of \(itemCount) items were read")
        }
    }

    // MARK: Items

    private func begin(_ element: XMLElement, _ frame: inout Frame) {
        if item != nil { finish() }
        itemCount += 1
        frame.role = .item(itemCount)
        guard itemCount <= FeedLimits.items else { return }
        itemStart = element.place
        var new = FeedXMLItem(base: frame.base, language: frame.language)
        new.about = element["rdf", "about"] ?? ""
        item = new
    }

    private func finish() {
        guard let item else { return }
        self.item = nil
        let entry = item.entry()
        guard entry.isEmpty else {
            document.items.append(.entry(entry))
            return
        }
        // From the `<` of its start tag to where reading stands.
        var start = min(itemStart, bytes.count - 1)
        while start > 0, bytes[start] != UInt8(ascii: "<") { start -= 1 }
        document.items.append(
            .unreadable(
                reason: "item \(itemCount) of the feed has no title, no text, no link and no id",
                contentType: "application/xml; charset=utf-8", raw: Array(bytes[start..<max(start, endOfItem(start))])))
    }

    /// The place after the end tag of the item that begins at `start`.
    private func endOfItem(_ start: Int) -> Int {
        var at = start
        let limit = min(bytes.count, start + Unreadable.rawLimit)
        while at < limit {
            if bytes[at] == UInt8(ascii: "/"), at + 1 < limit {
                let isEnd =
                    bytes[at - 1] == UInt8(ascii: "<")
                    && (bytes.has("item>", at: at + 1) || bytes.has("entry>", at: at + 1))
                if isEnd { return min(limit, at + (bytes.has("item>", at: at + 1) ? 6 : 7)) }
                if bytes[at + 1] == UInt8(ascii: ">"), at - start < 200 { return at + 2 }
            }
            at += 1
        }
        return limit
    }

    // MARK: Elements

    private func begins(_ field: FeedField, _ element: XMLElement, _ frame: Frame) {
        capture = FeedCapture(field, element, depth: frames.count, base: frame.base, language: frame.language)
    }

    private func inFeed(_ name: String, _ element: XMLElement, _ frame: Frame) -> Role {
        switch (element.space, name) {
        case (.core, "title"), (.dublinCore, "title"): begins(.feedTitle, element, frame)
        case (.core, "link"):
            guard let href = element["href"] else {
                begins(.feedLink, element, frame)
                break
            }
            let rel = element["rel"]?.lowercased() ?? "alternate"
            if rel == "alternate", document.link.isEmpty {
                document.link = FeedLink.absolute(href, base: frame.base)
            }
        case (.core, "language"), (.dublinCore, "language"): begins(.feedLanguage, element, frame)
        case (.core, "ttl"): begins(.ttl, element, frame)
        case (.syndication, "updateperiod"): begins(.period, element, frame)
        case (.syndication, "updatefrequency"): begins(.frequency, element, frame)
        case (.core, "author"), (.dublinCore, "creator"), (.core, "managingeditor"): begins(.feedAuthor, element, frame)
        // RSS 1.0 writes items beside the channel, some write them within `items`.
        case (.core, "items"): return .root
        default: break
        }
        return .ignored
    }

    private func inItem(_ name: String, _ element: XMLElement, _ frame: Frame) -> Role {
        guard item != nil else { return .ignored }
        let field: FeedField
        switch (element.space, name) {
        case (.core, "title"): field = .title
        case (.dublinCore, "title"), (.media, "title"): field = .otherTitle
        case (.core, "link"):
            guard let href = element["href"] else {
                guard element["rel"]?.lowercased() ?? "alternate" == "alternate" else { return .ignored }
                field = .link
                break
            }
            item?.link(href, element, frame.base)
            return .ignored
        case (.core, "guid"), (.core, "id"): field = .id
        case (.core, "content"), (.content, "encoded"), (.xhtml, "body"), (.xhtml, "div"), (.core, "body"),
            (.core, "fullitem"):
            if let source = element["src"], name == "content" { item?.contentSource(source, frame.base) }
            field = .content
        case (.core, "description"), (.core, "summary"), (.dublinCore, "description"), (.core, "abstract"):
            field = .summary
        case (.media, "description"), (.itunes, "summary"), (.media, "text"): field = .otherSummary
        case (.core, "pubdate"), (.core, "published"), (.core, "issued"), (.dublinTerms, "issued"), (.core, "created"),
            (.dublinTerms, "created"):
            field = .published
        case (.core, "updated"), (.core, "modified"), (.dublinTerms, "modified"): field = .updated
        case (.dublinCore, "date"): field = .date
        case (.core, "author"): field = .author
        case (.dublinCore, "creator"), (.dublinCore, "author"), (.itunes, "author"): field = .otherAuthor
        case (.dublinCore, "language"), (.core, "language"): field = .language
        case (.core, "enclosure"), (.media, "content"):
            item?.enclose(element, frame.base)
            return name == "content" ? .group : .ignored
        case (.media, "group"): return .group
        default: return .ignored
        }
        begins(field, element, frame)
        return .ignored
    }

    private func take(_ capture: FeedCapture) {
        switch capture.field {
        case .feedTitle: if document.title.isEmpty { document.title = capture.reading.text }
        case .feedLink:
            if document.link.isEmpty { document.link = FeedLink.absolute(capture.plain, base: capture.base) }
        case .feedLanguage: if !capture.plain.isEmpty { document.language = Self.language(capture.plain) }
        case .feedAuthor: if document.author.isEmpty { document.author = capture.person }
        case .ttl:
            if let minutes = Int64(capture.plain.prefix(9)), minutes > 0 { document.rest = .seconds(minutes * 60) }
        case .period: syndication.period = capture.plain.lowercased()
        case .frequency: syndication.frequency = max(1, Int(capture.plain.prefix(9)) ?? 1)
        default: item?.take(capture)
        }
    }

    static func language(_ text: String) -> String {
        let tag = text.trimmed.lowercased()
        let isTag = tag.utf8.count <= 35 && tag.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
        return isTag
            ? tag
            : tag.replacing("_", with: "-").prefix { $0.isASCII && ($0.isLetter || $0 == "-") }.prefix(35).lowercased()
    }

    private static func rest(_ ttl: Duration?, _ syndication: (period: String, frequency: Int)) -> Duration? {
        let hours: Int64? = ["hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760][
            syndication.period]
        let period = hours.map { Duration.seconds($0 * 3600 / Int64(syndication.frequency)) }
        return [ttl, period].compactMap { $0 }.max()
    }
}
