/// Reads what a customer answers to offered call-back times, in their own words.
///
/// What is not understood is asked and never guessed. Where people leave something out, these conventions
/// hold, and whatever comes of them is said back in full before anybody is called:
/// - an hour from one to seven without more is after noon, one from eight to twelve is not, unless a part of
///   the day, a leading zero or an offer says otherwise;
/// - a time without a day is that of the offer which begins then, else the next one to come;
/// - a weekday is the next one; named on that very day it is asked which one;
/// - "next Friday", "nächsten Freitag", "vendredi prochain", "el próximo viernes" and "na próxima sexta" are all read
///   alike: where this week's Friday is over it is that of next week, and while it is still to come people differ, so
///   that it is asked. "This" and "coming" (`Sense.coming`) are the first from here, "Friday next week" is next week's;
/// - parts of the day are those of `DayPart`, "after three" ends at nine in the evening, "before eleven"
///   begins at eight, "about three" is half an hour around it;
/// - `5/12` is asked of whoever writes English of an unknown country, unless one of its readings is over: then it is
///   the other;
/// - what is named with a doubt, a condition or a bare question mark is no choice (`TimeReading.isQuestion`).
package enum CustomerWords {
    /// Bytes of a reply that are read.
    package static let longestText = Lexeme.longestText

    /// - Parameters:
    ///   - text: as written, of any size; only its first 2,000 bytes are read.
    ///   - languages: BCP 47, in order of belief; where none of them makes sense of it, all that are known.
    ///   - now: on the customer's wall.
    ///   - offered: the beginnings of the offered slots, in the order in which they were numbered.
    ///   - horizon: days from today that may be asked for.
    ///   - day: of which a time is that is named without one; nil: that of an offer which begins then, else the next.
    ///   - keepsDay: even where an offer of another day begins then.
    package static func read(
        _ text: String, languages: [String], now: WallClock, offered: [WallClock], horizon: Int,
        day: CivilDate? = nil, keepsDay: Bool = false
    ) -> TimeReading {
        let text = OwnWords.withoutMentions(text)
        let lexemes = OwnWords.of(Lexeme.read(text))
        let context = ReplyContext(
            now: now, offered: Array(offered.prefix(50)), horizon: horizon, day: day, keepsDay: keepsDay)
        var believed: [(words: TimeVocabulary, tag: String)] = []
        for tag in languages.prefix(10) {
            guard let words = TimeVocabulary.of(tag), !believed.contains(where: { $0.words.language == words.language })
            else { continue }
            believed.append((words, tag.lowercased()))
        }
        func read(_ words: TimeVocabulary, _ tag: String) -> Attempt {
            Attempt(lexemes, words, tag, context)
        }
        let attempts = believed.map { read($0.words, $0.tag) }
        if let best = best(attempts) { return best.reading(in: text) }
        let others = TimeVocabulary.all.filter { words in !believed.contains { $0.words.language == words.language } }
            .map { read($0, $0.language) }.filter { $0.makesSense && $0.outcome.unknown == 0 }
        guard let first = others.first else {
            // The agreed word is known of more languages than times are.
            if StopWords.isCancel(text) { return TimeReading(reply: .cancel) }
            return (attempts.first ?? read(.english, "en")).reading(in: text)
        }
        if let other = others.first(where: { $0.outcome.reply != first.outcome.reply }) {
            // Two languages that nobody said are spoken, and each means something else by it.
            var reading = first.reading(in: text)
            reading.reply = .unclear(.ambiguous([first.words.language, other.words.language]))
            reading.language = nil
            return reading
        }
        return first.reading(in: text)
    }

    /// Of the believed languages the first that knows every word, else that which knows most of them.
    private static func best(_ attempts: [Attempt]) -> Attempt? {
        attempts.filter(\.makesSense).min { $0.outcome.unknown < $1.outcome.unknown }
    }
}

/// A reply read in one language.
private struct Attempt {
    let words: TimeVocabulary
    let terms: [Term]
    let outcome: ReplyReader.Outcome
    /// Bytes of their own words.
    let length: Int

    init(
        _ lexemes: [Lexeme], _ words: TimeVocabulary, _ tag: String, _ context: ReplyContext
    ) {
        self.words = words
        terms = Spotter.terms(of: lexemes, in: words)
        let grammar = TimeGrammar(
            terms: terms, today: context.now.date, language: words.language, isMonthFirst: Self.isMonthFirst(tag),
            offers: context.offered.count,
            offeredDays: Set(context.offered.map { $0.date.weekday }))
        length = zip(lexemes.dropFirst(), lexemes).reduce(lexemes.first?.bytes.count ?? 0) {
            $0 + $1.0.bytes.count + min(1, $1.0.bytes.lowerBound - $1.1.bytes.upperBound)
        }
        outcome = ReplyReader(grammar, context).read()
    }

    var makesSense: Bool { outcome.reply != .unclear(.nothing) || hasNumber }

    private var hasNumber: Bool {
        outcome.unknown == 0 && terms.contains { $0.means(.phone) || $0.means(.ownNumber) }
    }

    /// Nil for English of no country: half of its writers put the month first.
    private static func isMonthFirst(_ tag: String) -> Bool? {
        guard tag.hasPrefix("en") else { return false }
        let parts = tag.split { $0 == "-" || $0 == "_" }
        guard let region = parts.dropFirst().first(where: { $0.utf8.count == 2 }) else { return nil }
        return region == "us" || region == "ph"
    }

    func reading(in text: String) -> TimeReading {
        var used: [Range<Int>] = []
        for place in outcome.places {
            let bytes = terms[place.lowerBound].bytes.lowerBound..<terms[place.upperBound - 1].bytes.upperBound
            if let last = used.last, bytes.lowerBound <= last.upperBound {
                used[used.count - 1] = last.lowerBound..<max(last.upperBound, bytes.upperBound)
            } else {
                used.append(bytes)
            }
        }
        var reply = outcome.reply
        var number: String?
        let phones = terms.indices.filter { terms[$0].means(.phone) }
        let accounts = phones.filter { place in
            let before = terms[max(0, place - 5)..<place]
            let start = before.lastIndex { $0.means(.comma) || $0.means(.stop) } ?? before.startIndex
            return before[start...].contains { $0.means(.account) }
        }
        if let place = phones.first(where: { !accounts.contains($0) }) {
            let term = terms[place]
            let written = String(
                decoding: text.utf8.dropFirst(term.bytes.lowerBound).prefix(term.bytes.count), as: UTF8.self)
            let kept = String(written.prefix(PhoneNumber.longest))
            number = kept
            if reply == .unclear(.nothing) || reply == .yes {
                if reply == .unclear(.nothing) { used.append(term.bytes) }
                reply = .number(kept)
            }
        }
        var reading = TimeReading(
            reply: reply, number: number, language: reply == .unclear(.nothing) ? nil : words.language, used: used,
            isQuestion: outcome.isQuestion, asksForCall: outcome.asksForCall, tellsStory: outcome.tellsStory,
            isAvailability: outcome.isAvailability, length: length)
        reading.namesOwnNumber = outcome.unknown == 0 && terms.contains { $0.means(.ownNumber) }
        reading.isByHour = terms.contains { $0.means(.byHour) }
        reading.namesSameTime = terms.contains { $0.means(.sameTime) }
        reading.namesAccount = !accounts.isEmpty
        return reading
    }
}
