/// Reads what stands behind `hit` and `miss`: a text between quotes, and what is said of it.
///
///     "my router is on fire" is hot with customer.tier=vip
struct ExampleLines {
    private let file: SourceFile
    private let index: Int
    private let complaints: Complaints

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        self.file = file
        self.index = index
        self.complaints = complaints
    }

    /// What may stand behind the text: `is hot` or `is not hot`.
    private struct Claim {
        var isHot: Bool
        var range: Range<Int>
    }

    /// The text stands between the first quote and the last one that only a claim, settings or a comment follow.
    /// - Parameters:
    ///   - isBurst: it shows a spike, of which nobody can say whether its messages are hot.
    /// - Returns: nil after a complaint.
    func read(
        _ kind: String, isTodo: Bool = false, isBurst: Bool = false, _ line: Int, _ range: Range<Int>
    ) -> RuleDraft.Example? {
        func refuse(_ message: String, _ range: Range<Int>, _ remedy: String) {
            complaints.add(.error, message, at: place(line, range), remedy: remedy)
        }
        guard range.count >= 2, file.bytes[range.lowerBound] == UInt8(ascii: "\"") else {
            let (message, remedy) = unquoted(kind, file.text(range))
            refuse(message, range, remedy)
            return nil
        }
        let quotes = range.dropFirst().filter { file.bytes[$0] == UInt8(ascii: "\"") }.prefix(1000)
        guard let close = quotes.first(where: { mayFollow(said(quote: $0, range)) }) else {
            guard let last = quotes.last else {
                refuse("This quote is never closed.", range, "as in: \(kind) \"my router is down\"")
                return nil
            }
            let tail = file.trimmed(last + 1..<range.upperBound)
            refuse(
                "Nothing but \"is hot\", \"is not hot\" and \"with …\" follows an example.",
                tail.isEmpty ? range : tail, meant(file.text(tail.prefix(100))))
            return nil
        }
        var rest = said(quote: close, range)
        var claim = claim(rest)
        if let claim { rest = file.trimmed(claim.range.upperBound..<rest.upperBound) }
        var settings = ExampleSettings()
        if !rest.isEmpty {
            var words = pairs(in: file.split(rest).rest)
            if claim == nil { claim = takeClaim(from: &words) }
            set(&settings, words, line)
        }
        if isBurst, let said = claim {
            refuse(
                "A burst says when its spike fires, not which messages are hot.", said.range,
                "take it away; say it of an example of a rule")
            claim = nil
        }
        return RuleDraft.Example(
            shallFire: kind == "hit", shallBeHot: claim?.isHot, isTodo: isTodo,
            text: file.text(range.lowerBound + 1..<close), place: place(line, range.lowerBound..<close + 1),
            settings: settings)
    }

    private func unquoted(_ kind: String, _ text: String) -> (message: String, remedy: String) {
        if let first = text.first, "“”„«".contains(first) {
            let words = text.dropFirst().prefix { !"“”»".contains($0) }
            return (
                "An example stands between straight quotes.",
                words.utf8.count <= 100 ? "write: \(kind) \"\(words)\"" : "write \" at both ends"
            )
        }
        let isPlain = !text.isEmpty && text.utf8.count <= 100 && !text.contains { "\"“”„".contains($0) }
        return (
            "An example stands between quotes.",
            isPlain ? "write: \(kind) \"\(text)\"" : "as in: \(kind) \"my router is down\""
        )
    }

    // MARK: behind the text

    /// What stands behind a quote, without a comment.
    private func said(quote: Int, _ range: Range<Int>) -> Range<Int> {
        let tail = file.trimmed(quote + 1..<range.upperBound)
        return file.trimmed(tail.lowerBound..<file.comment(in: tail, quoting: false))
    }

    private func mayFollow(_ said: Range<Int>) -> Bool {
        if said.isEmpty || isWord("with", file.split(said).word) { return true }
        guard let claim = claim(said) else { return false }
        let rest = file.trimmed(claim.range.upperBound..<said.upperBound)
        return rest.isEmpty || isWord("with", file.split(rest).word)
    }

    private func isWord(_ word: String, _ range: Range<Int>) -> Bool {
        file.bytes[range].elementsEqual(word.utf8)
    }

    /// The claim that a range begins with.
    private func claim(_ range: Range<Int>) -> Claim? {
        let (verb, behind) = file.split(range)
        guard isWord("is", verb) else { return nil }
        let (second, rest) = file.split(behind)
        if isHot(second) { return Claim(isHot: true, range: range.lowerBound..<second.upperBound) }
        let (third, _) = file.split(rest)
        guard isWord("not", second), isHot(third) else { return nil }
        return Claim(isHot: false, range: range.lowerBound..<third.upperBound)
    }

    /// A comma may part it from settings.
    private func isHot(_ word: Range<Int>) -> Bool { isWord("hot", word) || isWord("hot,", word) }

    /// What somebody meant who wrote this behind an example.
    private func meant(_ tail: String) -> String {
        let words = tail.lowercased().split { !$0.isLetter && $0 != "=" && $0 != "." }
        let isHot = words.contains("hot") || words.contains { $0.hasPrefix("hot=") }
        if isHot || words.contains("cold") || words.contains("cool") {
            let isDenied =
                !isHot || words.contains { ["not", "isn", "never", "no", "hot=no", "hot=false"].contains($0) }
            return "write: \(isDenied ? "is not hot" : "is hot")"
        }
        if let pair = words.first(where: { $0.contains("=") }) { return "write: with \(pair)" }
        return "take it away, or write \"with\" before what the message comes with: with customer.tier=vip"
    }

    /// The claim that the settings end with: `with customer.tier=vip is hot` reads as well.
    private func takeClaim(from words: inout [Range<Int>]) -> Claim? {
        for count in [2, 3] where words.count >= count {
            let range = words[words.count - count].lowerBound..<words[words.count - 1].upperBound
            guard let claim = claim(range), claim.range == range else { continue }
            words.removeLast(count)
            return claim
        }
        return nil
    }

    private func set(_ settings: inout ExampleSettings, _ words: [Range<Int>], _ line: Int) {
        for pair in words {
            let equals = pair.first { file.bytes[$0] == UInt8(ascii: "=") } ?? pair.upperBound
            let key = file.trimmed(pair.lowerBound..<equals)
            var value = file.trimmed(min(equals + 1, pair.upperBound)..<pair.upperBound)
            guard !key.isEmpty, !value.isEmpty else {
                complaints.add(
                    .error, "\"\(file.text(pair).prefix(60))\" sets nothing.", at: place(line, pair),
                    remedy: "as in: with customer.tier=vip, channel=email")
                continue
            }
            if value.count >= 2, file.bytes[value.lowerBound] == UInt8(ascii: "\""),
                file.bytes[value.upperBound - 1] == UInt8(ascii: "\"")
            {
                value = value.lowerBound + 1..<value.upperBound - 1
            }
            do throws(ExampleSettings.Fault) {
                try settings.set(file.text(key), file.text(value))
            } catch {
                complaints.add(.error, error.message, at: place(line, pair), remedy: error.remedy)
            }
        }
    }

    /// The settings behind `with`: parted by commas or white space that stand between no quotes and beside no equals
    /// sign.
    private func pairs(in range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        var isQuoted = false
        for place in range {
            let byte = file.bytes[place]
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted, byte == UInt8(ascii: ",") || SourceFile.isSpace(byte) else { continue }
            if place > start { add(start..<place, to: &found) }
            start = place + 1
        }
        if range.upperBound > start { add(start..<range.upperBound, to: &found) }
        return found
    }

    /// `customer.tier = vip` is one setting.
    private func add(_ word: Range<Int>, to found: inout [Range<Int>]) {
        let sign = UInt8(ascii: "=")
        if let last = found.last, file.bytes[word.lowerBound] == sign || file.bytes[last.upperBound - 1] == sign,
            file.bytes[last.upperBound..<word.lowerBound].allSatisfy(SourceFile.isSpace)
        {
            found[found.count - 1] = last.lowerBound..<word.upperBound
        } else {
            found.append(word)
        }
    }

    private func place(_ line: Int, _ range: Range<Int>) -> Place {
        Place(file: index, line: line, start: range.lowerBound, end: range.upperBound)
    }
}
