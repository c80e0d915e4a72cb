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
    /// Somebody wrote words for these, and they cannot be used: nothing is said in their place, least of all in
    /// another language.
    private var broken: Set<Key> = []
    /// For which there are words, in alphabetical order.
    package private(set) var languages: [String] = []

    package static let empty = ReplyBook()

    private init() {}

    /// What was read, and all that is wrong with it. Of a book with an error the one before it stays; where there is
    /// none, it is used, and falls silent where its errors are.
    ///
    /// - Parameters:
    ///   - files: those below the folder `replies`; whatever does not end in `.mustache` is passed over.
    ///   - folder: how their paths begin: `Rules/replies`.
    ///   - unreadable: paths of templates that are there and could not be read.
    package static func read(
        _ files: [RuleFile], in folder: String, unreadable: [String] = []
    ) -> (book: ReplyBook, complaints: [Complaint]) {
        var complaints: [Complaint] = []
        var pages: [ReplyPage] = []
        var lost: [ReplyPage] = []
        func below(_ path: String) -> String { String(path.dropFirst(folder.count).drop { $0 == "/" }) }
        // What they are for is known by their names.
        func lose(_ path: String) {
            var unheard: [Complaint] = []
            if let page = ReplyPage(RuleFile(path: path, bytes: []), below: below(path), &unheard) {
                lost.append(page)
            }
        }
        for file in files where file.path.hasSuffix(ReplyPage.ending) {
            if let page = ReplyPage(file, below: below(file.path), &complaints) {
                pages.append(page)
            } else {
                lose(file.path)
            }
        }
        for path in unreadable { lose(path) }
        var book = ReplyBook()
        for language in Set((pages + lost).map(\.language)).sorted() {
            book.take(
                pages.filter { $0.language == language }, lost.filter { $0.language == language }, language,
                &complaints)
        }
        complaints += ReplyAudit.gaps(pages)
        if !complaints.contains(where: { $0.weight == .error }) { complaints += ReplyAudit.lengths(pages, book) }
        return (book, complaints.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
    }

    /// - Parameter lost: those whose bytes say nothing.
    private mutating func take(
        _ pages: [ReplyPage], _ lost: [ReplyPage], _ language: String, _ complaints: inout [Complaint]
    ) {
        var parts: [String: MustacheTemplate] = [:]
        for page in pages {
            guard case .part(let name) = page.purpose else { continue }
            parts[name] = try? page.templates().body
        }
        library[language] = MustacheLibrary(templates: parts)
        let found = pages.map { ReplyAudit.mistakes($0, parts: parts.keys.sorted()) }
        complaints += found.joined()
        var faulty = Set(lost.map(\.purpose))
        for (page, mistakes) in zip(pages, found) where mistakes.contains(where: { $0.weight == .error }) {
            faulty.insert(page.purpose)
        }
        for page in pages where !faulty.contains(page.purpose) && takesIn(faulty, page, pages) {
            faulty.insert(page.purpose)
        }
        for page in pages {
            guard case .reply(let kind, let variant) = page.purpose, !faulty.contains(page.purpose) else { continue }
            do {
                let (subject, body) = try page.templates()
                words[Key(language: language, kind: kind, variant: variant)] = Words(subject: subject, body: body)
            } catch {
                complaints.append(page.complaint(.error, at: 0, 1, "This template cannot be read: \(error)."))
                faulty.insert(page.purpose)
            }
        }
        for case .reply(let kind, let variant) in faulty {
            broken.insert(Key(language: language, kind: kind, variant: variant))
        }
        let isSpoken = words.keys.contains { $0.language == language } || broken.contains { $0.language == language }
        if isSpoken { languages.append(language) }
    }

    /// Whether a page takes in a part that has a fault, perhaps by way of other parts.
    private func takesIn(_ faulty: Set<ReplyPage.Purpose>, _ page: ReplyPage, _ pages: [ReplyPage]) -> Bool {
        var seen: Set<String> = []
        var open = [page]
        while let next = open.popLast() {
            for tag in ReplyTags(next.subject).tags + ReplyTags(next.body).tags where tag.sigil == ">" {
                guard seen.insert(tag.name).inserted else { continue }
                if faulty.contains(.part(tag.name)) { return true }
                open += pages.filter { $0.purpose == .part(tag.name) }
            }
        }
        return false
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
        let (words, language): (Words, String)
        switch find(draft, form, fallback) {
        case .words(let found, let spoken): (words, language) = (found, spoken)
        case .broken(let spoken):
            throw ReplyFailure(
                cause: .noWords,
                description: "the words for “\(draft.kind.rawValue)” (\(spoken)) have a fault; "
                    + "`earshot rules check` shows it")
        case nil:
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

    private enum Found {
        case words(Words, String)
        case broken(String)
    }

    private func find(_ draft: AnswerDraft, _ form: ReplyForm, _ fallback: [String]) -> Found? {
        let own = String(draft.language.lowercased().prefix { $0 != "-" && $0 != "_" })
        var variants: [ReplyPage.Variant] = form.isPublic ? [.public] : []
        if let variant = ReplyPage.Variant(rawValue: form.channel.rawValue) { variants.append(variant) }
        variants.append(.any)
        for language in [own] + fallback + languages {
            for variant in variants {
                let key = Key(language: language, kind: draft.kind, variant: variant)
                if broken.contains(key) { return .broken(language) }
                if let found = words[key] { return .words(found, language) }
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
