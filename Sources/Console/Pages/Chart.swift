import Triage

/// A small picture of numbers over time, drawn by hand: no script, no style attribute, nothing from elsewhere.
struct Chart: Sendable {
    struct Bar: Sendable {
        var value: Double
        /// Of it, drawn within and darker.
        var part: Double
        var title: String
        /// Beneath it; empty: none.
        var label: String
    }

    var bars: [Bar]
    /// What it shows, for who cannot see it.
    var title: String
    var isLine = false

    private static let width = 960.0
    private static let height = 200.0
    private static let left = 44.0
    private static let bottom = 24.0

    var markup: Markup {
        let top = Self.niceTop(bars.map(\.value).max() ?? 0)
        let step = (Self.width - Self.left) / Double(max(bars.count, 1))
        let floor = Self.height - Self.bottom
        func y(_ value: Double) -> Double { floor - value / top * (floor - 10) }
        var svg = "<svg class=chart viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=img aria-label=\""
        svg += Markup(showing: title).text + "\">"
        for share in [0.0, 0.5, 1.0] {
            let value = top * share
            svg += "<line x1=\"\(Self.short(Self.left))\" x2=\"\(Int(Self.width))\" y1=\"\(Self.short(y(value)))\" "
            svg += "y2=\"\(Self.short(y(value)))\"/><text class=end x=\"\(Self.short(Self.left - 6))\" "
            svg += "y=\"\(Self.short(y(value) + 4))\">\(Self.short(value))</text>"
        }
        var points: [String] = []
        for (place, bar) in bars.enumerated() {
            let x = Self.left + Double(place) * step
            if isLine {
                points.append("\(Self.short(x + step / 2)),\(Self.short(y(bar.value)))")
            } else {
                svg += rect("bar", x, step, y(bar.value), floor, bar.title)
                if bar.part > 0 { svg += rect("part", x, step, y(bar.part), floor, bar.title) }
            }
            if !bar.label.isEmpty {
                svg += "<text x=\"\(Self.short(x))\" y=\"\(Self.short(Self.height - 6))\">"
                svg += Markup(showing: bar.label).text + "</text>"
            }
        }
        if isLine { svg += "<polyline class=line points=\"\(points.joined(separator: " "))\"/>" }
        return Markup(trusted: svg + "</svg>")
    }

    private func rect(_ tone: String, _ x: Double, _ step: Double, _ y: Double, _ floor: Double, _ title: String)
        -> String
    {
        "<rect class=\(tone) x=\"\(Self.short(x + step * 0.1))\" y=\"\(Self.short(y))\" "
            + "width=\"\(Self.short(max(0.5, step * 0.8)))\" height=\"\(Self.short(max(0, floor - y)))\"><title>"
            + Markup(showing: title).text + "</title></rect>"
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
}
