/// A part of the day as people name it, and the hours that it stands for when somebody is to be called.
///
/// These are conventions, the same in all languages: what is understood is always said back in full, so that
/// a customer whose evening begins at five can say so.
enum DayPart: Hashable, Sendable {
    case earlyMorning, morning, lateMorning, lunchtime, earlyAfternoon, afternoon, lateAfternoon, evening, lateEvening
    case beforeWork, afterLunch, endOfDay, afterWork, officeHours

    /// Seconds of the day at which a day of calls begins and ends, where only the other end was said.
    static let dayBegins = 8 * 3600
    static let dayEnds = 21 * 3600

    /// In hours of the day.
    var hours: Range<Int> {
        switch self {
        case .earlyMorning: 8..<10
        case .morning: 8..<12
        case .lateMorning: 10..<12
        case .lunchtime: 12..<14
        case .earlyAfternoon: 12..<15
        case .afternoon: 12..<18
        case .lateAfternoon: 16..<18
        case .evening: 18..<21
        case .lateEvening: 19..<21
        case .beforeWork: 7..<9
        case .afterLunch: 13..<18
        case .endOfDay: 16..<18
        case .afterWork: 17..<21
        case .officeHours: 9..<17
        }
    }

    /// Hours of the clock that may be named together with it: "seven in the morning", "five in the evening".
    var clocks: Range<Int> {
        switch self {
        case .earlyMorning, .morning, .lateMorning, .beforeWork: 0..<13
        case .lunchtime: 11..<15
        case .earlyAfternoon, .afternoon, .lateAfternoon, .afterLunch, .endOfDay: 12..<22
        case .evening, .lateEvening, .afterWork: 16..<24
        case .officeHours: 6..<20
        }
    }

    /// "Early" or "late" beside it.
    func shifted(early: Bool) -> DayPart {
        switch self {
        case .morning: early ? .earlyMorning : .lateMorning
        case .afternoon: early ? .earlyAfternoon : .lateAfternoon
        case .evening: early ? .evening : .lateEvening
        case .earlyMorning, .lateMorning, .lunchtime, .earlyAfternoon, .lateAfternoon, .lateEvening, .beforeWork,
            .afterLunch, .endOfDay, .afterWork, .officeHours:
            self
        }
    }
}
