/// Why a message has the sentiment and the complaint score that it has, word by word.
///
/// The points of the parts add up: to `balance` and `plainness` for sentiment, which `Feeling` turns into
/// the compound and the label, and to `plea` for complaint. What belongs to no word stands in parts
/// without a span, with the message as it begins (the model's own leaning) among them.
package struct FeelingExplanation: Hashable, Sendable, Codable {
    package var sentiment: Sentiment
    /// Nil where no model speaks.
    package var complaint: Double?
    /// BCP 47, `und` where none could be chosen.
    package var language: String
    /// How the language was chosen, for people.
    package var languageWhy: String
    /// Whose lexicon was asked, nil where the language has none (faces speak in every language).
    package var lexicon: String?
    /// A model of sentiment spoke; else the lexicon alone.
    package var hasModel: Bool
    /// In the order of the text, those without a place last.
    package var parts: [Part]

    /// Sum of the parts' `points`: above 0 the message feels good, below 0 bad.
    package var balance: Double { parts.reduce(0) { $0 + $1.points } }
    /// Sum of the parts' `plainness`: above 0 the message says something without feeling.
    package var plainness: Double { parts.reduce(0) { $0 + $1.plainness } }
    /// Sum of the parts' `plea`: above 0 the message asks for something to be put right.
    package var plea: Double { parts.reduce(0) { $0 + $1.plea } }

    package struct Part: Hashable, Sendable, Codable {
        /// The original's words, or what the part is about where it has no place.
        package var text: String
        /// UTF-8 bytes of the original.
        package var span: Span?
        /// In words, each a reason of its own: "word of the lexicon, -2.8", "negated by \"not\"".
        package var why: [String]
        /// What it gives to good (above 0) or bad (below 0).
        package var points: Double
        /// What it gives to neither.
        package var plainness: Double
        /// What it gives to the complaint score.
        package var plea: Double

        package init(
            text: String, span: Span? = nil, why: [String] = [], points: Double = 0, plainness: Double = 0,
            plea: Double = 0
        ) {
            self.text = text
            self.span = span
            self.why = why
            self.points = points
            self.plainness = plainness
            self.plea = plea
        }
    }

    /// The compound that the parts add up to; the same as `sentiment.compound` but for rounding.
    package var compoundOfParts: Double {
        guard hasModel else { return Double(SentimentScale.pressed(Float(balance))) }
        let good = Double(Exponential.of(Float(balance / 2)))
        let bad = Double(Exponential.of(Float(-balance / 2)))
        return (good - bad) / (good + bad + Double(Exponential.of(Float(plainness))))
    }

    package init(
        sentiment: Sentiment, complaint: Double? = nil, language: String, languageWhy: String, lexicon: String? = nil,
        hasModel: Bool = false, parts: [Part] = []
    ) {
        self.sentiment = sentiment
        self.complaint = complaint
        self.language = language
        self.languageWhy = languageWhy
        self.lexicon = lexicon
        self.hasModel = hasModel
        self.parts = parts
    }
}
