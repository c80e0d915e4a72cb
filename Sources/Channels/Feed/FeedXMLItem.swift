import Triage

/// One item of an XML feed while it is read: every candidate for each fact, until the end decides.
struct FeedXMLItem {
    var about = ""

    private let base: String
    private var language: String
    private var id = ""
    private var guidLink = ""
    private var titles: (first: String, other: String) = ("", "")
    private var plainLink = ""
    private var alternate = ""
    private var otherLink = ""
    private var content: HTMLText.Reading?
    private var summary: HTMLText.Reading?
    private var otherSummary: HTMLText.Reading?
    private var contentBase = ""
    private var published: Moment?
    private var updated: Moment?
    private var date: Moment?
    private var oddDate: String?
    private var authors: (first: String, other: String) = ("", "")
    private var attachments: [Message.Attachment] = []
    private var isCut = false

    init(base: String, language: String) {
        self.base = base
        self.language = language
    }

    // MARK: Facts

    mutating func take(_ capture: FeedCapture) {
        if capture.isCut { isCut = true }
        switch capture.field {
        case .title: if titles.first.isEmpty { titles.first = capture.reading.text }
        case .otherTitle: if titles.other.isEmpty { titles.other = capture.reading.text }
        case .link: if plainLink.isEmpty { plainLink = FeedLink.absolute(capture.plain, base: capture.base) }
        case .id:
            if id.isEmpty { id = capture.plain }
            if guidLink.isEmpty, capture.isPermalink, FeedLink.isWeb(capture.plain) { guidLink = capture.plain }
        case .content: content = longer(content, capture)
        case .summary: summary = longer(summary, capture)
        case .otherSummary: otherSummary = longer(otherSummary, capture)
        case .published: published = moment(published, capture.plain)
        case .updated: updated = moment(updated, capture.plain)
        case .date: date = moment(date, capture.plain)
        case .author: if authors.first.isEmpty { authors.first = capture.person }
        case .otherAuthor: if authors.other.isEmpty { authors.other = capture.person }
        case .language: if !capture.plain.isEmpty { language = FeedXML.language(capture.plain) }
        case .feedTitle, .feedLink, .feedLanguage, .feedAuthor, .ttl, .period, .frequency: break
        }
    }

    /// The longest says most: some feeds write a text and its beginning under one name.
    private mutating func longer(_ known: HTMLText.Reading?, _ capture: FeedCapture) -> HTMLText.Reading? {
        var reading = capture.reading
        guard reading.text.utf8.count > known?.text.utf8.count ?? 0 else { return known }
        reading.links = reading.links.map { FeedLink.absolute($0, base: capture.base) }
        if !capture.language.isEmpty, language.isEmpty { language = capture.language }
        return reading
    }

    private mutating func moment(_ known: Moment?, _ text: String) -> Moment? {
        guard known == nil, !text.isEmpty else { return known }
        let read = FeedDate.read(text)
        if read == nil { oddDate = String(text.prefix(60)) }
        return read
    }

    mutating func link(_ href: String, _ element: XMLElement, _ base: String) {
        let link = FeedLink.absolute(href, base: base)
        guard !link.isEmpty else { return }
        switch element["rel"]?.trimmed.lowercased() ?? "alternate" {
        case "alternate", "": if alternate.isEmpty { alternate = link }
        case "enclosure": attach(link, element["type"], element["length"], element["title"])
        case "self", "related", "via": if otherLink.isEmpty { otherLink = link }
        default: break
        }
    }

    mutating func contentSource(_ source: String, _ base: String) {
        if otherLink.isEmpty { otherLink = FeedLink.absolute(source, base: base) }
    }

    mutating func enclose(_ element: XMLElement, _ base: String) {
        guard let url = element["url"] ?? element["href"] else { return }
        attach(
            FeedLink.absolute(url, base: base), element["type"] ?? element["medium"],
            element["length"] ?? element["fileSize"], nil)
    }

    private mutating func attach(_ url: String, _ type: String?, _ length: String?, _ title: String?) {
        guard !url.isEmpty, attachments.count < FeedLimits.enclosures, !attachments.contains(where: { $0.url == url })
        else { return }
        attachments.append(
            FeedLink.attachment(url, type: type, bytes: length.flatMap { Int($0.trimmed) }, title: title))
    }

    // MARK: The whole

    func entry() -> FeedEntry {
        var entry = FeedEntry()
        entry.id = id.isEmpty ? about.trimmed : id
        entry.link = [alternate, plainLink, guidLink, otherLink].first { !$0.isEmpty } ?? ""
        entry.title = titles.first.isEmpty ? titles.other : titles.first
        entry.author = authors.first.isEmpty ? authors.other : authors.first
        let body = [content, summary, otherSummary].compactMap { $0 }.first { !$0.text.isEmpty }
        entry.body = body?.text ?? ""
        entry.bodyLinks = [content, summary, otherSummary].compactMap { $0 }.first { !$0.links.isEmpty }?.links ?? []
        entry.published = published ?? date
        entry.updated = updated
        if entry.published == nil, updated == nil { entry.oddDate = oddDate }
        entry.language = language
        entry.attachments = attachments
        if isCut { entry.notes.append("a field was cut at \(FeedLimits.field) bytes") }
        return entry
    }
}
