import Mustache
import Triage

/// All that is said to customers by itself, as the brand words it: the templates of the rules folder, parsed once
/// and swapped whole when a file changes.
package struct ReplyBook: Sendable {
    private struct Key: Hashable {
        var language: String
        var kind: AnswerKind
        var variant: ReplyPage.Variant
    }

    private struct Words: Sendable {
        var subject: MustacheTemplate
        var body: MustacheTemplate
    }

    private var words: [Key: Words] = [:]
    private var library: [String: MustacheLibrary] = [:]
    /// For which there are words, in alphabetical order.
    package private(set) var languages: [String] = []

    package static let empty = ReplyBook()

    private init() {}

    /// What was read, and all that is wrong with it. A book with an error is not to be used: the one before it stays.
    ///
    /// - Parameters:
    ///   - files: those below the folder `replies`; whatever does not end in `.mustache` is passed over.
    ///   - folder: how their paths begin: `Rules/replies`.
    package static func read(_ files: [RuleFile], in folder: String) -> (book: ReplyBook, complaints: [Complaint]) {
        var complaints: [Complaint] = []
        var pages: [ReplyPage] = []
        for file in files where file.path.hasSuffix(ReplyPage.ending) {
            let below = String(file.path.dropFirst(folder.count).drop { $0 == "/" })
            if let page = ReplyPage(file, below: below, &complaints) { pages.append(page) }
        }
        var book = ReplyBook()
        for language in Set(pages.map(\.language)).sorted() {
            book.take(pages.filter { $0.language == language }, language, &complaints)
        }
        complaints += ReplyAudit.gaps(pages)
        if !complaints.contains(where: { $0.weight == .error }) { complaints += ReplyAudit.lengths(pages, book) }
        return (book, complaints.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
    }

    private mutating func take(_ pages: [ReplyPage], _ language: String, _ complaints: inout [Complaint]) {
        var parts: [String: MustacheTemplate] = [:]
        for page in pages {
            guard case .part(let name) = page.purpose else { continue }
            parts[name] = try? page.templates().body
        }
        library[language] = MustacheLibrary(templates: parts)
        for page in pages {
            let found = ReplyAudit.mistakes(page, parts: parts.keys.sorted())
            complaints += found
            guard case .reply(let kind, let variant) = page.purpose, found.allSatisfy({ $0.weight != .error }) else {
                continue
            }
            do {
                let (subject, body) = try page.templates()
                words[Key(language: language, kind: kind, variant: variant)] = Words(subject: subject, body: body)
            } catch {
                complaints.append(page.complaint(.error, at: 0, 1, "This template cannot be read: \(error)."))
            }
        }
        if words.keys.contains(where: { $0.language == language }) { languages.append(language) }
    }

    /// Whether there is anything to say on the occasion, in any language.
    package func speaks(of kind: AnswerKind) -> Bool { words.keys.contains { $0.kind == kind } }

    /// Puts an answer into words: in its language, else in those that follow, as its channel wants it.
    ///
    /// - Parameters:
    ///   - fallback: languages to go on with, the brand's first.
    ///   - zone: that of `draft.facts.zone`.
    ///   - link: where the customer may choose in a browser; never told in public.
    /// - Throws: `ReplyFailure` where there are no words, or too many for the channel.
    package func write(
        _ draft: AnswerDraft, form: ReplyForm, brand: String, contact: String = "", zone: TimeZoneTable,
        link: String? = nil, fallback: [String] = ["en"], now: Moment
    ) throws -> ReplyLetter {
        guard let (words, language) = find(draft, form, fallback) else {
            throw ReplyFailure(
                cause: .noWords, description: "there are no words for “\(draft.kind.rawValue)” in any language")
        }
        let spoken = SpokenTime(
            zone: zone, isTheirZone: draft.facts.isTheirZone, now: now, language: language)
        let view = ReplyFields.view(
            draft, form: form, brand: brand, contact: contact, spoken: spoken, link: link)
        let isText = form.channel == .sms
        var text = Self.tidied(words.body.render(view, library: library[language]), keepsParagraphs: !isText)
        if isText { text = Self.typed(text) }
        guard !text.isEmpty else {
            throw ReplyFailure(
                cause: .silent, description: "the template of “\(draft.kind.rawValue)” (\(language)) says nothing")
        }
        if let excess = form.limit.excess(text) {
            throw ReplyFailure(
                cause: .tooLong,
                description: "“\(draft.kind.rawValue)” (\(language)) takes \(excess) on \(form.channel.rawValue)")
        }
        let subject = Visible.line(words.subject.render(view, library: library[language]), limit: 150)
        return ReplyLetter(subject: subject, text: text, language: language)
    }

    private func find(_ draft: AnswerDraft, _ form: ReplyForm, _ fallback: [String]) -> (Words, String)? {
        let own = String(draft.language.lowercased().prefix { $0 != "-" && $0 != "_" })
        var variants: [ReplyPage.Variant] = form.isPublic ? [.public] : []
        if let variant = ReplyPage.Variant(rawValue: form.channel.rawValue) { variants.append(variant) }
        variants.append(.any)
        for language in [own] + fallback + languages {
            for variant in variants {
                if let found = words[Key(language: language, kind: draft.kind, variant: variant)] {
                    return (found, language)
                }
            }
        }
        return nil
    }

    /// As a telephone's keys type it: a curly quote alone would send the whole text in an alphabet in which less than
    /// half as much fits. Letters stay as they are.
    private static func typed(_ text: String) -> String {
        var typed = ""
        for letter in text {
            switch letter {
            case "’", "‘", "‚": typed.append("'")
            case "“", "”", "„", "«", "»": typed.append("\"")
            case "–", "—": typed.append("-")
            case "…": typed.append("...")
            case "\u{A0}", "\u{202F}": typed.append(" ")
            default: typed.append(letter)
            }
        }
        return typed
    }

    /// No spaces at the ends of lines, at most one empty line between two, none at the ends; none at all where each
    /// letter is paid for.
    private static func tidied(_ text: String, keepsParagraphs: Bool) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = String(line.reversed().drop { $0.isWhitespace }.reversed())
            if trimmed.isEmpty, !keepsParagraphs || lines.last?.isEmpty ?? true { continue }
            lines.append(trimmed)
        }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
