/// Whether one message more makes a spike fire: pure, the same for messages from the database and for those
/// of an example.
struct SpikeReckoning {
    let spike: Spike

    /// - Parameters:
    ///   - minute: that the message counts in; `history` holds it already.
    ///   - now: decides whether it fires or is only listed.
    func firing(in history: SpikeHistory, at minute: Int64, firings: [SpikeFiring], now: Moment) -> SpikeFiring? {
        let peak = history.peak(of: spike, at: minute) { end in
            !firings.contains { abs(end - $0.end) < Int64(spike.again) }
        }
        guard let peak else { return nil }
        let isNow = peak.end >= SpikeHistory.minute(of: now) - Int64(spike.window)
        return SpikeFiring(
            state: !isNow ? .past : spike.isShadow ? .shadow : .live, end: peak.end, count: peak.count,
            isEstimate: peak.isEstimate, usual: peak.usual)
    }

    /// The case that a message in this minute belongs to, because the spike is on: from the beginning of the
    /// window that fired until it may fire again.
    func isOn(_ firing: SpikeFiring, at minute: Int64) -> Bool {
        firing.state == .live && minute >= firing.end - Int64(spike.window) && minute < firing.end + Int64(spike.again)
    }

    /// `Outage spike: 23 authors in 10 minutes, 3.1 times usual`
    func title(_ firing: SpikeFiring, key: String) -> String {
        let number = Self.grouped(firing.count)
        let unit = firing.count == 1 ? String(spike.unit.rawValue.dropLast()) : spike.unit.rawValue
        var title = key.isEmpty ? spike.title : "\(spike.title) (\(key))"
        title += ": \(firing.isEstimate ? "about " : "")\(number) \(unit) in \(Self.length(spike.window))"
        if let usual = firing.usual, usual > 0 {
            let tenths = Int((Double(firing.count) / usual * 10).rounded())
            title +=
                tenths % 10 == 0 ? ", \(Self.grouped(tenths / 10))" : ", \(Self.grouped(tenths / 10)).\(tenths % 10)"
            title += " times usual"
        }
        return title
    }

    func reason(_ firing: SpikeFiring, key: String) -> Reason {
        Reason(
            rule: spike.name, title: title(firing, key: key), file: spike.file, line: spike.line, score: spike.score,
            severity: spike.severity, matches: [], owner: spike.owner, skill: spike.skill,
            respondWithin: spike.respond)
    }

    private static func length(_ minutes: Int) -> String {
        if minutes % 60 == 0 { return minutes == 60 ? "1 hour" : "\(minutes / 60) hours" }
        return minutes == 1 ? "1 minute" : "\(minutes) minutes"
    }

    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
