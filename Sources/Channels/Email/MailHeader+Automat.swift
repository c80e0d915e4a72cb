/// The signs that a machine wrote a mail, and that it must not be answered automatically: RFC 3834 §2, and
/// what practice added to it.
extension MailHeader {
    /// The first sign, in words for a person; nil for what looks like a person's mail.
    func signOfAutomat(_ reading: MailReading) -> String? {
        // RFC 3834 §5: a keyword, then perhaps parameters and comments.
        if let keyword = keyword("auto-submitted"), keyword != "no" { return "Auto-Submitted: \(keyword)" }
        if reading.returnPath == "" { return "an empty return path" }
        if names(startWith: "list-") { return "a mailing list" }
        if let keyword = keyword("precedence"), ["bulk", "list", "junk", "auto_reply"].contains(keyword) {
            return "Precedence: \(keyword)"
        }
        let suppress = keywords("x-auto-response-suppress")
        if !suppress.isDisjoint(with: ["all", "autoreply", "oof"]) { return "X-Auto-Response-Suppress" }
        for name in Self.telling where value(name) != nil { return name }
        if let type = keyword("content-type") {
            if type.hasPrefix("multipart/report") { return "a report of a mail system" }
            if type.hasPrefix("text/calendar") { return "a calendar's message" }
        }
        if let doubt = signOfForgery { return doubt }
        let people = reading.from + reading.sender
        for writer in people.flatMap({ [$0.address, $0.name] }) + [reading.returnPath ?? ""]
        where Self.isAutomat(writer) {
            return "written by \(HeaderText.plain(Self.local(writer), limit: 60))"
        }
        if let raw = raw("from"), raw.filter({ !$0.isWhitespace }).hasSuffix("<>") { return "an empty sender" }
        let subject = reading.subject.lowercased()
        return Self.subjects.contains { subject.hasPrefix($0) } ? "the subject of an automatic answer" : nil
    }

    /// What our own mail server holds against the sender, in words; nil: nothing.
    var signOfForgery: String? {
        if keyword("x-spam-flag") == "yes" { return "marked as spam" }
        if let results = value("authentication-results"), results.lowercased().contains("dmarc=fail") {
            return "the sender is not authentic (DMARC)"
        }
        return nil
    }

    private static let telling = [
        "feedback-id", "x-autoreply", "x-autorespond", "x-auto-generated", "x-loop", "x-failed-recipients",
        "x-mailer-daemon", "x-delivery-report",
    ]

    private static func local(_ address: String) -> String {
        String(address.lowercased().prefix { $0 != "@" && $0 != "+" && $0 != "=" })
    }

    private static func isAutomat(_ address: String) -> Bool {
        let local = local(address)
        if local.hasPrefix("owner-") || local.hasSuffix("-owner") || local.hasSuffix("-request") { return true }
        let bare = local.filter { $0.isLetter }
        if bare.hasPrefix("bounce") || bare.hasPrefix("noreply") || bare.hasPrefix("donotreply") { return true }
        return bare.hasSuffix("noreply") || bare.hasSuffix("donotreply") || robots.contains(bare)
    }

    private static let robots: Set<String> = ["mailerdaemon", "postmaster", "maildaemon", "autoreply", "nobody"]

    /// What the large mail systems begin the subject of an automatic answer with, where they say it in no header.
    private static let subjects = [
        "auto:", "auto reply:", "auto-reply:", "autoreply:", "automatic reply:", "auto response:", "auto-response:",
        "out of office", "out of the office", "automatische antwort", "abwesenheitsnotiz", "réponse automatique",
        "respuesta automática", "risposta automatica", "resposta automática", "automatisch antwoord",
        "autosvar", "automaattinen vastaus", "automatyczna odpowiedź", "автоответ",
        // How a mail system tells of a complaint where it does not mark it as a report.
        "complaint about message from",
    ]

    private func names(startWith prefix: String) -> Bool { fieldNames.contains { $0.hasPrefix(prefix) } }

    /// The value's first word, lower case, without what follows `;` or `(`.
    private func keyword(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        let word = value.prefix { $0 != ";" && $0 != "(" }.lowercased().filter { !$0.isWhitespace }
        return word.isEmpty ? nil : HeaderText.plain(word, limit: 60)
    }

    private func keywords(_ name: String) -> Set<String> {
        Set((value(name) ?? "").lowercased().split { !$0.isLetter }.map(String.init))
    }
}
