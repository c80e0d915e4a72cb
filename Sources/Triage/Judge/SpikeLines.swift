/// Reads the lines of a spike that a rule does not have: what is counted, when it fires, for which keys, and
/// the bursts that show it.
struct SpikeLines {
    private let file: SourceFile
    private let index: Int
    private let complaints: Complaints

    static let keys = ["count", "fires", "or", "per", "again", "burst"]

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        self.file = file
        self.index = index
        self.complaints = complaints
    }

    /// A word with its place.
    private struct Word {
        var text: String
        var place: Place
    }

    /// - Parameters:
    ///   - value: what follows the key, without its comment.
    func read(_ key: String, _ keyPlace: Place, _ line: Int, _ value: Range<Int>, into draft: inout SpikeDraft) {
        draft.written.insert(key)
        let words = words(line, value)
        guard !words.isEmpty else {
            complaints.add(
                .error, "\"\(key)\" says nothing.", at: keyPlace, remedy: "as in: \(Self.example(of: key))")
            return
        }
        switch key {
        case "count": count(words, &draft)
        case "fires": fires(words, &draft)
        case "or":
            guard draft.written.contains("fires") else {
                complaints.add(
                    .error, "\"or\" goes on with \"fires\", which stands above it.", at: keyPlace,
                    remedy: "as in: \(Self.example(of: "fires"))")
                return
            }
            fires(words, &draft)
        case "per": per(words, &draft)
        default: again(words, &draft)
        }
    }

    static func example(of key: String) -> String {
        switch key {
        case "count": "count rule:outage distinct authors"
        case "fires": "fires at 20 in 10m"
        case "or": "or at 3x usual, at least 8"
        case "per": "per brand"
        case "again": "again after 30m"
        default: "burst hit 20 authors in 9m \"my internet is down\""
        }
    }

    // MARK: count, per, again

    private func count(_ words: [Word], _ draft: inout SpikeDraft) {
        let target = words[0]
        let name = String(target.text.drop { $0 != ":" }.dropFirst())
        switch target.text.prefix(while: { $0 != ":" }) {
        case "rule" where !name.isEmpty: draft.counted = (.rule(name), target.place)
        case "list" where !name.isEmpty: draft.counted = (.list(name), target.place)
        default:
            complaints.add(
                .error, "A spike counts a rule or a list, and \"\(target.text.prefix(60))\" is neither.",
                at: target.place, remedy: "as in: count rule:outage, or count list:outage-words")
            return
        }
        guard words.count > 1 else { return }
        guard words[1].text == "distinct", words.count == 3 else {
            complaints.add(
                .error, "After what is counted only \"distinct\" and one word follow.",
                at: joined(words.dropFirst()), remedy: "as in: \(Self.example(of: "count"))")
            return
        }
        let units = Spike.Unit.allCases.map(\.rawValue)
        guard let unit = Spike.Unit(rawValue: words[2].text) else {
            complaints.add(
                .error, "\"\(words[2].text.prefix(60))\" cannot be told apart.", at: words[2].place,
                remedy: NearestName.remedy(
                    words[2].text, among: units, else: "there are \(units.joined(separator: ", "))")
            )
            return
        }
        draft.unit = unit
        draft.unitPlace = words[2].place
    }

    private func per(_ words: [Word], _ draft: inout SpikeDraft) {
        let keys = Spike.Per.allCases.map(\.rawValue)
        guard words.count == 1, let per = Spike.Per(rawValue: words[0].text) else {
            complaints.add(
                .error, "A spike cannot be counted per \"\(words.map(\.text).joined(separator: " ").prefix(60))\".",
                at: joined(words[...]),
                remedy: words[0].text == "rule"
                    ? "a spike counts one thing: write a spike for each rule"
                    : NearestName.remedy(words[0].text, among: keys, else: "there are \(keys.joined(separator: ", "))"))
            return
        }
        draft.per = per
        draft.perPlace = words[0].place
    }

    private func again(_ words: [Word], _ draft: inout SpikeDraft) {
        guard words.count == 2, words[0].text == "after" else {
            complaints.add(
                .error, "\"again\" says after how long a spike may fire once more.", at: joined(words[...]),
                remedy: "as in: \(Self.example(of: "again"))")
            return
        }
        draft.again = minutes(words[1], from: 1, to: 30 * 24 * 60, "30d")
    }

    // MARK: fires

    private func fires(_ words: [Word], _ draft: inout SpikeDraft) {
        for clause in words.split(omittingEmptySubsequences: false, whereSeparator: { $0.text == "or" }) {
            guard let first = clause.first else {
                complaints.add(
                    .error, "Something is missing beside \"or\".", at: joined(words[...]),
                    remedy: "as in: fires at 20 in 10m or at 3x usual, at least 8")
                return
            }
            guard first.text == "at", clause.count > 1 else {
                complaints.add(
                    .error, "A spike fires at a number.", at: joined(clause),
                    remedy: "as in: \(Self.example(of: "fires"))")
                return
            }
            var rest = Array(clause.dropFirst(2))
            let amount = clause[clause.startIndex + 1]
            if amount.text.hasSuffix("x") || rest.first?.text == "usual" {
                unusual(amount, &rest, joined(clause), &draft)
            } else {
                number(amount, &rest, joined(clause), &draft)
            }
        }
    }

    private func number(_ amount: Word, _ rest: inout [Word], _ whole: Place, _ draft: inout SpikeDraft) {
        guard let most = Int(amount.text), (2...1_000_000).contains(most) else {
            complaints.add(
                .error,
                amount.text == "1"
                    ? "One alone is no spike." : "\"\(amount.text.prefix(60))\" is no number from 2 to 1000000.",
                at: amount.place,
                remedy: amount.text == "1" ? "a rule fires on every message" : "as in: \(Self.example(of: "fires"))")
            return
        }
        guard draft.most == nil else {
            complaints.add(.error, "A number was said already.", at: whole, remedy: "keep one of them")
            return
        }
        draft.most = most
        guard rest.count == 2, rest[0].text == "in" else {
            complaints.add(
                .error, "Behind the number stands in what time.", at: whole,
                remedy: "as in: fires at \(most) in 10m")
            return
        }
        window(rest[1], &draft)
    }

    private func unusual(_ amount: Word, _ rest: inout [Word], _ whole: Place, _ draft: inout SpikeDraft) {
        guard let factor = Self.thousandths(amount.text), (1_100...1_000_000).contains(factor) else {
            complaints.add(
                .error, "\"\(amount.text.prefix(60))\" is not so many times: 1.1x to 1000x.", at: amount.place,
                remedy: "as in: at 3x usual, at least 8")
            return
        }
        guard draft.unusual == nil else {
            complaints.add(.error, "What is unusual was said already.", at: whole, remedy: "keep one of them")
            return
        }
        guard rest.first?.text == "usual" else {
            complaints.add(
                .error, "Times what? A spike compares with what is usual.", at: whole,
                remedy: "as in: at \(amount.text) usual, at least 8")
            return
        }
        rest.removeFirst()
        if rest.count >= 2, rest[0].text == "in" {
            window(rest[1], &draft)
            rest.removeFirst(2)
        }
        guard rest.count == 3, rest[0].text == "at", rest[1].text == "least" else {
            complaints.add(
                .error, "Three times nothing is nothing: say how many there must be at the least.", at: whole,
                remedy: "as in: at \(amount.text) usual, at least 8")
            return
        }
        guard let atLeast = Int(rest[2].text), (2...1_000_000).contains(atLeast) else {
            complaints.add(
                .error, "\"\(rest[2].text.prefix(60))\" is no number from 2 to 1000000.", at: rest[2].place,
                remedy: "as in: at \(amount.text) usual, at least 8")
            return
        }
        draft.unusual = Spike.Unusual(factor: factor, atLeast: atLeast)
    }

    private func window(_ word: Word, _ draft: inout SpikeDraft) {
        guard let window = minutes(word, from: 1, to: Spike.longestWindow, "24h") else { return }
        if let known = draft.window, known != window {
            complaints.add(
                .error, "A spike has one window, and it is \(known)m already.", at: word.place,
                remedy: "say the same time, or leave it out here")
            return
        }
        draft.window = window
    }

    /// `2.5x` in thousandths; nil for anything else.
    private static func thousandths(_ text: String) -> Int? {
        let parts = text.dropLast(text.hasSuffix("x") ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard text.hasSuffix("x"), (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, whole <= 10_000
        else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        let digits = parts[1]
        guard (1...3).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let part = Int(digits.padding(to: 3))
        else { return nil }
        return whole * 1000 + part
    }

    private func minutes(_ word: Word, from: Int, to: Int, _ longest: String) -> Int? {
        guard let seconds = RulesFile.seconds(word.text), seconds % 60 == 0, (from * 60...to * 60).contains(seconds)
        else {
            complaints.add(
                .error, "\"\(word.text.prefix(60))\" is no time of whole minutes up to \(longest).", at: word.place,
                remedy: "a number and m, h or d, as in 10m")
            return nil
        }
        return seconds / 60
    }

    // MARK: burst

    /// What stands before the text of a burst.
    struct BurstHead {
        var isHit: Bool
        var authors: Int
        var times: Int
        var length: Int
        var usual: Int?
        /// From the opening quote on.
        var text: Range<Int>
    }

    /// More than this are not tried out: a rule file is checked whenever it is saved.
    static let mostMessages = 5_000

    /// - Parameter range: the line behind `burst`, with its comment.
    func burst(_ keyPlace: Place, _ line: Int, _ range: Range<Int>) -> BurstHead? {
        let quote = range.first { file.bytes[$0] == UInt8(ascii: "\"") } ?? range.upperBound
        let head = file.trimmed(range.lowerBound..<quote)
        var words = words(line, head)
        func refuse(_ message: String, _ at: Place? = nil, _ remedy: String? = nil) -> BurstHead? {
            complaints.add(
                .error, message, at: at ?? (head.isEmpty ? keyPlace : place(line, head)),
                remedy: remedy ?? "as in: \(Self.example(of: "burst"))")
            return nil
        }
        guard let kind = words.first, ["hit", "miss"].contains(kind.text) else {
            return refuse("\"burst\" is followed by hit or miss.", words.first?.place)
        }
        words.removeFirst()
        guard words.count >= 2, let authors = Int(words[0].text), authors >= 1,
            ["author", "authors"].contains(words[1].text)
        else { return refuse("A burst begins with how many authors write.") }
        words.removeFirst(2)
        var times = 1
        if words.count >= 2, ["time", "times"].contains(words[1].text) {
            guard let count = Int(words[0].text), count >= 1 else {
                return refuse("\"\(words[0].text.prefix(60))\" is no number of times.", words[0].place)
            }
            times = count
            words.removeFirst(2)
        }
        guard words.count >= 2, words[0].text == "in" else { return refuse("A burst says in what time they write.") }
        guard let length = RulesFile.seconds(words[1].text), length <= Spike.longestWindow * 60 * 2 else {
            return refuse("\"\(words[1].text.prefix(60))\" is no time up to 48h.", words[1].place)
        }
        words.removeFirst(2)
        var usual: Int?
        if words.count == 2, words[0].text == "usually" {
            guard let count = Int(words[1].text), (0...1_000_000).contains(count) else {
                return refuse("\"\(words[1].text.prefix(60))\" is no number.", words[1].place)
            }
            usual = count
            words.removeFirst(2)
        }
        if let word = words.first {
            return refuse("\"\(word.text.prefix(60))\" says nothing here.", word.place)
        }
        let (product, isTooMany) = authors.multipliedReportingOverflow(by: times)
        guard !isTooMany, product <= Self.mostMessages else {
            return refuse("A burst has at most \(Self.mostMessages) messages.", nil, "show it with fewer")
        }
        guard quote < range.upperBound else { return refuse("A burst ends with the text that they write, in quotes.") }
        return BurstHead(
            isHit: kind.text == "hit", authors: authors, times: times, length: length, usual: usual,
            text: quote..<range.upperBound)
    }

    // MARK: words

    /// Commas only part.
    private func words(_ line: Int, _ range: Range<Int>) -> [Word] {
        var words: [Word] = []
        var start: Int?
        for at in range.lowerBound...range.upperBound {
            let isGap =
                at == range.upperBound || SourceFile.isSpace(file.bytes[at]) || file.bytes[at] == UInt8(ascii: ",")
            if !isGap {
                start = start ?? at
            } else if let begin = start {
                words.append(Word(text: file.text(begin..<at), place: place(line, begin..<at)))
                start = nil
            }
        }
        return words
    }

    private func place(_ line: Int, _ range: Range<Int>) -> Place {
        Place(file: index, line: line, start: range.lowerBound, end: range.upperBound)
    }

    private func joined(_ words: ArraySlice<Word>) -> Place {
        var place = words.first?.place ?? Place(file: index, line: 0, start: 0, end: 0)
        place.end = words.last?.place.end ?? place.end
        return place
    }
}

extension Substring {
    /// With zeros behind.
    fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: length - count) }
}
