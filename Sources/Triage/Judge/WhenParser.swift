/// Reads a condition. Brackets, then NEAR and BEFORE, then NOT, then AND or OR; AND and OR never stand
/// side by side without brackets between them.
struct WhenParser {
    struct Stop: Error {}

    /// Brackets within brackets.
    static let deepest = 40
    static let widestNear = 30
    /// Parts that one chain of NEAR and BEFORE joins.
    static let longestNear = 12

    typealias Piece = WhenLexer.Piece
    let complaints: Complaints
    let pieces: [Piece]
    /// The last piece, or the key where there is none: what an unfinished condition is blamed on.
    private let whole: Place
    private(set) var next = 0
    /// The part of the message that `in …` named around here.
    private var zone: Zone?

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
                    remedy: bracketed(piece.text, joint)
                        ?? "put brackets around what belongs together, as in (a OR b) AND c")
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
        var zone = Zone.text
        while let piece = peek, piece.kind == .word, let (within, isOrdered) = try distance(piece) {
            next += 1
            guard rest.count + 2 <= Self.longestNear else {
                throw stop(
                    "NEAR and BEFORE join at most \(Self.longestNear) parts.", at: piece.place,
                    remedy: "look for fewer of them near each other")
            }
            if rest.isEmpty { zone = try checkNeighbour(first, start, piece.text) }
            let place = peek?.place ?? whole
            let other = try unit(depth: depth)
            if try checkNeighbour(other, place, piece.text) != zone { throw twoZones(piece) }
            rest.append(Expression.Neighbour(within: within, isOrdered: isOrdered, expression: other))
        }
        return rest.isEmpty ? first : .near(first: first, rest: rest, zone, start)
    }

    /// `NEAR/8`, `BEFORE/3`. Nil for any other word.
    private func distance(_ piece: Piece) throws(Stop) -> (Int, Bool)? {
        let parts = piece.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, name == "NEAR" || name == "BEFORE" else { return nil }
        guard parts.count == 2, let count = Int(parts[1]) else {
            let given = pieces.first { $0.place.start > piece.place.start && $0.place.line == piece.place.line }
            let count = given.flatMap { Int($0.text) } ?? 8
            throw stop(
                "\(name) needs to know how many words.", at: piece.place,
                remedy: "write \(name)/\(count) for at most \(count) words from one to the other")
        }
        guard (1...Self.widestNear).contains(count) else {
            throw stop(
                "\(name) reaches from 1 to \(Self.widestNear) words.", at: piece.place,
                remedy: "write \(name)/\(count < 1 ? 1 : Self.widestNear)")
        }
        return (count, name == "BEFORE")
    }

    /// The one part of the message in which both sides are looked for.
    private func checkNeighbour(_ expression: Expression, _ place: Place, _ word: String) throws(Stop) -> Zone {
        switch expression {
        case .phrase(_, let zone, _), .list(_, let zone, _), .near(_, _, let zone, _): return zone
        case .any(let parts):
            var zone: Zone?
            for part in parts {
                let other = try checkNeighbour(part, place, word)
                if let zone, zone != other { throw twoZones(WhenLexer.Piece(kind: .word, text: word, place: place)) }
                zone = other
            }
            return zone ?? .text
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

    private func twoZones(_ piece: Piece) -> Stop {
        stop(
            "\(piece.text) counts words within one part of a message, and here are two.", at: piece.place,
            remedy: "put brackets around both sides, as in: in name (support \(piece.text) desk)")
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
            guard take() != nil else {
                throw stop("This bracket is never closed.", at: piece.place, remedy: "put ) where it ends")
            }
            expression = inner
        case .quoted:
            if !piece.text.contains(where: { !$0.isWhitespace }) {
                throw stop("There is nothing between these quotes.", at: piece.place, remedy: "put a phrase there")
            }
            expression = .phrase(piece.text, zone ?? .text, piece.place)
        case .word:
            expression = try word(piece, depth: depth)
        }
        try checkZoneBehind(piece)
        return expression
    }

    /// `in url UNIT`. Nil where the word is just a word.
    private mutating func zoned(_ piece: Piece, depth: Int) throws(Stop) -> Expression? {
        guard piece.text == "in", let what = peek, what.kind == .word, let named = Zone(rawValue: what.text) else {
            return nil
        }
        next += 1
        guard let behind = peek, behind.kind != .close, !Self.isOperator(behind) else {
            throw stop(
                "What shall be looked for in the \(what.text) is missing.", at: what.place,
                remedy: "as in: in \(what.text) \"help desk\"")
        }
        guard zone == nil else {
            throw stop("One \"in\" stands within another.", at: piece.place, remedy: "keep the one that is meant")
        }
        zone = named
        defer { zone = nil }
        return try unit(depth: depth)
    }

    /// `fire in name`: the part is named first.
    private func checkZoneBehind(_ unit: Piece) throws(Stop) {
        guard let word = peek, word.kind == .word, word.text == "in", let what = peek(ahead: 1), what.kind == .word
        else { return }
        if Zone(rawValue: what.text) != nil {
            let shown = unit.kind == .quoted ? "\"\(unit.text)\"" : unit.kind == .word ? unit.text : "( … )"
            throw stop(
                "The part of the message stands in front of what is looked for.", at: word.place,
                remedy: "write: in \(what.text) \(shown)")
        }
        throw stop(
            "There is no part \"\(what.text)\" of a message.", at: what.place,
            remedy: NearestName.remedy(
                what.text, among: Zone.allCases.map(\.rawValue),
                else: "to look for several words, put quotes around them"))
    }

    private static func isOperator(_ piece: Piece) -> Bool {
        guard piece.kind == .word else { return false }
        return ["AND", "OR", "NOT"].contains(piece.text) || piece.text.hasPrefix("NEAR/")
            || piece.text.hasPrefix("BEFORE/")
    }

    private mutating func word(_ piece: Piece, depth: Int) throws(Stop) -> Expression {
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
        try refuseForeign(piece)
        if let zoned = try zoned(piece, depth: depth) { return zoned }
        if text.hasPrefix("list:") { return .list(String(text.dropFirst(5)), zone ?? .text, piece.place) }
        if text.hasPrefix("rule:") {
            try refuseInZone(piece)
            return .rule(String(text.dropFirst(5)), piece.place)
        }
        if text == "at", peek?.text == "least" { return try atLeast(piece) }
        if let test = try fieldTest(piece) {
            try refuseInZone(piece)
            return test
        }
        return .phrase(text, zone ?? .text, piece.place)
    }

    private func refuseInZone(_ piece: Piece) throws(Stop) {
        guard let zone, zone != .text else { return }
        throw stop(
            "\"in \(zone.rawValue)\" looks for words, and this is none.", at: piece.place,
            remedy: "take it out of the brackets and join it with AND")
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
        return .atLeast(count, list: String(list.text.dropFirst(5)), zone ?? .text, list.place)
    }
}
