/// A question about the message, its sentiment or its author that is not about words.
enum FieldTest: Hashable, Sendable {
    case sentimentIs(Sentiment.Label)
    case sentiment(Comparison, Double)
    case channel(Channel)
    case source(String)
    case language(String)
    case tier(String)
    case customerLanguage(String)
    case customerValue(Comparison, Double)
    case followers(Comparison, Double)
    case handle(String)
    case authorIsOwn
    case form(Message.Form)
    case question
    case link
    case image

    enum Comparison: String, Hashable, Sendable, CaseIterable {
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"

        func holds(_ value: Double, _ bound: Double) -> Bool {
            switch self {
            case .atMost: value <= bound
            case .atLeast: value >= bound
            case .below: value < bound
            case .above: value > bound
            }
        }
    }

    var isSomethingToLookFor: Bool {
        switch self {
        case .sentimentIs, .sentiment, .channel: true
        case .source, .language, .tier, .customerLanguage, .customerValue, .followers, .handle, .authorIsOwn, .form,
            .question, .link, .image:
            false
        }
    }
}

/// False, not known yet, true; ordered, so that AND is the least and OR the greatest.
enum Truth: Int8, Comparable {
    case no, unknown, yes
    static func < (a: Truth, b: Truth) -> Bool { a.rawValue < b.rawValue }
    var negated: Truth { self == .unknown ? .unknown : self == .yes ? .no : .yes }
    init(_ known: Bool) { self = known ? .yes : .no }
    init(rawValue: Int8) { self = rawValue == 0 ? .no : rawValue == 1 ? .unknown : .yes }
}

/// What a field test is asked about. The customer and the policy are known only when it is decided.
struct Circumstances {
    var message: Message
    var sentiment: Sentiment
    var language: String
    var context: Context?

    struct Context {
        var surroundings: Surroundings
        var policy: Policy
        var now: Moment

        var customer: Customer? { surroundings.customer }
    }

    func answer(_ test: FieldTest) -> Truth {
        switch test {
        case .sentimentIs(let label): return Truth(sentiment.label == label)
        case .sentiment(let comparison, let bound): return Truth(comparison.holds(sentiment.compound, bound))
        case .channel(let channel): return Truth(message.channel == channel)
        case .source(let name): return Truth(message.source.rawValue == name)
        case .language(let tag): return Truth(Self.covers(tag, language))
        case .tier(let tier): return about { $0.customer?.tier.lowercased() == tier }
        case .customerLanguage(let tag):
            return about { $0.customer.map { Self.covers(tag, $0.language.lowercased()) } ?? false }
        case .customerValue(let comparison, let bound):
            return about { $0.customer?.value.map { comparison.holds(Double($0), bound) } ?? false }
        case .followers(let comparison, let bound):
            return Truth(message.author.followers.map { comparison.holds(Double($0), bound) } ?? false)
        case .handle(let address): return Truth(message.author.handle.address.lowercased() == address)
        case .authorIsOwn: return about { $0.policy.own.contains(message.author.handle) }
        case .form(let form): return Truth(message.form == form)
        case .question: return Truth(Self.asks(message.text))
        case .link: return Truth(!message.links.isEmpty || message.text.utf8.containsLink)
        case .image: return Truth(message.attachments.contains { $0.type.lowercased().hasPrefix("image/") })
        }
    }

    private func about(_ question: (Context) -> Bool) -> Truth { context.map { Truth(question($0)) } ?? .unknown }

    /// `en` covers `en-gb`.
    private static func covers(_ wanted: String, _ tag: String) -> Bool {
        tag == wanted || tag.hasPrefix(wanted) && tag.dropFirst(wanted.count).first == "-"
    }

    /// A question mark that does not stand inside a word or a link.
    private static func asks(_ text: String) -> Bool {
        var previous = false
        for scalar in text.unicodeScalars {
            if previous, !scalar.properties.isAlphabetic, scalar != "=", scalar != "&", scalar != "%" { return true }
            previous = scalar == "?" || scalar == "？" || scalar == "؟"
        }
        return previous
    }
}

extension String.UTF8View {
    /// `://` stands in it.
    fileprivate var containsLink: Bool {
        var seen = 0
        for byte in self {
            switch (byte, seen) {
            case (UInt8(ascii: ":"), _): seen = 1
            case (UInt8(ascii: "/"), 1): seen = 2
            case (UInt8(ascii: "/"), 2): return true
            default: seen = 0
            }
        }
        return false
    }
}
