import Foundation

/// How many requests one token or address may still make: so many in each window of the clock, the
/// windows cut at multiples of their length, as Mastodon's middleware has it.
struct Allowance: Sendable {
    var limit = 300
    var window: TimeInterval = 300
    private var spent: [String: (window: Int, count: Int)] = [:]

    struct Left: Sendable {
        var limit: Int
        /// Nil: this request was one too many.
        var remaining: Int?
        var reset: Date

        var headers: [(name: String, value: String)] {
            [
                (name: "X-RateLimit-Limit", value: String(limit)),
                (name: "X-RateLimit-Remaining", value: String(remaining ?? 0)),
                (name: "X-RateLimit-Reset", value: VendorDate(reset).microseconds),
            ]
        }
    }

    mutating func take(for client: String, at now: Date) -> Left {
        let number = Int((now.timeIntervalSince1970 / window).rounded(.down))
        var entry = spent[client] ?? (number, 0)
        if entry.window != number { entry = (number, 0) }
        entry.count += 1
        spent[client] = entry
        let reset = Date(timeIntervalSince1970: Double(number + 1) * window)
        return Left(limit: limit, remaining: entry.count <= limit ? limit - entry.count : nil, reset: reset)
    }

    /// As if the client had used up its window.
    mutating func exhaust(_ client: String, at now: Date) {
        spent[client] = (Int((now.timeIntervalSince1970 / window).rounded(.down)), limit)
    }
}
