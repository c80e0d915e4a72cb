/// Tells a phone number from the other figures of a reply by its look alone; whether it can be called is
/// for others to find out.
enum PhoneNumber {
    /// Characters of a number that are kept.
    static let longest = 40
    private static let digits = 7...15

    /// Where a number that begins at a place ends; nil where none begins. It begins with `+`, `(`, a zero, or
    /// a long run of digits, and no date or clock is one.
    static func end(in lexemes: [Lexeme], from start: Int) -> Int? {
        // The rest of a longer run is no number either.
        let isBehindDigit =
            start > 0 && lexemes[start - 1].isDigits && lexemes[start].isDigits
            && (lexemes[start].isTight || lexemes[start].text.first != "0")
        guard !isBehindDigit else { return nil }
        var place = start
        var count = 0
        var end: Int?
        var isPlausible = false
        var groups = 0
        walk: while place < lexemes.count, place - start < 24, groups < 9 {
            let lexeme = lexemes[place]
            switch lexeme.kind {
            case .number(_, let width):
                if groups == 0, lexeme.text.first == "0" || width >= 7 { isPlausible = true }
                if width >= 5 { isPlausible = true }
                if groups > 0, width == 4, !isDate(lexemes, start, place) { isPlausible = true }
                count += width
                groups += 1
                place += 1
                end = place
            case .mark("+") where place == start, .mark("(") where groups <= 1:
                if lexeme.kind == .mark("+") { isPlausible = true }
                place += 1
            case .mark(")"), .mark("-"), .mark("/"), .mark("."):
                guard groups > 0, place + 1 < lexemes.count else { break walk }
                if case .mark = lexemes[place + 1].kind {
                    guard lexeme.kind == .mark(")") else { break walk }
                } else {
                    guard lexemes[place + 1].isDigits else { break walk }
                }
                place += 1
            case .word, .keycap, .emoji, .lineBreak, .mark: break walk
            }
        }
        guard let end, isPlausible || groups >= 3 && count >= 9, digits.contains(count),
            !isDate(lexemes, start, end - 1)
        else { return nil }
        if end < lexemes.count, lexemes[end].isTight {
            // "2026-11-24 14:00", "1234567h"
            if lexemes[end].kind == .mark(":") || lexemes[end].kind == .word { return nil }
        }
        return end
    }

    /// `2026-11-24`, `24.11.2026`, `24/11/2026`, also with more behind it.
    private static func isDate(_ lexemes: [Lexeme], _ start: Int, _ last: Int) -> Bool {
        guard last - start >= 4, case .number(let first, let width) = lexemes[start].kind,
            case .mark(let mark) = lexemes[start + 1].kind, mark != "(", lexemes[start + 1].isTight,
            lexemes[start + 3].kind == .mark(mark), case .number(_, let middle) = lexemes[start + 2].kind,
            case .number(let third, let thirdWidth) = lexemes[start + 4].kind, middle <= 2
        else { return false }
        let isYearFirst = width == 4 && (1900...2199).contains(first) && thirdWidth <= 2
        let isYearLast = width <= 2 && thirdWidth == 4 && (1900...2199).contains(third)
        return isYearFirst || isYearLast
    }
}

extension Lexeme {
    fileprivate var isDigits: Bool { if case .number = kind { true } else { false } }
}
