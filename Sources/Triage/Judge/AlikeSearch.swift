/// The words of a message, so that what is like one of them is found without asking each.
struct AlikeWords {
    typealias Word = [Unicode.Scalar]

    private static let most = 400
    /// Words with the same beginning that are looked at.
    private static let mostAlike = 40

    let words: [Word]
    private var byWord: [Word: [Int]] = [:]
    private var byBeginning: [Word: [Int]] = [:]
    /// By the first two letters, and by the last two: where one letter went astray, one of the pairs is whole.
    private var byPair: [Word: [Int]] = [:]

    init(_ text: String) {
        words = Array(Self.split(text).prefix(Self.most))
        for (place, word) in words.enumerated() {
            byWord[word, default: []].append(place)
            Self.note(place, Array(word.prefix(3)), &byBeginning)
            guard word.count >= 4 else { continue }
            Self.note(place, Array(word.prefix(2)), &byPair)
            if word.suffix(2) != word.prefix(2) { Self.note(place, Array(word.suffix(2)), &byPair) }
        }
    }

    private static func note(_ place: Int, _ key: Word, _ places: inout [Word: [Int]]) {
        if places[key]?.count ?? 0 < mostAlike { places[key, default: []].append(place) }
    }

    static func split(_ text: String) -> [Word] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
            .map { Array($0.unicodeScalars) }
    }

    func places(of word: Word) -> [Int] { byWord[word] ?? [] }

    /// The first one of the same stem.
    func related(to part: Word) -> Int? {
        byBeginning[Array(part.prefix(3))]?.first { Self.isRelated(part, words[$0]) }
    }

    /// Those that differ by one slip of the pen.
    func misspelt(_ part: Word) -> [Int] {
        guard part.count >= 4 else { return [] }
        let near = (byPair[Array(part.prefix(2))] ?? []) + (byPair[Array(part.suffix(2))] ?? [])
        return Set(near.filter { Self.isSlip(part, words[$0]) }).sorted()
    }

    /// The same, or another ending of the same stem.
    private static func isRelated(_ a: Word, _ b: Word) -> Bool {
        if a == b { return true }
        let same = zip(a, b).prefix { $0 == $1 }.count
        return same >= 4 && same * 3 >= max(a.count, b.count) * 2 || isSlip(a, b)
    }

    /// One letter added, lost or changed in a word of five or more, or two neighbours swapped in one of four.
    static func isSlip(_ a: Word, _ b: Word) -> Bool {
        let longer = max(a.count, b.count)
        guard a != b, min(a.count, b.count) >= 4, abs(a.count - b.count) <= 1 else { return false }
        let same = zip(a, b).prefix { $0 == $1 }.count
        let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        if same + tail >= longer - 1 { return longer >= 5 }
        return a.count == b.count && same + tail == longer - 2 && a[same] == b[same + 1] && a[same + 1] == b[same]
    }
}

/// Holds phrases against a message, one after the other.
struct AlikeSearch {
    private let message: AlikeWords
    /// By word of the message: some list, rule or lexicon has it, so that it is what its author meant to write.
    private var isKnown: [Bool]
    private var misspelt: [Found] = []
    private var related: [Found] = []
    private var tried = 0

    private static let mostTried = 300_000
    private static let mostMisspelt = 10_000

    private struct Found {
        var phrase: AlikePhrase
        /// Of the message.
        var places: [Int]
        /// Of the phrase's words, how many are there.
        var share: Double
        /// Of words that say something.
        var letters: Int
        /// Of the places, those that are no word of the phrase.
        var slips: [Int] = []
    }

    init(_ message: AlikeWords) {
        self.message = message
        isKnown = message.words.map { Language.isCommon(Array(String(String.UnicodeScalarView($0)).utf8)) }
    }

    /// A text whose words are no mistakes.
    mutating func know(_ text: String) {
        for word in AlikeWords.split(text) { know(word) }
    }

