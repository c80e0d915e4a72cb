extension Compiler {
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
}
