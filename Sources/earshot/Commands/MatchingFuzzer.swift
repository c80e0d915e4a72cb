import Foundation
import Triage

/// Looks for texts that cost more a byte than ordinary ones, and for evidence that cannot be right. Begins
/// with given texts and goes on from the dearest found so far. The same seed tries the same changes.
struct MatchingFuzzer {
    let bench: MatchingBench
    private var dice: Dice
    private var seeds: [[UInt8]]
    /// The dearest so far.
    private var pool: [(text: [UInt8], cost: Double)] = []

    struct Finding {
        var text: String
        var nanoseconds: Double
        var places: Int
    }

    /// Long enough for what one message costs whatever its length to matter little.
    private static let length = 16_384

    init(_ bench: MatchingBench, from texts: [String], seed: UInt64) {
        self.bench = bench
        dice = Dice(state: seed)
        seeds = texts.filter { !$0.isEmpty }.map { Array($0.utf8) }
        if seeds.isEmpty { seeds = [Array("the line is down again".utf8)] }
    }

    /// The dearest texts first, and what is wrong with any evidence.
    mutating func run(seconds: Double) -> (dearest: [Finding], faults: [String], tried: Int) {
        var faults: [String] = []
        var tried = 0
        let end = MatchingBench.processorTime() + seconds
        while MatchingBench.processorTime() < end {
            let text = String(decoding: stretched(next()), as: UTF8.self)
            tried += 1
            if let fault = fault(of: text) { faults.append("\(fault): \(text.prefix(120).debugDescription)") }
            let cost = bench.cost(of: text).nanoseconds
            keep(Array(text.utf8), cost)
        }
        let dearest = pool.prefix(10).map { entry in
            let text = String(decoding: entry.text, as: UTF8.self)
            let again = bench.cost(of: text)
            return Finding(text: text, nanoseconds: again.nanoseconds, places: again.places)
        }
        return (dearest.sorted { $0.nanoseconds > $1.nanoseconds }, faults, tried)
    }

    private mutating func keep(_ text: [UInt8], _ cost: Double) {
        guard pool.count < 32 || cost > pool[pool.count - 1].cost else { return }
        pool.append((text, cost))
        pool.sort { $0.cost > $1.cost }
        if pool.count > 32 { pool.removeLast() }
    }

    // MARK: what must hold

    /// Spans are inside the text, whole characters, in order; judging again says the same.
    private func fault(of text: String) -> String? {
        let message = bench.message(text)
        let evidence = bench.rules.judge(message)
        guard evidence == bench.rules.judge(message) else { return "judging again says otherwise" }
        let bytes = Array(text.utf8)
        for hit in evidence.hits {
            if hit.spans.isEmpty { return "a hit without a place" }
            if hit.spans.count > 16 { return "more than 16 places" }
            var last = -1
            for span in hit.spans {
                guard span.start >= 0, span.start < span.end, span.end <= bytes.count else { return "out of bounds" }
                guard span.start >= last else { return "out of order" }
                last = span.start
                let cuts = [span.start, span.end].filter { $0 < bytes.count }
                if cuts.contains(where: { bytes[$0] & 0xC0 == 0x80 }) { return "inside a character" }
            }
        }
        return nil
    }

    // MARK: making texts

    private mutating func next() -> [UInt8] {
        var text =
            pool.isEmpty || dice.below(4) == 0
            ? seeds[dice.below(seeds.count)] : Array(pool[dice.below(pool.count)].text.prefix(256))
        for _ in 0...dice.below(4) { change(&text) }
        return text
    }

    private mutating func change(_ text: inout [UInt8]) {
        let place = dice.below(text.count + 1)
        switch dice.below(7) {
        case 0: text.insert(contentsOf: Self.pieces[dice.below(Self.pieces.count)].utf8, at: place)
        case 1:
            let end = min(text.count, place + 1 + dice.below(12))
            text.insert(contentsOf: text[place..<end], at: place)
        case 2: text.removeSubrange(place..<min(text.count, place + 1 + dice.below(8)))
        case 3:
            let other = seeds[dice.below(seeds.count)]
            let from = dice.below(other.count)
            text.insert(contentsOf: other[from..<min(other.count, from + 1 + dice.below(24))], at: place)
        case 4:
            // A short piece alone, over and over.
            let end = min(text.count, place + 1 + dice.below(16))
            if place < end { text = Array(text[place..<end]) }
        case 5: text = text.filter { $0 != UInt8(ascii: " ") }
        default: if place < text.count { text[place] = UInt8(dice.below(256)) }
        }
        if text.isEmpty { text = Array("a".utf8) }
    }

    private func stretched(_ text: [UInt8]) -> [UInt8] {
        var long: [UInt8] = []
        long.reserveCapacity(Self.length + text.count)
        while long.count < Self.length { long += text }
        return long
    }

    private static let pieces = [
        " ", ". ", "#", "@", "&", "&amp;", "&#x61;", "'", "’", "://", "www.", ".com/", "_", "aaa", "A", "1", "12/03/",
        "$",
        "é", "e\u{301}", "\u{301}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{1F468}\u{200D}", "👍🏽", "🇬🇧", "1️⃣", "ﬁ", "Ａ",
        "𝐚", "話", "が", "ガ", "퀼폰에서는", "ไม่", "हिन्दी", "اَلْ", "שָׁ", "а", "ж", "ß", "İ", ":-)", "<3", "s's", "\n",
    ]

    /// Marsaglia's xorshift; good enough to shake texts, the same everywhere.
    private struct Dice {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % max(1, bound)
        }

        init(state: UInt64) { self.state = state == 0 ? 1 : state }
    }
}
