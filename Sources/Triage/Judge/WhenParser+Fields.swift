/// Field tests: `sentiment is not positive`, `customer.value >= 1000`, `has link`.
extension WhenParser {
    private enum Field {
        case sentiment, label, number, notYet(String)
    }

    private static let fields: [String: Field] = [
        "sentiment": .sentiment, "channel": .label, "source": .label, "lang": .label, "customer.tier": .label,
        "customer.language": .label, "customer.value": .number, "author.followers": .number, "author.handle": .label,
        "author": .label, "complaint": .notYet("complaint"), "customer.open_cases": .notYet("customer.open_cases"),
        "customer.tags": .notYet("customer.tags"), "author.verified": .notYet("author.verified"),
        "author.age": .notYet("author.age"), "conversation.contacts": .notYet("conversation.contacts"),
        "conversation.unanswered": .notYet("conversation.unanswered"), "hours": .notYet("hours"),
    ]

    /// Nil where the word is just a word.
    mutating func fieldTest(_ piece: WhenLexer.Piece) throws(Stop) -> Expression? {
        let behind = peek
        switch piece.text {
        case "is" where behind?.kind == .word: return try isTest(piece)
        case "has" where behind?.kind == .word: return try hasTest(piece)
        default: break
        }
        guard let field = Self.fields[piece.text] else {
            let root = piece.text.prefix { $0 != "." }
            if ["customer", "author", "conversation"].contains(root), root != piece.text,
                !piece.text.hasSuffix(".")
            {
                throw stop(
                    "There is no field \"\(piece.text)\".", at: piece.place,
                    remedy: NearestName.remedy(
                        piece.text, among: Self.fields.keys.sorted(), else: "put quotes around it to look for the words"
                    ))
            }
            return nil
        }
        let isCompared = behind.map { FieldTest.Comparison(rawValue: $0.text) != nil } ?? false
        let isAsked = behind?.text == "is" || behind?.text == "are"
        switch field {
        case .notYet(let name):
            // "complaint" and "hours" are words too; on their own they are looked for.
            guard isCompared || isAsked || name.contains(".") else {
                throw stop(
                    "\"\(name)\" is the name of a field.", at: piece.place,
                    remedy: "put quotes around it to look for the word")
            }
            throw notYet(name, at: piece.place)
        case .sentiment:
            if isCompared { return try compare(piece) { .sentiment($0, $1) } }
            return try named(piece)
        case .number:
            return try compare(piece) { piece.text == "customer.value" ? .customerValue($0, $1) : .followers($0, $1) }
        case .label: return try named(piece)
        }
    }

    private mutating func compare(
        _ piece: WhenLexer.Piece, _ make: (FieldTest.Comparison, Double) -> FieldTest
    ) throws(Stop) -> Expression {
        guard let sign = peek, let comparison = FieldTest.Comparison(rawValue: sign.text) else {
            throw stop(
                "\"\(piece.text)\" is compared with a number.", at: peek?.place ?? piece.place,
                remedy: "as in: \(piece.text) >= 1000")
        }
        _ = take()
        guard let number = peek, number.kind == .word, let value = Double(number.text), value.isFinite else {
            throw stop(
                "A number is missing here.", at: peek?.place ?? sign.place,
                remedy: "as in: \(piece.text) \(sign.text) 0.4")
        }
        _ = take()
        if piece.text == "sentiment", abs(value) > 1 {
            throw stop("Sentiment lies between -1 and 1.", at: number.place)
        }
        return .test(make(comparison, value), piece.place)
    }

    /// `FIELD is [not] VALUE`
    private mutating func named(_ piece: WhenLexer.Piece) throws(Stop) -> Expression {
        guard peek?.text == "is", peek?.kind == .word else {
            throw stop(
                "\"\(piece.text)\" is the name of a field.", at: piece.place,
                remedy: "write \"\(piece.text) is …\", or put quotes around it to look for the word")
        }
        let verb = take()
        let isNot = peek?.kind == .word && peek?.text == "not"
        if isNot { _ = take() }
        guard let value = peek, value.kind == .word || value.kind == .quoted else {
            throw stop("A value is missing here.", at: peek?.place ?? verb?.place ?? piece.place)
        }
        _ = take()
        let test = try self.test(piece.text, value)
        return isNot ? .none(.test(test, piece.place)) : .test(test, piece.place)
    }

    private func test(_ field: String, _ value: WhenLexer.Piece) throws(Stop) -> FieldTest {
        let text = value.text.lowercased()
        func unknown(_ names: [String]) -> Stop {
            stop(
                "\"\(value.text)\" is no \(field).", at: value.place,
                remedy: NearestName.remedy(text, among: names, else: "there are \(names.joined(separator: ", "))"))
        }
        switch field {
        case "sentiment":
            guard let label = Sentiment.Label(rawValue: text) else {
                throw unknown(["negative", "neutral", "positive", "mixed"])
            }
            return .sentimentIs(label)
        case "channel":
            guard let channel = Channel(rawValue: text) else { throw unknown(Channel.allCases.map(\.rawValue)) }
            return .channel(channel)
        case "source": return .source(value.text)
        case "lang", "customer.language":
            guard LanguageTag.isPlausible(text) else {
                throw stop("\"\(value.text)\" is no language.", at: value.place, remedy: "two letters, as in \"en\"")
            }
            return field == "lang" ? .language(text) : .customerLanguage(text)
        case "customer.tier": return .tier(text)
        case "author.handle":
            let address = text.drop { $0 == "@" }
            if address.isEmpty { throw stop("A handle is missing here.", at: value.place) }
            return .handle(String(address))
        default:
            switch text {
            case "own": return .authorIsOwn
            case "press", "agent": throw notYet("author is \(text)", at: value.place)
            default: throw unknown(["own", "press", "agent"])
            }
        }
    }

    private mutating func isTest(_ piece: WhenLexer.Piece) throws(Stop) -> Expression? {
        let isNot = peek?.text == "not"
        let value = isNot ? peek(ahead: 1) : peek
        guard let value, value.kind == .word else { return nil }
        let test: FieldTest
        switch value.text {
        case "reply": test = .form(.reply)
        case "repost": test = .form(.repost)
        case "question": test = .question
        default:
            throw stop(
                "A message cannot be \"\(value.text)\".", at: value.place,
                remedy: NearestName.remedy(
                    value.text, among: ["reply", "repost", "question"],
                    else: "it can be reply, repost or question; to look for words, put quotes around them"))
        }
        if isNot { _ = take() }
        _ = take()
        return isNot ? .none(.test(test, piece.place)) : .test(test, piece.place)
    }

    private mutating func hasTest(_ piece: WhenLexer.Piece) throws(Stop) -> Expression? {
        guard let value = peek else { return nil }
        let test: FieldTest
        switch value.text {
        case "link": test = .link
        case "image": test = .image
        case "order": throw notYet("has order", at: value.place)
        default:
            throw stop(
                "A message cannot have \"\(value.text)\".", at: value.place,
                remedy: NearestName.remedy(
                    value.text, among: ["link", "image", "order"],
                    else: "it can have link or image; to look for words, put quotes around them"))
        }
        _ = take()
        return .test(test, piece.place)
    }
}
