/// What a person asks of a calendar: are they there, since when, until when, and when again.
extension BusinessCalendar {
    package struct Status: Hashable, Sendable {
        package var isOpen: Bool
        /// When it last opened or closed; nil where that is more than five years ago.
        package var since: Moment?
        /// When it next closes or opens; nil where that is more than five years ahead.
        package var until: Moment?
        /// When it next opens after the instant, which is `until` where it is closed now.
        package var nextOpening: Moment?
        /// The instant's date is this holiday.
        package var holiday: String?
        package var cause: Cause

        package enum Cause: Hashable, Sendable {
            case week
            case exception(CivilDate)
            case holiday(CivilDate)
        }
    }

    /// Looked at in days around the instant: most answers are near, and few hours need five years.
    private static let reaches = [8, 64, 512, horizon]
    /// Days in which an opening is looked for; a little more than five years.
    package static let horizon = 1830

    package func status(at moment: Moment) -> Status {
        let seconds = moment.wholeSeconds
        let date = zone.wallClock(at: seconds).date
        var since: Int64?
        var until: Int64?
        var next: Int64?
        var current: Range<Int64>?
        for reach in Self.reaches {
            let ranges = opening(from: date - reach, through: date + reach)
            // What lies at the rim may go on beyond it.
            let margin = Int64(reach - 3) * 86_400
            let sure = (seconds - margin)...(seconds + margin)
            current = ranges.first { $0.contains(seconds) }
            since = nil
            until = nil
            next = nil
            for range in ranges {
                for edge in [range.lowerBound, range.upperBound] where sure.contains(edge) {
                    if edge <= seconds { since = edge } else { until = until ?? edge }
                }
                if range.lowerBound > seconds, sure.contains(range.lowerBound) { next = next ?? range.lowerBound }
            }
            if since != nil, until != nil, next != nil { break }
        }
        return Status(
            isOpen: current != nil, since: since.map { Moment(seconds: $0) },
            until: until.map { Moment(seconds: $0) }, nextOpening: next.map { Moment(seconds: $0) },
            holiday: holidays[date], cause: cause(at: seconds, date, isOpen: current != nil))
    }

    /// Which of the three made it open or closed: for hours that run past midnight, that of the date on
    /// which they began.
    private func cause(at seconds: Int64, _ date: CivilDate, isOpen: Bool) -> Status.Cause {
        var date = date
        if isOpen, !opening(from: date, through: date).contains(where: { $0.contains(seconds) }) {
            date = date - 1
        }
        if exceptions[date] != nil { return .exception(date) }
        return holidays[date] == nil ? .week : .holiday(date)
    }

    /// The status at `start` and after every opening and closing until `end`, at most `limit`.
    package func statuses(from start: Moment, until end: Moment, limit: Int) -> [Status] {
        var all: [Status] = [status(at: start)]
        while all.count < limit, let change = all.last?.until, change <= end { all.append(status(at: change)) }
        return all
    }
}
