/// `with customer.tier=vip, hours=closed`: what an example's message comes with, and what is assumed of
/// the world around it. The same keys serve whoever asks "what if" elsewhere.
struct ExampleSettings: Hashable, Sendable {
    var tier: String?
    var customerLanguage: String?
    var customerValue: Int64?
    var customerTags: [String] = []
    var openCases: Int?
    var channel: Channel?
    var language: String?
    var source: String?
    var followers: Int?
    var handle: String?
    /// Seconds before the message.
    var authorAge: Int?
    var author: Set<AuthorKind> = []
    var displayName: String?
    var quoted: String?
    var links: [String] = []
    var form: Message.Form = .original
    var hasLink = false
    var hasImage = false
    /// So many within any window that a rule asks about, this message included.
    var contacts: Int?
    /// Seconds before the message.
    var unanswered: Int?
    var hours: BusinessHours.State?
    var complaint: Double?

    enum AuthorKind: String, CaseIterable, Sendable { case own, press, agent, verified }

    static let keys = [
        "customer.tier", "customer.language", "customer.value", "customer.tags", "customer.open_cases", "channel",
        "lang", "source", "author", "author.followers", "author.handle", "author.age", "name", "quoted", "url", "is",
        "has", "conversation.contacts", "conversation.unanswered", "hours", "complaint",
    ]

    /// What is wrong with a setting, and what to write instead.
    struct Fault: Error, Equatable {
        var message: String
        var remedy: String
    }

    mutating func set(_ key: String, _ value: String) throws(Fault) {
        let small = value.lowercased()
        switch key {
        case "customer.tier": tier = small
        case "customer.language": customerLanguage = small
        case "customer.value": customerValue = Int64(try Self.whole(key, value, most: Int(Int32.max)))
        case "customer.tags": customerTags.append(small)
        case "customer.open_cases": openCases = try Self.whole(key, value, most: 10_000)
        case "channel": channel = try Self.chosen("channel", small, Channel.allCases)
        case "lang": language = small
        case "source": source = value
        case "author": author.insert(try Self.chosen("kind of author", small, AuthorKind.allCases))
        case "author.followers": followers = try Self.whole(key, value, most: Int(Int32.max))
        case "author.handle":
            let address = small.drop { $0 == "@" }
            if address.isEmpty {
                throw Fault(message: "A handle is missing here.", remedy: "as in: author.handle=@ana")
            }
            handle = String(address)
        case "author.age": authorAge = try Self.length(value)
        case "name": displayName = value
        case "quoted": quoted = value
        case "url": links.append(value)
        case "is": form = try Self.chosen("form of a message", small, [.reply, .repost])
        case "has":
            switch small {
            case "link": hasLink = true
            case "image": hasImage = true
            case "order":
                throw Fault(
                    message: "An order number stands in the text.",
                    remedy: "write it into the example, as in \"order 4711-2206\"")
            default:
                throw Fault(
                    message: "A message can have link or image here.",
                    remedy: NearestName.remedy(small, among: ["link", "image"], else: "as in: has=image"))
            }
        case "conversation.contacts":
            contacts = try Self.whole(key, value, most: Surroundings.mostContacts)
            if contacts == 0 {
                throw Fault(message: "This message is counted too, so there is 1 at least.", remedy: "write \(key)=1")
            }
        case "conversation.unanswered": unanswered = try Self.length(value)
        case "hours": hours = try Self.chosen("state of the hours", small, BusinessHours.State.allCases)
        case "complaint":
            guard let number = Double(value), (0...1).contains(number) else {
                throw Fault(message: "A complaint score lies between 0 and 1.", remedy: "as in: complaint=0.9")
            }
            complaint = number
        case "hot", "heat":
            throw Fault(
                message: "How hot a message is comes of the rules, and nobody sets it.",
                remedy: "an example says what shall come of it behind its text: \"…\" is hot, or \"…\" is not hot")
        default:
            throw Fault(
                message: "There is no \"\(key)\" to set.",
                remedy: Self.keys.first { $0.hasSuffix("." + key) }.map { "did you mean \"\($0)\"?" }
                    ?? NearestName.remedy(
                        key, among: Self.keys, else: "what can be set: \(Self.keys.joined(separator: ", "))"))
        }
    }

    private static func whole(_ key: String, _ value: String, most: Int) throws(Fault) -> Int {
        guard let number = Int(value), (0...most).contains(number) else {
            throw Fault(message: "\"\(value)\" is no whole number.", remedy: "as in: \(key)=2")
        }
        return number
    }

    private static func length(_ value: String) throws(Fault) -> Int {
        guard let seconds = RulesFile.seconds(value) else {
            throw Fault(
                message: "\"\(value)\" is no length of time.", remedy: "a number and s, m, h or d, as in 5h")
        }
        return seconds
    }

    private static func chosen<Choice: RawRepresentable<String>>(
        _ what: String, _ value: String, _ choices: [Choice]
    ) throws(Fault) -> Choice {
        if let choice = choices.first(where: { $0.rawValue == value }) { return choice }
        let names = choices.map(\.rawValue)
        throw Fault(
            message: "\"\(value)\" is no \(what).",
            remedy: NearestName.remedy(value, among: names, else: "there are \(names.joined(separator: ", "))"))
    }
}

/// The message, and the world around it, that an example describes.
struct ExampleScene {
    var message: Message
    var context: Circumstances.Context
    /// Instead of what a model would say.
    var complaint: Double?

    /// - Parameter time: of the message; what is asked in lengths of time counts from it.
    init(_ text: String, _ settings: ExampleSettings, at time: Moment = Moment(seconds: 0)) {
        let channel = settings.channel ?? .mastodon
        let handle = Handle(channel: channel, normalised: settings.handle ?? "somebody@social.example")
        message = Message(
            identity: "example", source: SourceName(settings.source ?? "example"), channel: channel,
            author: Message.Author(
                handle: handle, displayName: settings.displayName ?? "", followers: settings.followers,
                isVerified: settings.author.contains(.verified),
                since: settings.authorAge.map { time - .seconds($0) }),
            text: text, quoted: settings.quoted ?? "", language: settings.language ?? "", time: time,
            form: settings.form,
            attachments: settings.hasImage ? [Message.Attachment(name: "image", type: "image/jpeg")] : [],
            links: settings.links + (settings.hasLink ? ["https://link.example/"] : []))
        var customer: Customer?
        if settings.tier != nil || settings.customerLanguage != nil || settings.customerValue != nil
            || !settings.customerTags.isEmpty
        {
            customer = Customer(
                id: CustomerID(rawValue: "example"), tier: settings.tier ?? "", value: settings.customerValue,
                language: settings.customerLanguage ?? "", tags: settings.customerTags)
        }
        let surroundings = Surroundings(
            customer: customer, openCases: settings.openCases ?? 0,
            contacts: Array(repeating: time, count: (settings.contacts ?? 1) - 1),
            unansweredSince: settings.unanswered.map { time - .seconds($0) })
        let policy = Policy(
            brand: "", own: settings.author.contains(.own) ? [handle] : [],
            press: settings.author.contains(.press) ? [handle] : [],
            agents: settings.author.contains(.agent) ? [handle] : [])
        context = Circumstances.Context(
            surroundings: surroundings, policy: policy, now: time, hours: settings.hours)
        complaint = settings.complaint
    }
}
