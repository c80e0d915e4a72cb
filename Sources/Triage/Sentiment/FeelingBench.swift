/// The working memory of feeling, kept between messages so that an ordinary one costs no allocation.
struct FeelingBench: ~Copyable {
    /// What the lexicon of the message's language says of its words, in the order of the text.
    var hits = Pile<Hit>(capacity: 32)
    var tally = FeelingTally()
    /// By token: the number under which features name it, 0 where they pass it over.
    var names = Pile<UInt64>(capacity: 128)
    /// The features that are no words, as `PlainFeature` numbers them.
    var plain = Pile<Float>(capacity: PlainFeature.count)
    /// What the words of the message add up to.
    var sums = Feeling.Sums()
    /// The last language that has no lane, and the number of the lexicon that speaks for it.
    var lexicon: (language: String, chosen: Int) = ("", -1)
    /// By lane of `Language.Choice`: the number of the lexicon that speaks for it; see `SentimentScale.Lexicon`.
    var lexicons = SIMD8<Int32>(repeating: Self.unasked)
    var words = WordMemory()
    /// See `WordMemory.touch`.
    var touched: UInt64 = 0
    /// Of all tokens together, and how many are links.
    var traits: Token.Traits = []
    var links = 0
    /// Keys of features, gathered first and looked up then, so that no look-up waits for another.
    var keys = FeelingWeights.Keys(capacity: 256)

    /// A phrase of the lexicon at tokens [start, end).
    struct Hit: BitwiseCopyable {
        var start: UInt32
        var end: UInt32
        var role: LexiconFile.Role
        var traits: Traits
        /// As the lexicon has it.
        var value: Float
        /// After what stands around it; 0 for whatever is no word of feeling.
        var points: Float
        /// The hit that negated it or made irony of it, where one did.
        var cause: Int32
    }

    struct Traits: OptionSet, BitwiseCopyable {
        var rawValue: UInt16
        static let face = Traits(rawValue: 1 << 0)
        static let negated = Traits(rawValue: 1 << 1)
        static let intensified = Traits(rawValue: 1 << 2)
        static let softened = Traits(rawValue: 1 << 3)
        static let capitals = Traits(rawValue: 1 << 4)
        static let elongated = Traits(rawValue: 1 << 5)
        static let ironic = Traits(rawValue: 1 << 6)
        static let beforeContrast = Traits(rawValue: 1 << 7)
        static let afterContrast = Traits(rawValue: 1 << 8)
        static let repeated = Traits(rawValue: 1 << 9)
        /// A negator that turns no word of feeling.
        static let idle = Traits(rawValue: 1 << 10)
        static let question = Traits(rawValue: 1 << 11)
    }

    static let unasked: Int32 = .min

    /// Words beyond this many of a message say nothing of its feeling.
    static let mostTokens = 4096
}

/// What the words of the lexicon come to.
struct FeelingTally: BitwiseCopyable {
    var good: Float = 0
    var bad: Float = 0
    var goodWords = 0
    var badWords = 0
    var mostGood: Float = 0
    var mostBad: Float = 0
    var first: Float = 0
    var last: Float = 0
    /// Of the last sentence that has any word of feeling.
    var lastSentence: Float = 0
    var negatedGood = 0
    var negatedBad = 0
    var idleNegators = 0
    var goodFaces = 0
    var badFaces = 0
    var intensifiers = 0
    var softeners = 0
    var ironies = 0
    var contrasts = 0
    var afterContrast: Float = 0
    /// The lexicon's own verdict, -1 to 1.
    var compound: Float = 0
    /// The message's language has a lexicon.
    var hasLexicon = false
}
