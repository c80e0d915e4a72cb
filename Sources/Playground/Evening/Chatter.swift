/// What people say on an evening on which nothing happens, made up from parts, for ever, always the same
/// for the same seed.
struct Chatter: Sendable {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// - Returns: how many seconds later, and what.
    mutating func next() -> (pause: Double, post: Evening.Post) {
        let pause = 9 + Double(random.next(below: 1400)) / 100
        let author = "\(pick(Self.names))_\(random.next(below: 90) + 10)"
        let text =
            switch random.next(below: 10) {
            case 0: "\(pick(Self.questions)) #quillfone"
            case 1: "@quillfone \(pick(Self.questions))"
            case 2...3: "\(pick(Self.grumbles)) #quillfone"
            case 4: "\(pick(Self.thanks)) @quillfone #quillfone"
            default: "\(pick(Self.openings)) \(pick(Self.subjects)) \(pick(Self.remarks)) #quillfone"
            }
        return (pause, Evening.Post(author: author, text: text))
    }

    private mutating func pick(_ list: [String]) -> String { list[random.next(below: list.count)] }

    private static let names = [
        "ada", "bruno", "celia", "dmitri", "esme", "farid", "greta", "hamza", "isla", "jonah", "kiri", "luca", "mei",
        "nadia", "otto", "priya", "quentin", "rosa", "sunniva", "tariq",
    ]
    private static let openings = [
        "Day three with", "A word about", "Unpopular opinion on", "Still thinking about", "My aunt swears by",
        "Finally tried", "Nobody warned me about", "Quietly impressed by",
    ]
    private static let subjects = [
        "the roaming pack:", "the new app:", "the travel SIM:", "the router with the orange light:",
        "the shop in Ostleigh:", "the hold music:", "the paper bill:", "the family plan:", "the voicemail menu:",
    ]
    private static let remarks = [
        "it does what it says, and that is rare.", "seven out of ten, would plug in again.",
        "fine once you find the right button.", "the cat sleeps on it, so it must be warm.",
        "I have no notes.", "simpler than the last one, and less beige.", "it grew on me.",
        "I keep humming it in the shower.", "my neighbour switched as well.",
    ]
    private static let questions = [
        "Can I move my number before the end of the month?", "Which plan is best for someone who only texts?",
        "Is there a way to see the data left without the app?", "Does the travel SIM work on the ferry?",
        "How long do I keep my voicemail when I change phones?", "Do you take old routers back at the shop?",
    ]
    private static let grumbles = [
        "The app asked me to log in twice today. Not a tragedy, just a Tuesday.",
        "Bit slow around dinner time again, nothing dramatic.",
        "I wish the bill fitted on one page.", "The chat bot thinks that my name is Hello.",
        "Why is the reset pin always the one paper clip size I do not own?",
    ]
    private static let thanks = [
        "Number moved over in ten minutes. Thank you", "Noor on the phone was lovely and knew her stuff,",
        "Refund arrived before I finished complaining. Fair play",
        "The shop sorted my eSIM while I drank a tea. Cheers",
    ]
}

/// SplitMix64: small, well spread, the same on every machine.
struct SplitMix: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
