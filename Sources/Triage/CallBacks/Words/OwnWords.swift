/// What somebody wrote themselves: a mail's quoted lines and what stands above and below them are ours.
enum OwnWords {
    static func of(_ lexemes: [Lexeme]) -> [Lexeme] {
        var own: [Lexeme] = []
        var line: [Lexeme] = []
        func isOver(_ line: [Lexeme]) -> Bool {
            if line.first?.kind == .mark(">"), line.first?.isTight == false || line.first?.bytes.lowerBound == 0 {
                return !own.isEmpty
            }
            if line.count == 2, line.allSatisfy({ $0.kind == .mark("-") }) { return true }
            guard line.count > 4, line.last?.kind == .mark(":") else { return false }
            return line.suffix(4).contains { Self.attributions.contains($0.bare) }
        }
        for lexeme in lexemes {
            guard lexeme.kind == .lineBreak else {
                line.append(lexeme)
                continue
            }
            if isOver(line) { return own }
            if line.first?.kind != .mark(">") { own += line + [lexeme] }
            line = []
        }
        if isOver(line) { return own }
        return line.first?.kind == .mark(">") && !own.isEmpty ? own : own + line
    }

    /// "On Monday at 10 Quillfone wrote:"
    private static let attributions: Set<String> = ["wrote", "schrieb", "escribio", "ecrit", "escreveu"]
}
