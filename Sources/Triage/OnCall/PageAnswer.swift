/// What somebody who was paged wrote back: `1 ack`, `esc 2`, `1 done`, `1 not hot it is a joke`, `STOP`.
package struct PageAnswer: Hashable, Sendable {
    package enum Verb: Hashable, Sendable {
        case acknowledge
        /// To the next step, at once.
        case escalate
        /// It is done.
        case resolve
        /// With the reason, where one was given.
        case notHot(String)
        /// The network sends this person nothing more.
        case stop
        /// The person wants texts again after a STOP.
        case start
        case help
        /// Nothing that we know.
        case unclear
    }
    package var verb: Verb
    /// The case's number; nil where none was written.
    package var number: Int?

    package init(_ verb: Verb, number: Int? = nil) {
        self.verb = verb
        self.number = number
    }

    /// Longest answer that is read; what is behind it belongs to the reason at most.
    private static let limit = 600

    /// The first words decide, in whatever case, with or without punctuation; the number may stand before or
    /// behind the verb. A number alone acknowledges: it is what a thumb in the dark can do.
    package init(reading text: String) {
        let text = text.prefix(Self.limit)
        var words: [(word: String, end: String.Index)] = []
        var place = text.startIndex
        while place < text.endIndex, words.count < 6 {
            guard text[place].isLetter || text[place].isNumber else {
                place = text.index(after: place)
                continue
            }
            let end = text[place...].firstIndex { !$0.isLetter && !$0.isNumber } ?? text.endIndex
            words.append((text[place..<end].lowercased(), end))
            place = end
        }
        let whole = words.map(\.word).joined(separator: " ")
        if Self.stops.contains(whole) {
            self.init(.stop)
            return
        }
        if Self.starts.contains(whole) {
            self.init(.start)
            return
        }
        var number: Int?
        var rest = words[...]
        func takeNumber() {
            guard number == nil, var first = rest.first else { return }
            if first.word == "case", let second = rest.dropFirst().first {
                guard second.word.first?.isNumber == true else { return }
                rest.removeFirst()
                first = second
            }
            let digits = first.word.hasPrefix("case") ? String(first.word.dropFirst(4)) : first.word
            guard digits.count <= 12, !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return }
            number = Int(digits)
            rest.removeFirst()
        }
        takeNumber()
        guard let (word, end) = rest.first else {
            self.init(number == nil ? .unclear : .acknowledge, number: number)
            return
        }
        rest.removeFirst()
        var verbEnd = end
        let verb: Verb
        switch word {
        case "ack", "acked", "acknowledge", "acknowledged", "ok", "okay", "mine", "yes", "y", "a": verb = .acknowledge
        case "esc", "escalate", "pass", "next", "e": verb = .escalate
        case "done", "resolve", "resolved", "fixed", "solved": verb = .resolve
        case "nothot", "n": verb = .notHot("")
        case "not" where rest.first?.word == "hot":
            verbEnd = rest.removeFirst().end
            verb = .notHot("")
        case "help", "info": verb = .help
        default: verb = .unclear
        }
        let before = rest.count
        takeNumber()
        if rest.count < before, let behind = words.dropLast(rest.count).last { verbEnd = behind.end }
        if case .notHot = verb {
            let reason = text[verbEnd...].drop { !$0.isLetter && !$0.isNumber && $0 != "\"" }
            self.init(.notHot(String(reason)), number: number)
        } else {
            self.init(verb, number: number)
        }
    }

    /// The words by which networks and their rules end texts to a number.
    private static let stops: Set<String> = [
        "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "arret",
        "arrêt", "arrete", "arrête", "stopp", "baja",
    ]

    /// And those that begin them again. A network's YES is not among them: it acknowledges.
    private static let starts: Set<String> = ["start", "unstop", "optin", "opt in"]
}
