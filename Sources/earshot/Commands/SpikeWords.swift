import Storage
import Triage

/// Spikes that fired, for `status`.
extension FiredSpike {
    var json: JSON {
        .object([
            ("spike", .text(spike)), ("key", .text(key.isEmpty ? nil : key)), ("state", .text(state.rawValue)),
            ("firedAt", firedAt.json), ("from", from.json), ("until", until.json), ("count", .integer(count)),
            ("estimated", .bool(isEstimate)), ("usual", usual.map { .number($0.rounded(places: 2)) } ?? .null),
            ("case", caseID.map { .integer($0.rawValue) } ?? .null),
        ])
    }

    /// `outage-spike (fediverse): 23, usually 7.5; 5m ago, case 12`
    func words(now: Moment) -> String {
        var words = key.isEmpty ? spike : "\(spike) (\(key))"
        words += ": \(isEstimate ? "about " : "")\(count)"
        if let usual { words += ", usually \(usual.rounded(places: 1))" }
        words += "; \(firedAt.ago(at: now))"
        switch state {
        case .live: break
        case .shadow: words += ", in shadow"
        case .past: words += ", heard late: it was over by \(until.rfc3339)"
        }
        if let caseID { words += ", case \(caseID.rawValue)" }
        return Shown.line(words, columns: 200)
    }
}
