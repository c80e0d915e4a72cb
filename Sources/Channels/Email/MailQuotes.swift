/// Tells what an author wrote this time from what their mail program put around it: quoted lines, the line
/// that introduces them, whole messages below, signatures. Nothing is thrown away.
///
/// There is no standard to go by; these are the habits of the programs people use, in the languages whose
/// words stand in `QuoteWords`. In doubt a line is new: a quoted complaint heard twice does less harm than a
/// new one unheard.
struct MailQuotes {
    private(set) var new = ""
    private(set) var quoted = ""
    private(set) var signature = ""
    private(set) var note: String?

    private enum Place { case new, quoted, signature }

    private let lines: [Substring]
    private var places: [Place]

    static func split(_ text: String) -> MailQuotes { MailQuotes(text) }

    private init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        places = Array(repeating: .new, count: lines.count)
        let end = markWholeMessage()
        markQuotes(before: end)
        markSignatures(before: end)
        gather(isForward: end < lines.count && Self.isForwardMark(lines[end]))
    }

    // MARK: Whole messages below

    /// Marks everything from the first sign of an unprefixed earlier message on, and says where that is.
    private mutating func markWholeMessage() -> Int {
        for at in lines.indices {
            let line = lines[at].trimmed
            guard !line.isEmpty, !line.hasPrefix(">") || line == ">:" else { continue }
            let start: Int
            if Self.isOriginalMark(line) || headerBlock(at) {
                start = at
            } else if let first = attribution(endingAt: at, strong: true), !nextIsPrefixed(at) {
                start = first
            } else {
                continue
            }
            var from = start
            // A rule drawn above it belongs to it.
            if let above = lines[..<start].lastIndex(where: { !$0.isBlank }), Self.isRule(lines[above].trimmed) {
                from = above
            }
            for place in from..<lines.count { places[place] = .quoted }
            return from
        }
        return lines.count
    }

    /// `-----Original Message-----`, `---------- Forwarded message ---------`, `Begin forwarded message:`.
    private static func isOriginalMark(_ line: Substring) -> Bool {
        guard line.utf8.count <= 120 else { return false }
        let isDashed = line.hasPrefix("--") || line.hasPrefix("__")
        guard isDashed || line.hasSuffix(":") else { return false }
        let words = line.lowercased().trimming { !$0.isLetter }
        return isDashed ? QuoteWords.originals.contains(words) : QuoteWords.beginnings.contains(words)
    }

    private static func isForwardMark(_ line: Substring) -> Bool {
        QuoteWords.forwards.contains(line.lowercased().trimming { !$0.isLetter })
    }

    /// `From:`, `Sent:`, `To:`, `Subject:` in a row, in any of the languages. A person may well write
    /// "From: Leeds, To: London" in a complaint, so a subject and a sender or a time must be among them.
    private func headerBlock(_ start: Int) -> Bool {
        guard let first = QuoteWords.field(of: lines[start].trimmed), first == .from || first == .sent else {
            return false
        }
        var found: Set<QuoteWords.Field> = []
        var hasAddress = false
        var continuations = 0
        for line in lines[start..<min(start + 9, lines.count)] {
            if line.isBlank { break }
            if let field = QuoteWords.field(of: line.trimmed) {
                found.insert(field)
                if field == .from { hasAddress = hasAddress || line.contains("@") }
            } else {
                continuations += 1
                if continuations > 3 { return false }
                hasAddress = hasAddress || line.contains("@")
            }
        }
        return found.count >= 3 && found.contains(.subject) && found.contains(.from)
            && (found.contains(.sent) || hasAddress)
    }

    // MARK: Prefixed quotes

    private mutating func markQuotes(before end: Int) {
        for at in 0..<end {
            let line = lines[at].trimmed
            if line.hasPrefix(">") { places[at] = .quoted }
            // An address may have been broken before its bracket.
            guard !line.hasPrefix(">") || line == ">:" else { continue }
            if let start = attribution(endingAt: at, strong: false), nextIsPrefixed(at) {
                for place in start...at { places[place] = .quoted }
            }
        }
        // Empty lines between quoted ones are quoted too.
        var last: Int?
        for at in 0..<end where !lines[at].isBlank {
            if places[at] == .quoted, let last { for place in last..<at { places[place] = .quoted } }
            last = places[at] == .quoted ? at : nil
        }
    }

    private func nextIsPrefixed(_ at: Int) -> Bool {
        guard let next = lines[(at + 1)...].prefix(8).first(where: { !$0.isBlank }) else { return false }
        return next.trimmed.hasPrefix(">")
    }

    /// Where the line starts that introduces a quote and ends at `end`: `On … wrote:`, broken over up to four.
    ///
    /// - Parameter strong: no quoted line follows to confirm it, so it must hold a time or an address too.
    private func attribution(endingAt end: Int, strong: Bool) -> Int? {
        let last = lines[end].trimmed
        guard let final = last.last,
            final == ":" || final == "：" || final == ">" || last.lowercased().hasSuffix("wrote")
        else { return nil }
        var start = end
        for above in stride(from: end - 1, through: max(0, end - 3), by: -1) {
            let line = lines[above].trimmed
            guard !line.isEmpty, line.utf8.count <= 120, !line.hasPrefix(">"), let tail = line.last,
                !".!?".contains(tail)
            else { break }
            if QuoteWords.startsAttribution(line) { start = above }
        }
        var text = ""
        for line in lines[start...end] { text += (text.isEmpty ? "" : " ") + line.trimmed }
        guard text.utf8.count <= 500 else { return nil }
        return QuoteWords.isAttribution(text, strong: strong) ? start : nil
    }

    // MARK: Signatures

    private mutating func markSignatures(before end: Int) {
        var at = 0
        while at < end {
            guard places[at] == .new else {
                at += 1
                continue
            }
            var runEnd = at
            while runEnd < end, places[runEnd] == .new { runEnd += 1 }
            markSignature(at..<runEnd)
            at = runEnd
        }
    }

    /// The last of `-- `, a drawn rule or a phone's signature in a run of new lines, if what follows is short
    /// enough to be one.
    private mutating func markSignature(_ run: Range<Int>) {
        guard let lastLine = lines[run].lastIndex(where: { !$0.isBlank }) else { return }
        var start = lastLine + 1
        for at in stride(from: lastLine, through: max(run.lowerBound, lastLine - 20), by: -1) {
            let line = lines[at]
            let trimmed = line.trimmed
            let count = lines[at...lastLine].count { !$0.isBlank } - 1
            if line == "-- " || line == "--" {
                if count <= (line == "-- " ? 20 : 10) { start = at }
                break
            }
            if trimmed.utf8.count >= 2, trimmed.allSatisfy({ $0 == "_" }), count > 0, count <= 8 {
                start = at
                break
            }
        }
        // The phone's line stands last, or just above the rest.
        if let above = lines[run.lowerBound..<start].lastIndex(where: { !$0.isBlank }),
            QuoteWords.isPhoneSignature(lines[above].trimmed)
        {
            start = above
        }
        for at in start..<run.upperBound where start <= lastLine { places[at] = .signature }
    }

    private static func isRule(_ line: Substring) -> Bool {
        line.utf8.count >= 4 && line.allSatisfy { "-_=*—– ".contains($0) }
    }

    // MARK: Gathering

    private mutating func gather(isForward: Bool) {
        new = text(of: .new)
        quoted = text(of: .quoted)
        signature = text(of: .signature)
        guard new.isEmpty else { return }
        if quoted.isEmpty {
            // A mail that is nothing but a signature says what it says.
            new = signature
            signature = ""
        } else if isForward {
            new = quoted
            quoted = ""
            note = "nothing but a forwarded message"
        } else {
            note = "nothing new was written"
        }
    }

    /// The lines of one place, without empty ones at the edges and with one where others were taken out.
    private func text(of place: Place) -> String {
        var out = ""
        var blanks = 0
        var gap = false
        for at in lines.indices {
            guard places[at] == place else {
                gap = true
                continue
            }
            if lines[at].isBlank {
                blanks += 1
                continue
            }
            if !out.isEmpty {
                let count = gap ? min(max(blanks, 1), 1) : min(blanks, 2)
                out += String(repeating: "\n", count: count + 1)
            }
            blanks = 0
            gap = false
            out += lines[at].droppingTrailingBlanks
        }
        return out
    }
}

extension Substring {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    fileprivate var droppingTrailingBlanks: Substring {
        var rest = self
        while rest.utf8.last == 0x20 || rest.utf8.last == 0x09 { rest = rest.dropLast() }
        return rest
    }

    fileprivate var trimmed: Substring {
        droppingTrailingBlanks.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
    }
}

extension String {
    /// Without what `isEdge` says of both ends.
    fileprivate func trimming(_ isEdge: (Character) -> Bool) -> String {
        var rest = self[...].drop(while: isEdge)
        while let last = rest.last, isEdge(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
