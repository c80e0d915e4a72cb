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

    // MARK: phrases

    /// The number of a phrase, nil after a complaint.
    mutating func phrase(
        _ text: String, _ place: Place, foldingAccents: Bool = false, zone: Zone = .text
    ) -> Int? {
        do {
            let phrase = try Phrase(text, foldingAccents: foldingAccents, zone: zone, reading: &reading)
            lastPhrase = phrase
            if compiled.trie.phrases >= Self.mostPhrases {
                complaints.add(
                    .error, "These rules have more than \(Self.mostPhrases) phrases.", at: place,
                    remedy: "take phrases away until fewer are left")
                return nil
            }
            let words = phrase.words.map { word in
                word.manner == .exact
                    ? compiled.vocabulary.insertExact(word.bytes, folded: word.folded)
                    : compiled.vocabulary.insert(word.bytes, word.manner)
            }
            let number = compiled.trie.insert(words)
            while costs.count <= number { costs.append(0) }
            if costs[number] == 0 { costs[number] = Self.cost(phrase) }
            if Self.isDoubtful(text), zone == .text { doubtful.append((number, text, place)) }
            return number
        } catch {
            complain(of: error, text, place, zone)
            return nil
        }
    }

    /// Anything but plain words.
    private static func isDoubtful(_ text: String) -> Bool {
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            let isPlain = ByteTable.lower[Int(byte)] != 0 || byte == 0x20
            if !isPlain || byte == previous.0 && byte == previous.1 { return true }
            previous = (previous.1, byte)
        }
        return false
    }

    /// A word of nearly every message in a list that some rule is asked for: beside a rarer part of an AND
    /// or a NEAR it does no harm.
    private func checkCommonWords() {
        guard !commonWords.isEmpty else { return }
        var asked: Set<String> = []
        var open = Set(anchors.compactMap(\.self).flatMap(\.lists)).map { lists[$0].name }
        while let name = open.popLast() {
            guard asked.insert(name).inserted, let number = listNumbers[name] else { continue }
            open += lists[number].parts.map(\.name)
        }
        for (list, place) in commonWords where asked.contains(list) {
            complaints.add(
                .warning, "This word stands in nearly every message.", at: place,
                remedy: "use it in a longer phrase, or ask in the rule for something rarer as well")
        }
    }

    /// Lays phrases out as texts of their own.
    func checkPhrases() {
        guard !doubtful.isEmpty || lists.contains(where: { $0.entries.contains(where: \.isException) }) else { return }
        var workbench = Workbench(Tables(compiled))
        checkExceptions(&workbench)
        checkDoubtful(&workbench)
    }

    /// An exception in which no phrase of its list stands cancels nothing.
    private func checkExceptions(_ workbench: inout Workbench) {
        for (number, list) in lists.enumerated() where list.entries.contains(where: \.isException) {
            let wanted = Set(listPhrases[number].lazy.filter { !$0.isException }.map(\.phrase))
            let file = complaints.files[list.place.file]
            for entry in list.entries where entry.isException {
                let text = file.text(entry.place.start..<entry.place.end)
                // What stands for several words is not a text in which phrases are found.
                guard !text.contains(where: { $0 == "*" || $0 == "?" || $0 == "{" }), !text.hasPrefix("=") else {
                    continue
                }
                if !workbench.phrases(in: text).contains(where: wanted.contains) {
                    complaints.add(
                        .warning, "This exception cancels nothing: no phrase of the list stands in it.",
                        at: entry.place,
                        remedy: "an exception holds a phrase of the list and more, as \"-sue ellen\" holds \"sue\"")
                }
            }
        }
    }

    /// A phrase that is not found in its own words is found nowhere.
    private func checkDoubtful(_ workbench: inout Workbench) {
        for (phrase, text, place) in doubtful {
            guard let sample = Self.sample(of: text) else { continue }
            if workbench.phrases(in: sample).contains(phrase) { continue }
            complaints.add(
                .warning, "This can never match: once folded, no message reads like it.", at: place,
                remedy: text.utf8.first == UInt8(ascii: "=")
                    ? "write it without the =" : "write it as plainly as a person would, or split it into words")
        }
    }

    /// A text that the phrase should stand in; nil where a placeholder would have to be made up.
    private static func sample(of text: String) -> String? {
        var bytes = Array(text.utf8)
        guard !bytes.contains(UInt8(ascii: "{")) else { return nil }
        if bytes.first == UInt8(ascii: "=") { bytes.removeFirst() }
        let isWord = bytes.contains { ByteTable.lower[Int($0)] != 0 || $0 >= 0x80 }
        let hasDigit = bytes.contains { (0x30...0x39).contains($0) }
        // A star or question mark of its own is a sign like any other, in a face for instance.
        if isWord { bytes.removeAll { $0 == UInt8(ascii: "*") } }
        if hasDigit { bytes = bytes.map { $0 == UInt8(ascii: "?") ? UInt8(ascii: "0") : $0 } }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func cost(_ phrase: Phrase) -> Double {
        phrase.words.map { word in
            if word.manner == .placeholder { return 20.0 }
            if Language.isCommon(word.bytes) { return 60.0 }
            return word.manner == .prefix || word.bytes.count <= 3 ? 4 : 1
        }.min().map { phrase.words.count > 1 ? $0 / 3 : $0 } ?? 1
    }

    func complain(of flaw: Phrase.Flaw, _ text: String, _ place: Place, _ zone: Zone) {
        switch flaw {
        case .nothingLeft:
            complaints.add(
                .warning, "This can never match: without punctuation nothing is left of it.", at: place,
                remedy: "put a word in it")
        case .link:
            complaints.add(
                .warning, "This can never match: links and mail addresses are not looked at as words.", at: place,
                remedy: text.contains("@") && !text.contains("/")
                    ? "look for {email}, or for a word beside it" : "look for it in the links: in url …")
        case .starLeads:
            complaints.add(.error, "A star cannot stand in front.", at: place, remedy: "write the words out")
        case .starInside:
            complaints.add(.error, "A star stands only at the end of a word.", at: place, remedy: "as in litigat*")
        case .starTooShort:
            complaints.add(
                .error, "A star needs four letters or more before it.", at: place,
                remedy: "fewer would match too much; write the words out")
        case .maskTooLong: complaints.add(.error, "A word with ? is at most 64 letters long.", at: place)
        case .wordTooLong:
            complaints.add(
                .warning, "This can never match: it has a word of more than \(WordFolding.longestWord) letters.",
                at: place)
        case .tooManyWords:
            complaints.add(
                .error, "A phrase has at most \(Phrase.longestPhrase) words.", at: place,
                remedy: "look for its most telling part")
        case .placeholder(let name):
            complaints.add(
                .error, "There is no {\(name)}.", at: place,
                remedy: NearestName.of(name, among: Placeholder.allCases.map(\.name)).map { "did you mean {\($0)}?" }
                    ?? "there are \(Placeholder.writtenAll)")
        case .doubleSign: complaints.add(.error, "Two equals signs stand here.", at: place, remedy: "one is enough")
        }
    }

    // MARK: lists

    mutating func enter(_ files: [KeywordFile]) {
        for list in files {
            if let first = listNumbers[list.name] {
                complaints.add(
                    .error,
                    "There is another list \"\(list.name)\": \(complaints.files[lists[first].place.file].path).",
                    at: list.place, remedy: "rename one of the files")
                continue
            }
            if !RulesFile.isName(list.name) {
                complaints.add(
                    .error, "A list's file name is small letters, digits and hyphens.", at: list.place,
                    remedy: "rename the file")
            }
            listNumbers[list.name] = lists.count
            lists.append(list)
        }
        isListUsed = Array(repeating: false, count: lists.count)
        var own: [[(phrase: Int, isException: Bool)]] = []
        for list in lists { own.append(phrases(of: list)) }
        var members = 0
        for number in lists.indices {
            listPhrases.append(gathered(number, own))
            members += listPhrases[number].count
            guard members <= Self.mostMembers else {
                complaints.add(
                    .error, "Lists that name lists come to more than \(Self.mostMembers) phrases together.",
                    at: lists[number].place, remedy: "name the big lists in fewer others")
                while listPhrases.count < lists.count { listPhrases.append([]) }
                return
            }
        }
    }

    /// Lists that a rule looks for in links, with the lists that those name: their addresses are words.
    static func listsOfLinks(_ lists: [KeywordFile], _ rules: [RuleDraft]) -> Set<String> {
        var open: [String] = []
        for rule in rules { open += rule.names.listsOfLinks }
        guard !open.isEmpty else { return [] }
        let parts = Dictionary(lists.map { ($0.name, $0.parts.map(\.name)) }, uniquingKeysWith: { first, _ in first })
        var found = Set(open)
        while let name = open.popLast() {
            for part in parts[name] ?? [] where found.insert(part).inserted { open.append(part) }
        }
        return found
    }

    mutating func phrases(of list: KeywordFile) -> [(phrase: Int, isException: Bool)] {
        let file = complaints.files[list.place.file]
        var found: [(phrase: Int, isException: Bool)] = []
        var seen: [Int: Int] = [:]
        found.reserveCapacity(list.entries.count)
        let readsLinks = listsOfLinks.contains(list.name)
        let isEnglish = list.language.isEmpty || list.language.hasPrefix("en")
        for entry in list.entries {
            let text = file.text(entry.place.start..<entry.place.end)
            let isLink = readsLinks && Phrase.isLink(text, &reading)
            guard
                let number = phrase(
                    text, entry.place, foldingAccents: list.foldsAccents, zone: isLink ? .url : .text)
            else {
                if compiled.trie.phrases >= Self.mostPhrases { break }
                continue
            }
            let key = number << 1 | (entry.isException ? 1 : 0)
            if let first = seen[key] {
                complaints.add(
                    .warning, "This stands in line \(first + 1) already, once folded.", at: entry.place,
                    remedy: "take one away")
                continue
            }
            seen[key] = entry.place.line
            if !entry.isException, isEnglish, Language.isCommon(Array(text.lowercased().utf8)) {
                commonWords.append((list.name, entry.place))
            }
            found.append((number, entry.isException))
        }
        return found
    }

    /// A list with all that the lists it names bring.
    mutating func gathered(
        _ number: Int, _ own: [[(phrase: Int, isException: Bool)]]
    ) -> [(phrase: Int, isException: Bool)] {
        guard !lists[number].parts.isEmpty else { return own[number] }
        var result = own[number]
        var seen = Set(result.map { $0.phrase << 1 | ($0.isException ? 1 : 0) })
        var visited: Set<Int> = [number]
        var open: [(list: Int, depth: Int)] = [(number, 0)]
        while let (list, depth) = open.popLast() {
            for part in lists[list].parts {
                guard let other = listNumbers[part.name] else {
                    if list == number { unknownList(part.name, part.place) }
                    continue
                }
                if list == number { isListUsed[other] = true }
                if other == number {
                    complaints.add(
                        .error,
                        list == number
                            ? "list:\(part.name) names itself."
                            : "list:\(part.name) names itself, by way of list:\(lists[list].name).",
                        at: part.place, remedy: list == number ? "take this line away" : "take one of the lines away")
                    continue
                }
                guard visited.insert(other).inserted else { continue }
                guard depth < Self.longestChain else {
                    complaints.add(.error, "Lists name lists more than \(Self.longestChain) deep.", at: part.place)
                    continue
                }
                for entry in own[other] where seen.insert(entry.phrase << 1 | (entry.isException ? 1 : 0)).inserted {
                    result.append(entry)
                }
                open.append((other, depth + 1))
            }
        }
        return result
    }

    func unknownList(_ name: String, _ place: Place) {
        let ending = ".keywords"
        let remedy: String
        if name.isEmpty {
            remedy = "the name follows without a space, as in list:brand"
        } else if name.hasSuffix(ending) {
            remedy = "a list is named without its ending: list:\(name.dropLast(ending.count))"
        } else {
            remedy = NearestName.remedy(
                name, among: lists.lazy.map(\.name), else: "a list is a file: Rules/\(name).keywords")
        }
        complaints.add(
            .error, name.isEmpty ? "Which list is missing here." : "There is no list \"\(name)\".", at: place,
            remedy: remedy)
    }

    // MARK: lexicons

    mutating func enter(_ lexicons: [LexiconFile]) {
        for lexicon in lexicons {
            if compiled.languages.contains(lexicon.language) {
                complaints.add(
                    .error, "There is another lexicon for \"\(lexicon.language)\".",
                    at: Place(file: lexicon.file, line: 0, start: 0, end: 0), remedy: "put them into one file")
                continue
            }
            let language = UInt8(clamping: compiled.languages.count)
            compiled.languages.append(lexicon.language)
            compiled.lexiconLanguages.insert(lexicon.language)
            let file = complaints.files[lexicon.file]
            for entry in lexicon.entries {
                let text = file.text(entry.place.start..<entry.place.end)
                guard let number = phrase(text, entry.place) else { continue }
                while compiled.phraseFeeling.count <= number { compiled.phraseFeeling.append(-1) }
                let known = compiled.phraseFeeling[number]
                if known >= 0, compiled.feelings[Int(known)].language == language {
                    complaints.add(
                        .warning, "This stands in the lexicon already.", at: entry.place,
                        remedy: "keep one of the lines")
                    continue
                }
                compiled.feelings.append(
                    Compiled.Feeling(language: language, role: entry.role, value: Float(entry.value), next: known))
                compiled.phraseFeeling[number] = Int32(compiled.feelings.count - 1)
            }
        }
    }
}
