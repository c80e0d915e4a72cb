import Facts
import Foundation
import Triage
import Yams

/// Reads the section `hours`: the default calendar, and below `calendars` those of sources, languages and
/// teams.
struct HoursReader {
    let reading: SettingsReading
    var zones = HostTimeZones()

    static let calendarKeys = ["time-zone", "weekly", "holidays", "exceptions"]
    static let keys = calendarKeys + ["calendars"]
    static let scopeKeys = ["sources", "languages", "teams"]
    static let calendarLimit = 100
    /// Holidays are worked out for these years.
    static let window = CivilDate(day: 10_957)...CivilDate(day: 47_481)  // 2000-01-01 to 2099-12-31

    /// - Parameter sources: those that the file configures.
    func hours(_ node: Node?, sources: [SourceName]) -> BusinessHours? {
        guard let node,
            let section = SettingsSection(node, name: "`hours`", keys: Self.keys, reading: reading)
        else { return nil }
        let standard = calendar("default", section)
        let others = self.others(section.node("calendars"), sources)
        return standard.map { BusinessHours($0, others: others) }
    }

    private func others(_ node: Node?, _ sources: [SourceName]) -> [BusinessHours.Entry] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "`calendars` is a group of calendars by name, and this is \(node.kindInWords)",
                remedy: "write `calendars: { germany: { time-zone: Europe/Berlin, languages: [de], weekly: … } }`")
            return []
        }
        guard mapping.count <= Self.calendarLimit else {
            reading.complain(at: node, "there are \(mapping.count) calendars, and \(Self.calendarLimit) are the most")
            return []
        }
        var entries: [(entry: BusinessHours.Entry, key: Node)] = []
        for (key, value) in mapping {
            guard let name = name(key) else { continue }
            let keys = Self.calendarKeys + Self.scopeKeys
            let section = SettingsSection(value, name: "calendar `\(name)`", keys: keys, reading: reading)
            guard let section else { continue }
            let scope = scope(section, sources)
            guard let calendar = calendar(name, section) else { continue }
            let entry = BusinessHours.Entry(calendar, for: scope)
            if let (other, claim) = entries.lazy.compactMap({ other in
                entry.scope.claim(against: other.entry.scope).map { (other.entry.calendar.name, $0) }
            }).first {
                reading.complain(
                    at: key, "the calendars `\(other)` and `\(name)` are both for \(claim)",
                    remedy: "take it out of one of them")
            }
            entries.append((entry, key))
        }
        return entries.map(\.entry)
    }

    private func name(_ key: Node) -> String? {
        guard case .scalar(let scalar) = key else {
            reading.complain(at: key, "a calendar's name is one word, and this is \(key.kindInWords)")
            return nil
        }
        let name = scalar.string
        if name.unicodeScalars.first == SettingsDocument.blot { return nil }
        let sound = name.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
        guard sound, (1...64).contains(name.utf8.count) else {
            reading.complain(at: key, "a calendar's name has small letters, digits and hyphens, at most 64")
            return nil
        }
        guard name != "default" else {
            reading.complain(
                at: key, "`default` is the calendar that stands in `hours` itself",
                remedy: "give this one another name")
            return nil
        }
        return name
    }

    private func scope(_ section: SettingsSection, _ sources: [SourceName]) -> BusinessHours.Scope {
        var scope = BusinessHours.Scope()
        for (node, word) in section.words("sources") {
            guard sources.contains(SourceName(word)) else {
                reading.complain(
                    at: node, "there is no source `\(word.prefix(60))`",
                    remedy: NearestName.of(word, among: sources.map(\.rawValue)).map { "did you mean `\($0)`?" }
                        ?? "name one of `sources`")
                continue
            }
            scope.sources.append(SourceName(word))
        }
        for (node, word) in section.words("languages") {
            let parts = word.split(separator: "-", omittingEmptySubsequences: false)
            guard (2...3).contains(parts[0].utf8.count), word.utf8.count <= 35,
                parts.allSatisfy({
                    (1...8).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
                })
            else {
                reading.complain(
                    at: node, "`\(word.prefix(60))` is no language tag", remedy: "write the short form: en, de, pt-BR")
                continue
            }
            scope.languages.append(word.lowercased())
        }
        scope.teams = section.words("teams").map(\.word)
        return scope
    }

    // MARK: One calendar

    private func calendar(_ name: String, _ section: SettingsSection) -> BusinessCalendar? {
        let zone = self.zone(section.required("time-zone", example: "Europe/London"), section)
        let weekNode = section.required("weekly", example: "{ mon-fri: [\"09:00-17:00\"] }")
        let week = WeekReader(section: section)
        let weekly = weekNode.flatMap(week.weekly)
        let exceptions = section.node("exceptions").map(week.exceptions) ?? [:]
        let holidays = self.holidays(section)
        guard let zone, let weekNode, let weekly, let exceptions, let holidays else { return nil }
        let opens = weekly.values.contains { !$0.isEmpty } || exceptions.values.contains { !$0.isEmpty }
        guard opens else {
            reading.complain(
                at: weekNode, "these hours never open", remedy: "write `weekly: { mon-fri: [\"09:00-17:00\"] }`")
            return nil
        }
        return BusinessCalendar(name: name, zone: zone, weekly: weekly, exceptions: exceptions, holidays: holidays)
    }

    private func zone(_ node: Node?, _ section: SettingsSection) -> TimeZoneTable? {
        guard let node, let name = section.text(node, "time-zone", limit: 100) else { return nil }
        do {
            return try zones.zone(named: name)
        } catch {
            reading.complain(at: node, error.message, remedy: error.remedy)
            return nil
        }
    }

    /// Nil where a file has an error: hours with holidays missing would be wrong on the very days that matter.
    private func holidays(_ section: SettingsSection) -> [CivilDate: String]? {
        var all: [CivilDate: String] = [:]
        var isSound = true
        var paths: Set<String> = []
        for (node, word) in section.words("holidays", example: "[Rules/calendars/england.ics]") {
            let path = absolute(word, in: reading.folder)
            guard paths.insert(path).inserted else {
                reading.complain(at: node, "`\(word.prefix(200))` stands here twice", remedy: "remove one")
                continue
            }
            do {
                let bytes = try BoundedFile.read(path, limit: HolidayFile.sizeLimit)
                let file = HolidayFile.read(bytes, file: word, window: Self.window)
                reading.complain(file.complaints)
                if file.complaints.contains(where: { $0.weight == .error }) {
                    isSound = false
                } else if file.dates.isEmpty {
                    reading.complain(.warning, at: node, "`\(word.prefix(200))` holds no holidays")
                }
                all.merge(file.dates) { first, second in first == second ? first : "\(first) / \(second)" }
            } catch {
                isSound = false
                reading.complain(
                    at: node, error.description, remedy: nearFile(path, word).map { "did you mean `\($0)`?" } ?? "")
            }
        }
        return isSound ? all : nil
    }

    /// A file of the same folder with a name like it.
    private func nearFile(_ path: String, _ word: String) -> String? {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/" + folder),
            let near = NearestName.of(name, among: names.filter { $0.hasSuffix(".ics") }.sorted())
        else { return nil }
        let written = word.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return written.isEmpty ? near : written + "/" + near
    }
}

