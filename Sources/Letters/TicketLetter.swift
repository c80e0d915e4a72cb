import Mustache
import Triage

/// The words of a ticket: what the agent in the ACD reads, and the headers that the ACD may route by.
package struct TicketLetter: Sendable, Hashable {
    package var subject: String
    package var plain: String
    package var html: String
    /// `X-Earshot-…`, one line each.
    package var headers: [Header]

    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: String
    }
}

/// What a ticket is written from, gathered by the one who sends it.
package struct TicketFacts: Sendable, Hashable {
    package var brand: String
    package var draft: TicketDraft
    package var message: Message
    package var heardAt: Moment
    package var verdict: Verdict?
    package var customer: Customer?
    package var conversation: ConversationID?
    package var caseID: CaseID?
    /// Oldest first.
    package var earlier: [Earlier]
    /// All earlier ones, of which `earlier` are the newest.
    package var earlierCount: Int

    package struct Earlier: Sendable, Hashable {
        package var author: String
        package var time: Moment
        package var text: String
        package init(author: String, time: Moment, text: String) {
            self.author = author
            self.time = time
            self.text = text
        }
    }

    package init(
        brand: String, draft: TicketDraft, message: Message, heardAt: Moment, verdict: Verdict?, customer: Customer?,
        conversation: ConversationID?, caseID: CaseID?, earlier: [Earlier], earlierCount: Int
    ) {
        self.brand = brand
        self.draft = draft
        self.message = message
        self.heardAt = heardAt
        self.verdict = verdict
        self.customer = customer
        self.conversation = conversation
        self.caseID = caseID
        self.earlier = earlier
        self.earlierCount = earlierCount
    }
}

