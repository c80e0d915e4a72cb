/// Tells what the words, figures and marks of a reply can mean in one language.
struct Spotter {
    private let lexemes: [Lexeme]
    private let words: TimeVocabulary
    private var place = 0
    private var terms: [Term] = []

    static func terms(of lexemes: [Lexeme], in words: TimeVocabulary) -> [Term] {
        var spotter = Spotter(lexemes: lexemes, words: words)
        spotter.run()
        return spotter.joined()
    }

    private init(lexemes: [Lexeme], words: TimeVocabulary) {
        self.lexemes = lexemes
        self.words = words
    }

    private mutating func run() {
        while place < lexemes.count {
            let lexeme = lexemes[place]
            if let end = PhoneNumber.end(in: lexemes, from: place) {
                add([.phone], to: end)
                continue
            }
            switch lexeme.kind {
            case .lineBreak: add([.stop], to: place + 1)
            case .keycap(let value): add([.keycap(value)], to: place + 1)
            case .number(let value, let width): figure(value, width)
            case .word: word()
            case .emoji:
                if let (senses, end) = words.match(lexemes, at: place) {
                    add(senses, to: end)
                } else {
                    place += 1
                }
            case .mark(let mark): self.mark(mark)
            }
        }
    }

    private mutating func add(_ senses: [Sense], to end: Int) {
        let first = lexemes[place]
        terms.append(
            Term(
                senses: senses, bytes: first.bytes.lowerBound..<lexemes[end - 1].bytes.upperBound,
                isTight: first.isTight, isCapital: first.isCapital, isPhrase: end - place > 1))
        place = end
    }

    private mutating func word() {
        if let (senses, end) = words.match(lexemes, at: place) {
            add(senses, to: end)
        } else if !aboutWord() {
            add(slip(lexemes[place]) ?? [.unknown], to: place + 1)
        }
    }

    /// "noonish", "fourish": two terms in one word.
    private mutating func aboutWord() -> Bool {
        let lexeme = lexemes[place]
        guard words.language == "en", lexeme.bare.hasSuffix("ish"), lexeme.bare.utf8.count > 5 else { return false }
        var stem = lexeme
        stem.bare = String(lexeme.bare.dropLast(3))
        stem.text = stem.bare
        guard let (senses, _) = words.match([stem], at: 0) else { return false }
        terms.append(Term(senses: senses, bytes: lexeme.bytes, isTight: lexeme.isTight, isCapital: lexeme.isCapital))
        add([.aroundBehind], to: place + 1)
        return true
    }

    /// Names with a capital are not taken for a part of the day: "Martin" is no "matin".
    private func slip(_ lexeme: Lexeme) -> [Sense]? {
        guard let senses = words.slip(lexeme.bare) else { return nil }
        let isName = lexeme.isCapital && place > 0 && words.language != "de"
        return isName && !senses.contains(where: \.isWrittenWithCapital) ? nil : senses
    }

    private mutating func mark(_ mark: Unicode.Scalar) {
        if let (senses, end) = words.match(lexemes, at: place) {
            add(senses, to: end)
            return
        }
        switch mark {
        case ",", "、": add([.comma], to: place + 1)
        case ".":
            guard let last = terms.last, last.bytes.upperBound == lexemes[place].bytes.lowerBound else {
                return add([.stop], to: place + 1)
            }
            if last.figure != nil {
                add([.dot], to: place + 1)
            } else if last.bytes.count <= 6, last.senses.contains(where: \.isAbbreviated) {
                place += 1
            } else {
                add([.stop], to: place + 1)
            }
        case "?", "？": add([.stop, .question], to: place + 1)
        case "!", ";", "…", "|": add([.stop], to: place + 1)
        case ":": add([.colon], to: place + 1)
        case "-", "–", "—", "‑", "−": add([.dash], to: place + 1)
        case "€", "$", "£", "%": add([.amount], to: place + 1)
        default: place += 1
        }
    }

    // MARK: figures

    /// The number at a place that is written without a space behind the mark before it.
    private func tightNumber(_ at: Int) -> (value: Int, width: Int)? {
        guard at < lexemes.count, lexemes[at].isTight, case .number(let value, let width) = lexemes[at].kind else {
            return nil
        }
        return (value, width)
    }

    private func isTight(_ mark: Unicode.Scalar, _ at: Int) -> Bool {
        at < lexemes.count && lexemes[at].isTight && lexemes[at].kind == .mark(mark)
    }

