/// What a reply is read against: the customer's wall, what was offered, and the day that is being spoken about.
struct ReplyContext: Sendable {
    let now: WallClock
    /// The beginnings of the offered slots, as they were numbered.
    let offered: [WallClock]
    /// Days from today behind which nothing is booked.
    let horizon: Int
    /// Of which a time is that is named without one.
    let day: CivilDate?
    /// Even where an offer of another day begins then.
    let keepsDay: Bool

    init(now: WallClock, offered: [WallClock], horizon: Int, day: CivilDate? = nil, keepsDay: Bool = false) {
        self.now = now
        self.offered = offered
        self.horizon = max(0, min(horizon, 400))
        self.day = day
        self.keepsDay = keepsDay
    }
}
