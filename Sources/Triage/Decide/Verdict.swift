/// What was concluded of one message, with the reasons.
package struct Verdict: Hashable, Sendable, Codable {
    package var isHot: Bool
    /// The sum of what the fired rules add, raise and lower, groups capped; never below 0.
    package var heat: Int
    /// The highest of the fired rules'; nil where none fired.
    package var severity: Severity?
    package var sentiment: Sentiment
    package var complaint: Double?
    package var language: String
    /// Most heat first, then by rule name.
    package var reasons: [Reason]
    /// The rule whose action is `filter`, where one fired: counted in the ledger, no ticket.
    package var filteredBy: String?
    /// Rules in shadow mode that fired: recorded, they add nothing and page nobody. Scores as if they counted.
    package var shadowed: [Reason]

    package init(
        isHot: Bool, heat: Int, severity: Severity?, sentiment: Sentiment, complaint: Double? = nil,
        language: String, reasons: [Reason], filteredBy: String? = nil, shadowed: [Reason] = []
    ) {
        self.isHot = isHot
        self.heat = heat
        self.severity = severity
        self.sentiment = sentiment
        self.complaint = complaint
        self.language = language
        self.reasons = reasons
        self.filteredBy = filteredBy
        self.shadowed = shadowed
    }
}

package enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
    case info, low, medium, high, critical

    /// The heat that a rule adds when its author names a severity and no score.
    package var usualScore: Int {
        switch self {
        case .info: 0
        case .low: 10
        case .medium: 25
        case .high: 50
        case .critical: 80
        }
    }

    package static func < (a: Severity, b: Severity) -> Bool { a.usualScore < b.usualScore }
}

/// Why: one rule that fired.
package struct Reason: Hashable, Sendable, Codable {
    package var rule: String
    /// The rule's title for people; its name where it has none.
    package var title: String
    /// As the rules folder was given, `Rules/safety.rules`.
    package var file: String
    package var line: Int
    /// What this rule added, after its group's cap.
    package var score: Int
    package var severity: Severity
    package var matches: [Match]
    /// Matches beyond the first 16.
    package var more: Int
    /// From the rule: who owns the case, what is asked of an agent, and the promise in seconds.
    package var owner: String
    package var skill: String
    package var respondWithin: Int?
    /// The rule that fired as well and speaks in its place: this one adds nothing, asks and promises nothing.
    package var replacedBy: String?

    package struct Match: Hashable, Sendable, Codable {
        /// The original's slice [start, end), UTF-8 bytes.
        package var text: String
        package var start: Int
        package var end: Int
        /// Where it was found; offsets are those of that part of the message.
        package var zone: Zone
        package init(text: String, start: Int, end: Int, zone: Zone = .text) {
            self.text = text
            self.start = start
            self.end = end
            self.zone = zone
        }

        private enum Key: String, CodingKey {
            case text, start, end
            case zone = "in"
        }

        /// Nobody says of a match in the text where it is.
        package init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Key.self)
            text = try keys.decode(String.self, forKey: .text)
            start = try keys.decode(Int.self, forKey: .start)
            end = try keys.decode(Int.self, forKey: .end)
            zone = try keys.decodeIfPresent(Zone.self, forKey: .zone) ?? .text
        }

        package func encode(to encoder: any Encoder) throws {
            var keys = encoder.container(keyedBy: Key.self)
            try keys.encode(text, forKey: .text)
            try keys.encode(start, forKey: .start)
            try keys.encode(end, forKey: .end)
            if zone != .text { try keys.encode(zone, forKey: .zone) }
        }
    }

    package init(
        rule: String, title: String, file: String, line: Int, score: Int, severity: Severity, matches: [Match],
        more: Int = 0, owner: String = "", skill: String = "", respondWithin: Int? = nil, replacedBy: String? = nil
    ) {
        self.rule = rule
        self.title = title
        self.file = file
        self.line = line
        self.score = score
        self.severity = severity
        self.matches = matches
        self.more = more
        self.owner = owner
        self.skill = skill
        self.respondWithin = respondWithin
        self.replacedBy = replacedBy
    }
}
