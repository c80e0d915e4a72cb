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
    private let spikeLines: SpikeLines
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
        spikeLines = SpikeLines(file, index: index, complaints: complaints)
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
        let text = file.text(value)
        let at = value.isEmpty ? keyPlace : place(line, value)
        func refuse(_ message: String, _ remedy: String) { complaints.add(.error, message, at: at, remedy: remedy) }
        if value.isEmpty, key != "when" {
            refuse("\"\(key)\" says nothing.", "take the line away, or say something")
            return
        }
        if key == "severity" || key == "score" || key == "action" { draft?.hasEffect = true }
        switch key {
        case "title": draft?.title = text
        case "owner": draft?.owner = text
        case "skill": draft?.skill = text
        case "tags": draft?.tags = text.split { $0 == "," || $0 == " " }.map(String.init)
        case "severity":
            guard let severity = Severity(rawValue: text) else {
                let names = Severity.allCases.map(\.rawValue)
                refuse(
                    "There is no severity \"\(text)\".",
                    NearestName.remedy(text, among: names, else: "there are \(names.joined(separator: ", "))"))
                return
            }
            draft?.severity = severity
        case "score":
            guard let score = Int(text), (0...1000).contains(score) else {
                refuse(
                    "A score is a whole number from 0 to 1000.", Self.meant(text) { "score \($0)" } ?? "as in: score 60"
                )
                return
            }
            draft?.score = score
        case "action":
            guard let action = RuleDraft.Action(rawValue: text) else {
                let names = RuleDraft.Action.allCases.map(\.rawValue)
                refuse(
                    "There is no action \"\(text)\".",
                    NearestName.remedy(text, among: names, else: "there are \(names.joined(separator: ", "))"))
                return
            }
            draft?.action = action
        case "respond":
            guard let seconds = Self.seconds(text) else {
                refuse(
                    "\"\(text)\" is no length of time.",
                    Self.meantTime(text).map { "write: respond \($0)" } ?? "a number and s, m, h or d, as in 15m")
                return
            }
            draft?.respond = seconds
        case "group": group(text, at)
        case "mode": mode(text, at)
        case "when":
            draft?.hasWhen = true
            open(keyPlace, line, value, shift: nil)
        case "raise", "lower": shift(key, keyPlace, line, value)
        case "hit", "miss": example(key, isTodo: false, line, whole)
        case "todo":
            let (kind, rest) = file.split(whole)
            let word = file.text(kind)
            guard word == "hit" || word == "miss" else {
                refuse("\"todo\" is followed by hit or miss.", "as in: todo hit \"…\"")
                return
            }
            example(word, isTodo: true, line, rest)
        default: replaces(text, at)
        }
    }

    /// A number with something behind it that does not belong there.
    private static func meant(_ text: String, _ line: (Int) -> String) -> String? {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let number = Int(words[0]), (0...1000).contains(number) else { return nil }
        return words[1].hasPrefix("#")
            ? "a comment is a hash and a space: \(line(number))  # \(words[1].drop { $0 == "#" }.prefix(40))"
            : "write: \(line(number))"
    }

    /// `15 minutes`, `2 hours`
    private static func meantTime(_ text: String) -> String? {
        let number = text.prefix { $0.isNumber }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let count = Int(number) else { return nil }
        for (letter, names) in [
            ("s", ["s", "sec"]), ("m", ["m", "min"]), ("h", ["h", "hr", "hour"]), ("d", ["d", "day"]),
        ]
        where names.contains(where: { unit.hasPrefix($0) }) && seconds("\(count)\(letter)") != nil {
            return "\(count)\(letter)"
        }
        return nil
    }

    private mutating func replaces(_ text: String, _ at: Place) {
        guard text.hasPrefix("rule:"), !text.contains(" "), text.utf8.count > 5 else {
            let name = text.split { $0 == " " || $0 == "," }.first.map(String.init) ?? ""
            complaints.add(
                .error, "\"replaces\" names one rule.", at: at,
                remedy: "as in: replaces rule:\(Self.isName(name) ? name : "outage"), one line for each")
            return
        }
        draft?.replaces.append((String(text.dropFirst(5)), at))
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

    private mutating func group(_ text: String, _ at: Place) {
        let words = text.split(separator: " ")
        guard let name = words.first, Self.isName(String(name)),
            words.count == 1 || words.count == 3 && words[1] == "max"
        else {
            complaints.add(
                .error, "A group has a name and may have a most.", at: at, remedy: "as in: group legal max 80")
            return
        }
        var most: Int?
        if words.count == 3 {
            most = Int(words[2]).flatMap { (0...10_000).contains($0) ? $0 : nil }
            if most == nil {
                complaints.add(
                    .error, "\"\(words[2])\" is no number of points.", at: at, remedy: "as in: group legal max 80")
            }
        }
        draft?.group = RuleDraft.Group(name: String(name), most: most, place: at)
    }

    private mutating func mode(_ text: String, _ at: Place) {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "live" where words.count == 1: draft?.mode = .live
        case "off" where words.count == 1: draft?.mode = .off
        case "shadow" where words.count == 1: draft?.mode = .shadow(until: nil)
        case "shadow" where words.count == 3 && words[1] == "until":
            guard let date = Moment(rfc3339: words[2]) else {
                complaints.add(
                    .error, "\"\(words[2])\" is no date.", at: at, remedy: "as in: mode shadow until 2027-03-01")
                return
            }
            draft?.mode = .shadow(until: date)
            draft?.modePlace = at
        default:
            complaints.add(
                .error, "There is no mode \"\(text)\".", at: at,
                remedy: NearestName.remedy(
                    words.first ?? "", among: ["live", "shadow", "off"],
                    else: "there are live, shadow, \"shadow until 2027-03-01\" and off"))
        }
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

    // MARK: examples

    /// What a burst's authors write stands as in an example of a rule.
    private mutating func burst(_ keyPlace: Place, _ line: Int, _ range: Range<Int>) {
        spike?.written.insert("burst")
        guard let head = spikeLines.burst(keyPlace, line, range) else { return }
        example(head.isHit ? "hit" : "miss", isTodo: false, line, head.text)
        guard let example = draft?.examples.popLast() else { return }
        spike?.bursts.append(
            SpikeDraft.Burst(
                authors: head.authors, times: head.times, length: head.length, usual: head.usual, example: example))
    }

    /// The text stands between the first quote and the last one that only settings or a comment follow.
    private mutating func example(_ kind: String, isTodo: Bool, _ line: Int, _ range: Range<Int>) {
        let bytes = file.bytes
        if kind == "hit" { draft?.hasHit = true }
        func refuse(_ message: String, _ range: Range<Int>, _ remedy: String) {
            complaints.add(.error, message, at: place(line, range), remedy: remedy)
        }
        guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else {
            let text = file.text(range)
            if let first = text.first, "“”„«".contains(first) {
                let words = text.dropFirst().prefix { !"“”»".contains($0) }
                refuse(
                    "An example stands between straight quotes.", range,
                    words.utf8.count <= 100 ? "write: \(kind) \"\(words)\"" : "write \" at both ends")
                return
            }
            let isPlain = !text.isEmpty && text.utf8.count <= 100 && !text.contains { "\"“”„".contains($0) }
            refuse(
                "An example stands between quotes.", range,
                isPlain ? "write: \(kind) \"\(text)\"" : "as in: \(kind) \"my router is down\"")
            return
        }
        let quotes = range.dropFirst().filter { bytes[$0] == UInt8(ascii: "\"") }.prefix(1000)
        let close = quotes.first { quote in
            let rest = file.trimmed(quote + 1..<range.upperBound)
            if rest.isEmpty || file.comment(in: rest, quoting: false) == rest.lowerBound { return true }
            return file.text(file.split(rest).word) == "with"
        }
        guard let close else {
            refuse(
                quotes.isEmpty ? "This quote is never closed." : "Nothing but \"with …\" follows an example.", range,
                "as in: \(kind) \"my router is down\" with customer.tier=vip")
            return
        }
        var settings = ExampleSettings()
        let tail = file.trimmed(close + 1..<range.upperBound)
        let said = file.trimmed(tail.lowerBound..<file.comment(in: tail, quoting: false))
        if !said.isEmpty {
            for pair in pairs(in: file.split(said).rest) {
                let equals = pair.first { bytes[$0] == UInt8(ascii: "=") }
                guard let equals, equals > pair.lowerBound, equals + 1 < pair.upperBound else {
                    refuse(
                        "\"\(file.text(pair).prefix(60))\" sets nothing.", pair,
                        "as in: with customer.tier=vip, channel=email")
                    continue
                }
                var value = equals + 1..<pair.upperBound
                if value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "\""),
                    bytes[value.upperBound - 1] == UInt8(ascii: "\"")
                {
                    value = value.lowerBound + 1..<value.upperBound - 1
                }
                do throws(ExampleSettings.Fault) {
                    try settings.set(file.text(pair.lowerBound..<equals), file.text(value))
                } catch {
                    refuse(error.message, pair, error.remedy)
                }
            }
        }
        let example = RuleDraft.Example(
            shallFire: kind == "hit", isTodo: isTodo, text: file.text(range.lowerBound + 1..<close),
            place: place(line, range.lowerBound..<close + 1), settings: settings)
        draft?.examples.append(example)
    }

    /// The settings behind `with`: parted by commas or white space that stand between no quotes.
    private func pairs(in range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        var isQuoted = false
        for place in range {
            let byte = file.bytes[place]
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted, byte == UInt8(ascii: ",") || SourceFile.isSpace(byte) else { continue }
            if place > start { found.append(start..<place) }
            start = place + 1
        }
        if range.upperBound > start { found.append(start..<range.upperBound) }
        return found
    }
}
