import Foundation
import Testing
import Triage

@testable import Facts

/// Invitations to try things on.
enum Appointments {
    static func table(_ name: String) throws -> TimeZoneTable {
        let data = try #require(FileManager.default.contents(atPath: "\(HostZones.folder)/\(name)"), "\(name)")
        return try TimeZoneFile.read(Array(data), name: name)
    }

    static func make(
        at start: Int64, zone: String = "Europe/London", method: Invitation.Method = .request, sequence: Int = 0,
        summary: String = "Quillfone rings you", description: String = "", organizerName: String? = "Quillfone",
        attendeeName: String? = "Ana Ferreira", attendee: String = "ana@customer.example", uid: String = "k7Qd0vXk2m",
        url: String? = nil
    ) throws -> Invitation {
        Invitation(
            uid: uid, sequence: sequence, method: method, start: Moment(seconds: start),
            end: Moment(seconds: start + 900), zone: zone, zoneTable: try table(zone), summary: summary,
            description: description, organizer: .init(name: organizerName, address: "callbacks@quillfone.example"),
            attendee: .init(name: attendeeName, address: attendee),
            stamp: Moment(rfc3339: "2026-11-22T13:00:00.75Z") ?? Moment(seconds: 0), url: url)
    }

    /// As they were before folding; what is not CR LF stands within them. By octets, as RFC 5545 has it: a space before a
    /// combining mark is no character of its own to Swift.
    static func lines(_ text: String) -> [String] {
        var lines: [[UInt8]] = [[]]
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x0D, rest.first == 0x0A {
                rest.removeFirst()
                if rest.first == 0x20 { rest.removeFirst() } else { lines.append([]) }
            } else {
                lines[lines.count - 1].append(byte)
            }
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}
