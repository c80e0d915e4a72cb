import Foundation
import Triage
import Yams

/// Reads `earshot.yaml` into a `Configuration`, or says everything that is wrong with it.
enum ConfigurationLoader {
    struct Loaded {
        /// Nil where there is any error.
        var configuration: Configuration?
        /// The same with its errors, for whoever looks for more of them; nil where there is too little to go on with.
        var attempt: Configuration?
        /// In the order of the file; warnings and notes too.
        var complaints: [Complaint]
    }

    static func load(_ path: String, secrets: SecretKeeper) throws(BoundedFile.Failure) -> Loaded {
        let bytes = try BoundedFile.read(path, limit: SettingsDocument.sizeLimit)
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let folder = whole.split(separator: "/").dropLast().filter { $0 != "." }.joined(separator: "/")
        return read(bytes, file: path, folder: "/" + folder, secrets: secrets)
    }

    /// - Parameters:
    ///   - file: as complaints name it.
    ///   - folder: absolute; what relative paths are relative to.
    static func read(_ bytes: [UInt8], file: String, folder: String, secrets: SecretKeeper) -> Loaded {
        let document = SettingsDocument(file: file, bytes: bytes)
        let reading = SettingsReading(
            text: document.text, folder: folder == "/" ? "" : folder, keeper: secrets,
            complaints: document.complaints)
        guard let root = document.root, !root.saysNothing else {
            if !reading.hasErrors {
                reading.complain(
                    at: .init(line: 1, column: 1), "the file says nothing",
                    remedy: "`earshot init` writes one to begin with, in an empty folder")
            }
            return Loaded(configuration: nil, complaints: reading.sortedComplaints)
        }
        let configuration = configuration(root, reading, file: file)
        return Loaded(
            configuration: reading.hasErrors ? nil : configuration, attempt: configuration,
            complaints: reading.sortedComplaints)
    }

    static let keys = [
        "brand", "database", "rules", "own", "press", "agents", "sources", "hosts", "acd", "hours", "heat",
        "acknowledge", "callbacks", "on-call", "pages", "console", "region",
    ]
    /// Keys of capabilities that this version lacks.
    static let laterKeys: [String] = []

    private static func configuration(_ root: Node, _ reading: SettingsReading, file: String) -> Configuration? {
        let section = SettingsSection(root, name: "", keys: keys, reading: reading) { key in
            guard laterKeys.contains(key) else { return nil }
            return (
                "`\(key)` is not available in this version", "remove it, or put a # before each of its lines"
            )
        }
        guard let section else { return nil }
        let brand = section.text(section.required("brand", example: "Quillfone"), "brand", limit: 100)
        let database = self.database(section)
        let rules = self.rules(section)
        let region = RegionReader(reading: reading).brand(section)
        let numbers = NumberReader(region: region)
        let own = handles("own", of: "the brand's handles", section, numbers)
        let press = handles("press", of: "journalists' handles", section, numbers)
        let agents = handles("agents", of: "the handles of the brand's own people", section, numbers)
        let sources = SourceReader(reading: reading, region: region, hasRegion: section.node("region") != nil)
            .sources(section.node("sources"))
        let hosts = self.hosts(section)
        let acd = ACDReader(reading: reading).acd(section.node("acd"))
        let heat = section.node("heat").flatMap {
            SettingsSection($0, name: "`heat`", keys: ["hot"], reading: reading)?.integer("hot", in: 1...10_000)
        }
        let hours = HoursReader(reading: reading).hours(section.node("hours"), sources: sources.map(\.name))
        let console = ConsoleReader(reading: reading).console(section.node("console"))
        let pages = PagesReader(reading: reading, sources: sources, hasACD: section.node("acd") != nil)
            .pages(section.node("pages"), console: console)
        let onCall = OnCallReader(reading: reading, sources: sources, hours: hours)
            .onCall(section.node("on-call"), pages: pages, pagesNode: section.node("pages"))
        let manners = AcknowledgeReader(
            reading: reading, sources: sources, hasHours: section.node("hours") != nil,
            hasOnCall: section.node("on-call") != nil
        ).manners(
            section.node("acknowledge"),
            ownAddresses: Dictionary(
                sources.map { ($0.name, $0.ownAddresses(own)) }, uniquingKeysWith: { first, _ in first }))
        let callBacks = CallBacksReader(reading: reading, region: region)
            .callBacks(
                section.node("callbacks"), hours: hours, hasHours: section.node("hours") != nil,
                hasACD: section.node("acd") != nil, hasTeam: section.node("on-call") != nil)
        guard let brand, let database, let rules else { return nil }
        return Configuration(
            file: file, brand: brand, database: database, rules: rules, own: own, press: press, agents: agents,
            sources: sources, hosts: hosts, acd: acd, hotHeat: heat ?? Policy.usualHotHeat, hours: hours,
            onCall: onCall, pages: pages,
            console: console, ruleMentions: reading.ruleMentions,
            outsideMentions: reading.outsideMentions, manners: manners,
            callBacks: callBacks, region: region)
    }

