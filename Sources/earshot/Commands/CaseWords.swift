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
        facts.append("heard \(item.firstHeard.rfc3339) (\(item.firstHeard.ago(at: now)))")
        out.line("  " + facts.joined(separator: " · "))
        if let promise = item.promise {
            let words = "  to be looked at by \(promise.rfc3339) (\(promise.ago(at: now)))"
            out.line(promise < now && item.state == .open ? out.red(words) : words)
        }
        if !item.owner.isEmpty { out.line("  owner \(Shown.line(item.owner))") }
        if let name = item.claimedBy { out.line("  claimed by \(Shown.line(name))") }
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
                "  " + out.bold("\(who)\(Shown.line(message.author.handle.address))")
                    + " on \(message.source), \(message.time.rfc3339)")
            if !message.permalink.isEmpty { out.line("  " + out.dim(Shown.line(message.permalink))) }
            if !message.subject.isEmpty { out.line("    " + out.bold(Shown.line(message.subject))) }
            out.line(Shown.paragraph(String(message.text.prefix(4000)), indent: "    "))
        }
        if !detail.events.isEmpty { out.line("") }
        for event in detail.events {
            let note = event.note.isEmpty ? "" : ": \(Shown.line(event.note))"
            out.line("  \(event.at.rfc3339)  \(Shown.line(event.what)) by \(Shown.line(event.by))\(note)")
        }
    }
}
