/// A case's place in the queue: a virtual deadline, the earlier the sooner a person should look.
///
/// It is the promise, or the moment at which the case has waited as long as its heat bears, whichever comes
/// first. So the order needs no clock and can stand in an index, and nothing starves: a case is passed only by
/// what comes before its own patience has run out, and patience is bounded.
package enum Urgency {
    /// What no heat can shorten below, and no coolness stretch beyond: a second, and a working day.
    private static let shortest: Int64 = 1_000_000
    private static let longest: Int64 = 8 * 3600 * 1_000_000

    package static func rank(heat: Int, firstHeard: Moment, promise: Moment?) -> Moment {
        let waited = firstHeard + patience(heat: heat)
        guard let promise else { return waited }
        return min(promise, waited)
    }

    /// How long a case of this heat may wait before it goes before everything that comes in: eight hours at no
    /// heat, half of it for every 16 degrees more. 50: 56 minutes; 80: 15; 100: 6. Whole numbers throughout, so
    /// that every host gives every case the same place.
    package static func patience(heat: Int) -> Duration {
        let heat = min(max(heat, 0), 1_000)
        let halvings = heat / 16
        guard halvings < 40 else { return .microseconds(shortest) }
        let whole = longest >> Int64(halvings)
        let part = whole / 2 * Int64(heat % 16) / 16
        return .microseconds(max(whole - part, shortest))
    }
}