    private mutating func know(_ word: AlikeWords.Word) {
        for place in message.places(of: word) { isKnown[place] = true }
    }

    mutating func `try`(_ phrase: AlikePhrase) {
        guard tried < Self.mostTried else { return }
        tried += 1
        let parts = AlikeWords.split(phrase.phrase)
        for part in parts { know(part) }
        if let found = misspelt(phrase, parts) {
            if misspelt.count < Self.mostMisspelt { misspelt.append(found) }
        } else if let found = related(phrase, parts) {
            related.append(found)
        }
    }

    /// All its words in a row, but for slips.
    private func misspelt(_ phrase: AlikePhrase, _ parts: [AlikeWords.Word]) -> Found? {
        for (number, part) in parts.enumerated() {
            for place in message.misspelt(part) {
                let start = place - number
                guard start >= 0, start + parts.count <= message.words.count else { continue }
                let row = message.words[start..<start + parts.count]
                guard zip(parts, row).allSatisfy({ $0 == $1 || AlikeWords.isSlip($0, $1) }) else { continue }
                let slips = (start..<start + parts.count).filter { parts[$0 - start] != message.words[$0] }
                return Found(
                    phrase: phrase, places: Array(start..<start + parts.count), share: 1,
                    letters: parts.map(\.count).reduce(0, +), slips: slips)
            }
        }
        return nil
    }

    /// Half of its words or more; nil where none of them says anything, or all stand there as written.
    private func related(_ phrase: AlikePhrase, _ parts: [AlikeWords.Word]) -> Found? {
        var places: Set<Int> = []
        var exact: [Int] = []
        var letters = 0
        for part in parts {
            guard let near = message.related(to: part) else { continue }
            places.insert(near)
            if message.words[near] == part { exact.append(near) }
            let text = String(String.UnicodeScalarView(part))
            if part.count >= 4, !Language.isCommon(Array(text.utf8)) { letters += part.count }
        }
        let isRow = zip(exact, exact.dropFirst()).allSatisfy { $1 == $0 + 1 }
        let share = Double(places.count) / Double(max(1, parts.count))
        guard letters > 0, share >= 0.5, exact.count < parts.count || !isRow else { return nil }
        return Found(phrase: phrase, places: places.sorted(), share: share, letters: letters)
    }

    /// - Parameter rules: phrases for which one of these looks come first.
    func best(_ most: Int, preferring rules: Set<String>) -> [AlikePhrase] {
        func isWanted(_ found: Found) -> Bool { found.phrase.rules.contains { rules.contains($0) } }
        func sorted(_ all: [Found]) -> [Found] {
            all.map { (found: $0, rank: isWanted($0) ? 0 : 1) }.sorted {
                // Of "quillfone", "#quillfone" and "@quillfone" the plainest.
                (
                    $0.rank, $1.found.share, $1.found.letters, $0.found.phrase.phrase.utf8.count,
                    $0.found.phrase.phrase
                ) < (
                    $1.rank, $0.found.share, $0.found.letters, $1.found.phrase.phrase.utf8.count,
                    $1.found.phrase.phrase
                )
            }.map(\.found)
        }
        let slips = misspelt.filter { found in !found.slips.contains { isKnown[$0] } }
        return told(sorted(slips), most: 50) + told(sorted(related), most: most)
    }

    /// The same phrase of several lists is told once.
    private func told(_ all: [Found], most: Int) -> [AlikePhrase] {
        var kept: [AlikePhrase] = []
        for found in all {
            var phrase = found.phrase
            phrase.words = found.places.map { String(String.UnicodeScalarView(message.words[$0])) }
            phrase.isMisspelt = !found.slips.isEmpty
            if let same = kept.firstIndex(where: { $0.phrase == phrase.phrase && $0.words == phrase.words }) {
                kept[same].rules += phrase.rules.filter { !kept[same].rules.contains($0) }
            } else if kept.count < most {
                kept.append(phrase)
            } else {
                break
            }
        }
        return kept
    }
}
