/// Reads a condition. Brackets, then NEAR and BEFORE, then NOT, then AND or OR; AND and OR never stand
/// side by side without brackets between them.
struct WhenParser {
    struct Stop: Error {}

    /// Brackets within brackets.
    static let deepest = 40
    static let widestNear = 30

    typealias Piece = WhenLexer.Piece
    let complaints: Complaints
    private let pieces: [Piece]
    /// The last piece, or the key where there is none: what an unfinished condition is blamed on.
    private let whole: Place
    private var next = 0

    init(_ pieces: [Piece], key: Place, complaints: Complaints) {
        self.pieces = pieces
        self.complaints = complaints
        whole = pieces.last?.place ?? key
    }

    /// Nil after a complaint.
    mutating func parse() -> Expression? {
        do {
            if pieces.isEmpty {
                throw stop("Nothing is said of what to look for.", at: whole, remedy: "as in: when list:brand AND fire")
            }
            let expression = try sequence(depth: 0)
            if let piece = peek { throw stop("This bracket closes nothing.", at: piece.place, remedy: "take it away") }
            return expression
        } catch {
            return nil
        }
    }

    // MARK: reading on

    var peek: Piece? { next < pieces.count ? pieces[next] : nil }
    func peek(ahead: Int) -> Piece? { next + ahead < pieces.count ? pieces[next + ahead] : nil }

    mutating func take() -> Piece? {
        guard next < pieces.count else { return nil }
        next += 1
        return pieces[next - 1]
    }

    /// Complains, and gives what is thrown to leave the condition.
    func stop(_ message: String, at place: Place, remedy: String = "") -> Stop {
        complaints.add(.error, message, at: place, remedy: remedy)
        return Stop()
    }

    func notYet(_ what: String, at place: Place) -> Stop {
        stop("\(what) is not available yet.", at: place, remedy: "leave it out until it is")
    }

    var endPlace: Place { whole }

    // MARK: grammar

    private mutating func sequence(depth: Int) throws(Stop) -> Expression {
        var parts = [try negation(depth: depth)]
        var joint: String?
        while let piece = peek, piece.kind != .close {
            guard piece.kind == .word, piece.text == "AND" || piece.text == "OR" else {
                throw missingOperator(before: piece)
            }
            if let joint, joint != piece.text {
                throw stop(
                    "AND and OR stand side by side without brackets.", at: piece.place,
                    remedy: "put brackets around what belongs together, as in (a OR b) AND c")
            }
            joint = piece.text
            next += 1
            if peek == nil || peek?.kind == .close {
                throw stop(
                    "Nothing stands behind \(piece.text).", at: piece.place, remedy: "say what else, or take it away")
            }
            parts.append(try negation(depth: depth))
        }
        guard parts.count > 1 else { return parts[0] }
        return joint == "AND" ? .all(parts) : .any(parts)
    }

    private mutating func negation(depth: Int) throws(Stop) -> Expression {
        guard let piece = peek, piece.kind == .word, piece.text == "NOT" else { return try near(depth: depth) }
        next += 1
        if let twice = peek, twice.kind == .word, twice.text == "NOT" {
            throw stop("NOT stands twice.", at: twice.place, remedy: "take both away")
        }
        return .none(try near(depth: depth))
    }

    private mutating func near(depth: Int) throws(Stop) -> Expression {
        let start = peek?.place ?? whole
        let first = try unit(depth: depth)
        var rest: [Expression.Neighbour] = []
        while let piece = peek, piece.kind == .word, let (within, isOrdered) = try distance(piece) {
            next += 1
            if rest.isEmpty { try checkNeighbour(first, start, piece.text) }
            let place = peek?.place ?? whole
            let other = try unit(depth: depth)
            try checkNeighbour(other, place, piece.text)
            rest.append(Expression.Neighbour(within: within, isOrdered: isOrdered, expression: other))
        }
        return rest.isEmpty ? first : .near(first: first, rest: rest, start)
    }

    /// `NEAR/8`, `BEFORE/3`. Nil for any other word.
    private func distance(_ piece: Piece) throws(Stop) -> (Int, Bool)? {
        let parts = piece.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, name == "NEAR" || name == "BEFORE" else { return nil }
        guard parts.count == 2, let count = Int(parts[1]) else {
            throw stop(
                "\(name) needs to know how many words.", at: piece.place, remedy: "as in \(name)/8")
        }
        guard (1...Self.widestNear).contains(count) else {
            throw stop(
                "\(name) reaches from 1 to \(Self.widestNear) words.", at: piece.place,
                remedy: "write \(name)/\(count < 1 ? 1 : Self.widestNear)")
        }
        return (count, name == "BEFORE")
    }

    private func checkNeighbour(_ expression: Expression, _ place: Place, _ word: String) throws(Stop) {
        switch expression {
        case .phrase, .list, .near: return
        case .any(let parts): for part in parts { try checkNeighbour(part, place, word) }
        case .all, .none:
            throw stop(
                "\(word) stands beside AND or NOT; it compares places of words.", at: place,
                remedy: "put words, phrases, lists, or those joined by OR, on both sides")
        case .atLeast, .rule, .test:
            throw stop(
                "\(word) compares places of words, and this has no place.", at: place,
                remedy: "join it with AND instead")
        }
    }

