extension Compiler {
    mutating func enter(_ files: [KeywordFile]) {
        for list in files {
            if let first = listNumbers[list.name] {
                complaints.add(
                    .error,
                    "There is another list \"\(list.name)\": \(complaints.files[lists[first].place.file].path).",
                    at: list.place, remedy: "rename one of the files")
                continue
            }
            if !RulesFile.isName(list.name) {
                complaints.add(
                    .error, "A list's file name is small letters, digits and hyphens.", at: list.place,
                    remedy: "rename the file")
            }
            listNumbers[list.name] = lists.count
            lists.append(list)
        }
        isListUsed = Array(repeating: false, count: lists.count)
        var own: [[(phrase: Int, isException: Bool)]] = []
        for list in lists { own.append(phrases(of: list)) }
        var members = 0
        for number in lists.indices {
            listPhrases.append(gathered(number, own))
            members += listPhrases[number].count
            guard members <= Self.mostMembers else {
                complaints.add(
                    .error, "Lists that name lists come to more than \(Self.mostMembers) phrases together.",
                    at: lists[number].place, remedy: "name the big lists in fewer others")
                while listPhrases.count < lists.count { listPhrases.append([]) }
                return
            }
        }
    }

    /// Lists that a rule looks for in links, with the lists that those name: their addresses are words.
    static func listsOfLinks(_ lists: [KeywordFile], _ rules: [RuleDraft]) -> Set<String> {
        var open: [String] = []
        for rule in rules { open += rule.names.listsOfLinks }
        guard !open.isEmpty else { return [] }
        let parts = Dictionary(lists.map { ($0.name, $0.parts.map(\.name)) }, uniquingKeysWith: { first, _ in first })
        var found = Set(open)
        while let name = open.popLast() {
            for part in parts[name] ?? [] where found.insert(part).inserted { open.append(part) }
        }
        return found
    }

    mutating func phrases(of list: KeywordFile) -> [(phrase: Int, isException: Bool)] {
        let file = complaints.files[list.place.file]
        var found: [(phrase: Int, isException: Bool)] = []
        var seen: [Int: Int] = [:]
        found.reserveCapacity(list.entries.count)
        let readsLinks = listsOfLinks.contains(list.name)
        let isEnglish = list.language.isEmpty || list.language.hasPrefix("en")
        for entry in list.entries {
            let text = file.text(entry.place.start..<entry.place.end)
            let isLink = readsLinks && Phrase.isLink(text, &reading)
            guard
                let number = phrase(
                    text, entry.place, foldingAccents: list.foldsAccents, zone: isLink ? .url : .text)
            else {
                if compiled.trie.phrases >= Self.mostPhrases { break }
                continue
            }
            let key = number << 1 | (entry.isException ? 1 : 0)
            if let first = seen[key] {
                complaints.add(
                    .warning, "This stands in line \(first + 1) already, once folded.", at: entry.place,
                    remedy: "take one away")
                continue
            }
            seen[key] = entry.place.line
            if !entry.isException, isEnglish, Language.isCommon(Array(text.lowercased().utf8)) {
                commonWords.append((list.name, entry.place))
            }
            found.append((number, entry.isException))
        }
        return found
    }

    /// A list with all that the lists it names bring.
    mutating func gathered(
        _ number: Int, _ own: [[(phrase: Int, isException: Bool)]]
    ) -> [(phrase: Int, isException: Bool)] {
        guard !lists[number].parts.isEmpty else { return own[number] }
        var result = own[number]
        var seen = Set(result.map { $0.phrase << 1 | ($0.isException ? 1 : 0) })
        var visited: Set<Int> = [number]
        var open: [(list: Int, depth: Int)] = [(number, 0)]
        while let (list, depth) = open.popLast() {
            for part in lists[list].parts {
                guard let other = listNumbers[part.name] else {
                    if list == number { unknownList(part.name, part.place) }
                    continue
                }
                if list == number { isListUsed[other] = true }
                if other == number {
                    complaints.add(
                        .error,
                        list == number
                            ? "list:\(part.name) names itself."
                            : "list:\(part.name) names itself, by way of list:\(lists[list].name).",
                        at: part.place, remedy: list == number ? "take this line away" : "take one of the lines away")
                    continue
                }
                guard visited.insert(other).inserted else { continue }
                guard depth < Self.longestChain else {
                    complaints.add(.error, "Lists name lists more than \(Self.longestChain) deep.", at: part.place)
                    continue
                }
                for entry in own[other] where seen.insert(entry.phrase << 1 | (entry.isException ? 1 : 0)).inserted {
                    result.append(entry)
                }
                open.append((other, depth + 1))
            }
        }
        return result
    }

    func unknownList(_ name: String, _ place: Place) {
        let ending = ".keywords"
        let remedy: String
        if name.isEmpty {
            remedy = "the name follows without a space, as in list:brand"
        } else if name.hasSuffix(ending) {
            remedy = "a list is named without its ending: list:\(name.dropLast(ending.count))"
        } else {
            remedy = NearestName.remedy(
                name, among: lists.lazy.map(\.name), else: "a list is a file: Rules/\(name).keywords")
        }
        complaints.add(
            .error, name.isEmpty ? "Which list is missing here." : "There is no list \"\(name)\".", at: place,
            remedy: remedy)
    }
}
