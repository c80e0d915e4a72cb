/// Words of feeling of one language: `Rules/sentiment/LANG.lexicon`.
struct LexiconFile {
    var language: String
    var file: Int
    var entries: [Entry] = []

    enum Role: UInt8, Sendable { case word, negator, intensifier, softener, contrast, irony }

    struct Entry {
        var place: Place
        var role: Role
        /// -4 to 4 for a word; the share that an intensifier adds or a softener takes; 0 otherwise.
        var value: Double
    }

    private static let sections: [String: Role] = [
        "[words]": .word, "[negators]": .negator, "[intensifiers]": .intensifier, "[softeners]": .softener,
        "[contrast]": .contrast, "[irony]": .irony,
    ]

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        language = KeywordFile.name(of: file.path)
        self.file = index
        if !LanguageTag.isPlausible(language) {
            complaints.add(
                .error, "A lexicon is named for its language.", at: Place(file: index, line: 0, start: 0, end: 0),
                remedy: "as in \"en.lexicon\"")
        }
        var role = Role.word
        for line in 0..<file.lineCount {
            let whole = file.line(line)
            let range = file.trimmed(whole.lowerBound..<file.comment(in: whole, quoting: false))
            guard !range.isEmpty else { continue }
            let place = Place(file: index, line: line, start: range.lowerBound, end: range.upperBound)
            if file.bytes[range.lowerBound] == UInt8(ascii: "["), file.bytes[range.upperBound - 1] == UInt8(ascii: "]")
            {
                let name = file.text(range)
                if let section = Self.sections[name] {
                    role = section
                } else {
                    complaints.add(
                        .error, "There is no section \(name).", at: place,
                        remedy: NearestName.remedy(name, among: Self.sections.keys.sorted()))
                }
                continue
            }
            entry(file, place, role, complaints)
        }
    }

    private mutating func entry(_ file: SourceFile, _ place: Place, _ role: Role, _ complaints: Complaints) {
        switch role {
        case .negator, .contrast, .irony: entries.append(Entry(place: place, role: role, value: 0))
        case .word, .intensifier, .softener:
            let isWord = role == .word
            var cut = place.end
            while cut > place.start, !SourceFile.isSpace(file.bytes[cut - 1]) { cut -= 1 }
            let phrase = file.trimmed(place.start..<cut)
            let most = isWord ? 4.0 : 1.0
            guard !phrase.isEmpty, let value = Double(file.text(cut..<place.end)), value.isFinite,
                abs(value) <= most, isWord || value >= 0
            else {
                complaints.add(
                    .error,
                    isWord
                        ? "A word of feeling ends with a number from -4 to 4."
                        : "An intensifier or softener ends with a number from 0 to 1.",
                    at: place, remedy: isWord ? "as in \"terrible -3.1\"" : "as in \"very 0.3\"")
                return
            }
            var entry = Entry(place: place, role: role, value: value)
            entry.place.end = phrase.upperBound
            entries.append(entry)
        }
    }
}