extension BusinessHours.Scope {
    /// What two calendars of the same kind both claim; nil where there is nothing, or one of them is more
    /// precise.
    func claim(against other: BusinessHours.Scope) -> String? {
        guard sources.isEmpty == other.sources.isEmpty, languages.isEmpty == other.languages.isEmpty,
            teams.isEmpty == other.teams.isEmpty, !(sources.isEmpty && languages.isEmpty && teams.isEmpty)
        else { return nil }
        func both(_ kind: String, _ mine: [String], _ theirs: [String]) -> String?? {
            if mine.isEmpty { return .some(nil) }
            return mine.first { theirs.contains($0) }.map { "the \(kind) `\($0)`" }
        }
        guard let team = both("team", teams, other.teams),
            let source = both("source", sources.map(\.rawValue), other.sources.map(\.rawValue)),
            let language = both("language", languages, other.languages)
        else { return nil }
        return [team, source, language].compactMap(\.self).joined(separator: " and ")
    }
}

extension SettingsSection {
    /// The words of a list, or a single word. Each once.
    func words(_ key: String, example: String = "[…]") -> [(node: Node, word: String)] {
        guard let node = node(key) else { return [] }
        var items = [node]
        switch node {
        case .sequence(let list): items = Array(list)
        case .mapping:
            reading.complain(
                at: node, "`\(key)` is a list, and this is \(node.kindInWords)", remedy: "write `\(key): \(example)`")
            return []
        case .scalar, .alias: break
        }
        guard items.count <= 1000 else {
            reading.complain(at: node, "`\(key)` lists more than 1000")
            return []
        }
        return items.compactMap { item in text(item, key, limit: 4000).map { (item, $0) } }
    }
}
