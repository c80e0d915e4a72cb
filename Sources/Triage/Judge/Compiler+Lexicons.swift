extension Compiler {
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
