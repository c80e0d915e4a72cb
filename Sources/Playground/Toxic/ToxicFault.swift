/// What a bad network does to one connection.
package enum ToxicFault: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case sound
    /// Reset as soon as it is accepted.
    case refused
    /// Accepted; what comes is swallowed and nothing is ever answered.
    case silent
    /// The request goes through and the answer is swallowed: done, and nobody knows.
    case mute
    /// The answer begins up to `patience` late.
    case late
    /// Everything goes through in pieces of a few bytes.
    case sliced
    /// The request, or the answer, ends after some bytes, as if the other side had closed.
    case cutRequest
    case cutAnswer
    /// The same with a reset, by which bytes on the way are lost too.
    case resetRequest
    case resetAnswer
    /// Some bytes of the answer are others.
    case garbledAnswer
}

/// What is done to the bytes of one direction.
struct Toxin: Sendable {
    enum End: Sendable { case close, reset, swallow }

    var delay: Duration = .zero
    var isSliced = false
    var end: (after: Int, how: End)?
    /// One byte in so many.
    var garbled = 0

    /// The two directions of a connection that meets with the fault.
    static func pair(_ fault: ToxicFault, patience: Duration, _ dice: inout Dice) -> (up: Toxin, down: Toxin) {
        var (up, down) = (Toxin(), Toxin())
        switch fault {
        case .sound, .refused, .silent: break
        case .mute: down.end = (0, .swallow)
        case .late: down.delay = patience * dice.below(1000) / 1000
        case .sliced:
            up.isSliced = true
            down.isSliced = true
        case .cutRequest: up.end = (dice.below(400), .close)
        case .cutAnswer: down.end = (dice.below(200), .close)
        case .resetRequest: up.end = (dice.below(400), .reset)
        case .resetAnswer: down.end = (dice.below(200), .reset)
        case .garbledAnswer: down.garbled = 5 + dice.below(40)
        }
        return (up, down)
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 up to `limit`, `limit` left out; 0 where it is not positive.
    mutating func below(_ limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }
}
