/// A row of words by which a wish is told, as `TextWords` gives them: `a|b` is either, `?` behind one lets it be
/// absent, `*` is any word. `!` before a phrase wants it where an order begins: at the start of a clause, or behind
/// "please", "and" and their kin; `^` lets it follow "you" too. `$` wants a clause to end behind it, politeness left
/// aside, and `<` `>` the whole text to be nothing else.
struct WishPhrase: Sendable {
    struct Part: Sendable {
        /// Empty: any word.
        var words: Set<String>
        var isOptional: Bool
    }
    enum Lead { case anywhere, order, orderOrYou, start }
    enum Close { case anywhere, clause, end }
    var lead = Lead.anywhere
    var close = Close.anywhere
    var parts: [Part] = []
    /// What a clause may go on with behind it.
    var after = WishPhrase.whereFrom

    init(_ line: Substring) {
        for word in line.split(separator: " ") {
            switch word {
            case "!": lead = .order
            case "^": lead = .orderOrYou
            case "<": lead = .start
            case "$": close = .clause
            case ">": close = .end
            default:
                let isOptional = word.hasSuffix("?")
                let bare = isOptional ? word.dropLast() : word
                let words = bare == "*" ? [] : Set(bare.split(separator: "|").map(String.init))
                parts.append(Part(words: words, isOptional: isOptional))
            }
        }
    }

    func matches(_ text: TextWords, at place: Int) -> Bool {
        switch lead {
        case .anywhere: break
        case .start:
            guard text.words[..<place].allSatisfy(Self.polite.contains) else { return false }
        case .order:
            guard Self.beginsOrder(text, at: place, afterYou: false) else { return false }
        case .orderOrYou:
            guard Self.beginsOrder(text, at: place, afterYou: true) else { return false }
        }
        return goesOn(text, at: place, part: 0)
    }

    private func goesOn(_ text: TextWords, at place: Int, part: Int) -> Bool {
        guard part < parts.count else { return closes(text, behind: place) }
        let wanted = parts[part]
        if place < text.words.count, wanted.words.isEmpty || wanted.words.contains(text.words[place]),
            goesOn(text, at: place + 1, part: part + 1)
        {
            return true
        }
        return wanted.isOptional && goesOn(text, at: place, part: part + 1)
    }

    /// - Parameter place: of the word behind the phrase.
    private func closes(_ text: TextWords, behind place: Int) -> Bool {
        switch close {
        case .anywhere: return true
        case .end: return text.words[place...].allSatisfy(Self.polite.contains)
        case .clause:
            var place = place
            while place < text.words.count, !text.ends[place - 1] {
                guard Self.polite.contains(text.words[place]) || after.contains(text.words[place]) else {
                    return false
                }
                place += 1
            }
            return true
        }
    }

    private static func beginsOrder(_ text: TextWords, at place: Int, afterYou: Bool) -> Bool {
        guard place > 0, !text.ends[place - 1] else { return true }
        let before = text.words[place - 1]
        let earlier = place > 1 ? text.words[place - 2] : ""
        if before == "you" || before == "u" {
            return earlier == "thank" || afterYou && !asking.contains(earlier)
        }
        if polite.contains(before) || leads.contains(before) { return true }
        guard afterYou else { return false }
        // "I want you to stop".
        return before == "to" && (earlier == "you" || earlier == "u")
    }

    /// Left out of what a clause may end with, and begin with.
    static let polite = set(
        """
        please pls plz kindly just thanks thank you now ok okay sir hi hello hey dear ever forever again anymore
        anylonger already bitte danke endlich sofort doch mal svp stp merci sil vous te plait maintenant por favor
        gracias ya obrigado obrigada ja agora prego grazie subito ora per alstublieft aub nu tack
        """)
    private static let leads = set(
        """
        and so then but said again simply immediately must should could can would will und aber dann also jetzt et
        mais alors donc de y pero entonces e mas entao ed ma allora en maar dus och men well look listen yo no
        """)
    /// A question whether we did so, or a report.
    private static let asking = set("did have why since if when before until once after had that as")
    /// What a clause may go on with: where from, or until when.
    private static let whereFrom = set(
        """
        from by on via at to quillfone this number here text texts sms email mail phone all any more von ihnen euch
        eurer ihrer de vous votre part ustedes suyos su de da vossa voces da parte vostra voi van jullie u mig er en
        days weeks
        """)

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

/// Many of them, found by their first word.
struct WishPhrases: Sendable {
    private var byFirst: [String: [WishPhrase]] = [:]

    /// - Parameters:
    ///   - lines: a phrase each.
    ///   - macros: names in capitals that stand for alternatives.
    ///   - after: what a clause may go on with where `$` wants it to end; nil: as it is where somebody is written to.
    init(_ lines: String, macros: [String: String] = [:], after: Set<String>? = nil) {
        for line in lines.split(separator: "\n") {
            let expanded = macros.reduce(String(line)) { $0.replacing($1.key, with: $1.value) }
            var phrase = WishPhrase(expanded[...])
            if let after { phrase.after = after }
            var first = 0
            // A phrase whose first words may be absent stands under those that follow too.
            while first < phrase.parts.count {
                for word in phrase.parts[first].words { byFirst[word, default: []].append(phrase) }
                if !phrase.parts[first].isOptional { break }
                first += 1
            }
        }
    }

    func found(in text: TextWords) -> Bool {
        for place in text.words.indices {
            for phrase in byFirst[text.words[place]] ?? [] where phrase.matches(text, at: place) { return true }
        }
        return false
    }
}
