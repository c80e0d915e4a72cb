/// What the on-call team goes through while the evening passes: an outage of five hundred voices, a customer who is
/// important, a joke that reads like a fire.
///
/// Who is called, and what they answer, is no part of it: that is for whoever runs the team.
package enum Night {
    /// Seconds from the beginning.
    static let joke = 13.0
    static let complaint = 16.0
    static let outage = 20.0
    /// How long it takes the five hundred to write.
    static let outageLasts = 8.0

    /// The author of the complaint, as a CRM may know them.
    package static let important = "moana@reyes-logistics.example"
    /// Whose joke it is.
    package static let joker = "sven@speed.example"

    static var scenes: [Evening.Scene] {
        let voices = voices(500).enumerated().map { place, post in
            Evening.Scene(at: outage + outageLasts * Double(place) / 500, happening: .post(post))
        }
        return
            ([Evening.Scene(at: joke, happening: .post(idle)), .init(at: complaint, happening: .post(serious))]
            + voices).sorted { $0.at < $1.at }
    }

    private static let idle = Evening.Post(
        author: joker,
        text: "My router is smoking the competition in every speed test tonight, 940 down! #quillfone")

    private static let serious = Evening.Post(
        author: important,
        text:
            "My conference line dropped twice in front of the board. This is embarrassing and I expect a call back tonight. @quillfone #quillfone"
    )

    /// Posts about one outage, each of another author, at most 500 with texts of their own.
    private static func voices(_ count: Int) -> [Evening.Post] {
        (0..<count).map { number in
            let place = places[number % places.count]
            let crowd = crowds[number / places.count % crowds.count]
            let end = ends[number / (places.count * crowds.count) % ends.count]
            return Evening.Post(
                author: "neighbour_\(number + 1)", text: "\(crowd.who) in \(place) \(crowd.lacks) \(end) #quillfone")
        }
    }

    private static let places = [
        "Harrow Quay", "Pennick", "Ostleigh", "Tarn Bridge", "Marlow Spit", "Cobbler's Reach", "North Pier",
        "Lower Fenn", "the Mill Estate", "Gull Street",
    ]
    private static let crowds: [(who: String, lacks: String)] = [
        ("Whole street", "without signal"), ("The entire village", "has no signal"),
        ("Our whole estate", "has no internet"), ("The whole school", "without mobile data"),
        ("All our neighbours", "without broadband"), ("Half the town", "has no signal"),
        ("Our care home", "has no internet"), ("Anyone else", "without signal"),
        ("The whole building", "without broadband"), ("Everyone in the office", "without mobile data"),
    ]
    private static let ends = [
        "since the news.", "for an hour now.", "and the app says all green.", "right in the middle of dinner.",
        "again.",
    ]

    /// Plays the night beside the evening, and returns.
    package static func play(on world: World, speed: Double = 1, clock: some Clock<Duration> = ContinuousClock()) async
    {
        precondition(speed > 0, "time goes forward")
        var player = Evening.Player(world: world)
        let start = clock.now
        for scene in scenes {
            do {
                try await clock.sleep(until: start.advanced(by: .seconds(scene.at / speed)), tolerance: nil)
            } catch {
                // Cancelled: the night is over.
                return
            }
            player.play(scene.happening, at: world.now())
        }
    }

    /// One part of it, all at once.
    package static func playJoke(on world: World) { put([idle], on: world) }
    package static func playComplaint(on world: World) { put([serious], on: world) }
    package static func playOutage(on world: World, voices count: Int = 500) { put(voices(count), on: world) }

    private static func put(_ posts: [Evening.Post], on world: World) {
        var player = Evening.Player(world: world)
        for post in posts { player.play(.post(post), at: world.now()) }
    }
}
