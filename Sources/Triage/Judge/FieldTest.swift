/// A question about the message, its author, customer, conversation or hour that is not about words.
/// What nobody knows (an account's age that the channel does not say, hours that nobody configured) is
/// answered with no.
enum FieldTest: Hashable, Sendable {
    case sentimentIs(Sentiment.Label)
    case sentiment(Comparison, Double)
    case complaint(Comparison, Double)
    case channel(Channel)
    case source(String)
    case language(String)
    case tier(String)
    case customerLanguage(String)
    case customerValue(Comparison, Double)
    case customerTag(String)
    case openCases(Comparison, Double)
    case followers(Comparison, Double)
    case handle(String)
    /// How long before the message the account was made, in seconds.
    case authorAge(Comparison, Int)
    case authorIsVerified
    case authorIsOwn
    case authorIsPress
    case authorIsAgent
    /// How often the person wrote within so many seconds before the message, which is counted too.
    case contacts(Comparison, Double, within: Int)
    /// For how many seconds before the message nobody had answered the conversation.
    case unanswered(Comparison, Int)
    /// Any of these.
    case hours([BusinessHours.State])
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

    var asksFeeling: Bool {
        switch self {
        case .sentimentIs, .sentiment: true
        default: false
        }
    }

    var isSomethingToLookFor: Bool {
        switch self {
        case .sentimentIs, .sentiment, .complaint, .channel: true
        case .source, .language, .tier, .customerLanguage, .customerValue, .customerTag, .openCases, .followers,
            .handle, .authorAge, .authorIsVerified, .authorIsOwn, .authorIsPress, .authorIsAgent, .contacts,
            .unanswered, .hours, .form, .question, .link, .image:
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
///
/// It points at what is lent to it: a message and its surroundings hold dozens of references, and counting them
/// for every message would cost more than most questions.
struct Circumstances {
    private let lentMessage: UnsafePointer<Message>
    private let lentEvidence: UnsafePointer<Evidence>
    private let lentContext: UnsafePointer<Context>?

    /// Must not be carried out of `body`.
    static func lending<Result>(
        _ message: Message, _ evidence: Evidence, _ context: Context, _ body: (Circumstances) -> Result
    ) -> Result {
        withUnsafePointer(to: message) { message in
            withUnsafePointer(to: evidence) { evidence in
                withUnsafePointer(to: context) { context in
                    body(Circumstances(lentMessage: message, lentEvidence: evidence, lentContext: context))
                }
            }
        }
    }

    /// What only the decision knows is unknown.
    static func lending<Result>(
        undecided message: Message, _ evidence: Evidence, _ body: (Circumstances) -> Result
    ) -> Result {
        withUnsafePointer(to: message) { message in
            withUnsafePointer(to: evidence) { evidence in
                body(Circumstances(lentMessage: message, lentEvidence: evidence, lentContext: nil))
            }
        }
    }

    var message: Message { lentMessage.pointee }
    var context: Context? { lentContext?.pointee }
    var sentiment: Sentiment { lentEvidence.pointee.sentiment }
    var complaint: Double? { lentEvidence.pointee.complaint }
    var language: String { lentEvidence.pointee.language }
    var hits: [TermHit] { lentEvidence.pointee.hits }
    var hotHeat: Int { lentContext?.pointee.policy.hotHeat ?? .max }

    struct Context {
        var surroundings: Surroundings
        var policy: Policy
        var now: Moment
        /// Instead of what the policy's calendars say: an example may be set in the night.
        var hours: BusinessHours.State?

        var customer: Customer? { surroundings.customer }
    }

    func answer(_ test: FieldTest) -> Truth {
        switch test {
        case .sentimentIs(let label): return Truth(sentiment.label == label)
        case .sentiment(let comparison, let bound): return Truth(comparison.holds(sentiment.compound, bound))
        case .complaint(let comparison, let bound):
            return Truth(complaint.map { comparison.holds($0, bound) } ?? false)
        case .channel(let channel): return Truth(message.channel == channel)
        case .source(let name): return Truth(message.source.rawValue == name)
        case .language(let tag): return Truth(Self.covers(tag, language))
        case .tier(let tier): return about { $0.customer?.tier.lowercased() == tier }
        case .customerLanguage(let tag):
            return about { $0.customer.map { Self.covers(tag, $0.language.lowercased()) } ?? false }
        case .customerValue(let comparison, let bound):
            return about { $0.customer?.value.map { comparison.holds(Double($0), bound) } ?? false }
        case .customerTag(let tag): return about { $0.customer?.isTagged(tag) ?? false }
        case .openCases(let comparison, let bound):
            return about { comparison.holds(Double($0.surroundings.openCases), bound) }
        case .followers(let comparison, let bound):
            return Truth(message.author.followers.map { comparison.holds(Double($0), bound) } ?? false)
        case .handle(let address): return Truth(message.author.handle.address.lowercased() == address)
        case .authorAge(let comparison, let seconds):
            return Truth(
                message.author.since.map { comparison.holds(Self.seconds(from: $0, to: message.time), Double(seconds)) }
                    ?? false)
        case .authorIsVerified: return Truth(message.author.isVerified)
        case .authorIsOwn:
            return message.author.isOwn ? .yes : about { $0.policy.own.contains(message.author.handle) }
        case .authorIsPress:
            return about { $0.policy.press.contains(message.author.handle) || $0.customer?.isTagged("press") == true }
        case .authorIsAgent:
            return about { $0.policy.agents.contains(message.author.handle) || $0.customer?.isTagged("agent") == true }
        case .contacts(let comparison, let bound, let window):
            return about { comparison.holds(Double(contacts(within: window, $0)), bound) }
        case .unanswered(let comparison, let seconds):
            return about { context in
                guard let since = context.surroundings.unansweredSince, since <= time(context) else { return false }
                return comparison.holds(Self.seconds(from: since, to: time(context)), Double(seconds))
            }
        case .hours(let states):
            return about { context in
                let state =
                    context.hours
                    ?? context.policy.hours?.state(at: time(context), source: message.source, language: language)
                return state.map { states.contains($0) } ?? false
            }
        case .form(let form): return Truth(message.form == form)
        case .question: return Truth(Self.asks(message.text))
        case .link: return Truth(!message.links.isEmpty || message.text.utf8.containsLink)
        case .image: return Truth(message.attachments.contains { $0.type.lowercased().hasPrefix("image/") })
        }
    }

    private func about(_ question: (Context) -> Bool) -> Truth {
        lentContext.map { Truth(question($0.pointee)) } ?? .unknown
    }

    /// The message's own time; a message from the future counts as written now.
    private func time(_ context: Context) -> Moment { min(message.time, context.now) }

    /// This message, and what the same person wrote in the window that ends with it.
    func contacts(within window: Int, _ context: Context) -> Int {
        let end = time(context)
        let begin = Moment(microseconds: end.microseconds.subtractingReportingOverflow(Int64(window) * 1_000_000).0)
        return 1 + context.surroundings.contacts.count { begin <= $0 && $0 <= end }
    }

    private static func seconds(from start: Moment, to end: Moment) -> Double {
        (Double(end.microseconds) - Double(start.microseconds)) / 1_000_000
    }

    /// `en` covers `en-gb`.
    private static func covers(_ wanted: String, _ tag: String) -> Bool {
        tag == wanted || tag.hasPrefix(wanted) && tag.dropFirst(wanted.count).first == "-"
    }

    /// A question mark that does not stand inside a word or a link.
    private static func asks(_ text: String) -> Bool {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == 0x9F }) else { return false }
        var previous = false
        for scalar in text.unicodeScalars {
            if previous, !scalar.properties.isAlphabetic, scalar != "=", scalar != "&", scalar != "%" { return true }
            // The last byte of the latter two is 0x9F.
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

extension Customer {
    func isTagged(_ tag: String) -> Bool { tags.contains { $0 == tag || $0.lowercased() == tag } }
}
