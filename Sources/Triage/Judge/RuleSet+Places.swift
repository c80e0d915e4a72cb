/// Where in its file a rule's next example would stand.
package struct ExamplePlace: Hashable, Sendable {
    package var file: String
    /// Below this line, from 1.
    package var below: Int
    /// What the lines of the rule begin with.
    package var indent: String
}

extension RuleSet {
    /// By rule: below its last example, else below its last line.
    package static func examplePlaces(_ files: [RuleFile]) -> [String: ExamplePlace] {
        var places: [String: ExamplePlace] = [:]
        for (number, file) in files.enumerated() {
            let page = RulePage(file, index: number)
            guard case .rules(let drafts, _) = page.content, let source = page.source else { continue }
            for draft in drafts where places[draft.name] == nil {
                var last = draft.place.line
                for line in draft.place.line..<source.lineCount {
                    let range = source.line(line)
                    if range.lowerBound >= draft.lines.upperBound { break }
                    if !range.isEmpty { last = line }
                }
                if let example = draft.examples.map(\.place.line).max() { last = example }
                let text = source.text(source.wholeLine(last))
                let indent = last == draft.place.line ? "  " : String(text.prefix { $0 == " " || $0 == "\t" })
                places[draft.name] = ExamplePlace(file: file.path, below: last + 1, indent: indent)
            }
        }
        return places
    }
}
