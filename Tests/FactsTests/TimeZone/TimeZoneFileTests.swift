import Foundation
import Testing
import Triage

@testable import Facts

struct TimeZoneFileTests {
    private func host(_ name: String) throws -> [UInt8] {
        Array(try #require(FileManager.default.contents(atPath: "\(HostZones.folder)/\(name)")))
    }

    /// A file of our own: one block of 64 bits, with the footer given.
    static func file(
        _ changes: [(at: Int64, kind: UInt8)], kinds: [(offset: Int32, daylight: UInt8)], footer: String = "",
        leaps: [(at: Int64, correction: Int32)] = [], version: Character = "2", letters: String = "AAA\0"
    ) -> [UInt8] {
        func big<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        func header(_ counts: [Int]) -> [UInt8] {
            Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15) + counts.flatMap { big(UInt32($0)) }
        }
        var bytes = header([0, 0, 0, 0, 1, 1]) + [0, 0, 0, 0, 0, 0, 0]
        bytes += header([0, 0, leaps.count, changes.count, kinds.count, letters.utf8.count])
        bytes += changes.flatMap { big($0.at) } + changes.map(\.kind)
        bytes += kinds.flatMap { big($0.offset) + [$0.daylight, 0] } + Array(letters.utf8)
        bytes += leaps.flatMap { big($0.at) + big($0.correction) }
        return bytes + Array("\n\(footer)\n".utf8)
    }

    @Test func `a file's changes and then its rule hold`() throws {
        let zone = try TimeZoneFile.read(
            Self.file([(0, 1), (1000, 0)], kinds: [(3600, 0), (7200, 1)], footer: "XXX-1YYY,M3.5.0,M10.5.0/3"),
            name: "A/B")
        #expect(zone.name == "A/B")
        #expect(zone.kind(at: -1).offset == 3600)
        #expect(zone.kind(at: 0).offset == 7200 && zone.kind(at: 0).isDaylight)
        #expect(zone.kind(at: 1000).offset == 3600)
        #expect(zone.kind(at: 1_784_000_000).offset == 7200)
        #expect(zone.kind(at: 1_784_000_000).abbreviation == "YYY")
        #expect(zone.rule?.daylight?.kind.offset == 7200)
    }

    @Test func `a zone of 1996's form is read from its 32 bits`() throws {
        var bytes = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
        bytes += [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4]
        bytes += [0x7F, 0, 0, 0, 1] + [0, 0, 0x0E, 0x10, 0, 0] + [0xFF, 0xFF, 0xF1, 0xF0, 0, 0] + Array("ABC\0".utf8)
        let zone = try TimeZoneFile.read(bytes, name: "A")
        #expect(zone.kind(at: 0x7EFF_FFFF).offset == 3600)
        #expect(zone.kind(at: 0x7F00_0000).offset == -3600)
    }

    @Test func `leap seconds are taken out: our clock does not count them`() throws {
        let zone = try TimeZoneFile.read(
            Self.file([(1010, 1), (5020, 0)], kinds: [(0, 0), (3600, 1)], leaps: [(500, 10), (3000, 20)]), name: "A")
        #expect(zone.changes.map(\.at) == [1000, 5000])
        let right = try TimeZoneFile.read(try host("right/Europe/London"), name: "Europe/London")
        let usual = try TimeZoneFile.read(try host("Europe/London"), name: "Europe/London")
        for change in usual.changes where change.at > 1_000_000_000 && change.at < 1_790_000_000 {
            #expect(right.kind(at: change.at) == usual.kind(at: change.at))
            #expect(right.kind(at: change.at - 1) == usual.kind(at: change.at - 1))
        }
    }

