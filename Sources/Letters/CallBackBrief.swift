import Triage

/// What an agent is told before they ring a customer: whom, what about, what went before, and how long they wait.
package struct CallBackBrief: Hashable, Sendable {
    package var brand: String
    package var call: CallBack
    package var story: [Event]
    package var customer: Customer?
    /// Who wrote the newest message; nil where nobody did.
    package var author: Message.Author?
    /// Oldest first.
    package var conversation: [TicketFacts.Earlier]
    /// All messages of the conversation, of which `conversation` are the newest.
    package var conversationCount: Int
    /// Where whoever rang says how it went; nil: nowhere but by a command.
    package var page: String?

    package struct Event: Hashable, Sendable {
        package var at: Moment
        package var who: String
        package var what: String
        package var note: String
        package init(at: Moment, who: String, what: String, note: String) {
            self.at = at
            self.who = who
            self.what = what
            self.note = note
        }
    }

    package init(
        brand: String, call: CallBack, story: [Event], customer: Customer?, author: Message.Author?,
        conversation: [TicketFacts.Earlier], conversationCount: Int, page: String? = nil
    ) {
        self.brand = brand
        self.call = call
        self.story = story
        self.customer = customer
        self.author = author
        self.conversation = conversation
        self.conversationCount = conversationCount
        self.page = page
    }
}

extension TicketWriter {
    package func write(_ brief: CallBackBrief) -> TicketLetter {
        let plain = Self.lines(brief).joined(separator: "\n")
        let call = brief.call
        var headers: [(String, String)] = [
            ("Call-Back", "\(call.id)"), ("Start", call.start.rfc3339), ("Number", call.number),
            ("Source", call.source.rawValue), ("Author", call.handle.address), ("Language", call.language),
            ("Note", TicketDraft.Note.callBack.rawValue),
        ]
        if let id = call.conversation { headers.append(("Conversation", "\(id.rawValue)")) }
        if let id = call.hotCase { headers.append(("Case", "\(id.rawValue)")) }
        if let id = call.customer { headers.append(("Customer", id.rawValue)) }
        return TicketLetter(
            subject: "[Earshot call-back \(call.id)] RING NOW: \(Visible.line(Self.who(brief), limit: 60))"
                + (call.topic.isEmpty ? "" : ": \(Visible.line(call.topic, limit: 70))"),
            plain: plain,
            html: "<!DOCTYPE html><html><body><pre style=\"white-space:pre-wrap;font:inherit\">"
                + Self.escaped(plain) + "</pre></body></html>",
            headers: headers.filter { !$0.1.isEmpty }.map {
                .init(name: "X-Earshot-\($0.0)", value: Visible.line($0.1, limit: 500))
            })
    }

    private static func who(_ brief: CallBackBrief) -> String {
        if let name = brief.customer?.name, !name.isEmpty { return name }
        return brief.author.map(who) ?? brief.call.handle.address
    }

    private static func lines(_ brief: CallBackBrief) -> [String] {
        let call = brief.call
        let ringing = brief.story.last { $0.what == "ringing" }
        var lines = ["RING NOW: \(Visible.line(call.number))", "", "Who: \(Visible.line(who(brief)))"]
        if let customer = brief.customer {
            var facts = [Visible.line(customer.id.rawValue)]
            if !customer.tier.isEmpty { facts.append("tier \(Visible.line(customer.tier))") }
            if let value = customer.value { facts.append("value \(value)") }
            if !customer.tags.isEmpty { facts.append(Visible.line(customer.tags.joined(separator: ", "))) }
            lines.append("Customer: \(facts.joined(separator: ", "))")
        }
        if !call.topic.isEmpty { lines.append("About: \(Visible.line(call.topic))") }
        lines.append("Language: \(Visible.line(call.language))")
        lines.append("Agreed for: \(show(call.start))" + (ringing.map { " (\(Visible.line($0.note)))" } ?? ""))
        lines.append(
            "Waiting since: \(show(call.waitedSince)), for \(words((ringing?.at ?? call.start) - call.waitedSince))")
        if let hotCase = call.hotCase { lines.append("Case: \(hotCase.rawValue)") }
        lines += ["", "Afterwards, say how it went:"]
        if let page = brief.page {
            lines += ["  \(Visible.line(page))", "  Kept: they were reached. No reply: they are rung again, or told."]
        } else {
            lines += [
                "  earshot callbacks kept \(call.id)      they were reached",
                "  earshot callbacks no-reply \(call.id)  they did not answer; they are rung again, or told",
            ]
        }
        lines += ["", "---- How this call came to be ----"]
        for event in brief.story {
            let note = event.note.isEmpty ? "" : ": \(Visible.line(event.note))"
            lines.append("\(show(event.at)) \(Visible.line(event.what)), by \(Visible.line(event.who))\(note)")
        }
        if !brief.conversation.isEmpty {
            lines += ["", "---- The conversation so far ----"]
            let leftOut = brief.conversationCount - brief.conversation.count
            if leftOut > 0 { lines.append("(\(leftOut) earlier messages are left out)") }
            for one in brief.conversation {
                lines += ["\(show(one.time)) \(Visible.line(one.author)):", Visible.text(one.text), ""]
            }
        }
        return lines + ["", "-- ", "Earshot for \(Visible.line(brief.brand))"]
    }

    /// `1 d 3 h`, `9 h 50 min`, `4 min`
    private static func words(_ duration: Duration) -> String {
        let minutes = max(0, duration.components.seconds / 60)
        if minutes >= 1440 { return "\(minutes / 1440) d \(minutes / 60 % 24) h" }
        return minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min"
    }
}
