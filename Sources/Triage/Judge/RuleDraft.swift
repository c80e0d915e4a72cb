/// A rule as written.
struct RuleDraft {
    var name: String
    var place: Place
    var title = ""
    var severity: Severity?
    var score: Int?
    var action = Action.none
    var group: Group?
    var tags: [String] = []
    var skill = ""
    var owner = ""
    /// Seconds.
    var respond: Int?
    var mode = Mode.live
    var when: Expression?
    /// The condition was written, understood or not.
    var hasWhen = false
    var shifts: [Shift] = []
    var examples: [Example] = []

    enum Action: String, CaseIterable, Sendable { case none, hot, filter }

    enum Mode: Equatable, Sendable {
        case live
        /// Recorded, counts for nothing; `until` a date at most.
        case shadow(until: Moment?)
        case off
    }

    struct Group {
        var name: String
        var most: Int?
        var place: Place
    }

    /// `raise +20 if …`, `lower -40 if …`
    struct Shift {
        var by: Int
        var condition: Expression
    }

    struct Example {
        /// The rule shall fire on it, or shall not.
        var shallFire: Bool
        /// `todo`: known to fail, and no error.
        var isTodo: Bool
        var text: String
        var place: Place
        var settings: ExampleSettings
    }
}

/// `with customer.tier=vip, channel=email`: what an example's message comes with.
struct ExampleSettings {
    var tier: String?
    var customerLanguage: String?
    var customerValue: Int64?
    var channel: Channel?
    var language: String?
    var source: String?
    var followers: Int?
    var handle: String?
    var isOwn = false
    var form: Message.Form = .original
    var hasLink = false
    var hasImage = false

    static let keys = [
        "customer.tier", "customer.language", "customer.value", "channel", "lang", "source", "author.followers",
        "author.handle", "author", "is", "has",
    ]

    /// - Returns: what is wrong with it, nil where it was taken.
    mutating func set(_ key: String, _ value: String) -> String? {
        switch key {
        case "customer.tier": tier = value.lowercased()
        case "customer.language": customerLanguage = value.lowercased()
        case "customer.value":
            guard let number = Int64(value) else { return "\"\(value)\" is no whole number." }
            customerValue = number
        case "channel":
            guard let channel = Channel(rawValue: value) else { return "\"\(value)\" is no channel." }
            self.channel = channel
        case "lang": language = value.lowercased()
        case "source": source = value
        case "author.followers":
            guard let number = Int(value) else { return "\"\(value)\" is no whole number." }
            followers = number
        case "author.handle": handle = String(value.lowercased().drop { $0 == "@" })
        case "author":
            guard value == "own" else { return "An author can be \"own\" here." }
            isOwn = true
        case "is":
            guard let form = Message.Form(rawValue: value) else { return "A message can be reply or repost here." }
            self.form = form
        case "has":
            switch value {
            case "link": hasLink = true
            case "image": hasImage = true
            default: return "A message can have link or image here."
            }
        default: return "There is no \"\(key)\" to set."
        }
        return nil
    }
}