    @Test func `whatever is broken is refused with its reason`() throws {
        let good = Self.file([(0, 1), (1000, 0)], kinds: [(3600, 0), (7200, 1)], footer: "XXX-1YYY,M3.5.0,M10.5.0/3")
        _ = try TimeZoneFile.read(good, name: "A")
        func reason(_ bytes: [UInt8]) -> String {
            do {
                _ = try TimeZoneFile.read(bytes, name: "A")
                return "read"
            } catch { return error.description }
        }
        #expect(reason([]) == "it ends too early")
        #expect(reason(Array("hello, this is no zone at all".utf8)) == "it is no TZif file")
        #expect(reason(Self.file([], kinds: [(0, 0)], version: "1")) == "its version is unknown")
        #expect(reason(Self.file([(1000, 0), (0, 0)], kinds: [(0, 0)])) == "its changes are not in order")
        #expect(reason(Self.file([(0, 0), (0, 0)], kinds: [(0, 0)])) == "its changes are not in order")
        #expect(reason(Self.file([(0, 1)], kinds: [(0, 0)])) == "it names a kind of time that it lacks")
        #expect(reason(Self.file([], kinds: [])) == "its counts contradict each other")
        #expect(reason(Self.file([], kinds: [(93_600, 0)])) == "one of its kinds of time cannot be")
        #expect(reason(Self.file([], kinds: [(0, 2)])) == "one of its kinds of time cannot be")
        #expect(reason(Self.file([], kinds: [(0, 0)], letters: "A\u{1B}[\0")) == "an abbreviation in it cannot be")
        #expect(reason(Self.file([], kinds: [(0, 0)], footer: "nonsense!")) == "its last line is no rule: nonsense!")
        #expect(reason(good.dropLast()) == "its last line is missing")
        #expect(reason(good + [UInt8](repeating: 0, count: 64 << 10)) == "it is larger than 64 kB")
        for length in 0..<good.count - 1 { #expect(reason(Array(good.prefix(length))) != "read") }
        var huge = good
        huge.replaceSubrange(good.count - 26 - 18 - 8..<good.count - 26 - 18 - 4, with: [0x7F, 0xFF, 0xFF, 0xFF])
        _ = reason(huge)
    }

    @Test func `no change of a byte ends the program`() throws {
        let name = "Europe/London"
        let whole = try host(name)
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                bytes[Int.random(in: 0..<min(bytes.count, 200), using: &numbers)] = UInt8.random(
                    in: 0...255, using: &numbers)
            }
            if Bool.random(using: &numbers) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &numbers)) }
            guard let zone = try? TimeZoneFile.read(bytes, name: name) else { continue }
            let wall = zone.wallClock(at: Int64.random(in: -1 << 42...1 << 42, using: &numbers))
            _ = zone.placement(of: wall)
        }
    }

    @Test func `a name climbs nowhere`() {
        for name in ["Europe/London", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "UTC", "GMT-0"] {
            #expect(TimeZoneName.isSound(name), "\(name)")
        }
        for name in [
            "", "/etc/passwd", "../UTC", "Europe/../UTC", "Europe/", "Europe//London", ".", "Europe/.hidden", "a b",
            "Europe/London\0", "Évora", "-x", String(repeating: "a", count: 65), "a/b/c/d/e",
        ] {
            #expect(!TimeZoneName.isSound(name), "\(name)")
        }
    }

    @Test(arguments: [
        "", "XX-1", "XXX", "XXX-25", "XXX-1YYY", "XXX-1YYY,", "XXX-1YYY,M3.5.0", "XXX-1YYY,M13.5.0,M10.5.0",
        "XXX-1YYY,M3.6.0,M10.5.0", "XXX-1YYY,M3.5.7,M10.5.0", "XXX-1YYY,J0,J365", "XXX-1YYY,366,J365",
        "XXX-1YYY,M3.5.0/168,M10.5.0", "XXX-1YYY,M3.5.0,M10.5.0x", "<XX>-1", "<+01-1", "XXX-1:60", "XXX-1YYY,J,J",
    ])
    func `what is no rule in POSIX's manner is none`(_ text: String) {
        #expect(YearlyZoneRule(posix: Array(text.utf8)) == nil)
    }

    @Test func `rules of every form are read`() throws {
        let half = try #require(YearlyZoneRule(posix: Array("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0".utf8)))
        #expect(half.standard.offset == 37_800 && half.standard.abbreviation == "+1030")
        #expect(half.daylight?.kind.offset == 39_600)
        let dublin = try #require(YearlyZoneRule(posix: Array("IST-1GMT0,M10.5.0,M3.5.0/1".utf8)))
        #expect(dublin.daylight?.kind.offset == 0)
        let long = try #require(YearlyZoneRule(posix: Array("EET-2EEST,M3.4.4/50,M10.4.4/-50:30".utf8)))
        #expect(long.daylight?.begins.second == 180_000)
        #expect(long.daylight?.ends.second == -(50 * 3600 + 1800))
        #expect(YearlyZoneRule(posix: Array("XXX-1YYY,J60/0,300".utf8))?.daylight?.begins.day == .withoutLeapDay(60))
        #expect(YearlyZoneRule(posix: Array("UTC0".utf8))?.daylight == nil)
    }
}
