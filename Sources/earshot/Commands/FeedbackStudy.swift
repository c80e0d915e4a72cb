import Foundation
import Storage
import Triage

/// From what people said of cases and messages to examples that a rule can carry.
struct FeedbackStudy {
    let loaded: LoadedRules
    private let rules: RuleSet
    private let configuration: Configuration?
    private let places: [String: ExamplePlace]
    private let known: Set<String>
    private let brand: Set<String>

    struct Suggestion: Hashable {
        var message: Int64
        /// Empty where nobody said which.
        var rule: String
        var shallFire: Bool
        /// The rule does not do it yet.
        var isTodo: Bool
        /// Without what says who wrote it.
        var text: String
        /// As it stands behind the text: `with customer.tier=vip`.
        var settings: String
        var place: ExamplePlace?
        /// What the person said why.
        var because: String

        var line: String {
            let kind = (isTodo ? "todo " : "") + (shallFire ? "hit" : "miss")
            let gap = String(repeating: " ", count: max(1, 11 - kind.count))
            return "\(place?.indent ?? "")\(kind)\(gap)\"\(text)\"\(settings)"
        }

        var json: JSON {
            .object([
                ("message", .integer(message)), ("rule", rule.isEmpty ? .null : .text(rule)),
                ("kind", .text(shallFire ? "hit" : "miss")), ("todo", .bool(isTodo)), ("text", .text(text)),
                ("because", .text(because)), ("example", .text(line.trimmingCharacters(in: .whitespaces))),
                ("file", .text(place?.file)),
                ("line", place.map { .integer($0.below + 1) } ?? .null),
            ])
        }
    }

    /// Longer ones are cut at a word: an example is read by people.
    private static let longest = 400

    init(loaded: LoadedRules, rules: RuleSet, configuration: Configuration?) {
        self.loaded = loaded
        self.rules = rules
        self.configuration = configuration
        places = RuleSet.examplePlaces(loaded.files)
        known = Set(rules.trials(loaded.files).map { "\($0.rule)\n\($0.text)" })
        var brand: Set<String> = [configuration?.brand.lowercased() ?? ""]
        for handle in configuration?.policy(startedAt: [:]).own ?? [] {
            brand.insert(handle.address.lowercased())
            brand.insert(handle.address.split(separator: "@").first.map { $0.lowercased() } ?? "")
        }
        // What a list looks for by a handle is no customer's.
        for file in loaded.files where file.path.hasSuffix(".keywords") {
            for line in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let word = line.drop { $0 == " " || $0 == "\t" || $0 == "=" }
                if word.hasPrefix("@"), !word.contains(" ") { brand.insert(word.dropFirst().lowercased()) }
            }
        }
        self.brand = brand.subtracting([""])
    }

    func suggestions(falseAlarms: [Store.Misjudged], missed: [Store.Misjudged]) -> [Suggestion] {
        var seen: Set<Suggestion> = []
        var found: [Suggestion] = []
        func take(_ suggestion: Suggestion) {
            let key = "\(suggestion.rule)\n\(suggestion.text)"
            if !known.contains(key), seen.insert(suggestion).inserted { found.append(suggestion) }
        }
        for alarm in falseAlarms {
            // The rules that made it hot: whoever added least is not to blame.
            let reasons = alarm.message.verdict?.reasons.filter { $0.replacedBy == nil } ?? []
            let most = reasons.map(\.score).max() ?? 0
            for reason in reasons where reason.score * 2 >= most && places[reason.rule] != nil {
                take(suggestion(alarm, rule: reason.rule, shallFire: false))
            }
        }
        for miss in missed {
            for rule in miss.rules.isEmpty ? [""] : miss.rules where rule.isEmpty || places[rule] != nil {
                take(suggestion(miss, rule: rule, shallFire: true))
            }
        }
        return found
    }

    private func suggestion(_ misjudged: Store.Misjudged, rule: String, shallFire: Bool) -> Suggestion {
        let stored = misjudged.message
        let discretion = Discretion(brand: brand, author: stored.message.author, customer: stored.customer)
        var text = discretion.text(stored.message.text)
        if text.count > Self.longest {
            text = String(text.prefix(Self.longest))
            if let space = text.lastIndex(of: " ") { text = String(text[..<space]) }
        }
        // A quote could be taken for the end of the example.
        text = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
            .replacing("\"", with: "'")
        let settings = assumed(stored)
        let told = try? rules.explain(
            text, assuming: settings, policy: Policy(brand: ""), at: Moment(seconds: 0))
        let fires = told?.explanation.fired.contains { $0.reason.rule == rule } ?? false
        return Suggestion(
            message: stored.id.rawValue, rule: rule, shallFire: shallFire, isTodo: fires != shallFire, text: text,
            settings: settings.isEmpty
                ? "" : " with " + settings.map { "\($0.key)=\($0.value)" }.joined(separator: ", "),
            place: places[rule], because: discretion.text(misjudged.because))
    }

    /// What an example must come with to be judged as the message was.
    private func assumed(_ stored: StoredMessage) -> [(key: String, value: String)] {
        var settings: [(key: String, value: String)] = []
        if let tier = stored.customer?.tier, !tier.isEmpty, !tier.contains(where: { " ,=\"".contains($0) }) {
            settings.append(("customer.tier", tier))
        }
        if stored.message.channel != .mastodon { settings.append(("channel", stored.message.channel.rawValue)) }
        if let followers = stored.message.author.followers, followers >= 1000 {
            settings.append(("author.followers", String(followers)))
        }
        return settings
    }

    func patch(_ suggestions: [Suggestion]) -> FilePatch {
        var patch = FilePatch()
        for suggestion in suggestions {
            if let place = suggestion.place { patch.add(suggestion.line, below: place.below, of: place.file) }
        }
        return patch
    }
}
