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
package struct TermHit: Hashable, Sendable {
    /// Index into the rule set's terms; meaningless under another `ruleSet` hash.
    package var term: Int
    /// In order, at most 16; `more` counts the rest.
    package var spans: [Span] {
        get {
            switch places {
            case .one(let span): [span]
            case .several(let spans): spans
            }
        }
        set { places = Places(newValue) }
    }
    package var more: Int
    private var places: Places

    /// Most terms stand in one place, which then costs no allocation.
    private enum Places: Hashable {
        case one(Span)
        case several([Span])

        init(_ spans: [Span]) { self = spans.count == 1 ? .one(spans[0]) : .several(spans) }
    }

    package init(term: Int, spans: [Span], more: Int = 0) {
        self.term = term
        self.more = more
        places = Places(spans)
    }

    /// One place and no more.
    init(term: Int, only span: Span) {
        self.term = term
        more = 0
        places = .one(span)
    }

    /// Each of `spans`, without making a row of them first.
    func forEachSpan(_ body: (Span) -> Void) {
        switch places {
        case .one(let span): body(span)
        case .several(let several): for span in several { body(span) }
        }
    }
}

extension TermHit: Codable {
    private enum CodingKeys: String, CodingKey { case term, spans, more }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            term: try values.decode(Int.self, forKey: .term), spans: try values.decode([Span].self, forKey: .spans),
            more: try values.decode(Int.self, forKey: .more))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(term, forKey: .term)
        try values.encode(spans, forKey: .spans)
        try values.encode(more, forKey: .more)
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
