/// What the text of one message alone shows, found once and outside any transaction: which terms of
/// which rules hit and where, how it feels, which language. Stored beside the message with the hash of
/// the rule set, so that a decision can be repeated and explained.
package struct Evidence: Hashable, Sendable, Codable {
    /// `RuleSet.hash` of the rules that were asked.
    package var ruleSet: String
    /// Only terms of rules that may still come true, once each.
    package var hits: [TermHit]
    package var sentiment: Sentiment
    /// 0 to 1: how much the message asks for something to be put right. Nil until a model speaks.
    package var complaint: Double?
    /// BCP 47 of the language judged, `und` where none could be chosen.
    package var language: String

    package init(
        ruleSet: String, hits: [TermHit] = [], sentiment: Sentiment = .neutral, complaint: Double? = nil,
        language: String = "und"
    ) {
        self.ruleSet = ruleSet
        self.hits = hits
        self.sentiment = sentiment
        self.complaint = complaint
        self.language = language
    }
}

/// A part of a message in which words are looked for: `in url list:x`. What a rule does not say is looked
/// for in the text.
package enum Zone: String, Hashable, Sendable, Codable, CaseIterable {
    case text
    /// The addresses linked, one after the other, a line feed between them.
    case url
    /// The author's handle and display name, a line feed between them.
    case name
    /// What the author quoted of an earlier message.
    case quoted
}

/// Where one term (a word, a phrase, an entry of a list) of the rule set stands in a message.
package struct TermHit: Hashable, Sendable, Codable {
    /// Index into the rule set's terms; meaningless under another `ruleSet` hash.
    package var term: Int
    /// In order, at most 16; `more` counts the rest.
    package var spans: [Span]
    package var more: Int

    package init(term: Int, spans: [Span], more: Int = 0) {
        self.term = term
        self.spans = spans
        self.more = more
    }
}

/// A half-open range of UTF-8 bytes of the original text.
package struct Span: Hashable, Sendable, Codable {
    package var start: Int
    package var end: Int
    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }
}

package struct Sentiment: Hashable, Sendable, Codable {
    package var label: Label
    /// -1 (as bad as can be) to 1.
    package var compound: Double
    /// 0 to 1: how sure the label is. Below a half nobody should lean on it.
    package var confidence: Double

    package enum Label: String, Sendable, Codable { case negative, neutral, positive, mixed }

    package static let neutral = Sentiment(label: .neutral, compound: 0)

    package init(label: Label, compound: Double, confidence: Double = 1) {
        self.label = label
        self.compound = compound
        self.confidence = confidence
    }

    /// What was stored before it was said how sure a label is.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        label = try values.decode(Label.self, forKey: .label)
        compound = try values.decode(Double.self, forKey: .compound)
        confidence = try values.decodeIfPresent(Double.self, forKey: .confidence) ?? 1
    }
}
