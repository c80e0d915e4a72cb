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

    /// Slices of the places of the hits that are grounds, by their index: the text first, then the other parts;
    /// each place once, at most `TermHit.mostSpans`, the rest counted. Places outside the part are passed over.
    /// - Parameter zones: by leaf.
    mutating func matches(
        _ all: [TermHit], _ zones: [Zone], where isGround: (Int) -> Bool
    ) -> (matches: [Reason.Match], more: Int) {
        var spans: [(zone: Zone, span: Span)] = []
        var more = 0
        var hits = 0
        for place in all.indices where isGround(place) {
            let zone = zones[all[place].term]
            all[place].forEachSpan { spans.append((zone, $0)) }
            more += all[place].more
            hits += 1
        }
        // Those of one hit stand in order, each once.
        if hits > 1 {
            spans.sort {
                ($0.zone.rank, $0.span.start, $0.span.end) < ($1.zone.rank, $1.span.start, $1.span.end)
            }
        }
        var matches: [Reason.Match] = []
        matches.reserveCapacity(min(spans.count, TermHit.mostSpans))
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

    /// Nil where the place is not inside the part.
    mutating func slice(_ zone: Zone, _ span: Span) -> String? {
        Self.slice(zone == .text ? message.text : self[zone], span)
    }

    private static func slice(_ part: String, _ span: Span) -> String? {
        var part = part
        return part.withUTF8 { bytes in
            guard span.start >= 0, span.start < span.end, span.end <= bytes.count else { return nil }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[span.start..<span.end]), as: UTF8.self)
        }
    }
}

extension Zone {
    /// Where it stands among the others.
    fileprivate var rank: Int {
        switch self {
        case .text: 0
        case .url: 1
        case .name: 2
        case .quoted: 3
        }
    }
}
