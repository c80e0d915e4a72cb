import Foundation
import Testing

@testable import Facts

/// The compiled zones of this host.
enum HostZones {
    static let folder = "/usr/share/zoneinfo"

    /// By name; of equal files one.
    static func distinct() throws -> [(name: String, bytes: [UInt8])] {
        let walk = try #require(FileManager.default.enumerator(atPath: folder))
        var seen: Set<[UInt8]> = []
        var found: [(name: String, bytes: [UInt8])] = []
        for name in walk.compactMap({ $0 as? String }).sorted() {
            guard !name.hasPrefix("posix"), !name.hasPrefix("right"), TimeZoneName.isSound(name),
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
                data.starts(with: Array("TZif".utf8))
            else { continue }
            if seen.insert(Array(data)).inserted { found.append((name, Array(data))) }
        }
        return found
    }
}
