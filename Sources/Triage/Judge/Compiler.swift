/// Makes rules that run out of what authors wrote, and complains of what cannot.
struct Compiler: ~Copyable {
    let complaints: Complaints
    let now: Moment?
    var compiled = Compiled()
    var reading = Reading()
    /// Where a rule first asks how a message feels.
    var asksFeeling: Place?

    var lists: [KeywordFile] = []
    var listNumbers: [String: Int] = [:]
    /// By list: its phrases and those of the lists it names, once each; rarity sums up to its cost.
    var listPhrases: [[(phrase: Int, isException: Bool)]] = []
    var isListUsed: [Bool] = []

    var drafts: [RuleDraft] = []
    var ruleNumbers: [String: Int] = [:]
    var groups: [String: (number: Int, most: Int?, place: Place)] = [:]

    /// By phrase: how often it is likely to occur, 1 for a rare one.
    var costs: [Double] = []
    var leafNumbers: [LeafKey: Int] = [:]
    var testNumbers: [FieldTest: Int] = [:]
    var anchors: [Anchor?] = []
    /// By instruction.
    var places: [Place] = []
    static let noPlace = Place(file: 0, line: 0, start: 0, end: 0)
    /// The one that was entered last.
    var lastPhrase: Phrase?
    /// By rule.
    var constants: [Int: Constant] = [:]
    var phraseSets: [Int: Set<Int>] = [:]
    /// Phrases that may fold into something no message folds into.
    var doubtful: [(phrase: Int, text: String, place: Place)] = []
    /// Entries of lists that stand in nearly every message.
    var commonWords: [(list: String, place: Place)] = []
    /// Lists that a rule looks for in links, and those that they name.
    var listsOfLinks: Set<String> = []
    /// Of the rule at hand.
    var needs = Needs.nothing

    static let mostPhrases = 1_000_000
    static let mostMembers = 4_000_000
    static let mostRules = 100_000
    /// Rules that name rules that name rules; lists within lists.
    static let longestChain = 24

    struct LeafKey: Hashable {
        enum Kind: Hashable { case phrase(Int), list(Int), atLeast(Int, Int) }
        var kind: Kind
        var zone: Zone
        init(_ kind: Kind, _ zone: Zone) {
            self.kind = kind
            self.zone = zone
        }
    }

    /// Phrases and lists of which one must occur, and the leaves of which one must be true.
    struct Anchor {
        var phrases: [Int] = []
        var lists: [Int] = []
        var leaves: [Int] = []
        var cost = 0.0

        mutating func add(_ other: Anchor) {
            phrases += other.phrases
            lists += other.lists
            leaves += other.leaves
            cost += other.cost
        }
    }

    /// - Parameter now: nil: no day that a rule names has passed.
    init(complaints: Complaints, now: Moment? = nil) {
        self.complaints = complaints
        self.now = now
    }

    /// Complaints say whether it went well.
    mutating func compile(
        lists: [KeywordFile], rules: [RuleDraft], lexicons: [LexiconFile], spikes: [SpikeDraft] = []
    ) {
        listsOfLinks = Self.listsOfLinks(lists, rules)
        enter(lists)
        enter(lexicons)
        enter(rules + Self.watches(spikes))
        var listPairs: [(row: Int, value: UInt32)] = []
        for (list, phrases) in listPhrases.enumerated() {
            for entry in phrases { listPairs.append((entry.phrase, UInt32(list) << 1 | (entry.isException ? 1 : 0))) }
        }
        compiled.phraseLists = Compiled.Table(listPairs, rows: compiled.trie.phrases)
        compiled.hasExceptions = listPhrases.map { $0.contains(where: \.isException) }
        compiled.listCount = self.lists.count
        while compiled.phraseFeeling.count < compiled.trie.phrases { compiled.phraseFeeling.append(-1) }
        settleAnchors()
        checkPhrases()
        checkCommonWords()
        enter(spikes)
        // A rule that could not be read may be the one that uses it.
        guard complaints.errors == 0 else { return }
        for (number, list) in self.lists.enumerated() where !listPhrases[number].contains(where: { !$0.isException }) {
            complaints.add(
                .warning, "This list has no phrases, so nothing of it is ever found.", at: list.place,
                remedy: "write phrases into it, one a line")
        }
        for (number, list) in self.lists.enumerated() where !isListUsed[number] {
            complaints.add(
                .warning, "Nothing uses list:\(list.name).", at: list.place,
                remedy: "name it in a rule, or remove the file")
        }
    }
}
