import Foundation
import Testing
import Triage

@testable import Facts

/// Every zone of the host against Python's `zoneinfo`, which reads the same files.
struct PythonZonesTests {
    /// For each zone: its changes from 2026 to 2037, found by asking for offsets and closing in on where they
    /// differ; readings of the clocks around each and what they stand for (fold 0 and 1); and offsets on a
    /// grid from 1971 to 2099.
    private static let script = """
        import sys, datetime as dt, zoneinfo
        assert zoneinfo.TZPATH == ("/usr/share/zoneinfo",), zoneinfo.TZPATH
        UTC = dt.timezone.utc
        epoch = dt.datetime(1970, 1, 1, tzinfo=UTC)
        plain = dt.datetime(1970, 1, 1)
        def stamp(*a): return int((dt.datetime(*a, tzinfo=UTC) - epoch).total_seconds())
        out = sys.stdout
        for name in sys.stdin.read().split():
            zone = zoneinfo.ZoneInfo(name)
            def facts(t):
                local = dt.datetime.fromtimestamp(t, zone)
                return (int(local.utcoffset().total_seconds()), local.tzname())
            def close(a, b):
                before = facts(a)
                while b - a > 1:
                    middle = (a + b) // 2
                    if facts(middle) == before: a = middle
                    else: b = middle
                return b
            out.write(f"zone {name}\\n")
            t, end, step = stamp(2026, 1, 1), stamp(2038, 1, 1), 5 * 86400
            before = facts(t)
            while t < end:
                after = facts(min(t + step, end))
                if after != before:
                    change = close(t, min(t + step, end))
                    at = facts(change)
                    out.write(f"change {change} {before[0]} {at[0]} {at[1]}\\n")
                    low, high = sorted((change + before[0], change + at[0]))
                    for wall in (low - 1, low, (low + high) // 2, high - 1, high):
                        local = plain + dt.timedelta(seconds=wall)
                        utc = [wall - int(local.replace(tzinfo=zone, fold=f).utcoffset().total_seconds()) for f in (0, 1)]
                        out.write(f"wall {wall} {utc[0]} {utc[1]}\\n")
                    if at != after:  # two changes within a step
                        t = change
                        before = at
                        continue
                t += step
                before = after
            grid = [facts(t)[0] for t in range(stamp(1971, 1, 1), stamp(2100, 1, 1), 41 * 86400 + 3571)]
            out.write("grid " + " ".join(map(str, grid)) + "\\n")
        """

    private func asked(_ names: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONTZPATH": HostZones.folder]) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try names.joined(separator: "\n").write(to: folder.appending(path: "in"), atomically: true, encoding: .utf8)
        _ = FileManager.default.createFile(atPath: folder.appending(path: "out").path, contents: nil)
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let text = try String(contentsOf: folder.appending(path: "out"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    @Test func `every zone and every transition from 2026 to 2037 is as Python's zoneinfo has it`() throws {
        let zones = try HostZones.distinct()
        #expect(zones.count > 300)
        let tables = try zones.map { try TimeZoneFile.read($0.bytes, name: $0.name) }
        let lines = try asked(tables.map(\.name))
        let start = Moment(rfc3339: "2026-01-01")?.wholeSeconds ?? 0
        let end = Moment(rfc3339: "2038-01-01")?.wholeSeconds ?? 0
        var next = 0
        var table = TimeZoneTable.utc
        var changes: [Int64] = []
        var found = 0
        var readings = 0
        func endZone() {
            // None that Python does not know.
            let ours = table.changes.filter { start < $0.at && $0.at <= end }.map(\.at).filter { at in
                let (before, after) = (table.kind(at: at - 1), table.kind(at: at))
                return before.offset != after.offset || before.abbreviation != after.abbreviation
            }
            #expect(ours == changes, "\(table.name)")
            found += changes.count
            changes = []
        }
        for line in lines {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Int64($0) }
            switch words[0] {
            case "zone":
                if next > 0 { endZone() }
                table = tables[next]
                next += 1
                #expect(table.name == words[1])
            case "change":
                changes.append(numbers[0])
                #expect(table.kind(at: numbers[0] - 1).offset == Int(numbers[1]), "\(table.name) \(line)")
                #expect(table.kind(at: numbers[0]).offset == Int(numbers[2]), "\(table.name) \(line)")
                #expect(table.kind(at: numbers[0] + 1).offset == Int(numbers[2]), "\(table.name) \(line)")
                #expect(table.kind(at: numbers[0]).abbreviation == words[4], "\(table.name) \(line)")
            case "wall":
                readings += 1
                let placement = table.placement(of: WallClock(seconds: numbers[0]))
                #expect(placement.first == numbers[1], "\(table.name) \(line)")
                // In a gap Python's second fold is the offset after it; RFC 5545 has no such meaning.
                if placement.fit == .repeated { #expect(placement.last == numbers[2], "\(table.name) \(line)") }
            default:
                let from = Moment(rfc3339: "1971-01-01")?.wholeSeconds ?? 0
                var wrong = 0
                for (place, offset) in numbers.enumerated()
                where table.kind(at: from + Int64(place) * (41 * 86_400 + 3571)).offset != Int(offset) { wrong += 1 }
                #expect(numbers.count > 1000 && wrong == 0, "\(table.name)")
            }
        }
        endZone()
        #expect(next == tables.count)
        #expect(found > 1000)
        #expect(readings > 5000)
    }
}
