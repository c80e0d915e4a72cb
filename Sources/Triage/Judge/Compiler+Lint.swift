/// What is said of phrases when all are known.
extension Compiler {
    /// A word of nearly every message in a list that some rule is asked for: beside a rarer part of an AND
    /// or a NEAR it does no harm.
    func checkCommonWords() {
        guard !commonWords.isEmpty else { return }
        var asked: Set<String> = []
        var open = Set(anchors.compactMap(\.self).flatMap(\.lists)).map { lists[$0].name }
        while let name = open.popLast() {
            guard asked.insert(name).inserted, let number = listNumbers[name] else { continue }
            open += lists[number].parts.map(\.name)
        }
        for (list, place) in commonWords where asked.contains(list) {
            complaints.add(
                .warning, "This word stands in nearly every message.", at: place,
                remedy: "use it in a longer phrase, or ask in the rule for something rarer as well")
        }
    }

    /// Lays phrases out as texts of their own.
    func checkPhrases() {
        guard !doubtful.isEmpty || lists.contains(where: { $0.entries.contains(where: \.isException) }) else { return }
        var workbench = Workbench(Tables(compiled))
        checkExceptions(&workbench)
        checkDoubtful(&workbench)
    }

    /// An exception in which no phrase of its list stands cancels nothing.
    private func checkExceptions(_ workbench: inout Workbench) {
        for (number, list) in lists.enumerated() where list.entries.contains(where: \.isException) {
            let wanted = Set(listPhrases[number].lazy.filter { !$0.isException }.map(\.phrase))
            let file = complaints.files[list.place.file]
            for entry in list.entries where entry.isException {
                let text = file.text(entry.place.start..<entry.place.end)
                // What stands for several words is not a text in which phrases are found.
                guard !text.contains(where: { $0 == "*" || $0 == "?" || $0 == "{" }), !text.hasPrefix("=") else {
                    continue
                }
                if !workbench.phrases(in: text).contains(where: wanted.contains) {
                    complaints.add(
                        .warning, "This exception cancels nothing: no phrase of the list stands in it.",
                        at: entry.place,
                        remedy: "an exception holds a phrase of the list and more, as \"-sue ellen\" holds \"sue\"")
                }
            }
        }
    }

    /// A phrase that is not found in its own words is found nowhere.
    private func checkDoubtful(_ workbench: inout Workbench) {
        for (phrase, text, place) in doubtful {
            guard let sample = Self.sample(of: text) else { continue }
            if workbench.phrases(in: sample).contains(phrase) { continue }
            complaints.add(
                .warning, "This can never match: once folded, no message reads like it.", at: place,
                remedy: text.utf8.first == UInt8(ascii: "=")
                    ? "write it without the =" : "write it as plainly as a person would, or split it into words")
        }
    }

    /// A text that the phrase should stand in; nil where a placeholder would have to be made up.
    private static func sample(of text: String) -> String? {
        var bytes = Array(text.utf8)
        guard !bytes.contains(UInt8(ascii: "{")) else { return nil }
        if bytes.first == UInt8(ascii: "=") { bytes.removeFirst() }
        let isWord = bytes.contains { ByteTable.lower[Int($0)] != 0 || $0 >= 0x80 }
        let hasDigit = bytes.contains { (0x30...0x39).contains($0) }
        // A star or question mark of its own is a sign like any other, in a face for instance.
        if isWord { bytes.removeAll { $0 == UInt8(ascii: "*") } }
        if hasDigit { bytes = bytes.map { $0 == UInt8(ascii: "?") ? UInt8(ascii: "0") : $0 } }
        return String(decoding: bytes, as: UTF8.self)
    }
}