/// Writes tickets. The templates are compiled once.
package struct TicketWriter: Sendable {
    private let plain: MustacheTemplate
    private let html: MustacheTemplate
    private let unreadable: MustacheTemplate

    package init() throws {
        plain = try MustacheTemplate(string: TicketTemplates.plain)
        html = try MustacheTemplate(string: TicketTemplates.html)
        unreadable = try MustacheTemplate(string: TicketTemplates.unreadable)
    }

    package func write(_ facts: TicketFacts) -> TicketLetter {
        let view = view(facts)
        return TicketLetter(
            subject: subject(facts), plain: plain.render(view), html: html.render(view), headers: headers(facts))
    }

    /// One that asks a person to look at what could not be read; the bytes go with it as an attachment.
    package func write(
        _ item: Unreadable, number: Int64, heardAt: Moment, brand: String
    ) -> TicketLetter {
        let view: [String: Any] = [
            "brand": Visible.line(brand), "reason": Visible.line(item.reason, limit: 500),
            "source": item.source.rawValue, "channel": item.channel.rawValue, "heardAt": TicketWriter.show(heardAt),
            "number": number, "bytes": item.wholeBytes, "contentType": Visible.line(item.contentType),
            "isCut": item.wholeBytes > item.raw.count, "kept": item.raw.count,
        ]
        return TicketLetter(
            subject: "[Earshot Q\(number)] Could not be read: an item of \(item.source)",
            plain: unreadable.render(view),
            html: "<!DOCTYPE html><html><body><pre style=\"white-space:pre-wrap;font:inherit\">"
                + Self.escaped(unreadable.render(view)) + "</pre></body></html>",
            headers: [
                .init(name: "X-Earshot-Source", value: item.source.rawValue),
                .init(name: "X-Earshot-Channel", value: item.channel.rawValue),
                .init(name: "X-Earshot-Quarantine", value: "\(number)"),
            ])
    }

    // MARK: Subject and headers

    private func subject(_ facts: TicketFacts) -> String {
        let tag = facts.conversation.map { "[Earshot \($0.rawValue)] " } ?? ""
        let words = facts.message.subject.isEmpty ? facts.message.text : facts.message.subject
        let snippet = Visible.line(words, limit: 70)
        let what = snippet.isEmpty ? "(no words)" : snippet
        let hot = facts.verdict?.isHot == true ? "HOT " + (facts.verdict?.reasons.first?.title ?? "") + ": " : ""
        let re = facts.draft.inReplyTo == nil ? "" : "Re: "
        return re + tag + Visible.line(hot, limit: 60) + (hot.isEmpty ? "" : " ") + what
    }

    private func headers(_ facts: TicketFacts) -> [TicketLetter.Header] {
        let verdict = facts.verdict
        let pairs: [(String, String?)] = [
            ("Source", facts.message.source.rawValue),
            ("Channel", facts.message.channel.rawValue),
            ("Author", facts.message.author.handle.address),
            ("Conversation", facts.conversation.map { "\($0.rawValue)" }),
            ("Case", facts.caseID.map { "\($0.rawValue)" }),
            ("Hot", verdict.map { $0.isHot ? "yes" : "no" }),
            ("Heat", verdict.map { "\($0.heat)" }),
            ("Severity", verdict?.severity?.rawValue),
            ("Sentiment", verdict?.sentiment.label.rawValue),
            ("Rules", verdict.flatMap { Self.list($0.reasons.map(\.rule)) }),
            ("Skill", verdict.flatMap { Self.list($0.reasons.map(\.skill)) }),
            ("Customer", facts.customer?.id.rawValue),
            ("Tier", facts.customer.flatMap { $0.tier.isEmpty ? nil : $0.tier }),
            ("Permalink", facts.message.permalink.isEmpty ? nil : facts.message.permalink),
            ("Note", facts.draft.note?.rawValue),
        ]
        return pairs.compactMap { name, value in
            value.map { .init(name: "X-Earshot-\(name)", value: Visible.line($0, limit: 500)) }
        }
    }

    private static func list(_ names: [String]) -> String? {
        var seen: [String] = []
        for name in names where !name.isEmpty && !seen.contains(name) { seen.append(name) }
        return seen.isEmpty ? nil : seen.prefix(16).joined(separator: ", ")
    }

    // MARK: The view that the templates see

    private func view(_ facts: TicketFacts) -> [String: Any] {
        let message = facts.message
        let verdict = facts.verdict
        var view: [String: Any] = [
            "brand": Visible.line(facts.brand),
            "firstLine": firstLine(facts),
            "isHot": verdict?.isHot == true,
            "who": Self.who(message.author),
            "source": message.source.rawValue,
            "channel": message.channel.rawValue,
            "time": Self.show(message.time),
            "heardAt": Self.show(facts.heardAt),
            "text": Visible.text(message.text),
            "paragraphs": Self.paragraphs(message.text),
            "reasons": (verdict?.reasons ?? []).map(Self.reason),
            "attachments": message.attachments.map { file -> [String: Any] in
                [
                    "name": Visible.line(file.name), "type": Visible.line(file.type),
                    "url": Visible.line(file.url ?? "", limit: 500),
                ]
            },
            "notes": message.notes.map { ["note": Visible.line($0)] },
            "earlier": facts.earlier.map { past -> [String: Any] in
                [
                    "author": Visible.line(past.author), "time": Self.show(past.time),
                    "text": Visible.text(past.text), "paragraphs": Self.paragraphs(past.text),
                ]
            },
        ]
        if !message.permalink.isEmpty { view["permalink"] = Visible.line(message.permalink, limit: 1000) }
        if message.permalink.hasPrefix("https://") || message.permalink.hasPrefix("http://") { view["isLink"] = true }
        if !message.subject.isEmpty { view["subject"] = Visible.line(message.subject) }
        if !message.quoted.isEmpty {
            view["quoted"] = Visible.text(String(message.quoted.prefix(4000)))
        }
        if let verdict {
            view["heat"] = verdict.heat
            view["severity"] = verdict.severity?.rawValue ?? "none"
            view["sentiment"] = "\(verdict.sentiment.label.rawValue) (\(Self.signed(verdict.sentiment.compound)))"
        }
        if let id = facts.caseID { view["case"] = "\(id.rawValue)" }
        if let customer = facts.customer { view["customer"] = Self.customer(customer) }
        if !facts.earlier.isEmpty { view["hasEarlier"] = true }
        if facts.earlierCount > facts.earlier.count { view["leftOut"] = facts.earlierCount - facts.earlier.count }
        return view
    }

    /// The line that the agent reads first, and the on-call person in the notification.
    private func firstLine(_ facts: TicketFacts) -> String {
        let verdict = facts.verdict
        let top = verdict?.reasons.first?.title ?? "heat \(verdict?.heat ?? 0)"
        switch facts.draft.note {
        case .nowHot:
            return "NOW HOT: \(Visible.line(top)). Earlier messages of this conversation are in the default queue."
        case .edited where verdict?.isHot == true: return "HOT, EDITED: \(Visible.line(top))."
        case .edited: return "EDITED: the author changed a message that you have a ticket of."
        case .unreadable, .callBack, nil: return verdict?.isHot == true ? "HOT: \(Visible.line(top))." : ""
        }
    }

    private static func reason(_ reason: Reason) -> [String: Any] {
        [
            "title": Visible.line(reason.title), "score": reason.score >= 0 ? "+\(reason.score)" : "\(reason.score)",
            "rule": reason.rule, "place": "\(reason.file):\(reason.line)",
            "words": reason.matches.map { "“\(Visible.line($0.text, limit: 80))”" }.joined(separator: ", ")
                + (reason.more > 0 ? " and \(reason.more) more" : ""),
        ]
    }

    private static func customer(_ customer: Customer) -> [String: Any] {
        let facts: [(String, String)] = [
            ("tier", customer.tier), ("value", customer.value.map(String.init) ?? ""), ("language", customer.language),
            ("time zone", customer.timeZone), ("prefers", customer.preferredChannel),
        ]
        return [
            "name": Visible.line(customer.name.isEmpty ? customer.id.rawValue : customer.name),
            "id": Visible.line(customer.id.rawValue),
            "facts": facts.filter { !$0.1.isEmpty }.map { "\($0.0) \(Visible.line($0.1))" }.joined(separator: ", "),
        ]
    }

    package static func who(_ author: Message.Author) -> String {
        let name = Visible.line(author.displayName, limit: 80)
        let address = author.handle.channel == .mastodon ? "@\(author.handle.address)" : author.handle.address
        return name.isEmpty || name == address ? Visible.line(address) : "\(name) (\(Visible.line(address)))"
    }

    private static func paragraphs(_ text: String) -> [[String: Any]] {
        Visible.text(text).split(separator: "\n", omittingEmptySubsequences: false).map { ["line": String($0)] }
    }

    /// `2026-11-22 03:41:07 UTC`
    package static func show(_ moment: Moment) -> String {
        let text = moment.rfc3339
        guard text.utf8.count >= 19 else { return text }
        let characters = Array(text.utf8.prefix(19))
        return String(decoding: characters[..<10], as: UTF8.self) + " "
            + String(decoding: characters[11...], as: UTF8.self) + " UTC"
    }

    private static func signed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = abs(hundredths)
        return (hundredths < 0 ? "-" : "+") + "\(digits / 100).\(digits % 100 < 10 ? "0" : "")\(digits % 100)"
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.append(character)
            }
        }
        return out
    }
}
