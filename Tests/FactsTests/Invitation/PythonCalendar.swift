import Foundation
import TestKit

/// What Python's `icalendar` package makes of invitations: a reader that we did not write.
struct PythonCalendar: Decodable {
    var method: String
    var uid: String
    var sequence: Int
    var status: String
    var summary: String
    var description: String?
    var organizer: String
    var attendee: String
    var attendeeName: String?
    var url: String?
    var alarms: Int
    /// Seconds since 1970, by the VTIMEZONE in the text.
    var start: Int64
    var end: Int64?
    /// The same by Python's own knowledge of the zone.
    var startByName: Int64
    var zones: Int
    var errors: [String]

    static var python: String? {
        let path = SharedFolder.packageRoot.appending(path: ".venv/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        return (try? run(path, ["-c", "import icalendar"], input: Data()))?.code == 0 ? path : nil
    }

    /// One Python process for all of them. Nil, and said, where there is no such package.
    static func read(_ texts: [String]) throws -> [PythonCalendar]? {
        guard let python else {
            print("skipped: no icalendar in .venv")
            return nil
        }
        let answer = try run(python, ["-c", script], input: JSONEncoder().encode(texts))
        return try JSONDecoder().decode([PythonCalendar].self, from: answer.output)
    }

    private static func run(_ tool: String, _ arguments: [String], input: Data) throws -> (code: Int32, output: Data) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ics-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try input.write(to: folder.appending(path: "in"))
        _ = FileManager.default.createFile(atPath: folder.appending(path: "out").path, contents: nil)
        _ = FileManager.default.createFile(atPath: folder.appending(path: "err").path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0, let said = try? Data(contentsOf: folder.appending(path: "err")) {
            print(String(decoding: said.suffix(2000), as: UTF8.self))
        }
        return (process.terminationStatus, try Data(contentsOf: folder.appending(path: "out")))
    }

    private static let script = #"""
        import icalendar, json, sys
        def seconds(event, name, zones):
            if name not in event: return None
            at = event[name]
            zone = at.params.get("TZID")
            local = at.dt if zone is None else at.dt.replace(tzinfo=zones[zone])
            return int(local.timestamp())
        answers = []
        for text in json.load(sys.stdin):
            calendar = icalendar.Calendar.from_ical(text.encode())
            [event] = calendar.events
            zones = {zone.tz_name: zone.to_tz(lookup_tzid=False) for zone in calendar.timezones}
            who = event["ATTENDEE"]
            answers.append({
                "method": str(calendar["METHOD"]), "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]),
                "status": str(event["STATUS"]), "summary": str(event["SUMMARY"]),
                "description": str(event["DESCRIPTION"]) if "DESCRIPTION" in event else None,
                "organizer": str(event["ORGANIZER"]), "attendee": str(who), "attendeeName": who.params.get("CN"),
                "url": str(event["URL"]) if "URL" in event else None, "alarms": len(event.walk("VALARM")),
                "start": seconds(event, "DTSTART", zones), "end": seconds(event, "DTEND", zones),
                "startByName": int(event["DTSTART"].dt.timestamp()), "zones": len(zones),
                "errors": [f"{name}: {what}" for part in calendar.walk() for name, what in part.errors],
            })
        json.dump(answers, sys.stdout)
        """#
}
