/// Part of a day's opening hours, as readings of the clocks: from `start` until `end`, seconds after the
/// day's midnight. An end past midnight is more than 86,400.
package struct OpeningInterval: Hashable, Sendable {
    /// 0..<86,400.
    package let start: Int
    /// Later than `start`, by 24 hours at most.
    package let end: Int

    package init(start: Int, end: Int) {
        precondition((0..<86_400).contains(start) && end > start && end <= start + 86_400)
        self.start = start
        self.end = end
    }

    package static let allDay = OpeningInterval(start: 0, end: 86_400)

    package enum Misreading: Error, Hashable, Sendable {
        case notAnInterval
        /// 25:00, 12:60.
        case noSuchTime(String)
        /// 09:00-09:00: nobody can tell whether it means never or all day.
        case lastsNoTime
    }

    /// `09:00-17:30`; `22:00-06:00` ends on the next day; `00:00-24:00` is all day.
    package init(written text: String) throws(Misreading) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { throw .notAnInterval }
        let start = try Self.second(ends[0])
        var end = try Self.second(ends[1])
        guard start < 86_400 else { throw .noSuchTime("24:00") }
        if start == end { throw .lastsNoTime }
        if end < start { end += 86_400 }
        self.init(start: start, end: end)
    }

    private static func second(_ text: Substring) throws(Misreading) -> Int {
        let text = text.drop { $0 == " " }
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2, (1...2).contains(fields[0].utf8.count) else { throw .notAnInterval }
        var minutes = fields[1]
        while minutes.last == " " { minutes.removeLast() }
        guard minutes.utf8.count == 2, [fields[0], minutes].joined().utf8.allSatisfy({ (48...57).contains($0) }),
            let hour = Int(fields[0]), let minute = Int(minutes)
        else { throw .notAnInterval }
        guard minute < 60, hour * 60 + minute <= 1440 else { throw .noSuchTime("\(fields[0]):\(minutes)") }
        return hour * 3600 + minute * 60
    }
}

extension OpeningInterval: CustomStringConvertible {
    /// `22:00-06:00`.
    package var description: String {
        func clock(_ second: Int) -> String {
            "\(CivilDate.padded(second / 3600, 2)):\(CivilDate.padded(second / 60 % 60, 2))"
        }
        return "\(clock(start))-\(clock(end > 86_400 ? end - 86_400 : end))"
    }
}
