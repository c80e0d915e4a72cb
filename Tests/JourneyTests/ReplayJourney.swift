import Foundation
import Testing

/// The recorded nights that we ship, replayed: what a customer, an operator and a lawyer rely on.
@Suite struct ReplayJourney {
    static let nights = ["autumn", "christmas"]

    private func replay(_ arguments: String...) async throws -> Program.Ended {
        let program = try Program("")
        defer { try? FileManager.default.removeItem(at: program.folder) }
        return try await Self.run(program, arguments)
    }

    private static func run(_ program: Program, _ more: [String]) async throws -> Program.Ended {
        let nights = Program.root.appending(path: "deploy/nights").path
        let all = ["replay"] + more + ["--config", "\(nights)/earshot.yaml"]
        switch all.count {
        case 4: return try await program.run(all[0], all[1], all[2], all[3])
        case 5: return try await program.run(all[0], all[1], all[2], all[3], all[4])
        default: return try await program.run(all[0], all[1], all[2], all[3], all[4], all[5], all[6])
        }
    }

    private static func file(_ night: String) -> String {
        Program.root.appending(path: "deploy/nights/\(night).jsonl").path
    }

    @Test(arguments: nights) func `every message has exactly one answer or one reason`(_ night: String) async throws {
        let ended = try await replay(Self.file(night), "--json")
        #expect(ended.status == 0, "\(ended.errors)")
        let lines = ended.json
        let heard = lines.filter { $0["event"] as? String == "heard" }
        let recorded = try String(contentsOfFile: Self.file(night), encoding: .utf8)
            .split(separator: "\n").filter { $0.contains("\"text\":") }
        #expect(heard.count == recorded.count)
        #expect((25...60).contains(heard.count))
        for message in heard where message["answering"] as? String == "silent" {
            #expect(message["reason"] as? String != "")
        }
        let sums = try #require(lines.last)
        #expect(sums["unaccounted"] as? Int == 0)
        #expect(sums["failed"] as? Int == 0)
        #expect(sums["unasked"] as? Int == 0)
        let answered = (sums["answered"] as? [String: Int] ?? [:]).values.reduce(0, +)
        let silent = (sums["silent"] as? [String: Int] ?? [:]).values.reduce(0, +)
        #expect(answered + silent + (sums["withdrawn"] as? Int ?? 0) == heard.count)
        // Of answers to one message there are never two.
        let said = lines.filter {
            $0["event"] as? String == "answer" && $0["kind"] as? String != "call-back-missed"
        }.compactMap { $0["message"] as? Int }
        #expect(Set(said).count == said.count)
        #expect(said.count == answered)
    }

