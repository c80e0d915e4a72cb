import Triage

/// What is wrong with templates, told with its place and remedy before anything is ever sent by them.
enum ReplyAudit {
    // MARK: One file

    static func mistakes(_ page: ReplyPage, parts: [String]) -> [Complaint] {
        let subject = ReplyTags(page.subject)
        let body = ReplyTags(page.body)
        if let empty = emptiness(page, body) { return [empty] }
        // A subject has no place of its own: its mistakes are shown at the file's first line.
        return subject.faults.map { page.complaint(.error, at: -1, $0.length, $0.message, $0.remedy) }
            + body.faults.map { page.complaint(.error, at: $0.offset, $0.length, $0.message, $0.remedy) }
            + subject.tags.flatMap { names($0, page, at: -1, parts) }
            + body.tags.flatMap {
                names($0, page, at: $0.offset, parts)
            } + nesting(body.tags, page) + silences(page, body.tags)
    }

    /// A reply in which nothing could ever be read; a part may be left empty so that nobody is offered what it offers.
    private static func emptiness(_ page: ReplyPage, _ body: ReplyTags) -> Complaint? {
        guard case .reply(let kind, _) = page.purpose, body.faults.isEmpty,
            !body.tags.contains(where: { " >".contains($0.sigil) })
        else { return nil }
        var outside = Array(page.body)
        for place in body.spans.reversed() { outside.removeSubrange(place) }
        guard !outside.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        return page.complaint(
            .error, at: 0, 1, "This template says nothing.",
            "write what is said on “\(kind.rawValue)”, or delete the file: then another language is sent instead")
    }

    private static func names(_ tag: ReplyTags.Tag, _ page: ReplyPage, at offset: Int, _ parts: [String])
        -> [Complaint]
    {
        if tag.sigil == ">" {
            guard !parts.contains(tag.name) else { return [] }
            let near = NearestName.of(tag.name, among: parts)
            return [
                page.complaint(
                    .error, at: offset, tag.length, "There is no part “\(tag.name)” in \(page.language).",
                    near.map { "did you mean {{> \($0)}}?" } ?? "write it as \(page.language)/_\(tag.name).mustache")
            ]
        }
        guard ReplyFields.all.contains(tag.name) else {
            let near = NearestName.of(tag.name, among: ReplyFields.all.sorted())
            return [
                page.complaint(
                    .error, at: offset, tag.length, "There is no field “\(tag.name)”.",
                    near.map { "did you mean {{\(tag.sigil == " " ? "" : String(tag.sigil))\($0)}}?" }
                        ?? "fields are \(ReplyFields.words.map(\.name).joined(separator: ", "))")
            ]
        }
        guard tag.sigil != " " || ReplyFields.shown.contains(tag.name) else {
            return [
                page.complaint(
                    .error, at: offset, tag.length, "“\(tag.name)” is a section and has no words of its own.",
                    "write {{#\(tag.name)}} … {{/\(tag.name)}}")
            ]
        }
        return []
    }

    /// Sections open and close in pairs, and `number` and `time` stand within a list.
    private static func nesting(_ tags: [ReplyTags.Tag], _ page: ReplyPage) -> [Complaint] {
        var open: [ReplyTags.Tag] = []
        var complaints: [Complaint] = []
        let isPart = if case .part = page.purpose { true } else { false }
        let (items, lists) = (Set(ReplyFields.items.map(\.name)), Set(ReplyFields.lists.map(\.name)))
        for tag in tags {
            switch tag.sigil {
            case "#", "^": open.append(tag)
            case "/":
                if open.last?.name == tag.name {
                    open.removeLast()
                } else {
                    let wanted = open.last.map { "{{/\($0.name)}}" }
                    complaints.append(
                        page.complaint(
                            .error, at: tag.offset, tag.length, "Nothing called “\(tag.name)” is open here.",
                            wanted.map { "close \($0) first" } ?? "open it with {{#\(tag.name)}}, or take this away"))
                }
            default: break
            }
            if items.contains(tag.name), tag.sigil != "/", !isPart, !open.contains(where: { lists.contains($0.name) }) {
                complaints.append(
                    page.complaint(
                        .error, at: tag.offset, tag.length, "“\(tag.name)” is known only within a list.",
                        "write {{#slots}} … {{/slots}} around it"))
            }
        }
        return complaints
            + open.map {
                page.complaint(
                    .error, at: $0.offset, $0.length, "This section is never closed.", "close it with {{/\($0.name)}}")
            }
    }

