/// Field tests in their author's words.
extension FieldTest {
    /// As it may be written in a `when`.
    var written: String {
        switch self {
        case .sentimentIs(let label): "sentiment is \(label.rawValue)"
        case .sentiment(let sign, let bound): "sentiment \(sign.rawValue) \(Self.number(bound))"
        case .complaint(let sign, let bound): "complaint \(sign.rawValue) \(Self.number(bound))"
        case .channel(let channel): "channel is \(channel.rawValue)"
        case .source(let name): "source is \(name)"
        case .language(let tag): "lang is \(tag)"
        case .tier(let tier): "customer.tier is \(tier)"
        case .customerLanguage(let tag): "customer.language is \(tag)"
        case .customerValue(let sign, let bound): "customer.value \(sign.rawValue) \(Self.number(bound))"
        case .customerTag(let tag): "customer.tags is \(tag)"
        case .openCases(let sign, let bound): "customer.open_cases \(sign.rawValue) \(Self.number(bound))"
        case .followers(let sign, let bound): "author.followers \(sign.rawValue) \(Self.number(bound))"
        case .handle(let address): "author.handle is @\(address)"
        case .authorAge(let sign, let seconds): "author.age \(sign.rawValue) \(Self.duration(seconds))"
        case .authorIsVerified: "author is verified"
        case .authorIsOwn: "author is own"
        case .authorIsPress: "author is press"
        case .authorIsAgent: "author is agent"
        case .contacts(let sign, let bound, let window):
            "conversation.contacts \(sign.rawValue) \(Self.number(bound)) in \(Self.duration(window))"
        case .unanswered(let sign, let seconds): "conversation.unanswered \(sign.rawValue) \(Self.duration(seconds))"
        case .hours(let states):
            states.count == 1
                ? "hours are \(states[0].rawValue)"
                : "hours are not \(BusinessHours.State.allCases.first { !states.contains($0) }?.rawValue ?? "")"
        case .form(let form): "is \(form.rawValue)"
        case .question: "is question"
        case .link: "has link"
        case .image: "has image"
        }
    }

    /// Why it is not so, as a clause.
    func denied(_ facts: Circumstances) -> String {
        let customer = facts.context?.customer
        switch self {
        case .sentimentIs(let label): return "its sentiment is \(facts.sentiment.label.rawValue), not \(label.rawValue)"
        case .sentiment: return "its sentiment is \(Self.number(facts.sentiment.compound)), which is not \(bound)"
        case .complaint:
            return facts.complaint.map { "its complaint score is \(Self.number($0)), which is not \(bound)" }
                ?? "no model gives it a complaint score"
        case .channel(let channel): return "its channel is \(facts.message.channel.rawValue), not \(channel.rawValue)"
        case .source(let name): return "its source is \(facts.message.source.rawValue), not \(name)"
        case .language(let tag): return "its language is \(facts.language), not \(tag)"
        case .tier(let tier): return Self.of(customer, "tier", customer?.tier ?? "", tier)
        case .customerLanguage(let tag): return Self.of(customer, "language", customer?.language ?? "", tag)
        case .customerTag(let tag):
            return customer.map {
                $0.tags.isEmpty
                    ? "its customer has no tags"
                    : "its customer's tags are \($0.tags.joined(separator: ", ")), not \(tag)"
            } ?? "no customer is known"
        case .customerValue:
            guard let customer else { return "no customer is known" }
            return customer.value.map { "its customer's value is \($0), which is not \(bound)" }
                ?? "its customer's value is not known"
        case .openCases:
            return "its author has \(facts.context?.surroundings.openCases ?? 0) open cases, which is not \(bound)"
        case .followers:
            return facts.message.author.followers.map { "its author has \($0) followers, which is not \(bound)" }
                ?? "how many follow its author is not known"
        case .handle(let address): return "its author is @\(facts.message.author.handle.address), not @\(address)"
        case .authorAge:
            return facts.message.author.since == nil
                ? "the age of its author's account is not known" : "its author's account is not \(bound) old"
        case .authorIsVerified: return "its author is not verified"
        case .authorIsOwn: return "its author is not own"
        case .authorIsPress: return "its author is not press"
        case .authorIsAgent: return "its author is not an agent"
        case .contacts(let sign, let least, let window):
            let count = facts.context.map { facts.contacts(within: window, $0) } ?? 1
            let times = count == 1 ? "once" : "\(count) times"
            return
                "its author wrote \(times) in \(Self.duration(window)), which is not \(sign.rawValue) \(Self.number(least))"
        case .unanswered:
            return facts.context?.surroundings.unansweredSince == nil
                ? "nothing waits for an answer before it" : "its conversation does not wait \(bound)"
        case .hours(let states):
            guard let context = facts.context, context.hours != nil || context.policy.hours != nil else {
                return "no hours are known"
            }
            return "the hours are not \(states.map(\.rawValue).joined(separator: " or "))"
        case .form(let form): return "it is no \(form.rawValue)"
        case .question: return "it asks no question"
        case .link: return "it has no link"
        case .image: return "it has no image"
        }
    }

