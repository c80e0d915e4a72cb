import Triage
import Yams

/// Reads the section `acknowledge`: what is said to customers by itself, where, and what keeps it silent.
struct AcknowledgeReader {
    let reading: SettingsReading
    let sources: [SourceConfiguration]
    /// The section `hours` is there, whether it could be read or not.
    let hasHours: Bool
    let hasOnCall: Bool

    static let keys = [
        "mode", "sources", "hot", "window", "late", "per-person", "per-domain", "loop", "quiet", "quiet-holds", "never",
        "private", "contact", "languages",
    ]

    /// Nil where the section is absent, and where it cannot be told what was meant.
    /// - Parameter ownAddresses: by which a message names us, of each source.
    func manners(_ node: Node?, ownAddresses: [SourceName: Set<String>]) -> Manners? {
        guard let node,
            let section = SettingsSection(node, name: "`acknowledge`", keys: Self.keys, reading: reading)
        else { return nil }
        let mode = mode(section)
        let named = sources(section)
        var manners = Manners(mode: mode ?? .off, sources: Set(named), ownAddresses: ownAddresses)
        manners.hot =
            section.choice("hot", Manners.Hot.allCases.map { ($0.rawValue, $0) }) ?? manners.hot
        let day = Duration.seconds(86_400)
        manners.window = section.duration("window", in: .seconds(60)...day * 31) ?? manners.window
        manners.late = section.duration("late", in: .seconds(60)...day * 7) ?? manners.late
        manners.perPerson = section.integer("per-person", in: 1...100) ?? manners.perPerson
        manners.perDomain = section.integer("per-domain", in: 1...100_000) ?? manners.perDomain
        manners.loop = section.integer("loop", in: 3...1000) ?? manners.loop
        manners.quiet = quiet(section)
        let never = section.words("never", example: "[abuse]")
        for (node, word) in never { reading.mention(rule: word, at: node) }
        manners.never = Set(never.map(\.word))
        manners.movesToPrivate =
            section.choice("private", [("offer", true), ("never", false)]) ?? manners.movesToPrivate
        manners.contact = section.text(section.node("contact"), "contact", limit: 300) ?? ""
        // Not named: those for which there are words, which the rules folder tells.
        manners.languages = languages(section) ?? []
        check(section, mode, named)
        return manners
    }

    private func mode(_ section: SettingsSection) -> Manners.Mode? {
        guard let node = section.node("mode"), let word = section.text(node, "mode") else { return nil }
        // YAML 1.1 reads a bare `off` as false; ours does not, and people write it both ways.
        if let mode = Manners.Mode(rawValue: word) { return mode }
        let words = Manners.Mode.allCases.map(\.rawValue)
        reading.complain(
            at: node, "`mode` is off, preview or on, and this is `\(word.prefix(60))`",
            remedy: NearestName.of(word, among: words).map { "did you mean `\($0)`?" } ?? "write `mode: \"off\"`")
        return nil
    }

    private func sources(_ section: SettingsSection) -> [SourceName] {
        section.words("sources", example: "[support-mail]").compactMap { node, word in
            guard let source = sources.first(where: { $0.name.rawValue == word }) else {
                let near = NearestName.of(word, among: sources.map(\.name.rawValue))
                reading.complain(
                    at: node, "there is no source `\(word.prefix(60))`",
                    remedy: near.map { "did you mean `\($0)`?" } ?? "name a source of `sources`")
                return nil
            }
            if let (message, remedy) = Self.lackOfWay(source) {
                reading.complain(at: node, message, remedy: remedy)
                return nil
            }
            return source.name
        }
    }

