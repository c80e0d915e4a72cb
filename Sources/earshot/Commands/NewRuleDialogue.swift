import Foundation
import Triage

/// Asks a person what a rule shall be, in plain words, and tries each answer at once.
struct NewRuleDialogue {
    let there: RulesNew.Existing
    let folder: Configuration.RulesFolder
    /// Heat from which a message is hot.
    var hotHeat = Policy.usualHotHeat
    /// A line of the person's; nil at the end of the input.
    var answer: () -> String? = { readLine(strippingNewline: true) }
    var out: Output = .standard

    func ask(_ draft: inout NewRule) throws {
        out.line("A new rule. Enter takes what stands in brackets; Ctrl-C ends, and nothing is written.")
        if draft.title.isEmpty {
            draft.title = try required("What shall it catch? In a few words, as you would say it to a colleague")
        }
        try askName(&draft)
        try askWords(&draft)
        if draft.brandList == nil, let list = there.brandList {
            let only = try optional("Only where the message names us too (list:\(list))? yes or no", usual: "no")
            if only.lowercased().hasPrefix("y") { draft.brandList = list }
        }
        try askHits(&draft)
        try askMisses(&draft)
        try askSeverity(&draft)
        try askRaises(&draft)
        if draft.owner.isEmpty { draft.owner = try optional("Who looks after it? A person or a team", usual: "nobody") }
        if draft.owner == "nobody" { draft.owner = "" }
        try askPromise(&draft)
    }

    // MARK: the questions

    private func askName(_ draft: inout NewRule) throws {
        var suggestion = NewRule.name(from: draft.title)
        if there.fault(ofName: suggestion, folder) != nil { suggestion = "" }
        while true {
            if draft.name.isEmpty {
                draft.name =
                    try suggestion.isEmpty
                    ? required("A short name for it, with hyphens") : optional("A short name for it", usual: suggestion)
            }
            guard let fault = there.fault(ofName: draft.name, folder) else { return }
            say(fault + ".")
            draft.name = ""
        }
    }

    private func askWords(_ draft: inout NewRule) throws {
        while draft.words.isEmpty {
            draft.words = RulesNew.phrases(
                try required("Which words or phrases give it away? Put commas between them"))
            let complaints = complaints(draft, in: "keywords").filter { $0.weight != .note }
            guard !complaints.isEmpty else { continue }
            for complaint in complaints {
                say("\(Shown.line(complaint.source)): \(Self.words(complaint))")
            }
            if complaints.contains(where: { $0.weight == .error }) { draft.words = [] }
        }
    }

    private func askHits(_ draft: inout NewRule) throws {
        while true {
            let text =
                try draft.hits.isEmpty
                ? required("A message that it must catch") : optional("Another one (Enter: enough)", usual: "")
            if text.isEmpty { return }
            if fires(draft, on: text) {
                draft.hits.append(text)
                continue
            }
            if let list = draft.brandList, fires(without(brand: draft), on: text) {
                say("That message does not name us: nothing of list:\(list) stands in it. Write one that does.")
                continue
            }
            say("None of the words stands in that message.")
            while true {
                let more = try optional("Which words in it give it away? Enter to write another message", usual: "")
                if more.isEmpty { break }
                var tried = draft
                tried.words += RulesNew.phrases(more)
                if fires(tried, on: text) {
                    draft = tried
                    draft.hits.append(text)
                    break
                }
                say("These words do not stand in “\(Shown.line(text, columns: 80))” like that.")
            }
        }
    }

    private func askMisses(_ draft: inout NewRule) throws {
        while true {
            let text = try optional(
                draft.misses.isEmpty
                    ? "A message with much the same words that it must spare (Enter: none comes to mind)"
                    : "Another one (Enter: enough)", usual: "")
            if text.isEmpty { return }
            guard fires(draft, on: text) else {
                draft.misses.append(text)
                continue
            }
            say("As it is, the rule would fire on that.")
            while true {
                let other = try optional(
                    "Which words in it show that it is another matter? Enter to leave it out", usual: "")
                let unless = RulesNew.phrases(other)
                if unless.isEmpty { break }
                var tried = draft
                tried.unless += unless
                if fires(tried, on: text) {
                    say("These words do not stand in “\(Shown.line(text, columns: 80))” like that.")
                } else if let hit = draft.hits.first(where: { !fires(tried, on: $0) }) {
                    say("With these words it would not catch “\(Shown.line(hit, columns: 80))” any more.")
                } else {
                    draft = tried
                    draft.misses.append(text)
                    break
                }
            }
        }
    }