    @Test(arguments: nights) func `no conversation is acknowledged twice within its window`(_ night: String)
        async throws
    {
        let acknowledgements = try await replay(Self.file(night), "--json").json.filter {
            ["after-hours", "holiday", "hot", "outage"].contains($0["kind"] as? String)
                && $0["event"] as? String == "answer"
        }
        #expect(acknowledgements.count > 5)
        var last: [Int: Date] = [:]
        for one in acknowledgements {
            let conversation = try #require(one["conversation"] as? Int)
            let time = try #require(Self.date(one["time"]))
            if let before = last[conversation] { #expect(time.timeIntervalSince(before) >= 12 * 3600) }
            last[conversation] = time
        }
    }

    @Test(arguments: nights) func `every call lies within the hours of the desk`(_ night: String) async throws {
        let lines = try await replay(Self.file(night), "--json").json
        let offered = lines.flatMap { $0["slots"] as? [String] ?? [] }
        let agreed = lines.filter { ["booked", "moved"].contains($0["what"] as? String) }
            .compactMap { $0["start"] as? String }
        #expect(offered.count > 10)
        #expect(agreed.count > 3)
        for slot in offered + agreed {
            #expect(try Self.isOpen(#require(Self.date(slot))), "\(slot)")
        }
        // Of a slot with one seat one call at a time was agreed: who has one never sees it given to another.
        var holder: [String: Int] = [:]
        for line in lines where line["event"] as? String == "call-back" {
            let (call, start) = (line["callback"] as? Int ?? 0, line["start"] as? String ?? "")
            switch line["what"] as? String {
            case "booked", "moved":
                holder = holder.filter { $0.value != call }
                #expect(holder[start] == nil || holder[start] == call, "\(start)")
                holder[start] = call
            case "cancelled": holder = holder.filter { $0.value != call }
            default: break
            }
        }
    }

    @Test func `nobody is answered whom the law or good manners forbid`() async throws {
        var reasons: [String: String] = [:]
        for line in try await replay(Self.file("autumn"), "--json").json {
            if let name = line["name"] as? String { reasons[name] = line["code"] as? String ?? "answered" }
        }
        for name in ["bounce", "away", "newsletter", "robot"] { #expect(reasons[name] == "automatic", "\(name)") }
        #expect(reasons["stop"] == "answered")
        #expect(reasons["please-stop"] == "answered")
        #expect(reasons["stopped"] == "opted-out")
        #expect(reasons["late"] == "late")
        #expect(reasons["open"] == "open")
        #expect(reasons["boost"] == "repost")
    }

    @Test func `whoever agrees on a call is no hot case for it`() async throws {
        let heard = try await replay(Self.file("autumn"), "--json").json.filter { $0["event"] as? String == "heard" }
        let hot = heard.filter { $0["hot"] as? Bool == true }.compactMap { $0["name"] as? String }
        #expect(hot == ["vip", "smoke"])
    }

    @Test func `a transcript tells when the clocks go back, and each answer whole`() async throws {
        let text = try await replay(Self.file("autumn")).output
        #expect(text.contains("the clocks go back: BST ends, and it is 01:00 GMT"))
        #expect(text.contains("Sunday 25 October 2026 (Europe/London)"))
        #expect(text.contains("  | Quillfone has your message."))
        #expect(text.contains("silent: a machine wrote it"))
        #expect(!text.contains("unaccounted"))
        #expect(!text.contains("FAILED"))
        let christmas = try await replay(Self.file("christmas")).output
        #expect(christmas.contains("Friday 25 December 2026, Christmas Day (Europe/London)"))
        #expect(christmas.contains("Monday 28 December 2026, Boxing Day (substitute day) (Europe/London)"))
    }

    @Test func `a replay ends where it is told, and shows from where it is told`() async throws {
        let begin = "2026-10-25T00:30:00Z"
        let lines = try await replay(Self.file("autumn"), "--json", "--from", begin).json.dropLast()
        #expect(lines.count > 5)
        for line in lines { #expect(line["time"] as? String ?? "" >= begin) }
        let end = try await replay(Self.file("autumn"), "--json", "--until", begin).json.dropLast()
        #expect(end.count > 20)
        for line in end { #expect(line["time"] as? String ?? "9" <= begin) }
    }

    // MARK: What is refused

    @Test(arguments: [
        ("{\"time\":\"yesterday\",\"team\":\"ana\",\"queue\":\"claim 1\"}", "RFC 3339"),
        (
            "{\"time\":\"2026-10-24T10:00:00Z\",\"source\":\"text-line\",\"author\":{\"handle\":\"+447700900101\"}}",
            "`text`"
        ),
        ("{\"time\":\"2026-10-24T10:00:00Z\",\"team\":\"ana\",\"queue\":\"juggle 1\"}", "claim"),
        (
            "{\"time\":\"2026-10-24T10:00:00Z\",\"team\":\"ana\",\"queue\":\"claim 1\",\"tema\":1}",
            "did you mean `team`"
        ),
        ("{\"time\":\"2026-10-24T10:00:00Z\",\"callback\":1,\"outcome\":\"lost\"}", "outcome"),
        ("not JSON", "no JSON object"), ("", "records nothing"),
    ])
    func `a line that cannot be is named with its number and its fault`(_ line: String, _ fault: String) async throws {
        let program = try Program("")
        defer { try? FileManager.default.removeItem(at: program.folder) }
        try program.write(line + "\n", to: "night.jsonl")
        let ended = try await Self.run(program, ["night.jsonl"])
        #expect(ended.status == 65)
        #expect(ended.errors.contains(fault), "\(ended.errors)")
        #expect(ended.output.isEmpty)
    }

    @Test func `lines stand in the order of their times, and answer what stands before them`() async throws {
        func text(_ time: String, _ more: String = "") -> String {
            "{\"time\":\"\(time)\",\"source\":\"text-line\",\"author\":{\"handle\":\"+447700900101\"},\"text\":\"hi\"\(more)}"
        }
        for (lines, fault) in [
            ([text("2026-10-24T11:00:00Z"), text("2026-10-24T10:00:00Z")], "before that of line 1"),
            ([text("2026-10-24T11:00:00Z", ",\"answers\":\"later\"")], "has that `id`"),
            (
                [text("2026-10-24T11:00:00Z", ",\"id\":\"a\""), text("2026-10-24T11:00:00Z", ",\"id\":\"a\"")],
                "another line has the `id`"
            ),
        ] {
            let program = try Program("")
            defer { try? FileManager.default.removeItem(at: program.folder) }
            try program.write(lines.joined(separator: "\n"), to: "night.jsonl")
            let ended = try await Self.run(program, ["night.jsonl"])
            #expect(ended.status == 65)
            #expect(ended.errors.contains(fault), "\(ended.errors)")
        }
    }

    // MARK: Our own clock

    /// The desk of the nights as one reads it off the wall, with the clocks of London in the last months of 2026.
    private static func isOpen(_ date: Date) -> Bool {
        let seconds = Int(date.timeIntervalSince1970)
        // They went back on 25 October 2026 at 01:00 UTC.
        let local = seconds + (seconds < 1_792_890_000 ? 3600 : 0)
        let (day, minute) = (local / 86_400, local % 86_400 / 60)
        // 25, 26 and 28 December, and Christmas Eve until noon.
        let christmasEve = 20_811
        if [christmasEve + 1, christmasEve + 2, christmasEve + 4].contains(day) { return false }
        if day == christmasEve { return (540..<720).contains(minute) }
        // 1970 began on a Thursday.
        switch (day + 3) % 7 {
        case 0...4: return (540..<1050).contains(minute)
        case 5: return (600..<840).contains(minute)
        default: return false
        }
    }

    private static func date(_ value: Any?) -> Date? {
        (value as? String).flatMap { text in
            let parts = text.split(whereSeparator: { "-T:.Z".contains($0) }).compactMap { Int($0) }
            guard parts.count >= 6 else { return nil }
            var time = tm()
            time.tm_year = Int32(parts[0] - 1900)
            time.tm_mon = Int32(parts[1] - 1)
            time.tm_mday = Int32(parts[2])
            time.tm_hour = Int32(parts[3])
            time.tm_min = Int32(parts[4])
            time.tm_sec = Int32(parts[5])
            return Date(timeIntervalSince1970: TimeInterval(timegm(&time)))
        }
    }
}
