/// The parts of one message, each made once, and what was matched in them.
struct Parts {
    private let message: Message
    private var made: [Zone: String] = [:]

    init(_ message: Message) { self.message = message }

    subscript(zone: Zone) -> String {
        mutating get {
            if let known = made[zone] { return known }
            let part = message.part(zone)
            made[zone] = part
            return part
        }
    }

    /// Slices of the places where these leaves hit: the text first, then the other parts; each place once,
    /// at most `TermHit.mostSpans`, the rest counted. Places outside the part are passed over.
    mutating func matches(
        of leaves: Set<Int>, _ evidence: Evidence, _ compiled: Compiled
    ) -> (matches: [Reason.Match], more: Int) {
        if !compiled.hasZone { return matchesInText(of: leaves, evidence) }
        var spans: [(zone: Zone, span: Span)] = []
        var more = 0
        for hit in evidence.hits where leaves.contains(hit.term) {
            let zone = compiled.leafZone[hit.term]
            for span in hit.spans { spans.append((zone, span)) }
            more += hit.more
        }
        let rank = Dictionary(Zone.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        spans.sort {
            (rank[$0.zone] ?? 0, $0.span.start, $0.span.end) < (rank[$1.zone] ?? 0, $1.span.start, $1.span.end)
        }
        var matches: [Reason.Match] = []
        var last: (zone: Zone, span: Span)?
        for (zone, span) in spans where last.map({ $0.zone != zone || $0.span != span }) ?? true {
            last = (zone, span)
            guard let text = slice(zone, span) else { continue }
            guard matches.count < TermHit.mostSpans else {
                more += 1
                continue
            }
            matches.append(Reason.Match(text: text, start: span.start, end: span.end, zone: zone))
        }
        return (matches, more)
    }

    /// Where no rule looks in any other part.
    private func matchesInText(of leaves: Set<Int>, _ evidence: Evidence) -> (matches: [Reason.Match], more: Int) {
        var spans: [Span] = []
        var more = 0
        for hit in evidence.hits where leaves.contains(hit.term) {
            hit.add(to: &spans)
            more += hit.more
        }
        if spans.count > 1 { spans.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
        var matches: [Reason.Match] = []
        var last: Span?
        for span in spans where span != last {
            last = span
            guard let text = Self.slice(message.text, span) else { continue }
            guard matches.count < TermHit.mostSpans else {
                more += 1
                continue
            }
            matches.append(Reason.Match(text: text, start: span.start, end: span.end, zone: .text))
        }
        return (matches, more)
    }

    /// Nil where the place is not inside the part.
    mutating func slice(_ zone: Zone, _ span: Span) -> String? { Self.slice(self[zone], span) }

    private static func slice(_ part: String, _ span: Span) -> String? {
        var part = part
        return part.withUTF8 { bytes in
            guard span.start >= 0, span.start < span.end, span.end <= bytes.count else { return nil }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[span.start..<span.end]), as: UTF8.self)
        }
    }
}
