/// Reads the rules of one file, line by line. Indentation means nothing; a line that begins with an
/// operator or a bracket, or follows an unfinished one, goes on with the condition before it.
struct RulesFile {
    private(set) var rules: [RuleDraft] = []
    private(set) var spikes: [SpikeDraft] = []

    private let file: SourceFile
    private let index: Int
    private let complaints: Complaints
    private var draft: RuleDraft?
    /// The lines up to the next rule belong to none, and that was said.
    private var isLost = false
    private var keysSeen: [String: Int] = [:]
    /// The spike at hand; what it shares with rules gathers in `draft`.
    private var spike: SpikeDraft?
    private let ruleLines: RuleLines
    private let spikeLines: SpikeLines
    private let exampleLines: ExampleLines
    private var condition: Condition?

    /// A condition that further lines may go on with.
    private struct Condition {
        var key: Place
        var lexer: WhenLexer
        var isSound: Bool
        /// Nil for `when`, else what `raise` or `lower` adds.
        var shift: Int?
    }

    static let keys = [
        "title", "severity", "score", "action", "group", "tags", "skill", "owner", "respond", "mode", "when", "raise",
        "lower", "hit", "miss", "todo", "replaces",
    ]
    static let spikeKeys =
        ["title", "severity", "score", "action", "group", "tags", "skill", "owner", "respond", "mode"] + SpikeLines.keys
    private static let repeatable: Set<String> = ["raise", "lower", "hit", "miss", "todo", "replaces", "burst"]

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        self.file = file
        self.index = index
        self.complaints = complaints
        ruleLines = RuleLines(file, index: index, complaints: complaints)
        spikeLines = SpikeLines(file, index: index, complaints: complaints)
        exampleLines = ExampleLines(file, index: index, complaints: complaints)
        for line in 0..<file.lineCount {
            let range = file.line(line)
            guard !range.isEmpty, file.comment(in: range, quoting: true) > range.lowerBound else { continue }
            read(line, range)
        }
        finishRule(at: file.bytes.count)
    }

    // MARK: lines

    private mutating func read(_ line: Int, _ range: Range<Int>) {
        let (key, rest) = file.split(range)
        let word = file.text(key)
        let keyPlace = place(line, key)
        let code = file.trimmed(range.lowerBound..<file.comment(in: range, quoting: true))
        if condition != nil, goesOn(word) {
            if condition?.lexer.add(line: line, code) == false { condition?.isSound = false }
            return
        }
        switch word {
        case "rule", "spike":
            finishRule(at: key.lowerBound)
            begin(word, keyPlace, place(line, file.split(file.trimmed(key.upperBound..<code.upperBound)).word), code)
        default:
            let isBehindCondition = condition != nil
            finishCondition()
            if word.hasPrefix("//") || word.hasPrefix("/*") || word == ";" {
                complaints.add(
                    .error, "This is no key.", at: keyPlace, remedy: "a comment begins with # and a space")
                return
            }
            if word != word.lowercased(), ["rule", "spike"].contains(word.lowercased()) {
                complaints.add(
                    .error, "There is no key \"\(word)\".", at: keyPlace,
                    remedy: "keys are written in small letters: \"\(word.lowercased())\"")
                draft = nil
                isLost = true
                return
            }
            guard draft != nil else {
                // Once is enough: what follows belongs to a rule whose first line is wrong.
                if !isLost {
                    complaints.add(
                        .error, "This stands before the first rule.", at: keyPlace,
                        remedy: "begin with a line: rule NAME")
                }
                isLost = true
                return
            }
            let keys = spike == nil ? Self.keys : Self.spikeKeys
            guard keys.contains(word) else {
                draft?.hasUnknownKey = true
                unknownKey(
                    word, keyPlace, keys + ["rule", "spike"], spike == nil ? "a rule" : "a spike",
                    isBehindCondition: isBehindCondition)
                return
            }
            if let first = keysSeen[word], !Self.repeatable.contains(word) {
                complaints.add(
                    .error, "\"\(word)\" was said already in line \(first + 1).", at: keyPlace,
                    remedy: "keep one of them")
                return
            }
            keysSeen[word] = line
            let value = file.trimmed(key.upperBound..<max(key.upperBound, code.upperBound))
            if spike == nil || !SpikeLines.keys.contains(word) {
                self.value(word, keyPlace, line, value, whole: rest)
            } else if word == "burst" {
                burst(keyPlace, line, rest)
            } else {
                spike.map { known in
                    var spike = known
                    spikeLines.read(word, keyPlace, line, value, into: &spike)
                    self.spike = spike
                }
            }
        }
    }

    /// Does a line that begins with this word go on with the condition before it?
    private func goesOn(_ word: String) -> Bool {
        if Self.keys.contains(word) || word == "rule" || word == "spike" { return false }
        if word.hasPrefix("(") || word.hasPrefix(")") || word.hasPrefix("\"") || word.hasPrefix("“") { return true }
        if ["AND", "OR", "NOT", "and", "or", "not"].contains(word) { return true }
        if word.hasPrefix("NEAR/") || word.hasPrefix("BEFORE/") || word.hasPrefix("list:") || word.hasPrefix("rule:") {
            return true
        }
        guard let lexer = condition?.lexer, let last = lexer.pieces.last else { return true }
        return lexer.openBrackets > 0
            || last.kind == .word && (["AND", "OR", "NOT"].contains(last.text) || last.text.contains("/"))
    }

    private mutating func begin(_ word: String, _ keyPlace: Place, _ namePlace: Place, _ code: Range<Int>) {
        isLost = false
        keysSeen = [:]
        let name = file.text(namePlace.start..<namePlace.end)
        if name.isEmpty {
            complaints.add(.error, "A \(word) needs a name.", at: keyPlace, remedy: "as in: \(word) outage")
        } else if !Self.isName(name) || namePlace.end != code.upperBound {
            complaints.add(
                .error, "A name is small letters, digits and hyphens.",
                at: Place(file: index, line: namePlace.line, start: namePlace.start, end: code.upperBound),
                remedy: "as in: \(word) \(Self.suggestedName(file.text(namePlace.start..<code.upperBound)))")
        }
        let draft = RuleDraft(name: name, place: name.isEmpty ? keyPlace : namePlace)
        draft.lines = keyPlace.start..<keyPlace.start
        self.draft = draft
        if word == "spike" { spike = SpikeDraft(common: draft) }
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 80
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func suggestedName(_ text: String) -> String {
        let name = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(name.prefix(40))
    }

    private func unknownKey(
        _ word: String, _ at: Place, _ keys: [String], _ whose: String, isBehindCondition: Bool
    ) {
        let plain = word.hasSuffix(":") ? String(word.dropLast()) : word
        let small = plain.lowercased()
        let remedy: String
        if keys.contains(small) {
            remedy =
                plain == word ? "keys are written in small letters: \(small)" : "keys stand without a colon: \(small)"
        } else if let meant = KeyHabits.meant[small], keys.contains(meant) {
            remedy = "did you mean \"\(meant)\"?"
        } else if let hint = KeyHabits.hints[small] {
            remedy = hint
        } else {
            remedy = NearestName.remedy(
                word, among: keys,
                else: isBehindCondition
                    ? "to go on with the condition above, begin the line with AND or OR"
                    : "the keys are \(keys.joined(separator: ", "))")
        }
        complaints.add(.error, "There is no key \"\(word.prefix(60))\" in \(whose).", at: at, remedy: remedy)
    }

    private func place(_ line: Int, _ range: Range<Int>) -> Place {
        Place(file: index, line: line, start: range.lowerBound, end: range.upperBound)
    }

    // MARK: ends

    private mutating func finishCondition() {
        guard let condition else { return }
        self.condition = nil
        guard condition.isSound else { return }
        var parser = WhenParser(condition.lexer.pieces, key: condition.key, complaints: complaints)
        guard let expression = parser.parse() else { return }
        if let shift = condition.shift {
            draft?.shifts.append(RuleDraft.Shift(by: shift, condition: expression))
        } else {
            draft?.when = expression
        }
    }

    private mutating func finishRule(at end: Int) {
        finishCondition()
        if let draft {
            draft.lines = draft.lines.lowerBound..<end
            draft.finish()
            if var spike {
                spike.common = draft
                spikes.append(spike)
            } else {
                rules.append(draft)
            }
        }
        draft = nil
        spike = nil
    }

    // MARK: values

    private mutating func value(_ key: String, _ keyPlace: Place, _ line: Int, _ value: Range<Int>, whole: Range<Int>) {
        guard let draft else { return }
        if value.isEmpty, key != "when" {
            complaints.add(
                .error, "\"\(key)\" says nothing.", at: keyPlace, remedy: "take the line away, or say something")
            return
        }
        switch key {
        case "when":
            draft.hasWhen = true
            open(keyPlace, line, value, shift: nil)
        case "raise", "lower": shift(key, keyPlace, line, value)
        case "hit", "miss": example(key, isTodo: false, line, whole)
        case "todo":
            let (kind, rest) = file.split(whole)
            let word = file.text(kind)
            guard word == "hit" || word == "miss" else {
                complaints.add(
                    .error, "\"todo\" is followed by hit or miss.", at: place(line, value),
                    remedy: "as in: todo hit \"…\"")
                return
            }
            example(word, isTodo: true, line, rest)
        default: ruleLines.read(key, file.text(value), value.isEmpty ? keyPlace : place(line, value), into: draft)
        }
    }

    private mutating func open(_ key: Place, _ line: Int, _ range: Range<Int>, shift: Int?) {
        var lexer = WhenLexer(file: file, index: index, complaints: complaints)
        let isSound = lexer.add(line: line, range)
        condition = Condition(key: key, lexer: lexer, isSound: isSound, shift: shift)
    }

    private mutating func shift(_ key: String, _ keyPlace: Place, _ line: Int, _ value: Range<Int>) {
        let (amount, rest) = file.split(value)
        let (word, condition) = file.split(rest)
        let sign = key == "raise" ? "+" : "-"
        guard let by = Int(file.text(amount)), (1...1000).contains(abs(by)), (by > 0) == (key == "raise"),
            file.text(word) == "if"
        else {
            complaints.add(
                .error, "\"\(key)\" says by how much, and if what.", at: place(line, value),
                remedy: "as in: \(key) \(sign)20 if customer.tier is vip")
            return
        }
        open(keyPlace, line, condition, shift: by)
    }

    private func example(_ kind: String, isTodo: Bool, _ line: Int, _ range: Range<Int>) {
        if kind == "hit" { draft?.hasHit = true }
        if let example = exampleLines.read(kind, isTodo: isTodo, line, range) { draft?.examples.append(example) }
    }

    /// What a burst's authors write stands as in an example of a rule.
    private mutating func burst(_ keyPlace: Place, _ line: Int, _ range: Range<Int>) {
        spike?.written.insert("burst")
        guard let head = spikeLines.burst(keyPlace, line, range),
            let example = exampleLines.read(head.isHit ? "hit" : "miss", isBurst: true, line, head.text)
        else { return }
        spike?.bursts.append(
            SpikeDraft.Burst(
                authors: head.authors, times: head.times, length: head.length, usual: head.usual, example: example))
    }

    /// `15m` in seconds.
    static func seconds(_ text: String) -> Int? {
        guard let unit = text.last, let count = Int(text.dropLast()), count > 0, count <= 1_000_000 else { return nil }
        switch unit {
        case "s": return count
        case "m": return count * 60
        case "h": return count * 3600
        case "d": return count * 86_400
        default: return nil
        }
    }
}
