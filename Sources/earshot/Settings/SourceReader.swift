import Channels
import Triage
import Yams

/// Reads the list `sources`.
struct SourceReader {
    let reading: SettingsReading
    /// The brand's.
    let region: String?
    /// One was written for the brand, right or wrong.
    let hasRegion: Bool

    static let commonKeys = ["name", "channel", "every", "tickets", "since", "private-address"]
    static let channelKeys: [(kind: String, keys: [String])] = [
        ("mastodon", ["url", "listen", "token"]),
        ("feed", ["url"]),
        ("email", ["url", "user", "password", "smtp", "from", "tls"]),
        ("sms", ["provider", "region"]),
        ("twilio", ["provider", "url", "account", "token", "number", "region"]),
        ("gammu", ["provider", "inbox", "outbox", "sent", "region"]),
    ]
    static let limit = 20_000

    func sources(_ node: Node?) -> [SourceConfiguration] {
        guard let node else { return [] }
        guard case .sequence(let list) = node else {
            reading.complain(
                at: node, "`sources` is a list, and this is \(node.kindInWords)",
                remedy: "begin each source with `- name: …`")
            return []
        }
        guard list.count <= Self.limit else {
            reading.complain(at: node, "there are \(list.count) sources, and at most \(Self.limit) are heard")
            return []
        }
        var lines: [SourceName: Int] = [:]
        return list.compactMap { item in
            if item.saysNothing {
                reading.complain(at: item, "this source says nothing", remedy: "remove the dash, or add `name: …`")
                return nil
            }
            return source(item, &lines)
        }
    }

    private func source(_ node: Node, _ lines: inout [SourceName: Int]) -> SourceConfiguration? {
        let kind = self.kind(node)
        let keys = Self.commonKeys + (kind.map(Self.keys) ?? Self.channelKeys.flatMap(\.keys))
        let section = SettingsSection(node, name: "this source", keys: keys, reading: reading) { key in
            guard let kind, let other = Self.channelKeys.first(where: { $0.keys.contains(key) }) else { return nil }
            return ("`\(key)` belongs to \(other.kind), and this source is \(kind)", "remove it")
        }
        guard let section else { return nil }
        let name = self.name(section, &lines)
        let every = section.duration("every", in: .seconds(1) ... .seconds(86_400)) ?? .seconds(60)
        let tickets = section.choice("tickets", [("all", Policy.Tickets.all), ("matched", .matched), ("hot", .hot)])
        let since = self.since(section)
        let mayBePrivate = section.choice("private-address", [("allowed", true)]) ?? false
        let region = RegionReader(reading: reading).region(section) ?? region
        guard let kind, let place = place(kind, section, region, mayBePrivate: mayBePrivate), let name else {
            return nil
        }
        if case .gammu = place, region == nil, !hasRegion, section.node("region") == nil {
            reading.complain(
                .note, at: node, "of which country numbers are that the modem gives without its code, nobody knows",
                remedy: "add `region: GB`, so that one person is one person however their number comes")
        }
        return SourceConfiguration(
            name: name, place: place, every: every, tickets: tickets ?? .all, since: since,
            mayBePrivate: mayBePrivate, region: place.channel == .sms ? region : nil)
    }

    static func keys(_ kind: String) -> [String] { channelKeys.first { $0.kind == kind }?.keys ?? [] }

    /// Which keys go with this source, before they are read: its channel, for SMS its provider. Nil, and a
    /// complaint, where that cannot be told.
    private func kind(_ node: Node) -> String? {
        guard case .mapping(let mapping) = node else { return nil }
        func word(_ key: String, _ words: [String], later: [String: String], example: String) -> String? {
            guard let (_, value) = mapping.first(where: { $0.key.string == key }), !value.saysNothing else {
                reading.complain(at: node, "this source lacks `\(key)`", remedy: "add `\(key): \(example)`")
                return nil
            }
            guard case .scalar(let scalar) = value else {
                reading.complain(at: value, "`\(key)` is a word, and this is \(value.kindInWords)")
                return nil
            }
            if words.contains(scalar.string) { return scalar.string }
            if let remedy = later[scalar.string] {
                reading.complain(
                    at: value, "`\(key): \(scalar.string)` is not available in this version", remedy: remedy)
                return nil
            }
            let near = NearestName.of(scalar.string, among: words).map { "did you mean `\($0)`?" }
            let list = words.joined(separator: ", ")
            reading.complain(
                at: value, "there is no \(key) `\(scalar.string.prefix(60))`",
                remedy: near
                    ?? (words.contains { $0 == "twilio" } ? "write one of \(list)" : "the channels are \(list)"))
            return nil
        }
        let channel = word(
            "channel", Channel.allCases.map(\.rawValue), later: [:], example: Channel.mastodon.rawValue)
        guard channel == Channel.sms.rawValue else { return channel }
        return word(
            "provider", ["twilio", "gammu"],
            later: ["kannel": "use twilio or gammu, or remove this source"], example: "twilio")
    }

    private func name(_ section: SettingsSection, _ lines: inout [SourceName: Int]) -> SourceName? {
        guard let node = section.required("name", example: "fediverse"), let text = section.text(node, "name") else {
            return nil
        }
        let sound = text.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
        guard sound, text.utf8.count <= 64 else {
            let mended = String(
                text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(64))
            reading.complain(
                at: node, "a source's name has small letters, digits and hyphens, at most 64",
                remedy: "write `name: \(mended)`")
            return nil
        }
        let name = SourceName(text)
        let line = reading.spot(of: node).line
        if let first = lines[name] {
            reading.complain(
                at: node, "a source in line \(first) is called `\(text)` too", remedy: "give each a name of its own")
            return nil
        }
        lines[name] = line
        return name
    }

    private func since(_ section: SettingsSection) -> Since {
        guard let node = section.node("since"), let text = section.text(node, "since") else { return .now }
        switch text {
        case "now": return .now
        case "beginning": return .beginning
        default:
            if let moment = Moment(rfc3339: text) { return .moment(moment) }
            let near = NearestName.of(text, among: ["now", "beginning"]).map { "did you mean `\($0)`?" }
            reading.complain(
                at: node, "`since` is now, beginning or a date, and this is `\(text.prefix(60))`",
                remedy: near ?? "write `since: 2026-11-01` or `since: 2026-11-01T08:00:00Z`")
            return .now
        }
    }

    private func place(
        _ kind: String, _ section: SettingsSection, _ region: String?, mayBePrivate: Bool
    ) -> SourceConfiguration.Place? {
        let places = PlaceReader(
            section: section, mayBePrivate: mayBePrivate, numbers: NumberReader(region: region))
        return switch kind {
        case "mastodon": places.mastodon()
        case "feed": places.feed()
        case "email": places.email()
        case "twilio": places.twilio()
        case "gammu": places.gammu()
        default: nil
        }
    }
}
