@testable import Triage

/// One phrase a customer may write and what it means, read from lines like
/// `tomorrow after 3 => 11-19 15:00-21:00`.
///
/// A meaning is `choice 2`, `yes`, `no`, `cancel`, `now`, `later`, `number …`, `nothing`, `ambiguous`, `past`,
/// `impossible`, `far`, `much`, or wishes joined by ` + `: `11-23 10:00` is exact, `11-23 10:00-12:00` a stretch
/// of a day, `11-23` a whole day, `11-23..11-30` several days, the last not among them. Days are of 2026; those of
/// January to May of 2027. Behind ` # ` stands the phone number that is found beside it.
struct Phrase {
    var language: String
    var text: String
    var meaning: String

    /// A Wednesday.
    static let now = clock("2026-11-18 10:20")
    static let offered = ["2026-11-19 10:00", "2026-11-19 15:30", "2026-11-20 09:00"].map { clock($0) }
    static let horizon = 30

    static let all: [Phrase] =
        phrases("en", EnglishPhrases.table) + phrases("es", SpanishPhrases.table) + phrases("de", GermanPhrases.table)
        + phrases("fr", FrenchPhrases.table) + phrases("pt", PortuguesePhrases.table)

    private static func phrases(_ language: String, _ table: String) -> [Phrase] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " => ", maxSplits: 1)
            return Phrase(language: language, text: String(parts[0]), meaning: String(parts[1]))
        }
    }

    static func clock(_ text: String) -> WallClock {
        guard let clock = WallClock(written: text) else { preconditionFailure("no wall clock: \(text)") }
        return clock
    }

    func read() -> TimeReading {
        CustomerWords.read(
            text, languages: [language], now: Self.now, offered: Self.offered, horizon: Self.horizon)
    }

    var isUnderstood: Bool { Self.written(read()) == meaning }

    /// A reading in the table's notation.
    static func written(_ reading: TimeReading) -> String {
        let text = written(reading.reply)
        guard let number = reading.number, case .wish = reading.reply else { return text }
        return "\(text) # \(number)"
    }

    static func written(_ reply: TimeReply) -> String {
        switch reply {
        case .choice(let number): "choice \(number)"
        case .wish(let stretches): stretches.map(written).joined(separator: " + ")
        case .yes: "yes"
        case .no: "no"
        case .cancel: "cancel"
        case .callNow: "now"
        case .later: "later"
        case .anyOffered: "any"
        case .near(nil, let isLater): isLater ? "somewhat later" : "somewhat earlier"
        case .near(let clock?, let isLater):
            "somewhat \(isLater ? "later" : "earlier") than \(clock.description.dropFirst(5))"
        case .inquiry: "inquiry"
        case .inWriting: "in writing"
        case .number(let number): "number \(number)"
        case .unclear(.nothing): "nothing"
        case .unclear(.ambiguous): "ambiguous"
        case .unclear(.past): "past"
        case .unclear(.impossible): "impossible"
        case .unclear(.tooFar): "far"
        case .unclear(.tooMuch): "much"
        }
    }

    private static func written(_ stretch: WallStretch) -> String {
        let from = stretch.from.description.dropFirst(5)
        let until = stretch.until.description.dropFirst(5)
        if stretch.isExact { return String(from) }
        if from.hasSuffix("00:00"), until.hasSuffix("00:00") {
            if stretch.until.seconds - stretch.from.seconds == 86_400 { return String(from.prefix(5)) }
            return "\(from.prefix(5))..\(until.prefix(5))"
        }
        return "\(from)-\(until.suffix(5))"
    }
}
