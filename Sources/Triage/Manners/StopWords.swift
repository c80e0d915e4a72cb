/// What a customer says of being written to, by the agreed words or in their own.
///
/// The agreed words count where they are the whole text, whatever its case, spaces and punctuation: what carriers
/// know (STOP, UNSUBSCRIBE, END …), what 47 CFR 64.1200(a)(10) adds (REVOKE, OPT OUT), and their kin in other
/// languages. In their own words ("please stop texting me") a customer may say it anywhere in a text: that counts as
/// well, and a person sees it too.
package enum StopWords {
    package enum Wish: Hashable, Sendable {
        /// Free-form: in their own words.
        case stop(isFreeForm: Bool)
        /// Only where they had opted out.
        case start
        case help
    }

    /// Of a text alone, as a text message says it.
    /// - Parameter isOptedOut: they said stop before: START, UNSTOP and YES take it back; otherwise these are words
    ///   like others.
    package static func reading(_ text: String, isOptedOut: Bool = false) -> Wish? {
        let words = TextWords(text, most: mostWords)
        return agreed(words, among: .stops, helps: .helps, isOptedOut: isOptedOut)
            ?? (isSaidAlone(in: text) || StopPhrases.found(in: words) ? freeForm : nil)
    }

    /// One of several sentences or lines of a short text is the agreed word and nothing else: what stands beside it is
    /// a signature, or anger.
    private static func isSaidAlone(in text: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        let parts = text.split { ".!?,;\n".contains($0) }
        guard (2...8).contains(parts.count) else { return false }
        return parts.contains { agreed(TextWords(String($0), most: 8), among: .mailStops, isOptedOut: false) != nil }
    }

    /// Of a message, as its channel is used: the agreed words on text messages and in direct ones; in a mail only
    /// those that mean nothing else there, as its text or as its subject; in public only a whole sentence.
    package static func wish(_ message: Message, isOptedOut: Bool) -> Wish? {
        switch message.channel {
        case .feed: return nil
        case .sms: return reading(message.text, isOptedOut: isOptedOut)
        case .mastodon where message.visibility == .direct: return reading(message.text, isOptedOut: isOptedOut)
        case .mastodon: return StopPhrases.found(in: TextWords(message.text, most: mostWords)) ? freeForm : nil
        case .email:
            let subject = message.subject
            // A new letter repeats its subject before its words.
            let rest = message.text.hasPrefix(subject) ? String(message.text.dropFirst(subject.count)) : message.text
            for part in [subject, rest, message.text] where !part.isEmpty {
                if let wish = agreed(TextWords(part, most: mostWords), among: .mailStops, isOptedOut: false) {
                    return wish
                }
            }
            if isOptedOut, agreed(TextWords(rest, most: 8), among: nil, isOptedOut: true) == .start { return .start }
            return StopPhrases.found(in: TextWords(message.text, most: mostWords)) ? freeForm : nil
        }
    }

    /// CANCEL and its kin: where a call-back stands, it is that which is called off, and only a second one opts out.
    package static func isCancel(_ text: String) -> Bool {
        AgreedWords.cancels.contains(TextWords(text, most: 3).words.joined())
    }

    /// A word that takes a stop back only where nothing else was asked.
    static func isYes(_ text: String) -> Bool { AgreedWords.yes.contains(TextWords(text, most: 3).words.joined()) }

    /// Of which language the agreed word is that the message says; nil: of none, or of several.
    static func language(of message: Message) -> String? {
        let rest =
            message.text.hasPrefix(message.subject)
            ? String(message.text.dropFirst(message.subject.count)) : message.text
        for part in [rest, message.text, message.subject] where !part.isEmpty {
            let words = TextWords(part, most: 6).words
            guard let first = words.first else { continue }
            let whole = Set(words).count == 1 ? first : words.joined()
            let tables = [AgreedWords.stops, AgreedWords.helps, AgreedWords.starts]
            if let language = tables.lazy.compactMap({ $0.language(of: whole) }).first { return language }
        }
        return nil
    }

    private static let freeForm = Wish.stop(isFreeForm: true)
    /// Nobody who wants to be left alone needs more before saying so.
    private static let mostWords = 300

    private static func agreed(
        _ text: TextWords, among stops: AgreedWords?, helps: AgreedWords? = nil, isOptedOut: Bool
    ) -> Wish? {
        guard (1...6).contains(text.words.count) else { return nil }
        let whole = text.words.joined()
        func isStop(_ word: String) -> Bool { stops?.contains(word) ?? false }
        if isStop(whole) { return .stop(isFreeForm: false) }
        // STOP STOP STOP.
        if Set(text.words).count == 1, isStop(text.words[0]) { return .stop(isFreeForm: false) }
        if isOptedOut, AgreedWords.starts.contains(whole) { return .start }
        if !text.asks, helps?.contains(whole) ?? false { return .help }
        // "STOP please" trips no carrier and means the same.
        // So does the number that it was sent to.
        let bare = text.words.filter { word in !politeness.contains(word) && !word.allSatisfy(\.isNumber) }
        if bare.count < text.words.count, !bare.isEmpty, isStop(bare.joined()) { return freeForm }
        return nil
    }

    private static let politeness: Set<String> = Set(
        """
        please pls plz thanks thank you now it this all ok sir bitte danke jetzt sofort svp merci stp por favor gracias
        obrigado obrigada grazie subito alstublieft dank je u hi hello
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