    /// What a customer must be told on an occasion, and would not be.
    private static func silences(_ page: ReplyPage, _ tags: [ReplyTags.Tag]) -> [Complaint] {
        guard case .reply(let kind, _) = page.purpose else { return [] }
        let named = Set(tags.map(\.name))
        // A part may say it.
        if tags.contains(where: { $0.sigil == ">" }) { return [] }
        func missing(_ field: String, _ weight: Complaint.Weight, _ why: String) -> [Complaint] {
            named.contains(field)
                ? [] : [page.complaint(weight, at: 0, 1, "\(why): {{\(field)}} is missing.", "say it")]
        }
        return switch kind {
        case .afterHours, .holiday: missing("opening", .warning, "The customer is not told when somebody will be there")
        case .callBackBooked, .callBackMoved:
            missing("chosen", .error, "The customer is not told which time was agreed")
        case .callBackOffer: missing("slots", .error, "No times are offered")
        case .status: missing("status", .error, "The incident's status is not told")
        case .hot, .outage, .callBackAsk, .callBackNumber, .callBackCancelled, .callBackMissed, .optedOut, .optedIn,
            .help:
            []
        }
    }

    // MARK: All of them

    /// What is said in one language and not in another.
    static func gaps(_ pages: [ReplyPage]) -> [Complaint] {
        var said: [String: Set<AnswerKind>] = [:]
        for page in pages {
            if case .reply(let kind, .any) = page.purpose { said[page.language, default: []].insert(kind) }
        }
        let all = said.values.reduce(into: Set<AnswerKind>()) { $0.formUnion($1) }
        return said.sorted { $0.key < $1.key }.flatMap { language, kinds in
            AnswerKind.allCases.filter { all.contains($0) && !kinds.contains($0) }.compactMap { kind in
                pages.first { $0.language == language }.map { page in
                    let folder = page.file.path.split(separator: "/").dropLast().joined(separator: "/")
                    let file =
                        "\(page.file.path.hasPrefix("/") ? "/" : "")\(folder)/\(kind.rawValue)\(ReplyPage.ending)"
                    return Complaint(
                        .warning, file: file, line: 1, column: 1, source: "",
                        message: "“\(kind.rawValue)” has no words in \(language): another language is sent instead.",
                        remedy: "write this file")
                }
            }
        }
    }

    /// Each template with the longest facts that it may have to tell, on each channel that it may go to.
    static func lengths(_ pages: [ReplyPage], _ book: ReplyBook) -> [Complaint] {
        pages.flatMap { page -> [Complaint] in
            guard case .reply(let kind, let variant) = page.purpose else { return [] }
            let own = Set(pages.compactMap { $0.variant(of: kind, in: page.language) })
            var seen: Set<String> = []
            return forms(of: variant, besides: own).flatMap { form in
                samples(kind, page.language, isPublic: form.isPublic).compactMap { draft in
                    fault(of: draft, form, page, book)
                }
            }.filter { seen.insert($0.message + $0.remedy).inserted }
        }
    }

    private static func fault(
        of draft: AnswerDraft, _ form: ReplyForm, _ page: ReplyPage, _ book: ReplyBook
    ) -> Complaint? {
        do {
            _ = try book.write(
                draft, form: form, brand: "Quillfone", contact: "help.quillfone.example", zone: .utc,
                link: form.isPublic ? nil : longLink, fallback: [], now: Moment(seconds: 1_790_000_000))
            return nil
        } catch {
            let own = "\(page.language)/\(draft.kind.rawValue).\(form.variant.rawValue)\(ReplyPage.ending)"
            return page.complaint(
                .error, at: 0, 1, "With all that it may have to say, \(error).",
                (error as? ReplyFailure)?.cause == .tooLong
                    ? "shorten it, or write \(own)" : "say something outside of its sections, or in each of them")
        }
    }

