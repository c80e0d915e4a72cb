/// Rules as they run: numbers that point into tables, nothing to look up by name.
///
/// A phrase is a path in the trie. A leaf is what a condition can ask of a text (a phrase, a list, at
/// least so many of a list, words near each other); evidence speaks of leaves. Each rule is entered
/// under its rarest required phrases or lists, so that a text is only asked about rules that it may fire.
struct Compiled: Sendable {
    var vocabulary = Vocabulary()
    var trie = PhraseTrie()

    /// By phrase: the lists it belongs to, `list << 1 | isException`.
    var phraseLists = Table()
    /// By phrase: the rules entered under it.
    var phraseRules = Table()
    /// By list: the rules entered under it.
    var listRules = Table()
    /// By leaf: the rules that cannot be true without it or one of its kin.
    var leafRules = Table()
    /// Rules that no phrase is required for.
    var restlessRules: [Int] = []
    /// By list.
    var hasExceptions: [Bool] = []

    var leaves: [Leaf] = []
    /// By leaf: the part of a message that it is looked for in.
    var leafZone: [Zone] = []
    /// By leaf: as its author wrote it, for explaining.
    var leafSource: [Expression] = []
    /// Parts beside the text that some leaf looks in, each once.
    var zones: [Zone] = []
    var hasZone: Bool { !zones.isEmpty }
    var code: [Instruction] = []
    var tests: [FieldTest] = []
    var rules: [Rule] = []
    /// Of all rules together.
    var needs = Needs.nothing
    /// Those that are not off.
    var spikes: [Spike] = []
    /// By rule: the spikes that count it.
    var ruleSpikes = Table()
    /// Spikes of rules that no phrase is required for.
    var restlessSpikes: [Int] = []
    /// By number of a group: the most that its rules add together.
    var groupMost: [Int] = []

    /// By phrase: index of its first lexicon entry, -1 for none.
    var phraseFeeling: [Int32] = []
    var feelings: [Feeling] = []
    var languages: [String] = []
    var lexiconLanguages: Set<String> = []
    var models: FeelingModels?
    var listCount = 0

    enum Leaf: Sendable {
        case phrase(Int)
        case list(Int)
        case atLeast(Int, list: Int)
        case near(Near)
    }

    struct Rule: Sendable {
        var name: String
        var title: String
        var file: String
        var line: Int
        var severity: Severity
        var score: Int
        var action: RuleDraft.Action
        var group: Int?
        var owner: String
        var skill: String
        var respond: Int?
        var mode: RuleDraft.Mode
        /// Index of the condition's first instruction; nil where it says nothing (only in a broken set).
        var when: Int
        var shifts: [(by: Int, condition: Int)]
        /// Every leaf that its conditions, and those of rules they name, speak of.
        var leaves: [Int]
        /// What its conditions, and those of rules they name, want recalled.
        var needs = Needs.nothing
        /// Rules that add nothing where this one fires.
        var replaces: [Int] = []
        /// One of our own, which a spike counts; no reason for anything.
        var isWatch = false
    }

    struct Spike: Sendable {
        var spike: Triage.Spike
        /// What it counts: a rule of an author, or one of our own that watches its list.
        var rule: Int
    }

    /// A condition in order: each node is followed by its parts, up to `end`.
    struct Instruction: Sendable {
        enum Kind: Sendable { case all, any, none, leaf, rule, test }
        var kind: Kind
        var operand: Int32
        var end: Int32
    }

    /// What a phrase of a lexicon says.
    struct Feeling: Sendable {
        var language: UInt8
        var role: LexiconFile.Role
        var value: Float
        /// Index of the same phrase in another lexicon, -1 at the end.
        var next: Int32
    }

    /// Rows of numbers of different lengths, by index.
    struct Table: Sendable {
        private var starts: [UInt32] = [0]
        private var values: [UInt32] = []

        init() {}

        /// Pairs of row and value.
        init(_ pairs: [(row: Int, value: UInt32)], rows: Int) {
            starts = Array(repeating: 0, count: rows + 1)
            for pair in pairs { starts[pair.row + 1] += 1 }
            for row in 0..<rows { starts[row + 1] += starts[row] }
            var next = starts
            values = Array(repeating: 0, count: pairs.count)
            for pair in pairs {
                values[Int(next[pair.row])] = pair.value
                next[pair.row] += 1
            }
        }

        @inline(__always)
        func forEach(_ row: Int, _ body: (UInt32) -> Void) {
            guard row + 1 < starts.count else { return }
            for place in Int(starts[row])..<Int(starts[row + 1]) { body(values[place]) }
        }
    }
}

/// Words near each other, in places of words.
struct Near: Sendable {
    var first: Operand
    var rest: [(within: Int, isOrdered: Bool, operand: Operand)]

    indirect enum Operand: Sendable {
        case phrase(Int)
        case list(Int)
        case any([Operand])
        case near(Near)
    }
}
