/// What somebody wrote themselves: a mail's quoted lines and what stands above and below them are ours.
enum OwnWords {
    static func of(_ lexemes: [Lexeme]) -> [Lexeme] {
        var own: [Lexeme] = []
        var line: [Lexeme] = []
        var previous: [Lexeme] = []
        func isOver(_ line: [Lexeme]) -> Bool {
            let line = line.filter { $0.kind != .lineBreak }
            if !own.isEmpty, isSignature(line) { return true }
            if line.first?.kind == .mark(">"), line.first?.isTight == false || line.first?.bytes.lowerBound == 0 {
                return !own.isEmpty
            }
            if line.count == 2, line.allSatisfy({ $0.kind == .mark("-") }) { return true }
            guard line.count > 4, line.last?.kind == .mark(":") else { return false }
            if line.suffix(4).contains(where: { Self.attributions.contains($0.bare) }) { return true }
            // Broken where the line was full: "On Mon, 2 Nov 2026 at 10:00, Quillfone Support ⏎ <…> wrote:"
            guard let first = line.first?.bare, openings.contains(first) else { return false }
            return line.contains { Self.attributions.contains($0.bare) }
        }
        for lexeme in lexemes {
            guard lexeme.kind == .lineBreak else {
                line.append(lexeme)
                continue
            }
            if isOver(line) { return own }
            // The first half of it was taken for theirs.
            if isOver(previous + line), let start = previous.first?.bytes.lowerBound {
                return own.filter { $0.bytes.lowerBound < start }
            }
            if line.first?.kind != .mark(">") { own += line + [lexeme] }
            previous = line
            line = []
        }
        if isOver(line) { return own }
        if isOver(previous + line), let start = previous.first?.bytes.lowerBound {
            return own.filter { $0.bytes.lowerBound < start }
        }
        return line.first?.kind == .mark(">") && !own.isEmpty ? own : own + line
    }

    /// What a telephone puts below: "Sent from my …".
    private static func isSignature(_ line: [Lexeme]) -> Bool {
        guard (3...9).contains(line.count) else { return false }
        let words = line.prefix(3).map(\.bare)
        return signatures.contains { words.starts(with: $0) }
    }

    private static let signatures = [
        ["sent", "from", "my"], ["sent", "from", "outlook"], ["get", "outlook", "for"], ["gesendet", "von"],
        ["von", "meinem", "iphone"], ["enviado", "desde", "mi"], ["enviado", "do", "meu"], ["enviado", "a", "partir"],
        ["enviado", "desde", "outlook"], ["envoye", "de", "mon"], ["envoye", "depuis", "mon"], ["inviato", "da"],
    ]

    private static let openings: Set<String> = ["on", "am", "el", "le", "em", "a", "no", "il"]

    /// The same text with blanks where somebody is addressed, `@quillfone` or `@quillfone@social.example`, so that
    /// every place in it stays where it is. "@ 10" and "@10" are times.
    static func withoutMentions(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var bytes = Array(text.utf8.prefix(CustomerWords.longestText + 4))
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || byte == 95 || byte >= 0x80
                || (97...122).contains(byte)
        }
        var place = 0
        while place < bytes.count {
            let isStart = place == 0 || bytes[place - 1] <= 32 || bytes[place - 1] == UInt8(ascii: "(")
            guard bytes[place] == UInt8(ascii: "@"), isStart, place + 1 < bytes.count,
                (97...122).contains(bytes[place + 1] | 0x20)
            else {
                place += 1
                continue
            }
            while place < bytes.count {
                let byte = bytes[place]
                let isJoint = byte == UInt8(ascii: "@") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                let goesOn = isJoint && place + 1 < bytes.count && isWord(bytes[place + 1])
                guard isWord(byte) || goesOn else { break }
                bytes[place] = 32
                place += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// "On Monday at 10 Quillfone wrote:"
    private static let attributions: Set<String> = ["wrote", "schrieb", "escribio", "ecrit", "escreveu"]
}
