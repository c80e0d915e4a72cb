import Storage
import Triage

/// A case for people, as long as it takes.
struct CaseWords {
    private let detail: CaseDetail
    private let now: Moment

    init(_ detail: CaseDetail, now: Moment) {
        self.detail = detail
        self.now = now
    }

    func print(to out: Output) {
        let item = detail.hotCase
        out.line(out.bold("Case \(item.id.rawValue): \(Shown.line(item.title))"))
        var facts = ["\(item.state.rawValue)", "heat \(item.heat)"]
        if let severity = item.severity { facts.append(severity.rawValue) }
        facts.append(item.messages == 1 ? "1 message" : "\(item.messages) messages")
        facts.append("heard \(item.firstHeard.local) (\(item.firstHeard.ago(at: now)))")
        out.line("  " + facts.joined(separator: " · "))
        if let promise = item.promise {
            let lateness = PromiseWords.words(
                promise, touched: item.firstTouched, isOpen: item.state.isOpen, now: now)
            let words = "  to be looked at by \(promise.local) (\(lateness ?? ""))"
            out.line(promise < now && item.state == .open ? out.red(words) : words)
        }
        if !item.owner.isEmpty { out.line("  owner \(Shown.line(item.owner))") }
        if let name = item.claimedBy { out.line("  claimed by \(Shown.line(name))") }
        if let target = item.target { out.line("  handed over to \(Shown.line(target))") }
        if let due = item.due { out.line("  \(dueWords(item)) \(due.local) (\(due.ago(at: now)))") }
        if let incident = detail.incident {
            out.line("  belongs to incident \(incident.id.rawValue): \(Shown.line(incident.title))")
        }
        if let other = item.mergedInto { out.line("  merged into case \(other.rawValue)") }
        if !detail.linked.isEmpty {
            let names = detail.linked.prefix(20).map { "\($0.id.rawValue) (\($0.state.rawValue))" }
            out.line("  belonging to it: " + names.joined(separator: ", ") + (detail.linked.count > 20 ? ", …" : ""))
        }
        if !detail.merged.isEmpty {
            out.line("  merged into it: " + detail.merged.prefix(20).map { "\($0.rawValue)" }.joined(separator: ", "))
        }
        out.line("")
        for reason in item.reasons {
            let words = reason.matches.prefix(8).map { "“\(Shown.line($0.text, columns: 60))”" }
            out.line(
                "  +\(reason.score) \(Shown.line(reason.title)) "
                    + out.dim("(\(Shown.line(reason.file)):\(reason.line))")
                    + (words.isEmpty ? "" : "  " + words.joined(separator: ", ")))
        }
        for stored in detail.messages {
            let message = stored.message
            out.line("")
            let name = Shown.line(message.author.displayName, columns: 60)
            let who = name.isEmpty ? "" : "\(name) "
            out.line(
                out.dim("  \(stored.id.rawValue)  ") + out.bold("\(who)\(Shown.line(message.author.handle.address))")
                    + " on \(message.source), \(message.time.local)")
            if !message.permalink.isEmpty { out.line("  " + out.dim(Shown.line(message.permalink))) }
            if !message.subject.isEmpty { out.line("    " + out.bold(Shown.line(message.subject))) }
            out.line(Shown.paragraph(String(message.text.prefix(4000)), indent: "    "))
        }
        if !detail.events.isEmpty { out.line("") }
        for event in detail.events {
            let note = event.note.isEmpty ? "" : ": \(Shown.line(event.note))"
            out.line("  \(event.at.local)  \(Shown.line(event.what)) by \(Shown.line(event.by))\(note)")
        }
    }

    /// What happens at the due time.
    private func dueWords(_ item: Case) -> String {
        switch item.state {
        case .open where item.isHeld: "held until"
        case .open: "next call"
        case .claimed: "the claim lapses"
        case .acknowledged: "asked about again"
        case .snoozed: "sleeps until"
        case .resolved, .notHot: "closed"
        }
    }
}
