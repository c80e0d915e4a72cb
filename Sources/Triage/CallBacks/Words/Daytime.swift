/// A time of day as it was said, before it is known on which day and in which half of it.
struct Daytime: Hashable, Sendable {
    /// An hour on the clock's face.
    struct Hour: Hashable, Sendable {
        /// 0 to 24.
        var hour: Int
        var minute = 0
        /// No doubt about the half of the day: `14:30`, `07:15`, noon.
        var isLiteral = false
        /// Of "am" and "pm".
        var isAfternoon: Bool?

        /// Seconds of the day, the likelier first. Nobody books a call for three in the night, so that one to
        /// seven is after noon, and eight to twelve is not: what booking desks take it for.
        var seconds: [Int] {
            let face = minute * 60
            if let isAfternoon {
                if hour > 12 { return isAfternoon ? [hour * 3600 + face] : [] }
                return [(hour % 12 + (isAfternoon ? 12 : 0)) * 3600 + face]
            }
            if isLiteral || hour == 0 || hour > 12 { return [hour * 3600 + face] }
            if hour == 12 { return [12 * 3600 + face, face] }
            return hour < 8
                ? [(hour + 12) * 3600 + face, hour * 3600 + face] : [hour * 3600 + face, (hour + 12) * 3600 + face]
        }
    }

    enum Relation: Hashable, Sendable { case exact, around, after, before, until, between }

    var relation = Relation.exact
    var start: Hour?
    /// Of a range.
    var end: Hour?
    var part: DayPart?
    /// Whoever wrote it left two readings: "10 to 4".
    var isAmbiguous = false
    var isImpossible = false

    /// A stretch of a day, in seconds of the day, the end exclusive.
    struct Stretch: Hashable, Sendable {
        var from: Int
        var until: Int
        var isExact = false
    }

    /// What it can stand for, the likelier first; empty where it cannot be ("15:00 in the morning").
    var stretches: [Stretch] {
        guard !isImpossible else { return [] }
        guard let start else { return part.map { [$0.stretch(relation)] } ?? [] }
        let starts = fitting(start.seconds)
        if relation == .between || end != nil, let end { return between(starts, end) }
        return starts.map { second in
            switch relation {
            case .exact, .between: Stretch(from: second, until: second + 60, isExact: true)
            case .around: Stretch(from: max(0, second - 1800), until: second + 1800)
            case .after:
                Stretch(from: second, until: dayEnd(behind: second))
            case .before, .until: Stretch(from: second > DayPart.dayBegins ? DayPart.dayBegins : 0, until: second)
            }
        }.filter { $0.from < $0.until }
    }

    private func dayEnd(behind second: Int) -> Int {
        second < DayPart.dayEnds ? DayPart.dayEnds : 24 * 3600
    }

    /// Those that agree with the part of the day that was named beside the hour.
    private func fitting(_ seconds: [Int]) -> [Int] {
        guard let part else { return seconds }
        return seconds.filter { part.clocks.contains($0 / 3600) }
    }

    /// The end is the first reading behind the beginning; "2-4pm" says of both that they are after noon.
    private func between(_ starts: [Int], _ end: Hour) -> [Stretch] {
        var ends = fitting(end.seconds)
        if ends.isEmpty { ends = end.seconds }
        var starts = starts
        if let isAfternoon = end.isAfternoon, let start, start.isAfternoon == nil, !start.isLiteral {
            let shared = Hour(hour: start.hour, minute: start.minute, isAfternoon: isAfternoon).seconds
            if let first = shared.first, let last = ends.first, first < last { starts = shared }
        }
        return starts.compactMap { from in
            guard let until = ends.filter({ $0 > from }).min() else { return nil }
            return Stretch(from: from, until: until)
        }
    }
}

extension DayPart {
    /// In seconds of the day.
    fileprivate func stretch(_ relation: Daytime.Relation) -> Daytime.Stretch {
        let from = hours.lowerBound * 3600
        let until = hours.upperBound * 3600
        return switch relation {
        case .exact, .around, .between: Daytime.Stretch(from: from, until: until)
        case .after: Daytime.Stretch(from: until, until: max(DayPart.dayEnds, until + 3600))
        case .before, .until: Daytime.Stretch(from: min(DayPart.dayBegins, from - 3600), until: from)
        }
    }
}
