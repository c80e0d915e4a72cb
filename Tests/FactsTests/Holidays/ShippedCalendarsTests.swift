import Foundation
import TestKit
import Testing
import Triage

@testable import Facts

/// The files below Rules/calendars.
struct ShippedCalendarsTests {
    private static let folder = SharedFolder.packageRoot.appending(path: "Rules/calendars")
    private static let window =
        HolidayFileTests.date("2026-01-01")...HolidayFileTests.date("2030-12-31")

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".ics") }.sorted()
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `every shipped calendar is read without a word, and has days in every year`() throws {
        let names = try Self.names()
        #expect(names.count >= 90)
        for name in names {
            let reading = HolidayFile.read(try Self.bytes(name), file: name, window: Self.window)
            #expect(reading.complaints.isEmpty, "\(name): \(reading.complaints.map(\.message))")
            for year in 2026...2030 {
                let count = reading.dates.keys.count { $0.year == year }
                #expect((name == "india.ics" ? 3...3 : 4...24).contains(count), "\(name) \(year): \(count)")
            }
        }
    }

    @Test(arguments: [
        ("england", "2026-04-03 2026-04-06 2026-12-28 2027-12-27 2027-12-28 2028-01-03", "2026-01-02 2026-03-17"),
        ("wales", "2026-08-31 2030-05-06", "2026-08-03"),
        ("scotland", "2026-01-02 2026-06-15 2026-08-03 2026-11-30 2028-01-04", "2026-04-06 2026-08-31"),
        ("northern-ireland", "2026-03-17 2026-07-13 2029-03-19", "2026-01-02"),
        ("ireland", "2026-02-02 2030-02-01 2026-06-01 2026-10-26", "2026-04-03"),
        ("germany", "2026-05-14 2026-10-03 2027-05-17", "2026-06-04 2026-10-31"),
        ("germany-bayern", "2026-01-06 2026-06-04 2026-11-01", "2026-08-15 2026-10-31"),
        ("germany-berlin", "2026-03-08 2028-06-17", "2026-10-31"),
        ("germany-sachsen", "2026-11-18 2027-11-17 2028-11-22", "2026-06-04"),
        ("germany-thueringen", "2026-09-20 2030-10-31", "2026-11-01"),
        ("austria", "2026-10-26 2026-12-08", "2026-04-03"),
        ("switzerland-geneve", "2026-09-10 2026-12-31", "2026-05-01"),
        ("switzerland-vaud", "2026-09-21", "2026-12-26"),
        ("france", "2026-05-08 2026-07-14", "2026-04-03 2026-12-26"),
        ("france-alsace-moselle", "2026-04-03 2026-12-26", "2026-08-16"),
        ("spain-catalonia", "2026-09-11 2026-04-06", "2026-04-02"),
        ("portugal", "2026-06-04 2026-06-10", "2026-02-17"),
        ("italy", "2026-06-02 2026-10-04", "2026-12-07"),
        ("netherlands", "2026-04-27 2030-04-27 2030-05-05", "2026-05-05"),
        ("belgium", "2026-07-21", "2026-04-03"), ("luxembourg", "2026-06-23", "2026-11-11"),
        ("denmark", "2026-04-02 2026-05-25", "2026-05-01"), ("norway", "2026-05-17 2026-04-02", "2026-12-24"),
        ("sweden", "2026-06-20 2026-10-31", "2026-06-19"), ("finland", "2026-12-06 2027-06-26", "2026-05-25"),
        ("poland", "2026-12-24 2026-06-04", "2026-04-03"), ("czechia", "2026-09-28 2026-04-03", "2026-05-14"),
        ("hungary", "2026-10-23", "2026-05-14"),
        ("united-states", "2026-07-03 2026-11-26 2027-12-24 2027-12-31", "2026-11-27 2027-12-26"),
        ("united-states-massachusetts", "2026-04-20", "2026-07-03"),
        ("canada-ontario", "2026-05-18 2026-10-12", "2026-09-30"),
        ("canada-quebec", "2026-06-24 2029-06-25", "2026-02-16"),
        ("australia-victoria", "2026-11-03 2026-03-09", "2026-10-05"),
        ("australia-new-south-wales", "2026-04-27 2026-06-08", "2026-03-09"),
        ("new-zealand", "2026-07-10 2026-02-06 2027-02-08", "2026-01-26"),
        ("new-zealand-auckland", "2026-01-26", "2026-01-19"), ("mexico", "2026-02-02 2030-10-01", "2026-10-01"),
        ("brazil", "2026-11-20", "2026-02-17"), ("india", "2026-08-15", "2026-12-25"),
        ("south-africa", "2026-08-10", "2026-08-11"),
        ("japan", "2026-03-20 2026-05-06 2026-09-22 2026-09-23 2028-09-22", "2026-09-24"),
    ])
    func `days that anyone can look up are there, and others are not`(_ name: String, _ yes: String, _ no: String)
        throws
    {
        let dates = HolidayFile.read(try Self.bytes(name + ".ics"), file: name, window: Self.window).dates
        for day in yes.split(separator: " ") {
            #expect(dates[HolidayFileTests.date(String(day))] != nil, "\(name) \(day)")
        }
        for day in no.split(separator: " ") {
            #expect(dates[HolidayFileTests.date(String(day))] == nil, "\(name) \(day)")
        }
    }

    @Test func `the files are what the script writes, line by line as RFC 5545 wants them`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-calendars-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", SharedFolder.packageRoot.appending(path: "deploy/calendars.py").path, folder.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == Self.names())
        for name in try Self.names() {
            let bytes = try Self.bytes(name)
            #expect(bytes == Array(try Data(contentsOf: folder.appending(path: name))), "\(name)")
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            #expect(lines.allSatisfy { $0.last == 0x0D && $0.count <= 76 }, "\(name)")
        }
    }

    @Test func `no mutation of a file ends the program`() throws {
        let whole = try Self.bytes("england.ics")
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...12, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: "9;=:,".utf8.shuffled(using: &numbers), at: place)
                default:
                    let other = Int.random(in: 0..<bytes.count, using: &numbers)
                    bytes.insert(contentsOf: bytes[other..<min(other + 40, bytes.count)], at: place)
                }
            }
            let reading = HolidayFile.read(bytes, file: "a", window: Self.window)
            #expect(reading.complaints.allSatisfy { $0.line >= 1 })
        }
    }
}
