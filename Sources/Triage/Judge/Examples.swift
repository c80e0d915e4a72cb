/// Runs the examples of rules against the rules: a `hit` must fire its rule, a `miss` must not.
struct Examples {
    private let set: RuleSet
    private let complaints: Complaints

    init(_ set: RuleSet, _ complaints: Complaints) {
        self.set = set
        self.complaints = complaints
    }

    func run(_ drafts: [RuleDraft]) {
        let rules = set.bench.compiled.rules
        let numbers = Dictionary(rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for draft in drafts {
            guard let number = numbers[draft.name] else { continue }
            for example in draft.examples { run(example, of: number) }
        }
    }

    private func run(_ example: RuleDraft.Example, of rule: Int) {
        let (message, customer, policy) = Self.scene(example)
        let evidence = set.judge(message)
        let fires = set.fires(
            rule, evidence, of: message, within: Surroundings(customer: customer), policy: policy, now: message.time)
        let holds = fires == example.shallFire
        let name = set.bench.compiled.rules[rule].name
        if example.isTodo {
            if holds {
                complaints.add(
                    .note, "This todo example passes now.", at: example.place, remedy: "take \"todo\" away")
            }
        } else if !holds {
            complaints.add(
                .error,
                example.shallFire ? "\(name) does not fire on this hit." : "\(name) fires on this miss.",
                at: example.place, remedy: why(fires, rule, evidence, message, customer, policy))
        }
    }

    /// What it matched, or what else there is to know of the message.
    private func why(
        _ fires: Bool, _ rule: Int, _ evidence: Evidence, _ message: Message, _ customer: Customer?, _ policy: Policy
    ) -> String {
        var text = message.text
        let words = text.withUTF8 { bytes in
            evidence.hits.flatMap(\.spans).sorted { $0.start < $1.start }.prefix(6).compactMap { span -> String? in
                guard span.start < span.end, span.end <= bytes.count else { return nil }
                return "\"\(String(decoding: bytes[span.start..<span.end], as: UTF8.self))\""
            }
        }
        let feeling = "its sentiment is \(evidence.sentiment.label.rawValue) (\(evidence.sentiment.compound))"
        if fires { return words.isEmpty ? feeling : "because of \(words.joined(separator: ", ")); \(feeling)" }
        return words.isEmpty
            ? "none of the words it needs was found together; \(feeling)"
            : "it has only \(words.joined(separator: ", ")); \(feeling)"
    }

    /// The message, the customer and the policy that an example describes.
    static func scene(_ example: RuleDraft.Example) -> (Message, Customer?, Policy) {
        let settings = example.settings
        let channel = settings.channel ?? .mastodon
        let handle = Handle(channel: channel, normalised: settings.handle ?? "somebody@social.example")
        let message = Message(
            identity: "example", source: SourceName(settings.source ?? "example"), channel: channel,
            author: Message.Author(handle: handle, followers: settings.followers), text: example.text,
            language: settings.language ?? "", time: Moment(seconds: 0), form: settings.form,
            attachments: settings.hasImage ? [Message.Attachment(name: "image", type: "image/jpeg")] : [],
            links: settings.hasLink ? ["https://link.example/"] : [])
        var customer: Customer?
        if settings.tier != nil || settings.customerLanguage != nil || settings.customerValue != nil {
            customer = Customer(
                id: CustomerID(rawValue: "example"), tier: settings.tier ?? "", value: settings.customerValue,
                language: settings.customerLanguage ?? "")
        }
        return (message, customer, Policy(brand: "", own: settings.isOwn ? [handle] : []))
    }
}
