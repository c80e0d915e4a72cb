import CCurl

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in one of HTTP's three forms.
enum RetryAfter {
    /// Clamped to [1 s, 24 h]: 0 would be a busy loop, and a date in 2099 a source lost without a word.
    ///
    /// - Parameter now: seconds since 1970, for the date form.
    /// - Returns: nil where the value is neither form.
    static func wait(_ value: String, now: Int) -> Duration? {
        let text = value.drop { $0 == " " || $0 == "\t" }
        guard !text.isEmpty, text.utf8.count <= 64 else { return nil }
        if text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return clamped(Int(text) ?? Int.max) }
        let moment = curl_getdate(value, nil)
        return moment < 0 ? nil : clamped(moment - now)
    }

    private static func clamped(_ seconds: Int) -> Duration {
        .seconds(min(max(seconds, 1), 86_400))
    }
}
