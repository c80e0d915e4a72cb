/// Field tests: `sentiment is not positive`, `customer.value >= 1000`, `has link`.
extension WhenParser {
    private enum Field {
        /// Compared, with a bound that it never leaves.
        case share
        case sentiment, number, duration, contacts, flag, label
    }

    private static let fields: [String: Field] = [
        "sentiment": .sentiment, "complaint": .share, "channel": .label, "source": .label, "lang": .label,
        "customer.tier": .label, "customer.language": .label, "customer.tags": .label, "customer.value": .number,
        "customer.open_cases": .number, "author.followers": .number, "author.handle": .label,
        "author.verified": .flag, "author.age": .duration, "author": .label, "conversation.contacts": .contacts,
        "conversation.unanswered": .duration, "hours": .label,
    ]

    static var fieldNames: [String] { fields.keys.sorted() }

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
        switch field {
        case .sentiment:
            if peek.flatMap({ FieldTest.Comparison(rawValue: $0.text) }) == nil { return try named(piece) }
            let (comparison, bound) = try comparison(piece, "-0.4")
            return .test(
                .sentiment(comparison, try number(bound, -1, 1, "Sentiment lies between -1 and 1.")), piece.place)
        case .share:
            let (comparison, bound) = try comparison(piece, "0.7")
            return .test(
                .complaint(comparison, try number(bound, 0, 1, "A complaint score lies between 0 and 1.")), piece.place)
        case .number:
            let (comparison, bound) = try comparison(piece, piece.text == "customer.open_cases" ? "2" : "1000")
            let value = try number(bound, 0, 1e15, "This is never below 0.")
            return .test(
                piece.text == "customer.value"
                    ? .customerValue(comparison, value)
                    : piece.text == "author.followers"
                        ? .followers(comparison, value) : .openCases(comparison, value), piece.place)
        case .duration:
            let (comparison, bound) = try comparison(piece, piece.text == "author.age" ? "7d" : "4h")
            let seconds = try duration(bound)
            return .test(
                piece.text == "author.age" ? .authorAge(comparison, seconds) : .unanswered(comparison, seconds),
                piece.place)
        case .contacts:
            let (comparison, bound) = try comparison(piece, "3 in 24h")
            let count = try number(
                bound, 0, Double(Surroundings.mostContacts),
                "Contacts are counted from 0 to \(Surroundings.mostContacts).")
            guard peek?.text == "in", let window = peek(ahead: 1), window.kind == .word else {
                throw stop(
                    "Within which time is missing here.", at: bound.place,
                    remedy: "as in: conversation.contacts \(comparison.rawValue) \(bound.text) in 24h")
            }
            _ = take()
            _ = take()
            let seconds = try duration(window)
            guard seconds <= Surroundings.longestContacts else {
                throw stop(
                    "Contacts are counted over at most \(Surroundings.longestContacts / 86_400)d.", at: window.place,
                    remedy: "as in: conversation.contacts \(comparison.rawValue) \(bound.text) in 24h")
            }
            return .test(.contacts(comparison, count, within: seconds), piece.place)
        case .flag:
            guard let verb = peek, verb.kind == .word, verb.text == "is" else {
                return .test(.authorIsVerified, piece.place)
            }
            return try named(piece)
        case .label: return try named(piece)
        }
    }

    /// `<= 0.4`, the sign taken and the bound taken but not yet read.
    private mutating func comparison(
        _ piece: WhenLexer.Piece, _ example: String
    ) throws(Stop) -> (FieldTest.Comparison, WhenLexer.Piece) {
        guard let sign = peek, let comparison = FieldTest.Comparison(rawValue: sign.text) else {
            if let sign = peek, ["=", "==", "is", "=>", "=<", "!=", "≥", "≤"].contains(sign.text) {
                throw stop(
                    "\"\(piece.text)\" is compared with <, <=, > or >=.", at: sign.place,
                    remedy: "as in: \(piece.text) >= \(example)")
            }
            throw stop(
                "\"\(piece.text)\" is the name of a field, which is compared with a number.",
                at: peek?.place ?? piece.place,
                remedy: "as in: \(piece.text) >= \(example); to look for the word, put quotes around it")
        }
        _ = take()
        guard let bound = peek, bound.kind == .word else {
            throw stop(
                "A number is missing here.", at: peek?.place ?? sign.place,
                remedy: "as in: \(piece.text) \(sign.text) \(example)")
        }
        _ = take()
        return (comparison, bound)
    }

    private func number(
        _ piece: WhenLexer.Piece, _ least: Double, _ most: Double, _ outside: String
    ) throws(Stop) -> Double {
        guard let value = Double(piece.text), value.isFinite else {
            let share = piece.text.hasSuffix("%") ? Double(piece.text.dropLast()).map { $0 / 100 } : nil
            throw stop(
                "\"\(piece.text)\" is no number.", at: piece.place,
                remedy: share.map { "write \($0)" } ?? "write digits, as in \(most <= 1 ? "0.4" : "1000")")
        }
        guard least <= value, value <= most else {
            throw stop(outside, at: piece.place, remedy: "write a number from there")
        }
        return value
    }

    private func duration(_ piece: WhenLexer.Piece) throws(Stop) -> Int {
        guard let seconds = RulesFile.seconds(piece.text) else {
            throw stop(
                "\"\(piece.text)\" is no length of time.", at: piece.place,
                remedy: "a number and s, m, h or d, as in 24h")
        }
        return seconds
    }

    /// `FIELD is [not] VALUE`
    private mutating func named(_ piece: WhenLexer.Piece) throws(Stop) -> Expression {
        guard let verb = peek, verb.kind == .word, verb.text == "is" || verb.text == "are" else {
            if let sign = peek, ["=", "==", "!=", ":"].contains(sign.text) {
                let not = sign.text == "!=" ? "not " : ""
                throw stop(
                    "\"\(piece.text)\" is asked with \"is\".", at: sign.place,
                    remedy: "write: \(piece.text) is \(not)\(peek(ahead: 1)?.text ?? "…")")
            }
            throw stop(
                "\"\(piece.text)\" is the name of a field.", at: piece.place,
                remedy: "write \"\(piece.text) is …\", or put quotes around it to look for the word")
        }
        _ = take()
        let isNot = peek?.kind == .word && peek?.text == "not"
        if isNot { _ = take() }
        guard let value = peek, value.kind == .word || value.kind == .quoted else {
            throw stop(
                "A value is missing here.", at: peek?.place ?? verb.place, remedy: "as in: \(example(of: piece.text))")
        }
        _ = take()
        if piece.text == "hours" { return .test(.hours(try hours(value, isNot: isNot)), piece.place) }
        let (test, isTurned) = try self.test(piece.text, value)
        return isNot != isTurned ? .none(.test(test, piece.place)) : .test(test, piece.place)
    }

    private func example(of field: String) -> String {
        switch field {
        case "sentiment": "sentiment is negative"
        case "channel": "channel is email"
        case "source": "source is our-mastodon"
        case "lang", "customer.language": "\(field) is en"
        case "customer.tags", "author": "\(field) is press"
        case "author.handle": "author.handle is @ana@social.example"
        case "hours": "hours are closed"
        default: "customer.tier is vip"
        }
    }

    /// Hours that nobody configured are neither open nor not open, so a NOT will not do.
    private func hours(_ value: WhenLexer.Piece, isNot: Bool) throws(Stop) -> [BusinessHours.State] {
        guard let state = BusinessHours.State(rawValue: value.text.lowercased()) else {
            throw unknown(value, "hours", BusinessHours.State.allCases.map(\.rawValue))
        }
        // Whoever writes "closed" means a holiday too; "holiday" asks for the reason.
        let meant: [BusinessHours.State] = state == .closed ? [.closed, .holiday] : [state]
        return isNot ? BusinessHours.State.allCases.filter { !meant.contains($0) } : meant
    }

    private func unknown(_ value: WhenLexer.Piece, _ field: String, _ names: [String]) -> Stop {
        stop(
            field == "hours" ? "Hours are never \"\(value.text)\"." : "\"\(value.text)\" is no \(field).",
            at: value.place,
            remedy: NearestName.remedy(
                value.text.lowercased(), among: names, else: "there are \(names.joined(separator: ", "))"))
    }

    /// - Returns: the test, and whether its answer is turned round.
    private func test(_ field: String, _ value: WhenLexer.Piece) throws(Stop) -> (FieldTest, Bool) {
        let text = value.text.lowercased()
        switch field {
        case "sentiment":
            guard let label = Sentiment.Label(rawValue: text) else {
                throw unknown(value, field, ["negative", "neutral", "positive", "mixed"])
            }
            return (.sentimentIs(label), false)
        case "channel":
            guard let channel = Channel(rawValue: text) else {
                throw unknown(value, field, Channel.allCases.map(\.rawValue))
            }
            return (.channel(channel), false)
        case "source": return (.source(value.text), false)
        case "lang", "customer.language":
            guard LanguageTag.isPlausible(text) else {
                throw stop("\"\(value.text)\" is no language.", at: value.place, remedy: "two letters, as in \"en\"")
            }
            return (field == "lang" ? .language(text) : .customerLanguage(text), false)
        case "customer.tier": return (.tier(text), false)
        case "customer.tags": return (.customerTag(text), false)
        case "author.handle":
            let address = text.drop { $0 == "@" }
            if address.isEmpty {
                throw stop("A handle is missing here.", at: value.place, remedy: "as in: \(example(of: field))")
            }
            return (.handle(String(address)), false)
        case "author.verified":
            switch text {
            case "true", "yes": return (.authorIsVerified, false)
            case "false", "no": return (.authorIsVerified, true)
            default:
                throw stop(
                    "An author is verified or not.", at: value.place,
                    remedy: "write: author is verified, or author is not verified")
            }
        default:
            switch text {
            case "own": return (.authorIsOwn, false)
            case "press": return (.authorIsPress, false)
            case "agent": return (.authorIsAgent, false)
            case "verified": return (.authorIsVerified, false)
            default: throw unknown(value, "kind of author", ["own", "press", "agent", "verified"])
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

    /// `has link`, `has no link`.
    private mutating func hasTest(_ piece: WhenLexer.Piece) throws(Stop) -> Expression? {
        let isNot = peek?.text == "no"
        guard let value = isNot ? peek(ahead: 1) : peek, value.kind == .word else { return nil }
        let found: Expression
        switch value.text {
        case "link": found = .test(.link, piece.place)
        case "image": found = .test(.image, piece.place)
        // An order number is words like any other: it has a place, and an explanation shows it.
        case "order": found = .phrase(Placeholder.order.written, .text, piece.place)
        default:
            throw stop(
                "A message cannot have \"\(value.text)\".", at: value.place,
                remedy: NearestName.remedy(
                    value.text, among: ["link", "image", "order"],
                    else: "it can have link, image or order; to look for words, put quotes around them"))
        }
        if isNot { _ = take() }
        _ = take()
        return isNot ? .none(found) : found
    }
}