    /// What an example says for it to be so; empty where the text itself decides.
    var setting: String {
        switch self {
        case .complaint(let sign, let bound):
            "complaint=\(Self.number(sign == .above ? (bound + 1) / 2 : sign == .below ? bound / 2 : bound))"
        case .channel(let channel): "channel=\(channel.rawValue)"
        case .source(let name): "source=\(name)"
        case .language(let tag): "lang=\(tag)"
        case .tier(let tier): "customer.tier=\(tier)"
        case .customerLanguage(let tag): "customer.language=\(tag)"
        case .customerTag(let tag): "customer.tags=\(tag)"
        case .customerValue(let sign, let bound): "customer.value=\(Self.whole(sign, bound))"
        case .openCases(let sign, let bound): "customer.open_cases=\(Self.whole(sign, bound))"
        case .followers(let sign, let bound): "author.followers=\(Self.whole(sign, bound))"
        case .handle(let address): "author.handle=@\(address)"
        case .authorAge(let sign, let seconds): "author.age=\(Self.length(sign, seconds))"
        case .authorIsVerified: "author=verified"
        case .authorIsOwn: "author=own"
        case .authorIsPress: "author=press"
        case .authorIsAgent: "author=agent"
        case .contacts(let sign, let bound, _): "conversation.contacts=\(max(1, Self.whole(sign, bound)))"
        case .unanswered(let sign, let seconds): "conversation.unanswered=\(Self.length(sign, seconds))"
        case .hours(let states): "hours=\(states.first?.rawValue ?? "closed")"
        case .form(let form): "is=\(form.rawValue)"
        case .link: "has=link"
        case .image: "has=image"
        case .sentimentIs, .sentiment, .question: ""
        }
    }

    /// The comparison alone: `>= 3 in 24h`.
    private var bound: String {
        let words = written.split(separator: " ", maxSplits: 1)
        return words.count == 2 ? String(words[1]) : written
    }

    private static func of(_ customer: Customer?, _ what: String, _ value: String, _ wanted: String) -> String {
        guard customer != nil else { return "no customer is known" }
        return value.isEmpty ? "its customer has no \(what)" : "its customer's \(what) is \(value), not \(wanted)"
    }

    private static func whole(_ sign: Comparison, _ bound: Double) -> Int {
        switch sign {
        case .atLeast, .atMost: Int(bound.rounded(sign == .atLeast ? .up : .down))
        case .above: Int(bound.rounded(.down)) + 1
        case .below: max(0, Int(bound.rounded(.up)) - 1)
        }
    }

    private static func length(_ sign: Comparison, _ seconds: Int) -> String {
        switch sign {
        case .atLeast, .atMost: duration(seconds)
        case .above: duration(seconds + 1)
        case .below: duration(max(1, seconds - 1))
        }
    }

    /// Without a fraction where there is none; three digits of it at most.
    private static func number(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    }

    /// In the greatest unit that holds it whole; two days are 48 hours.
    private static func duration(_ seconds: Int) -> String {
        if seconds < 3 * 86_400, seconds >= 3600, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)] where seconds >= length && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
