import Triage

/// Moments as pages show them. The script writes them in the reader's own time zone; without it they are UTC.
package enum Clock {
    /// `<time datetime="…">2026-11-22 03:14 UTC</time>`
    package static func markup(_ moment: Moment) -> Markup { markup(moment, length: 16, tone: "") }

    /// To the second, for what happened one after the other: `<time class=exact datetime="…">2026-11-22 03:14:07
    /// UTC</time>`. The script leaves the date of today out.
    package static func exact(_ moment: Moment) -> Markup { markup(moment, length: 19, tone: "class=exact ") }

    private static func markup(_ moment: Moment, length: Int, tone: String) -> Markup {
        let whole = Moment(seconds: moment.microseconds / 1_000_000).rfc3339
        let words = whole.prefix(length).replacing("T", with: " ")
        return Markup(trusted: "<time \(tone)datetime=\"\(whole)\">\(words) UTC</time>")
    }

    /// `now`, `12 s ago`, `5 min ago`, `3 h ago`, `9 d ago`; `in 5 min`.
    package static func ago(_ moment: Moment, _ now: Moment) -> String {
        let seconds = (now - moment).components.seconds
        if abs(seconds) < 2 { return "now" }
        return seconds < 0 ? "in \(span(-seconds))" : "\(span(seconds)) ago"
    }

    /// `12 s`, `5 min`, `3 h`, `9 d`.
    package static func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
