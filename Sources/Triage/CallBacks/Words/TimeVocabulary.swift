/// The words of one language that answers to an offer of times are written with.
///
/// The tables beside this file are for linguists: each line is a meaning and what is said for it, with
/// commas between. A phrase is looked for as it is written first, then without its accents, the longest one
/// first; a word may stand in several lines, and its place in the sentence decides.
struct TimeVocabulary: Sendable {
    struct Entry: Sendable {
        var senses: [Sense]
        var phrases: String

        init(_ senses: Sense..., says phrases: String) {
            self.senses = senses
            self.phrases = phrases
        }
    }

    /// BCP 47, two letters.
    let language: String
    /// Words joined by a space.
    private let exact: [String: [Sense]]
    private let bare: [String: [Sense]]
    /// Single words of times of five letters or more, by their first letter: what a slip of one letter is
    /// looked for among.
    private let slips: [Character: [(word: [Unicode.Scalar], senses: [Sense])]]
    /// Words of the longest phrase.
    private let longest: Int

    init(language: String, _ entries: [Entry]) {
        self.language = language
        var exact: [String: [Sense]] = [:]
        var bare: [String: [Sense]] = [:]
        var slips: [Character: [(word: [Unicode.Scalar], senses: [Sense])]] = [:]
        var longest = 1
        for entry in entries + CallWords.entries(language) {
            for phrase in entry.phrases.split(separator: ",") {
                let words = Lexeme.read(String(phrase)).filter {
                    switch $0.kind {
                    case .mark("-"), .lineBreak: false
                    case .word, .number, .keycap, .mark, .emoji: true
                    }
                }
                guard !words.isEmpty else { continue }
                longest = max(longest, words.count)
                let written = words.map(\.text).joined(separator: " ")
                let plain = words.map(\.bare).joined(separator: " ")
                exact[written, default: []] += entry.senses
                if written != plain { bare[plain, default: []] += entry.senses }
                for form in Self.umlautsSpelledOut(written) { exact[form, default: []] += entry.senses }
                if words.count == 1, plain.count >= 5, let first = plain.first, entry.senses.allSatisfy(\.isOfTime) {
                    slips[first, default: []].append((Array(plain.unicodeScalars), entry.senses))
                }
            }
        }
        self.exact = exact
        self.bare = bare
        self.slips = slips
        self.longest = longest
    }

    private static func umlautsSpelledOut(_ word: String) -> [String] {
        guard word.unicodeScalars.contains(where: { "äöüß".unicodeScalars.contains($0) }) else { return [] }
        var form = ""
        for letter in word {
            switch letter {
            case "ä": form += "ae"
            case "ö": form += "oe"
            case "ü": form += "ue"
            case "ß": form += "ss"
            default: form.append(letter)
            }
        }
        return [form]
    }

    /// The longest phrase that begins at a place, over hyphens between its words.
    func match(_ lexemes: [Lexeme], at start: Int) -> (senses: [Sense], end: Int)? {
        var written = ""
        var plain = ""
        var best: (senses: [Sense], end: Int)?
        var words = 0
        var place = start
        while place < lexemes.count, words < longest {
            let lexeme = lexemes[place]
            switch lexeme.kind {
            case .lineBreak: return best
            case .mark("-") where words > 0 && lexeme.isTight:
                place += 1
                continue
            case .mark where words > 0 && ",!?;".contains(lexeme.text): return best
            case .word, .number, .keycap, .mark, .emoji: break
            }
            if words > 0 {
                written += " "
                plain += " "
            }
            written += lexeme.text
            plain += lexeme.bare
            words += 1
            place += 1
            if let senses = exact[written] ?? exact[plain] ?? bare[plain] { best = (senses, place) }
        }
        return best
    }

    /// Of a word that is no word of ours and may be one with a letter wrong, missing, added or swapped with
    /// its neighbour. Nil where nothing is so near, or things of different meaning are.
    func slip(_ word: String) -> [Sense]? {
        let letters = Array(word.unicodeScalars)
        guard (4...16).contains(letters.count), let first = word.first, let near = slips[first] else { return nil }
        var found: [Sense]?
        for (other, senses) in near where Self.isOneSlip(letters, other) {
            if let found, found != senses { return nil }
            found = senses
        }
        return found
    }

    private static func isOneSlip(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
        guard abs(a.count - b.count) <= 1 else { return false }
        var front = 0
        while front < a.count, front < b.count, a[front] == b[front] { front += 1 }
        var back = 0
        while back < a.count - front, back < b.count - front, a[a.count - 1 - back] == b[b.count - 1 - back] {
            back += 1
        }
        let left = (a.count - front - back, b.count - front - back)
        if left == (2, 2) { return a[front] == b[front + 1] && a[front + 1] == b[front] }
        return max(left.0, left.1) <= 1
    }

    /// All that are known, English first.
    static let all: [TimeVocabulary] = [english, spanish, german, french, portuguese]

    static func of(_ language: String) -> TimeVocabulary? {
        let root = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return all.first { $0.language == root }
    }
}

extension Sense {
    /// A slip of the finger in it is looked for.
    fileprivate var isOfTime: Bool {
        switch self {
        case .weekday, .today, .tomorrowOrMorning, .month, .part, .weekend, .noon: true
        case .number, .ordinal, .figure, .keycap, .ordinalMark, .clock, .pair, .slashed, .date, .impossible, .phone,
            .amount, .workdays, .everyDay, .anyTime, .dayWord, .thisWeek, .nextWeek, .next, .coming, .last, .weekLater,
            .early, .late, .hourMark, .am, .pm, .midnight, .half, .quarter, .threeQuarters, .halfPast, .halfBefore,
            .pastHour, .toHour, .plus, .minus, .at, .around, .aroundBehind, .after, .before, .until, .between,
            .rangeFrom, .rangeTo, .or, .and, .onwards, .ahead, .within, .unit, .not, .cannot, .wishes, .please,
            .choiceNoun, .moves,
            .one, .lastOne, .firstOne, .anyOffered, .yes, .no, .cancel, .now, .later, .somewhatLater, .somewhatEarlier,
            .maybe, .condition, .callMe, .asks, .probes, .inWriting, .instead, .free, .ownNumber,
            .account, .afterAll, .byHour, .sameTime, .feminine, .complaint, .filler,
            .glue,
            .greeting, .about, .but, .comma, .stop, .question, .dash, .slash, .dot, .colon, .unknown:
            false
        }
    }
}
