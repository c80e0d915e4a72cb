/// A word as it was written, upper and lower case kept, all else folded: for phrases like `=ICO`.
enum ExactSpelling {
    /// The word that stands at [start, end) of the text.
    static func of(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
        var letters = Letters()
        var place = start
        var marks = 0
        while place < end, letters.count <= WordFolding.longestWord {
            let (scalar, width) = Reading.scalar(text, at: place)
            switch CharacterKind(scalar) {
            case .letter, .ideograph, .emoji:
                letters.append(scalar)
                marks = 0
            case .mark:
                marks += 1
                if marks <= WordFolding.marksKept { letters.append(scalar) }
            case .ignorable, .apostrophe, .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at,
                .other:
                break
            }
            place += width
        }
        WordFolding.fold(&letters, LetterSurvey(letters), keepingCase: true)
        var bytes: [UInt8] = []
        for letter in letters.view { bytes.append(contentsOf: UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter) }
        return bytes
    }
}