    private mutating func figure(_ value: Int, _ width: Int) {
        if let (senses, end) = words.match(lexemes, at: place),
            lexemes[(place + 1)..<end].allSatisfy(\.isTight) || end > place + 2
        {
            add(senses, to: end)
            return
        }
        if isTight(":", place + 1), let minute = tightNumber(place + 2), minute.width == 2 {
            var end = place + 3
            if isTight(":", end), let second = tightNumber(end + 1), second.width == 2 { end += 2 }
            guard value <= 24, minute.value < 60, width <= 2, value < 24 || minute.value == 0 else {
                return add([.impossible], to: end)
            }
            add([.clock(value, minute.value, literal: width == 2 && value < 10 || value > 12)], to: end)
            return
        }
        if isTight("/", place + 1), let second = tightNumber(place + 2), width <= 2, second.width <= 2 {
            if isTight("/", place + 3), let third = tightNumber(place + 4) {
                add([.slashed(value, second.value, Self.year(third.value, third.width))], to: place + 5)
            } else {
                add([.slashed(value, second.value, nil)], to: place + 3)
            }
            return
        }
        for dash: Unicode.Scalar in ["-", "/"] where width == 4 && isTight(dash, place + 1) {
            if let month = tightNumber(place + 2), isTight(dash, place + 3), let day = tightNumber(place + 4) {
                return add([.date(year: value, month: month.value, day: day.value)], to: place + 5)
            }
        }
        if width <= 2, isTight("-", place + 1), let month = tightNumber(place + 2), isTight("-", place + 3),
            let year = tightNumber(place + 4), year.width == 4
        {
            return add([.date(year: year.value, month: month.value, day: value)], to: place + 5)
        }
        if width <= 2, isTight(".", place + 1), let second = tightNumber(place + 2), second.width <= 2 {
            if isTight(".", place + 3) {
                if let third = tightNumber(place + 4) {
                    let year = Self.year(third.value, third.width)
                    return add([.date(year: year, month: second.value, day: value)], to: place + 5)
                }
                if (1...12).contains(second.value) {
                    return add([.date(year: nil, month: second.value, day: value)], to: place + 4)
                }
            }
            return add(
                second.width == 2 ? [.pair(value, second.value)] : [.date(year: nil, month: second.value, day: value)],
                to: place + 3)
        }
        if isTight(",", place + 1), let cents = tightNumber(place + 2), cents.width == 2 {
            return add([.amount], to: place + 3)
        }
        let next = place + 1
        if next < lexemes.count, lexemes[next].isTight, lexemes[next].kind == .word {
            let match = words.match(lexemes, at: next)
            let senses = match?.senses ?? []
            if senses.contains(.ordinalMark), value <= 99 {
                return add([.ordinal(value), .ordinalMark], to: next + 1)
            }
            if !senses.contains(where: \.mayTouchFigure) { return add([.unknown], to: next + 1) }
        }
        add([.figure(value, width: width)], to: place + 1)
    }

    /// Of two digits or four.
    private static func year(_ value: Int, _ width: Int) -> Int? {
        switch width {
        case 2: 2000 + value
        case 4: value
        // Of no year that is written so: there is no such date.
        default: 0
        }
    }

    /// Tens and units that were two words become one number.
    private func joined() -> [Term] {
        var result: [Term] = []
        var place = 0
        while place < terms.count {
            let term = terms[place]
            if let tens = term.number, [20, 30, 40, 50].contains(tens), term.figure == nil {
                var next = place + 1
                if next < terms.count, terms[next].means(.plus) || terms[next].means(.dash) && terms[next].isTight {
                    next += 1
                }
                if next < terms.count, let unit = terms[next].number, (1...9).contains(unit), terms[next].figure == nil
                {
                    let bytes = term.bytes.lowerBound..<terms[next].bytes.upperBound
                    result.append(Term(senses: [.number(tens + unit)], bytes: bytes, isTight: term.isTight))
                    place = next + 1
                    continue
                }
            }
            result.append(term)
            place += 1
        }
        return result
    }
}

extension Sense {
    /// What people shorten, with a dot behind.
    fileprivate var isAbbreviated: Bool {
        switch self {
        case .weekday, .month, .choiceNoun, .hourMark, .unit, .around, .ordinalMark: true
        default: false
        }
    }

    /// Days and months are, in English and by many elsewhere.
    fileprivate var isWrittenWithCapital: Bool {
        switch self {
        case .weekday, .month: true
        default: false
        }
    }

    /// What may stand behind a figure without a space, as in "10am" and "14h30".
    fileprivate var mayTouchFigure: Bool {
        switch self {
        case .hourMark, .am, .pm, .unit, .aroundBehind, .rangeTo, .month, .part, .or, .and: true
        default: false
        }
    }
}