    /// What a source lacks to answer by.
    private static func lackOfWay(_ source: SourceConfiguration) -> (String, String)? {
        switch source.place {
        case .feed: ("`\(source.name)` is a feed, and a feed has no way to answer", "take it out of the list")
        case .mastodon(_, _, nil): ("`\(source.name)` has no token, so nothing can be posted", "add `token:` to it")
        case .email(let email) where email.smtp == nil || email.from == nil:
            ("`\(source.name)` cannot send mail", "add `smtp:` and `from:` to it")
        case .gammu(_, nil, _): ("`\(source.name)` cannot send texts", "add `outbox:` to it")
        case .mastodon, .email, .twilio, .gammu: nil
        }
    }

    /// `21:00-08:00`, and whether an acknowledgement waits for it as well.
    private func quiet(_ section: SettingsSection) -> Manners.QuietHours? {
        let holds = section.choice("quiet-holds", [("unasked", false), ("all", true)])
        guard let node = section.node("quiet"), let text = section.text(node, "quiet", limit: 40) else {
            if holds != nil, let node = section.node("quiet-holds") {
                reading.complain(
                    .warning, at: node, "`quiet-holds` without `quiet` does nothing",
                    remedy: "add `quiet: \"21:00-08:00\"`")
            }
            return nil
        }
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let seconds = times.map { time -> Int? in
            let parts = time.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
                let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
            else { return nil }
            return hour * 3600 + minute * 60
        }
        guard seconds.count == 2, let from = seconds[0], let until = seconds[1], from != until else {
            reading.complain(
                at: node, "`quiet` is two times of the day, and this is `\(text)`",
                remedy: "write `quiet: \"21:00-08:00\"`")
            return nil
        }
        return Manners.QuietHours(from: from, until: until, holdsAcknowledgements: holds ?? false)
    }

    private func languages(_ section: SettingsSection) -> [String]? {
        let words = section.words("languages", example: "[en, es]")
        guard !words.isEmpty else { return nil }
        var languages: [String] = []
        for (node, word) in words {
            let small = word.lowercased()
            guard (2...3).contains(small.utf8.count), small.utf8.allSatisfy({ (97...122).contains($0) }) else {
                reading.complain(
                    at: node, "`\(word.prefix(40))` is no language",
                    remedy: "write its two letters, without a country: en, es, de")
                continue
            }
            reading.mention(.language(small), at: node, "there are no words in `\(small)`")
            if !languages.contains(small) { languages.append(small) }
        }
        return languages.isEmpty ? nil : languages
    }

    /// What would keep it silent, or make it say what is not so.
    private func check(_ section: SettingsSection, _ mode: Manners.Mode?, _ named: [SourceName]) {
        guard let mode, mode != .off, let node = section.node("mode") else { return }
        if named.isEmpty, section.node("sources") == nil {
            reading.complain(
                at: node, "nobody is answered: `acknowledge` names no source",
                remedy: "add `sources: [support-mail]`")
        }
        if !hasHours {
            reading.complain(
                at: node, "without `hours` nobody can say whether anybody is there",
                remedy: "add the section `hours`, or write `mode: \"off\"`")
        }
        if !hasOnCall, let hot = section.node("hot"), section.text(hot, "hot") == Manners.Hot.saySo.rawValue {
            reading.complain(
                .warning, at: hot, "without `on-call` nobody is called, so hot messages are answered as others are",
                remedy: "add the section `on-call`")
        }
    }
}

extension SourceConfiguration {
    /// The addresses by which a message names us: a mail's recipients, an account that is mentioned. Empty: not known.
    func ownAddresses(_ own: [Handle]) -> Set<String> {
        switch place {
        case .email(let email):
            var addresses = Set(own.filter { $0.channel == .email }.map(\.address))
            if let from = email.from { addresses.insert(from.address.lowercased()) }
            if email.user.contains("@") { addresses.insert(email.user.lowercased()) }
            return addresses
        case .mastodon(_, let listen, _):
            // Whoever hears its mentions alone hears nothing that is not said to it.
            guard listen.contains(where: { $0.hasPrefix("#") }) else { return [] }
            return Set(own.filter { $0.channel == .mastodon }.map(\.address))
        case .feed, .twilio, .gammu: return []
        }
    }
}
