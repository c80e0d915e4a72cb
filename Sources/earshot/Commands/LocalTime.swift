import Foundation
import Storage
import Triage

extension Moment {
    /// For people at a terminal, by the clocks of this host: `2026-11-22 03:14:07`. What programs read is `rfc3339`.
    var local: String {
        var seconds = time_t(wholeSeconds)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return rfc3339 }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }
}

/// A promise to a customer in words: whether it is kept, how much time is left, how late somebody was.
enum PromiseWords {
    /// `12 min left`, `late by 5 min`, `kept`, `was late by 5 min`; nil where nothing was promised.
    static func words(_ promise: Moment?, touched: Moment?, isOpen: Bool, now: Moment) -> String? {
        guard let promise else { return nil }
        if let touched { return touched <= promise ? "kept" : "was late by \(span(promise, touched))" }
        if now > promise { return "\(isOpen ? "late" : "was late") by \(span(promise, now))" }
        return isOpen ? "\(span(now, promise)) left" : "kept"
    }

    private static func span(_ from: Moment, _ until: Moment) -> String {
        let words = from.ago(at: until)
        return words == "now" ? "1 s" : words
    }
}

extension QueueLine {
    func promiseWords(now: Moment) -> String {
        PromiseWords.words(promise, touched: firstTouched, isOpen: state.isOpen, now: now) ?? "–"
    }
}
