import Testing

@testable import Triage

/// The calendar against a model so plain that it can be seen to be right: every minute is looked at, and a
/// time of opening is found by reading the clock on the wall minute by minute.
struct NaiveHoursTests {
    private struct Model {
        let first: Int64
        let readings: [Int64]
        var isOpen: [Bool]

        init(_ calendar: BusinessCalendar, from: Int64, minutes: Int) {
            first = from
            readings = (0..<minutes).map { calendar.zone.wallClock(at: from + Int64($0) * 60).seconds }
            isOpen = Array(repeating: false, count: minutes)
            for date in Set(readings.map { WallClock(seconds: $0).date }).sorted() {
                for interval in calendar.intervals(on: date) {
                    guard let start = minute(WallClock(date, second: interval.start), last: false),
                        let end = minute(WallClock(date, second: interval.end), last: true)
                    else { continue }
                    for minute in max(0, start)..<max(0, start, min(end, minutes)) { isOpen[minute] = true }
                }
            }
        }

        /// Which minute shows a reading; one that is jumped over is counted on from before the jump.
        private func minute(_ wall: WallClock, last: Bool) -> Int? {
            if let found = last ? readings.lastIndex(of: wall.seconds) : readings.firstIndex(of: wall.seconds) {
                return found
            }
            for place in 1..<readings.count where readings[place - 1] < wall.seconds && wall.seconds < readings[place] {
                return place - 1 + Int(wall.seconds - readings[place - 1]) / 60
            }
            return nil
        }
    }

    private static func random(_ zone: TimeZoneTable, around day: Int, _ dice: inout Dice) -> BusinessCalendar {
        func intervals() -> [OpeningInterval] {
            (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                let start = Int.random(in: 0..<96, using: &dice) * 900
                let length = Int.random(in: 1...(Bool.random(using: &dice) ? 8 : 96), using: &dice) * 900
                return OpeningInterval(start: start, end: start + length)
            }
        }
        var weekly: [Weekday: [OpeningInterval]] = [:]
        for day in Weekday.allCases { weekly[day] = intervals() }
        var exceptions: [CivilDate: [OpeningInterval]] = [:]
        var holidays: [CivilDate: String] = [:]
        for _ in 0..<3 {
            exceptions[CivilDate(day: day + Int.random(in: -4...4, using: &dice))] = intervals()
            holidays[CivilDate(day: day + Int.random(in: -4...4, using: &dice))] = "off"
        }
        return BusinessCalendar(name: "a", zone: zone, weekly: weekly, exceptions: exceptions, holidays: holidays)
    }

    @Test(arguments: Zones.all.indices)
    func `every minute around every kind of change is what the plain model says`(_ index: Int) {
        let zone = Zones.all[index]
        var dice = Dice(state: UInt64(index) + 7)
        let changes = zone.stretches(from: 1_767_225_600, through: 1_798_761_600).map(\.start).filter { $0 > 0 }
        let centres: [Int64] = changes.isEmpty ? [1_780_000_020 / 60 * 60] : changes.map { $0 / 60 * 60 }
        for centre in centres {
            for _ in 0..<6 {
                let day = zone.wallClock(at: centre).date.day
                let calendar = Self.random(zone, around: day, &dice)
                let from = centre - 6 * 86_400
                let model = Model(calendar, from: from, minutes: 12 * 1440)
                var wrong = 0
                // What began before the model looks, or ends after it, is left out.
                for minute in (2 * 1440)..<(10 * 1440) {
                    let seconds = from + Int64(minute) * 60
                    let state = calendar.state(at: Moment(seconds: seconds))
                    let isHoliday = calendar.holidays[WallClock(seconds: model.readings[minute]).date] != nil
                    let expected: BusinessCalendar.State =
                        model.isOpen[minute] ? .open : isHoliday ? .holiday : .closed
                    if state != expected { wrong += 1 }
                    if minute % 37 == 0, calendar.workedOut(at: seconds) != expected { wrong += 1 }
                }
                #expect(wrong == 0, "\(zone.name) around \(centre): \(calendar.weekly)")
                check(calendar, model, from: from)
            }
        }
    }

    /// Since, until and next opening are where the model's row changes.
    private func check(_ calendar: BusinessCalendar, _ model: Model, from: Int64) {
        for minute in stride(from: 4 * 1440, to: 8 * 1440, by: 331) {
            let status = calendar.status(at: Moment(seconds: from + Int64(minute) * 60))
            #expect(status.isOpen == model.isOpen[minute])
            func moment(_ minute: Int?) -> Moment? { minute.map { Moment(seconds: from + Int64($0) * 60) } }
            let range = 2 * 1440..<10 * 1440
            let until = (minute + 1..<range.upperBound).first { model.isOpen[$0] != model.isOpen[$0 - 1] }
            if let until { #expect(status.until == moment(until)) }
            let since = (range.lowerBound + 1...minute).last { model.isOpen[$0] != model.isOpen[$0 - 1] }
            if let since { #expect(status.since == moment(since)) }
            let next = (minute + 1..<range.upperBound).first { model.isOpen[$0] && !model.isOpen[$0 - 1] }
            if let next { #expect(status.nextOpening == moment(next)) }
        }
    }
}