    private func askSeverity(_ draft: inout NewRule) throws {
        say("How urgent is it?")
        for severity in Severity.allCases.reversed() {
            let name = severity.rawValue + String(repeating: " ", count: 10 - severity.rawValue.count)
            say("  \(name)\(NewRule.meaning(severity))")
        }
        while true {
            let word = try optional("Urgency", usual: draft.severity.rawValue).lowercased()
            if let severity = Severity.allCases.first(where: { $0.rawValue == word })
                ?? Severity.allCases.first(where: { !word.isEmpty && $0.rawValue.hasPrefix(word) })
            {
                draft.severity = severity
                return
            }
            let near = NearestName.of(word, among: Severity.allCases.map(\.rawValue))
            say(near.map { "Did you mean \($0)?" } ?? "It is one of the five words above.")
        }
    }

    private func askPromise(_ draft: inout NewRule) throws {
        let usual = NewRule.usualPromise(draft.severity)
        while draft.respond.isEmpty {
            let text = try optional(
                "Within what time should somebody look? As in 15m, 2h, 1d", usual: usual.isEmpty ? "none" : usual)
            if text == "none" { return }
            draft.respond = NewRule.length(text)
            let complaints = complaints(draft, in: "rules").filter { $0.source.contains("respond") }
            for complaint in complaints { say(Self.words(complaint)) }
            if complaints.contains(where: { $0.weight == .error }) { draft.respond = "" }
        }
    }

    // MARK: trying

    /// The rule alone, with the lists that are there.
    private func compiled(_ draft: NewRule) -> (rules: RuleSet?, complaints: [Complaint]) {
        let lists = there.files.filter { $0.path.hasSuffix(".keywords") }
        return RuleSet.compileUntried(lists + draft.files(in: folder.asWritten))
    }

    private func fires(_ draft: NewRule, on text: String) -> Bool {
        guard let rules = compiled(draft).rules,
            let told = try? rules.explain(text, assuming: [], policy: Policy(brand: ""), at: Moment(seconds: 0))
        else { return false }
        return told.explanation.fired.contains { $0.reason.rule == draft.name }
    }

    private func without(brand draft: NewRule) -> NewRule {
        var other = draft
        other.brandList = nil
        return other
    }

    private func complaints(_ draft: NewRule, in ending: String) -> [Complaint] {
        compiled(draft).complaints.filter { $0.file == "\(folder.asWritten)/\(draft.name).\(ending)" }
    }

    /// What there is to say of its `raise` lines, which may name the other rules too.
    func complaintsOfRaises(_ draft: NewRule) -> [Complaint] {
        RuleSet.compileUntried(there.files + draft.files(in: folder.asWritten)).complaints.filter {
            $0.file == "\(folder.asWritten)/\(draft.name).rules" && $0.source.hasPrefix("  raise ")
        }
    }

    /// The sentence and the fix as one.
    static func words(_ complaint: Complaint) -> String {
        guard !complaint.remedy.isEmpty else { return Shown.line(complaint.message) }
        let sentence = complaint.message.hasSuffix(".") ? String(complaint.message.dropLast()) : complaint.message
        return "\(Shown.line(sentence)): \(Shown.line(complaint.remedy))"
    }

    // MARK: asking

    func say(_ words: String) { out.line("  \(words)") }

    private func required(_ question: String) throws -> String {
        while true {
            let text = try line(question)
            if !text.isEmpty { return text }
            say("It needs an answer.")
        }
    }

    func optional(_ question: String, usual: String) throws -> String {
        let text = try line(usual.isEmpty ? question : "\(question) [\(usual)]")
        return text.isEmpty ? usual : text
    }

    private func line(_ question: String) throws -> String {
        out.write("\(out.bold(question))\n> ")
        out.flush()
        guard let text = answer() else {
            throw CommandFailure(.usage, "the answers ended, and nothing was written")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
