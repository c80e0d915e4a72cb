/// The tags of a template, found so that each mistake can be told with its place: the template engine gives an
/// unknown field nothing to say, and says nothing of it.
struct ReplyTags {
    struct Tag: Hashable {
        /// `#`, `^`, `/`, `>`; a space for what is shown.
        var sigil: Character
        var name: String
        /// Of its first brace, in characters from the text's beginning.
        var offset: Int
        var length: Int
    }

    private(set) var tags: [Tag] = []
    /// Where braces stand, comments too: in characters, ascending.
    private(set) var spans: [Range<Int>] = []
    /// What is no tag that templates may have, and where.
    private(set) var faults: [(offset: Int, length: Int, message: String, remedy: String)] = []

    init(_ text: String) {
        let letters = Array(text)
        var place = 0
        while place + 1 < letters.count {
            guard letters[place] == "{", letters[place + 1] == "{" else {
                place += 1
                continue
            }
            let isTriple = place + 2 < letters.count && letters[place + 2] == "{"
            let start = place + (isTriple ? 3 : 2)
            guard let end = Self.end(of: letters, from: start, isTriple: isTriple) else {
                faults.append((place, 2, "These braces are not closed on their line.", "close them with }}"))
                place = start
                continue
            }
            spans.append(place..<end + (isTriple ? 3 : 2))
            take(String(letters[start..<end]), isTriple: isTriple, place, end + (isTriple ? 3 : 2) - place)
            place = end + (isTriple ? 3 : 2)
        }
    }

    private static func end(of letters: [Character], from start: Int, isTriple: Bool) -> Int? {
        let count = isTriple ? 3 : 2
        var place = start
        while place + count <= letters.count, !letters[place].isNewline {
            if letters[place..<place + count].allSatisfy({ $0 == "}" }) { return place }
            place += 1
        }
        return nil
    }

    private mutating func take(_ inside: String, isTriple: Bool, _ offset: Int, _ length: Int) {
        var name = inside[...]
        var sigil: Character = " "
        if !isTriple, let first = name.first(where: { $0 != " " }), "#^/>!&=$<%".contains(first) {
            sigil = first
            name = name.drop { $0 == " " }.dropFirst()
        }
        switch sigil {
        case "!": return
        case "=", "$", "<", "%":
            faults.append(
                (offset, length, "Templates have no tag {{\(sigil)…}}.", "use {{field}}, {{#field}} … {{/field}}"))
            return
        case "&": sigil = " "
        default: break
        }
        let word = name.split(separator: " ").joined(separator: " ")
        guard !word.isEmpty, word.count <= 40, word.allSatisfy({ $0.isLetter || $0.isNumber || "_-".contains($0) })
        else {
            faults.append((offset, length, "Between these braces stands no name of a field.", "write {{brand}}"))
            return
        }
        tags.append(Tag(sigil: sigil, name: word, offset: offset, length: length))
    }
}
