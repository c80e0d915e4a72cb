/// What a clause says for and against the times and offers in it.
extension ReplyClause {
    /// "I can't", "not 2".
    var declinesOffer: Bool {
        guard unknown == 0, !isStory else { return false }
        return isRefused || means.contains(.not) && (!numbers.isEmpty || pieces.contains(where: \.isOffer))
    }

    var hasOffer: Bool { !numbers.isEmpty || pieces.contains(where: \.isOffer) }

    var hasPhone: Bool { pieces.contains { if case .phone = $0.kind { true } else { false } } }

    /// What is known only when all of it has been seen.
    mutating func settle(_ grammar: TimeGrammar) {
        // "a", "ein", "un": an article, unless it is all that was written.
        // "none of the three"
        if means.contains(.later) { numbers = [] }
        if means.contains(.anyOffered), let only = numbers.first, numbers.count == 1 {
            // "any of the 3"; any other number beside it is no choice yet.
            if only.value == grammar.offers { numbers = [] } else { means.insert(.maybe) }
        }
        guard isWished || hasTimes else { return }
        numbers = numbers.filter { $0.value != 1 || grammar.term($0.place)?.figure != nil }
    }

    /// The pieces in stretches of one mind: what follows "not", and what stands beside "geht nicht", is refused.
    func runs(_ grammar: TimeGrammar) -> [(pieces: [ReplyPiece], isRefused: Bool)] {
        if isRefused { return [(pieces, true)] }
        guard means.contains(.not) else { return [(pieces, false)] }
        var runs: [(pieces: [ReplyPiece], isRefused: Bool)] = []
        var run: [ReplyPiece] = []
        var isRefused = false
        var justRefused = false
        func isLast(_ place: Int) -> Bool { !pieces[place...].contains(where: \.isTime) }
        for (place, piece) in pieces.enumerated() {
            if case .word = piece.kind, grammar.means(piece.places.lowerBound, .not) {
                if isLast(place), !isRefused {
                    // "Montag nicht"
                    runs.append((run, true))
                    run = []
                    continue
                }
                runs.append((run, isRefused))
                run = []
                isRefused = true
                justRefused = true
                continue
            }
            switch piece.kind {
            case .word
            where isRefused && !justRefused && !(grammar.term(piece.places.lowerBound)?.means(.glue) ?? false):
                runs.append((run, true))
                run = []
                isRefused = false
            case .day, .time, .span: justRefused = false
            case .word, .choice, .lastOffer, .firstOffer, .phone, .or, .and, .edge, .subject: break
            }
            run.append(piece)
        }
        runs.append((run, isRefused))
        return runs.filter { !$0.pieces.isEmpty }
    }
}
