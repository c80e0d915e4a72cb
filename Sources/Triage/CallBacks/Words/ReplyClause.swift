/// A part of a reply between two commas or the like, and what its words say about the times in it.
struct ReplyClause: Sendable {
    var pieces: [ReplyPiece] = []
    /// What ended it.
    var endsHard = true
    /// Words that are in no table and are nobody's name.
    var unknown = 0
    /// A story, a grievance or another request.
    var isStory = false
    var isWished = false
    var isRefused = false
    var isPolite = false
    /// A question mark ends the sentence that it is in.
    var isQuestion = false
    /// Something in that sentence asks for it or is polite about it.
    var isRequest = false
    var means: Set<Sense> = []
    /// Bare numbers that may be offers, with their places.
    var numbers: [(value: Int, place: Int)] = []

    var hasTimes: Bool { pieces.contains(where: \.isTime) }

    /// Nothing but times and words of no weight.
    var isBare: Bool { !isWished && !isStory && unknown == 0 }

    /// Cuts the pieces where a thought ends.
    static func cut(_ pieces: [ReplyPiece], _ grammar: TimeGrammar) -> [ReplyClause] {
        var clauses: [ReplyClause] = []
        var clause = ReplyClause()
        var isSubject = false
        var sentence = 0
        func end(hard: Bool, question: Bool = false) {
            clause.endsHard = hard
            if !clause.pieces.isEmpty {
                clauses.append(clause)
            } else if hard, !clauses.isEmpty {
                clauses[clauses.count - 1].endsHard = true
            }
            clause = ReplyClause()
            isSubject = false
            guard hard else { return }
            let isRequest = clauses[sentence...].contains { $0.isWished || $0.isPolite }
            for place in clauses.indices[sentence...] {
                clauses[place].isQuestion = clauses[place].isQuestion || question
                clauses[place].isRequest = isRequest
            }
            sentence = clauses.count
        }
        for (place, piece) in pieces.enumerated() {
            switch piece.kind {
            case .edge(let isHard): end(hard: isHard, question: grammar.means(piece.places.lowerBound, .question))
            case .subject: isSubject = true
            case .and where place + 1 < pieces.count && pieces[place + 1].isPlainWord(grammar): end(hard: false)
            case .word, .day, .time, .span, .choice, .lastOffer, .firstOffer, .phone, .or, .and:
                if isSubject { continue }
                if case .word = piece.kind, clause.isStory, grammar.means(piece.places.lowerBound, .please) {
                    end(hard: false)
                }
                clause.add(piece, grammar)
            }
        }
        end(hard: true)
        return clauses
    }

    private mutating func add(_ piece: ReplyPiece, _ grammar: TimeGrammar) {
        pieces.append(piece)
        guard case .word = piece.kind, let term = grammar.term(piece.places.lowerBound) else { return }
        let place = piece.places.lowerBound
        if term.means(.unknown) || term.means(.impossible) {
            if !grammar.isName(place) { unknown += 1 }
            return
        }
        if term.means(.amount) { isStory = true }
        if term.means(.complaint), !term.means(.filler), !term.means(.wishes), !term.means(.no), !term.means(.yes) {
            isStory = true
        }
        if term.means(.wishes) { isWished = true }
        if term.means(.cannot) { isRefused = true }
        if term.means(.please) { isPolite = true }
        for sense in [
            Sense.yes, .no, .cancel, .now, .later, .anyOffered, .anyTime, .not, .one, .onwards, .somewhatLater,
            .somewhatEarlier, .maybe, .condition, .callMe, .asks, .probes, .inWriting, .instead, .free, .moves,
        ]
        where term.means(sense) {
            means.insert(sense)
        }
        if let value = term.number, !term.means(.feminine), !grammar.means(place - 1, .ahead) || place == 0 {
            // A counted thing is no offer.
            if grammar.term(place + 1)?.unit != nil { isStory = true } else { numbers.append((value, place)) }
        }
    }
}

extension ReplyPiece {
    /// Not a number: behind "and", another thought begins with it.
    fileprivate func isPlainWord(_ grammar: TimeGrammar) -> Bool {
        guard case .word = kind, let term = grammar.term(places.lowerBound) else { return false }
        return term.number == nil && !term.means(.glue) && !term.means(.at)
    }
}

extension TimeGrammar {
    /// An unknown word behind a greeting or a farewell, over other such words: "Many thanks, Tom Baker".
    func isName(_ place: Int) -> Bool {
        var before = place - 1
        while before >= max(0, place - 4), let term = term(before) {
            if term.means(.greeting) { return true }
            guard term.means(.unknown) || term.means(.comma) || term.means(.stop) || term.means(.dash) else {
                return false
            }
            before -= 1
        }
        return false
    }
}