    /// Where a file is used: its own variant, or all that have none of their own.
    private static func forms(of variant: ReplyPage.Variant, besides own: Set<ReplyPage.Variant>) -> [ReplyForm] {
        let all: [ReplyForm] = [.usual(.mastodon, isPublic: true), .usual(.mastodon), .usual(.sms), .usual(.email)]
        return all.filter { variant == .any ? !own.contains($0.variant) : $0.variant == variant }
    }

    /// Of a hot case it depends on the danger what is said.
    private static func samples(_ kind: AnswerKind, _ language: String, isPublic: Bool) -> [AnswerDraft] {
        let usual = sample(kind, language, isPublic: isPublic)
        guard kind == .hot else { return [usual] }
        var danger = usual
        danger.facts.isDanger = true
        return [usual, danger]
    }

    private static func sample(_ kind: AnswerKind, _ language: String, isPublic: Bool) -> AnswerDraft {
        // Wednesdays in September: the longest names in most languages.
        let first = Moment(seconds: 1_790_000_000 + 9 * 86_400)
        let slots = isPublic ? [] : (0..<3).map { first + .seconds($0 * 900) }
        let needsSlots = kind.isAcknowledgement || kind == .callBackOffer || kind == .callBackMissed
        return AnswerDraft(
            kind: kind, language: language, visibility: isPublic ? .open : .direct,
            facts: AnswerFacts(
                zone: "UTC", opening: first, holiday: kind == .holiday ? "Boxing Day (substitute day)" : nil,
                slots: needsSlots ? slots : [], chosen: first, was: first, why: longestWhy(kind),
                readings: kind == .callBackAsk ? Array(slots.prefix(2)) : [], numberEnd: "123",
                reference: "case 1234567", status: String(repeating: "status words ", count: 8),
                offersPrivateWay: isPublic, retryAt: first),
            because: "")
    }

    private static func longestWhy(_ kind: AnswerKind) -> AnswerFacts.Why? {
        switch kind {
        case .callBackOffer: .noSuchChoice
        case .callBackAsk: .ambiguous
        case .callBackNumber: .refusedNumber
        case .callBackMissed: .nobodyRang
        default: nil
        }
    }

    private static let longLink = "https://desk.quillfone.example/b/" + String(repeating: "x", count: 90)
}

extension ReplyForm {
    fileprivate var variant: ReplyPage.Variant {
        isPublic ? .public : ReplyPage.Variant(rawValue: channel.rawValue) ?? .any
    }
}

extension ReplyPage {
    fileprivate func variant(of kind: AnswerKind, in language: String) -> Variant? {
        guard case .reply(kind, let variant) = purpose, self.language == language, variant != .any else { return nil }
        return variant
    }

    /// - Parameter offset: characters of the body; below zero: the file's first line.
    func complaint(_ weight: Complaint.Weight, at offset: Int, _ length: Int, _ message: String, _ remedy: String = "")
        -> Complaint
    {
        guard let whole = String(validating: file.bytes, as: UTF8.self)?.replacing("\r\n", with: "\n") else {
            return Complaint(weight, file: file.path, line: 1, column: 1, source: "", message: message, remedy: remedy)
        }
        let before = offset < 0 ? 0 : bodyOffset + offset
        var (line, column) = (1, 1)
        var start = whole.startIndex
        var place = 0
        for index in whole.indices {
            if place == before { break }
            place += 1
            column += 1
            if whole[index].isNewline {
                (line, column) = (line + 1, 1)
                start = whole.index(after: index)
            }
        }
        let source = String(whole[start...].prefix { !$0.isNewline })
        return Complaint(
            weight, file: file.path, line: line, column: column, length: length, source: source, message: message,
            remedy: remedy)
    }
}
