/// A phrase that a message says nearly: with a typing mistake, in another form, or with other words between.
/// What an author most likely wants to add.
package struct AlikePhrase: Hashable, Sendable {
    /// Nil for a phrase that stands in a rule's condition.
    package var list: String?
    package var phrase: String
    package var file: String
    /// From 1.
    package var line: Int
    /// The message's words for it.
    package var words: [String]
    /// Nothing but a letter astray keeps the message from saying it.
    package var isMisspelt: Bool
    /// Those that look for it, in the order of files and lines.
    package var rules: [String]
}

extension AlikePhrase {
    /// Those that a letter keeps away, at most 50, then at most so many of other forms; the most alike first.
    /// - Parameter rules: what these look for, themselves or by way of rules that they name, comes before all else.
    package static func find(
        in text: String, _ files: [RuleFile], preferring rules: [String] = [], most: Int = 3
    ) -> [AlikePhrase] {
        let message = AlikeWords(text)
        guard !message.words.isEmpty else { return [] }
        let pages = files.sorted { $0.path < $1.path }.enumerated().map { RulePage($1, index: $0) }
        let lookers = Lookers(pages)
        var search = AlikeSearch(message)
        for page in pages {
            guard let source = page.source else { continue }
            func text(_ place: Place) -> String { source.text(place.start..<place.end) }
            func phrase(_ place: Place, _ list: String?, _ written: String, _ rules: [String]) -> AlikePhrase {
                AlikePhrase(
                    list: list, phrase: written, file: page.file.path, line: place.line + 1, words: [],
                    isMisspelt: false, rules: rules)
            }
            switch page.content {
            case .list(let list):
                for entry in list.entries {
                    let written = text(entry.place)
                    if entry.isException {
                        search.know(written)
                    } else {
                        search.try(phrase(entry.place, list.name, written, lookers.byList[list.name] ?? []))
                    }
                }
            case .rules:
                for (written, place, rule) in lookers.phrases where place.file == page.index {
                    search.try(phrase(place, nil, written, [rule]))
                }
            case .lexicon(let lexicon): for entry in lexicon.entries { search.know(text(entry.place)) }
            case .endless, .model, .nothing: continue
            }
        }
        return search.best(most, preferring: lookers.closure(of: rules))
    }
}

/// Who looks for what: words under a NOT are not looked for.
private struct Lookers {
    /// By list, those that it brings to others included.
    private(set) var byList: [String: [String]] = [:]
    private(set) var phrases: [(text: String, place: Place, rule: String)] = []
    private var named: [String: [String]] = [:]

    init(_ pages: [RulePage]) {
        var parts: [String: [String]] = [:]
        for page in pages {
            if case .list(let list) = page.content { parts[list.name] = list.parts.map(\.name) }
        }
        for page in pages {
            guard case .rules(let drafts, _) = page.content else { continue }
            for draft in drafts where draft.mode != .off {
                var lists: [String] = []
                if let when = draft.when { gather(when, draft.name, &lists) }
                var seen: Set<String> = []
                while let list = lists.popLast() {
                    guard seen.insert(list).inserted else { continue }
                    byList[list, default: []].append(draft.name)
                    lists += parts[list] ?? []
                }
            }
        }
    }

    private mutating func gather(_ expression: Expression, _ rule: String, _ lists: inout [String]) {
        switch expression {
        case .all(let parts), .any(let parts): for part in parts { gather(part, rule, &lists) }
        case .near(let first, let rest, _, _):
            gather(first, rule, &lists)
            for neighbour in rest { gather(neighbour.expression, rule, &lists) }
        case .list(let name, _, _), .atLeast(_, let name, _, _): lists.append(name)
        case .rule(let name, _): named[rule, default: []].append(name)
        case .phrase(let text, .text, let place): phrases.append((text, place, rule))
        case .phrase, .none, .test: return
        }
    }

    /// Rules with those that they name.
    func closure(of rules: [String]) -> Set<String> {
        var found: Set<String> = []
        var open = rules
        while let name = open.popLast() {
            if found.insert(name).inserted { open += named[name] ?? [] }
        }
        return found
    }
}
