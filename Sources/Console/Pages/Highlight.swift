import Triage

/// A customer's words with what rules found in them marked.
enum Highlight {
    /// Bytes of UTF-8, [start, end), and the rule that found them.
    struct Span: Hashable, Sendable {
        var start: Int
        var end: Int
        var title: String
    }

    /// So many bytes are shown at once, as many again and more when they are asked for, and no more.
    static let shown = 4_000
    static let kept = 32_000

    /// What is shown at once, what is folded, and whether there was still more.
    struct Shown: Sendable {
        var first: Markup
        var rest: Markup?
        var isCut: Bool
    }

    static func spans(_ reasons: [Reason], in zone: Zone) -> [Span] {
        reasons.flatMap { reason in
            reason.matches.filter { $0.zone == zone }.map { Span(start: $0.start, end: $0.end, title: reason.title) }
        }
    }

    /// - Parameter atOnce: bytes that are not folded.
    static func shown(_ text: String, _ spans: [Span], atOnce: Int = shown) -> Shown {
        let bytes = Array(text.utf8)
        let spans = united(spans, in: bytes)
        let first = boundary(atOnce, in: bytes)
        let kept = boundary(max(kept, atOnce), in: bytes)
        return Shown(
            first: markup(bytes, 0..<first, spans), rest: first < kept ? markup(bytes, first..<kept, spans) : nil,
            isCut: kept < bytes.count)
    }

    /// Spans that do not lie in the text, or cut a character in two, are left out: the text may have been mended
    /// since. Those that touch the same words become one, with the names of all.
    private static func united(_ spans: [Span], in bytes: [UInt8]) -> [Span] {
        func isBoundary(_ place: Int) -> Bool { place == bytes.count || bytes[place] & 0xC0 != 0x80 }
        var united: [Span] = []
        for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            guard span.start >= 0, span.start < span.end, span.end <= bytes.count, isBoundary(span.start),
                isBoundary(span.end)
            else { continue }
            if let last = united.last, span.start < last.end {
                united[united.count - 1].end = max(last.end, span.end)
                if !last.title.split(separator: "\n").contains(Substring(span.title)) {
                    united[united.count - 1].title += "\n\(span.title)"
                }
            } else {
                united.append(span)
            }
        }
        return united
    }

    private static func boundary(_ most: Int, in bytes: [UInt8]) -> Int {
        guard bytes.count > most else { return bytes.count }
        var place = most
        while place > 0, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    private static func markup(_ bytes: [UInt8], _ range: Range<Int>, _ spans: [Span]) -> Markup {
        var markup = Markup(trusted: "")
        var place = range.lowerBound
        func words(_ from: Int, _ until: Int) -> Markup {
            Markup(showing: String(decoding: bytes[from..<until], as: UTF8.self))
        }
        for span in spans where span.start < range.upperBound && span.end > range.lowerBound {
            let start = max(span.start, range.lowerBound)
            let end = min(span.end, range.upperBound)
            let title = span.title.split(separator: "\n").joined(separator: ", ")
            markup =
                markup + words(place, start) + Markup(trusted: "<mark title=\"") + Markup(showing: title)
                + Markup(trusted: "\">") + words(start, end) + Markup(trusted: "</mark>")
            place = end
        }
        return markup + words(place, range.upperBound)
    }
}
