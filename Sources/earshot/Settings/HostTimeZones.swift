import Facts
import Foundation
import Triage

/// The time zones that this host knows: its tzdata, kept up to date by the system, unlike Foundation's copy.
/// Read anew for every configuration, so that a reload takes an update of tzdata too.
struct HostTimeZones: Sendable {
    /// `$TZDIR`, as for every program of the system, or /usr/share/zoneinfo.
    let folder: String

    init(folder: String = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo") {
        self.folder = folder
    }

    struct Failure: Error, Equatable {
        var message: String
        var remedy: String
    }

    func zone(named name: String) throws(Failure) -> TimeZoneTable {
        // One spelling of each: where the file system is blind to case, a name would be too.
        guard TimeZoneName.isSound(name), !name.hasPrefix("posix/"), !name.hasPrefix("right/") else {
            throw unknown(name)
        }
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read("\(folder)/\(name)", limit: TimeZoneFile.sizeLimit)
        } catch {
            switch error {
            case .missing, .notAFile: throw unknown(name)
            case .tooLarge, .unreadable: throw Failure(message: error.description, remedy: "")
            }
        }
        // A few lists lie among the zones.
        guard bytes.starts(with: Array("TZif".utf8)) else { throw unknown(name) }
        do {
            return try TimeZoneFile.read(bytes, name: name)
        } catch {
            throw Failure(
                message: "the time zone \(folder)/\(name) cannot be read: \(error)",
                remedy: "install the package tzdata again")
        }
    }

    private func unknown(_ name: String) -> Failure {
        let names = self.names
        guard !names.isEmpty else {
            return Failure(
                message: "this host has no time zones in \(folder)", remedy: "install the package tzdata")
        }
        return Failure(
            message: "there is no time zone `\(name.prefix(60))`",
            remedy: near(name, among: names).map { "did you mean `\($0)`?" }
                ?? "write its name in the tz database, like Europe/London or America/New_York")
    }

    /// The city alone, small letters or a space are mistakes too.
    private func near(_ name: String, among names: [String]) -> String? {
        let word = name.lowercased().map { $0 == " " ? "_" : $0 }
        let plain = String(word)
        if let exact = names.first(where: { $0.lowercased() == plain }) { return exact }
        if let city = names.first(where: { $0.contains("/") && $0.lowercased().hasSuffix("/" + plain) }) { return city }
        if let near = NearestName.of(plain, among: names) { return near }
        let cities = Dictionary(
            names.filter { $0.contains("/") }.map { ($0.split(separator: "/").last.map(String.init) ?? $0, $0) },
            uniquingKeysWith: { first, _ in first })
        return NearestName.of(plain, among: cities.keys.sorted()).flatMap { cities[$0] }
    }

    /// Every zone, sorted.
    var names: [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        var names: [String] = []
        for case let name as String in walk {
            if name == "posix" || name == "right" {
                walk.skipDescendants()
                continue
            }
            guard TimeZoneName.isSound(name), name.utf8.first.map({ (65...90).contains($0) }) ?? false,
                walk.fileAttributes?[.type] as? FileAttributeType != .typeDirectory, name != "Factory"
            else { continue }
            names.append(name)
            if names.count >= 5000 { break }
        }
        return names.sorted()
    }
}
