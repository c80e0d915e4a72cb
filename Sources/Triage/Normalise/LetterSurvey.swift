/// What folding has to look for in a word, gathered from its letters in one go: most words need none of it.
struct LetterSurvey {
    /// Bits of `ScalarFacts.Fact` that some letter has, and those that every letter has.
    private var some: UInt32 = 0
    private var every: UInt32 = ~0
    private var isInOrder = true

    /// Of a word that asks for nothing more.
    static let quiet = LetterSurvey()

    private init() { every = 0 }

    /// - Parameter table: for whoever has it at hand: asking the global for it costs as much as a letter.
    init(_ letters: borrowing Letters, _ table: ScalarFacts.Table = ScalarFacts.table) {
        var order: UInt8 = 0
        for place in 0..<letters.count {
            let fact = table.fact(letters.base[place].value)
            some |= fact.bits
            every &= fact.bits
            if fact.order != 0, fact.order < order { isInOrder = false }
            order = fact.order
        }
    }

    /// Composing leaves the word as it is. Marks that join nothing may stand, if they are in order.
    var isSettled: Bool { isInOrder && some & (ScalarFacts.Fact.joins | ScalarFacts.Fact.changes) == 0 }
    /// Nothing but capitals.
    var isUppercase: Bool { every & ScalarFacts.Fact.uppercase != 0 }
    /// Latin letters, and letters of scripts that have some which look like them.
    var mixesScripts: Bool { some & ScalarFacts.Fact.latin != 0 && mayDisguise }
    var mayDisguise: Bool { some & ScalarFacts.Fact.disguises != 0 }
    /// Points, or a letter that stands for another.
    var isPointed: Bool { some & ScalarFacts.Fact.pointed != 0 }
    /// Letters that are lowered, or digits of other scripts.
    var isLowered: Bool { some & ScalarFacts.Fact.lowered != 0 }
}

/// The letters of one word.
typealias Letters = Pile<Unicode.Scalar>

extension Pile<Unicode.Scalar> {
    init(_ letters: some Sequence<Unicode.Scalar>) {
        self.init()
        for letter in letters { append(letter) }
    }
}
