import Triage

/// What makes a rule's matter worse: heat that is added where a condition is true.
struct NewRuleRaise: Equatable {
    var by: Int
    /// As a rule says it: `customer.tier is vip`.
    var condition: String

    init(by: Int, condition: String) {
        self.by = by
        self.condition = condition
    }

    /// `+20 if customer.tier is vip`, the plus or not; nil for anything else.
    init?(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3, words[1] == "if", let by = Int(words[0]), (1...1000).contains(by) else { return nil }
        self.init(by: by, condition: words[2].split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// What people name most often, and how a rule says it.
    static let usual = [
        ("the customer is a VIP", "customer.tier is vip"),
        ("it is the third message of one person in a day", "conversation.contacts >= 3 in 24h"),
        ("nobody answered them for 4 hours", "conversation.unanswered >= 4h"),
        ("10,000 people or more follow its author", "author.followers >= 10000"),
        ("a journalist writes it", "author is press"), ("nobody works at that hour", "hours are closed"),
    ]

    /// The conditions that an answer means: numbers of `usual`, or a condition of one's own.
    static func conditions(_ answer: String) -> [String] {
        let words = answer.split { $0 == "," || $0 == " " || $0 == ";" }
        let numbers = words.compactMap { Int($0) }
        guard !words.isEmpty, numbers.count == words.count else { return [answer] }
        guard numbers.allSatisfy({ usual.indices.contains($0 - 1) }) else { return [] }
        return numbers.map { usual[$0 - 1].1 }
    }
}

extension NewRuleDialogue {
    /// Asks until nothing more comes to mind, and tells what the heat comes to.
    func askRaises(_ draft: inout NewRule) throws {
        guard draft.raises.isEmpty else { return }
        say("What makes it worse?")
        for (number, (words, _)) in NewRuleRaise.usual.enumerated() { say("  \(number + 1)  \(words)") }
        while true {
            let answer = try optional(
                draft.raises.isEmpty
                    ? "Numbers, or a condition as a rule says it: list:x, sentiment is negative (Enter: nothing)"
                    : "Anything else? (Enter: enough)", usual: "")
            if answer.isEmpty { return }
            let conditions = NewRuleRaise.conditions(answer)
            if conditions.isEmpty { say("The numbers go from 1 to \(NewRuleRaise.usual.count).") }
            var tried = draft
            for condition in conditions where !draft.raises.contains(where: { $0.condition == condition }) {
                tried.raises.append(NewRuleRaise(by: 20, condition: condition))
            }
            guard tried.raises.count > draft.raises.count else { continue }
            let complaints = complaintsOfRaises(tried)
            for complaint in complaints { say(Self.words(complaint)) }
            if complaints.contains(where: { $0.weight == .error }) { continue }
            if conditions.count == 1, conditions[0].allSatisfy({ $0.isLetter || $0.isNumber }) {
                say("So it is worse where the word “\(Shown.line(conditions[0]))” stands in the message.")
            }
            let by = try askPoints()
            for place in draft.raises.count..<tried.raises.count { tried.raises[place].by = by }
            draft = tried
            let most = draft.severity.usualScore + draft.raises.map(\.by).reduce(0, +)
            say(
                "By itself it gives \(draft.severity.usualScore), with \(draft.raises.count == 1 ? "this" : "all of these") "
                    + "\(most); a message is hot at \(hotHeat).")
        }
    }

    private func askPoints() throws -> Int {
        while true {
            let text = try optional("How much heat does it add?", usual: "20")
            let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
            if let points = Int(digits), (1...1000).contains(points) { return points }
            say("It is a whole number from 1 to 1000.")
        }
    }
}
