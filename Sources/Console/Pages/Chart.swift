import Triage

/// A small picture of numbers over time, drawn by hand: no script, no style attribute, nothing from elsewhere.
///
/// Only the bars are an SVG, and they stretch to whatever width there is; what stands beside and beneath them is text
/// of the page, so that it can be read on a telephone as well.
struct Chart: Sendable {
    struct Bar: Sendable {
        var value: Double
        /// Of it, drawn within and darker.
        var part: Double
        var title: String
        /// Beneath it; empty: none.
        var label: String
    }

    enum Scale: Sendable {
        case number
        /// Seconds.
        case time

        func words(_ value: Double) -> String {
            switch self {
            case .number: Chart.short(value)
            case .time: Clock.span(Int64(value))
            }
        }

        func top(_ value: Double) -> Double {
            switch self {
            case .number: return Chart.niceTop(value)
            case .time:
                let steps: [Double] = [60, 240, 600, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600]
                return steps.first { $0 >= value } ?? Chart.niceTop(value / 86_400) * 86_400
            }
        }
    }

    var bars: [Bar]
    /// What it shows, for who cannot see it.
    var title: String
    var scale = Scale.number

    private static let height = 100.0
    /// Of each bar's place.
    private static let width = 10.0

    var markup: Markup {
        let top = scale.top(bars.map(\.value).max() ?? 0)
        let whole = Self.width * Double(max(bars.count, 1))
        func height(_ value: Double) -> Double { min(max(value / top, 0), 1) * Self.height }
        var text = "<div class=plot><ol class=chart-y aria-hidden=true>"
        for share in [1, 0.5, 0] {
            text += "<li>\(Markup(showing: share == 0 ? "0" : scale.words(top * share)).text)"
        }
        text += "</ol><svg class=chart viewBox=\"0 0 \(Self.short(whole)) 100\" preserveAspectRatio=none role=img "
        text += "aria-label=\"\(Markup(showing: title).text)\">"
        for y in [0, 50, 100] { text += "<line x1=0 x2=\(Self.short(whole)) y1=\(y) y2=\(y) />" }
        for (place, bar) in bars.enumerated() where bar.value > 0 {
            text += Self.rect("bar", place, height(bar.value), bar.title)
            if bar.part > 0 { text += Self.rect("part", place, height(bar.part), bar.title) }
        }
        text += "</svg><ol class=chart-x aria-hidden=true>"
        for bar in bars { text += "<li>\(Markup(showing: bar.label).text)" }
        return Markup(trusted: text + "</ol></div>")
    }

    private static func rect(_ tone: String, _ place: Int, _ height: Double, _ title: String) -> String {
        "<rect class=\(tone) x=\"\(short((Double(place) + 0.1) * width))\" y=\"\(hundredths(self.height - height))\" "
            + "width=\(short(width * 0.8)) height=\"\(hundredths(height))\"><title>\(Markup(showing: title).text)</title></rect>"
    }

    /// A share of one as a bar of its own length, for a table's cell; what it says stands beside it.
    static func share(_ share: Double, tone: String = "bar") -> Markup {
        let length = short(min(max(share, 0), 1) * 100)
        return Markup(
            trusted: "<svg class=share viewBox=\"0 0 100 10\" preserveAspectRatio=none aria-hidden=true>"
                + "<rect class=\(tone) width=\"\(length)\" height=10 /></svg>")
    }

    /// 1, 2 or 5 with noughts behind: the next above, so that the lines have whole numbers. At least 2.
    static func niceTop(_ value: Double) -> Double {
        var top = 2.0
        let steps = [2.0, 5, 10]
        var scale = 1.0
        while top < value {
            for step in steps where step * scale >= value { return step * scale }
            scale *= 10
            top = scale
        }
        return max(2, top)
    }

    /// At most one place behind the point.
    static func short(_ number: Double) -> String {
        let tenths = (number * 10).rounded()
        guard tenths.isFinite, abs(tenths) < 1e15 else { return "0" }
        let whole = Int(tenths)
        return whole % 10 == 0 ? "\(whole / 10)" : "\(whole < 0 ? "-" : "")\(abs(whole) / 10).\(abs(whole) % 10)"
    }

    /// Of a height from 0 to 100: at least a hairline.
    private static func hundredths(_ number: Double) -> String {
        let whole = Int((number * 100).rounded())
        return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
    }
}