    private mutating func unit(depth: Int) throws(Stop) -> Expression {
        guard let piece = take() else {
            throw stop("The condition ends too early.", at: whole, remedy: "say what to look for")
        }
        let expression: Expression
        switch piece.kind {
        case .close:
            throw stop("Nothing stands in front of this bracket.", at: piece.place, remedy: "say what to look for")
        case .open:
            guard depth < Self.deepest else {
                throw stop(
                    "Brackets stand more than \(Self.deepest) deep.", at: piece.place,
                    remedy: "give a part its own rule, with mode off or score 0, and name it with rule:")
            }
            let inner = try sequence(depth: depth + 1)
            guard take() != nil else { throw stop("This bracket is never closed.", at: piece.place, remedy: "add )") }
            expression = inner
        case .quoted:
            if !piece.text.contains(where: { !$0.isWhitespace }) {
                throw stop("There is nothing between these quotes.", at: piece.place)
            }
            expression = .phrase(piece.text, piece.place)
        case .word:
            expression = try word(piece)
        }
        try checkWhere()
        return expression
    }

    /// `in name` behind a unit. `in text` is what every unit means anyway.
    private mutating func checkWhere() throws(Stop) {
        guard let word = peek, word.kind == .word, word.text == "in", let what = peek(ahead: 1), what.kind == .word
        else { return }
        switch what.text {
        case "text": next += 2
        case "url", "name", "quoted": throw notYet("Looking in \(what.text)", at: what.place)
        default:
            throw stop(
                "There is no part \"\(what.text)\" of a message.", at: what.place,
                remedy: NearestName.remedy(
                    what.text, among: ["text", "url", "name", "quoted"],
                    else: "to look for several words, put quotes around them"))
        }
    }

    private mutating func word(_ piece: Piece) throws(Stop) -> Expression {
        let text = piece.text
        if ["AND", "OR"].contains(text) {
            throw stop(
                "Nothing stands in front of \(text).", at: piece.place, remedy: "say what to look for, or take it away")
        }
        if text == "NOT" { throw stop("NOT cannot stand here.", at: piece.place, remedy: "put brackets around NOT …") }
        if try distance(piece) != nil {
            throw stop("Nothing stands in front of \(text).", at: piece.place, remedy: "say what shall be near")
        }
        if let name = Self.smallOperator(text) { throw smallLetters(name, piece) }
        if text.hasPrefix("list:") { return .list(String(text.dropFirst(5)), piece.place) }
        if text.hasPrefix("rule:") { return .rule(String(text.dropFirst(5)), piece.place) }
        if text == "at", peek?.text == "least" { return try atLeast(piece) }
        if let test = try fieldTest(piece) { return test }
        if text.utf8.starts(with: "{".utf8), text.utf8.last == UInt8(ascii: "}") {
            throw Placeholder.complain(text, at: piece.place, complaints)
        }
        return .phrase(text, piece.place)
    }

    private mutating func atLeast(_ start: Piece) throws(Stop) -> Expression {
        next += 1
        guard let number = take(), let count = Int(number.text), (1...10_000).contains(count) else {
            throw stop(
                "\"at least\" needs a number.", at: start.place, remedy: "as in: at least 2 of list:complaints")
        }
        guard peek?.text == "of", let list = peek(ahead: 1), list.text.hasPrefix("list:") else {
            throw stop(
                "\"at least \(count)\" needs a list.", at: number.place,
                remedy: "as in: at least \(count) of list:complaints")
        }
        next += 2
        return .atLeast(count, list: String(list.text.dropFirst(5)), list.place)
    }

    // MARK: complaints

    private func missingOperator(before piece: Piece) -> Stop {
        let before = pieces[next - 1]
        if piece.kind == .word, let name = Self.smallOperator(piece.text) { return smallLetters(name, piece) }
        if before.kind == .word, piece.kind == .word, !before.text.contains(":"), !piece.text.contains(":") {
            return stop(
                "Two words stand side by side.", at: piece.place,
                remedy:
                    "\"\(before.text) \(piece.text)\" in quotes looks for both in a row; AND between them for both anywhere"
            )
        }
        return stop("AND or OR is missing here.", at: piece.place, remedy: "write AND or OR in front of it")
    }

    private func smallLetters(_ name: String, _ piece: Piece) -> Stop {
        stop(
            "Operators are written in capitals.", at: piece.place,
            remedy: "write \(name), or \"\(piece.text)\" in quotes to look for the word")
    }

    private static func smallOperator(_ word: String) -> String? {
        let capitals = word.uppercased()
        guard word != capitals else { return nil }
        if capitals == "AND" || capitals == "OR" || capitals == "NOT" { return capitals }
        return capitals.hasPrefix("NEAR/") || capitals.hasPrefix("BEFORE/") ? capitals : nil
    }
}

/// `{money}` and its kin: known by name, not matched yet.
enum Placeholder {
    static let names = ["money", "number", "date", "time", "email", "phone", "order", "url"]

    static func complain(_ written: String, at place: Place, _ complaints: Complaints) -> WhenParser.Stop {
        let name = written.filter { $0 != "{" && $0 != "}" }
        if names.contains(name) {
            complaints.add(
                .error, "{\(name)} is not available yet.", at: place, remedy: "leave it out until it is")
        } else {
            complaints.add(
                .error, "There is no {\(name)}.", at: place,
                remedy: NearestName.remedy(
                    name, among: names, else: "there are \(names.map { "{\($0)}" }.joined(separator: " "))"))
        }
        return WhenParser.Stop()
    }
}