    private static func database(_ section: SettingsSection) -> Configuration.Database? {
        let node = section.required("database", example: "sqlite:earshot.db")
        guard let node, let text = section.text(node, "database", limit: 4000) else { return nil }
        if text.hasPrefix("sqlite:") {
            var path = String(text.dropFirst("sqlite:".count))
            if path.hasPrefix("//") { path.removeFirst(2) }
            guard !path.isEmpty, !path.hasPrefix(":"), !path.hasSuffix("/"), !path.contains("?") else {
                section.reading.complain(
                    at: node, "`database` names no file", remedy: "write `database: sqlite:earshot.db`")
                return nil
            }
            return .sqlite(path: absolute(path, in: section.reading.folder))
        }
        if text.hasPrefix("postgres:") || text.hasPrefix("postgresql:") {
            guard Self.isSoundPostgres(text) else {
                section.reading.complain(
                    at: node, "this is no address of a PostgreSQL database",
                    remedy: "write `postgres://user@host:5432/name`")
                return nil
            }
            guard !Self.holdsPassword(text) else {
                section.reading.complain(
                    at: node, "the database's password may not stand in this file",
                    remedy: "write `postgres://user@host/name`, and the password into ~/.pgpass of earshot's user "
                        + "or the environment variable PGPASSWORD")
                return nil
            }
            return .postgres(url: text)
        }
        let remedy =
            text.contains("://") || text.contains(" ")
            ? "write `sqlite:earshot.db` or `postgres://user@host/name`" : "did you mean `sqlite:\(text)`?"
        section.reading.complain(
            at: node, "`database` begins with sqlite: or postgres://, and this is `\(text.prefix(80))`", remedy: remedy)
        return nil
    }

    /// A host is there, or the query names one (`?host=/var/run/postgresql`), and a database.
    private static func isSoundPostgres(_ text: String) -> Bool {
        guard let mark = text.firstRange(of: "://"), !text.contains(" ") else { return false }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let name = rest[authority.endIndex...].dropFirst().prefix { $0 != "?" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return !name.isEmpty && !name.contains("/") && (!host.isEmpty || rest.contains("host="))
    }

    private static func holdsPassword(_ text: String) -> Bool {
        guard let mark = text.firstRange(of: "://") else { return false }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let query = rest.drop { $0 != "?" }.lowercased()
        let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        return user.contains(":") || query.contains("?password=") || query.contains("&password=")
    }

    private static func rules(_ section: SettingsSection) -> Configuration.RulesFolder? {
        let node = section.required("rules", example: "Rules")
        guard var written = section.text(node, "rules", limit: 4000) else { return nil }
        while written.count > 1, written.hasSuffix("/") { written.removeLast() }
        return .init(path: absolute(written, in: section.reading.folder), asWritten: written)
    }

    /// - Parameter whose: what the list holds, for a complaint.
    private static func handles(
        _ key: String, of whose: String, _ section: SettingsSection, _ numbers: NumberReader
    ) -> [Handle] {
        guard let node = section.node(key) else { return [] }
        guard case .sequence(let list) = node else {
            section.reading.complain(
                at: node, "`\(key)` is a list of \(whose), and this is \(node.kindInWords)",
                remedy: "write `\(key): [\"mastodon:@\(key == "own" ? "quillfone" : "name")@mastodon.example\"]`")
            return []
        }
        return list.compactMap { item in
            guard let text = section.text(item, key, limit: 400) else { return nil }
            if text.lowercased().hasPrefix("sms:"), let fault = numbers.fault(String(text.dropFirst(4))) {
                section.reading.complain(
                    at: item, "`\(text.prefix(80))` \(fault)", remedy: "compare it with the telephone that is meant")
                return nil
            }
            if let handle = Handle(written: text, numbers: numbers) {
                if numbers.isHomeless(handle) {
                    section.reading.complain(
                        .warning, at: item,
                        "`\(text.prefix(80))` has no country's code, so nobody who writes with one is known by it",
                        remedy: numbers.region == nil
                            ? "write it with + and the country's code, or add `region: GB`"
                            : "write it with + and the country's code")
                }
                return handle
            }
            section.reading.complain(
                at: item, "`\(text.prefix(80))` is no handle",
                remedy: "write the channel, a colon and the address: "
                    + "\"mastodon:@name@host\", \"email:name@host\", \"sms:+12025550100\"")
            return nil
        }
    }

    private static func hosts(_ section: SettingsSection) -> Hosts {
        var hosts = Hosts()
        guard let node = section.node("hosts") else { return hosts }
        guard case .mapping(let mapping) = node else {
            section.reading.complain(
                at: node, "`hosts` is a group of host names, and this is \(node.kindInWords)",
                remedy: "write `hosts: { default: { at-once: 1, pause: 1s } }`")
            return hosts
        }
        var named: [(name: String, atOnce: Int?, pause: Duration?)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                section.reading.complain(at: key, "a host is a name, and this is \(key.kindInWords)")
                continue
            }
            if scalar.string.unicodeScalars.first == SettingsDocument.blot { continue }
            let name = scalar.string.lowercased()
            guard (try? WebAddress("http://\(name.contains(":") ? "[\(name)]" : name)"))?.host == name else {
                section.reading.complain(
                    at: key, "`\(name.prefix(80))` is no host name", remedy: "write the name alone: mastodon.example")
                continue
            }
            let entry = SettingsSection(
                value, name: "host `\(name)`", keys: ["at-once", "pause"], reading: section.reading)
            guard let entry else { continue }
            let atOnce = entry.integer("at-once", in: 1...64)
            let pause = entry.duration("pause", in: .zero ... .seconds(3600))
            if name == "default" {
                hosts.usual.atOnce = atOnce ?? hosts.usual.atOnce
                hosts.usual.pause = pause ?? hosts.usual.pause
            } else {
                named.append((name, atOnce, pause))
            }
        }
        for (name, atOnce, pause) in named {
            hosts.byName[name] = .init(atOnce: atOnce ?? hosts.usual.atOnce, pause: pause ?? hosts.usual.pause)
        }
        return hosts
    }
}
