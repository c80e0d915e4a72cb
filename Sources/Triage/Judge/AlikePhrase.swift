/// A phrase of a list that a message says nearly: in another form, with a typing mistake, or with other
/// words between. What an author most likely wants to add.
package struct AlikePhrase: Hashable, Sendable {
    package var list: String
    package var phrase: String
    package var file: String
    /// From 1.
    package var line: Int
    /// The message's words for it.
    package var words: [String]
}

extension AlikePhrase {
    private static let mostLines = 300_000
    private static let mostWords = 400

    /// The most alike first, at most so many.
    package static func find(in text: String, _ files: [RuleFile], most: Int = 3) -> [AlikePhrase] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
            .prefix(mostWords).map { Array($0.unicodeScalars) }
        guard !words.isEmpty else { return [] }
        var byBeginning: [[Unicode.Scalar]: [Int]] = [:]
        for (place, word) in words.enumerated() { byBeginning[Array(word.prefix(3)), default: []].append(place) }
        var found: [(phrase: AlikePhrase, share: Double, letters: Int)] = []
        var lines = 0
        for (number, file) in files.enumerated() where file.path.hasSuffix(".keywords") {
            let page = RulePage(file, index: number)
            guard case .list(let list) = page.content, let source = page.source else { continue }
            for entry in list.entries where !entry.isException && lines < mostLines {
                lines += 1
                let written = source.text(entry.place.start..<entry.place.end)
                let parts = written.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
                    .map { Array($0.unicodeScalars) }
                guard let (places, letters, isThere) = match(parts, words, byBeginning), !isThere else { continue }
                let share = Double(places.count) / Double(parts.count)
                guard share >= 0.5 else { continue }
                found.append(
                    (
                        AlikePhrase(
                            list: list.name, phrase: written, file: file.path, line: entry.place.line + 1,
                            words: places.sorted().map { place in
                                String(String.UnicodeScalarView(words[place]))
                            }), share, letters
                    ))
            }
        }
        found.sort { ($1.share, $1.letters, $0.phrase.phrase) < ($0.share, $0.letters, $1.phrase.phrase) }
        return found.prefix(most).map(\.phrase)
    }

    /// Which words of the message stand for which of the phrase; nil where none does that says anything.
    private static func match(
        _ parts: [[Unicode.Scalar]], _ words: [[Unicode.Scalar]], _ byBeginning: [[Unicode.Scalar]: [Int]]
    ) -> (places: Set<Int>, letters: Int, isThere: Bool)? {
        var places: Set<Int> = []
        var letters = 0
        var exact: [Int] = []
        for part in parts {
            guard let near = byBeginning[Array(part.prefix(3))]?.first(where: { isAlike(part, words[$0]) }) else {
                continue
            }
            places.insert(near)
            if words[near] == part { exact.append(near) }
            let text = String(String.UnicodeScalarView(part))
            if part.count >= 4, !Language.isCommon(Array(text.utf8)) { letters += part.count }
        }
        guard letters > 0 else { return nil }
        let isRow = zip(exact, exact.dropFirst()).allSatisfy { $1 == $0 + 1 }
        return (places, letters, exact.count == parts.count && isRow)
    }

    /// The same, another ending of the same stem, or one letter astray.
    private static func isAlike(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
        if a == b { return true }
        let longer = max(a.count, b.count)
        let same = zip(a, b).prefix { $0 == $1 }.count
        if same >= 4, same * 3 >= longer * 2 { return true }
        guard longer >= 5, abs(a.count - b.count) <= 1 else { return false }
        let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        return same + tail >= longer - 1
    }
}
