import Foundation

/// Asks the system's libraries for every character that is, or may be, remarkable. Takes some milliseconds,
/// once.
struct ScalarFactsMaker {
    private var facts: [UInt32: ScalarFacts.Fact] = [:]
    private var parts: [UInt32] = [0]
    private var pairs = [ScalarFacts.Pair](repeating: .init(), count: ScalarFacts.pairSlots)
    /// Characters that are made of others and stay whole when composed, with what they are made of.
    private var composed: [(value: UInt32, parts: [UInt32])] = []

    /// Where characters are taken apart, combine or have a small letter. Left out: Chinese, Yi, Korean
    /// syllables, surrogates, private use, cuneiform, hieroglyphs, Tangut.
    static let ranges: [Range<UInt32>] = [
        0x80..<0x3400, 0xA480..<0xAC00, 0xD780..<0xD800, 0xF900..<0x12000, 0x16000..<0x17000, 0x1B000..<0x20000,
        0x2F800..<0x2FA80,
    ]

    init() {
        for range in Self.ranges {
            for page in stride(from: range.lowerBound, to: range.upperBound, by: 128) { read(page..<(page + 128)) }
        }
        // Shorter ones first: what stands before the last mark of a longer one is one of them.
        for (value, made) in composed.sorted(by: { ($0.parts.count, $0.value) < ($1.parts.count, $1.value) }) {
            add(value, made)
        }
        for range in LookAlikes.latin { mark(range, ScalarFacts.Fact.latin) }
        for range in LookAlikes.ranges { mark(range, ScalarFacts.Fact.disguises) }
        for range in WordFolding.points { mark(range, ScalarFacts.Fact.pointed) }
        for range in WordFolding.lowered { mark(range, ScalarFacts.Fact.lowered) }
        for value in UInt32(0x41)...0x5A {
            facts[value, default: .init()].bits |= ScalarFacts.Fact.uppercase | ScalarFacts.Fact.lowered
        }
        for value in UInt32(0x1161)...0x1175 { facts[value, default: .init()].bits |= ScalarFacts.Fact.joins }
        for value in UInt32(0x11A8)...0x11C2 { facts[value, default: .init()].bits |= ScalarFacts.Fact.joins }
    }

    private mutating func mark(_ range: ClosedRange<UInt32>, _ bit: UInt32) {
        for value in range { facts[value, default: .init()].bits |= bit }
    }

    private mutating func read(_ range: Range<UInt32>) {
        let scalars = range.compactMap { Unicode.Scalar($0) }
        // A line each: across the end of a line nothing combines or changes places.
        var lines = String.UnicodeScalarView()
        for scalar in scalars {
            lines.append(scalar)
            lines.append("\n")
        }
        let text = String(lines)
        let apart = Self.split(text.decomposedStringWithCompatibilityMapping)
        let together = Self.split(text.precomposedStringWithCompatibilityMapping)
        guard apart.count == scalars.count, together.count == scalars.count else { return }
        for (place, scalar) in scalars.enumerated() {
            let properties = scalar.properties
            var fact = ScalarFacts.Fact()
            fact.bits = UInt32(properties.canonicalCombiningClass.rawValue)
            if properties.isUppercase { fact.bits |= ScalarFacts.Fact.uppercase }
            if properties.changesWhenLowercased {
                fact.lower = properties.lowercaseMapping.unicodeScalars.first?.value ?? 0
                fact.bits |= ScalarFacts.Fact.lowered
            }
            if together[place] != [scalar.value] { fact.bits |= ScalarFacts.Fact.changes }
            if apart[place] != [scalar.value] {
                fact.bits |= UInt32(parts.count) << 12
                parts.append(UInt32(apart[place].count))
                parts += apart[place]
                if !apart[place].allSatisfy(Self.isPartOfWord) { fact.bits |= ScalarFacts.Fact.brings }
                if together[place] == [scalar.value], apart[place].count > 1 {
                    composed.append((scalar.value, apart[place]))
                }
            }
            if fact.bits != 0 || fact.lower != 0 { facts[scalar.value] = fact }
        }
    }

    private static func split(_ text: String) -> [[UInt32]] {
        var lines: [[UInt32]] = []
        var line: [UInt32] = []
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                lines.append(line)
                line.removeAll()
            } else {
                line.append(scalar.value)
            }
        }
        return lines
    }

    static func isPartOfWord(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        switch CharacterKind(scalar) {
        case .letter, .mark, .ideograph, .emoji: return true
        case .ignorable, .apostrophe, .space, .lineBreak, .exclamation, .question, .fullStop, .comma, .hash, .at,
            .other:
            return false
        }
    }

    private mutating func add(_ value: UInt32, _ made: [UInt32]) {
        var first = made[0]
        for second in made.dropFirst().dropLast() {
            guard let both = composed(first, second) else { return }
            first = both
        }
        let last = made[made.count - 1]
        facts[last, default: .init()].bits |= ScalarFacts.Fact.joins
        var place = ScalarFacts.slot(first, last)
        while pairs[place].composed != 0 { place = (place + 1) & (ScalarFacts.pairSlots - 1) }
        pairs[place] = .init(first: first, second: last, composed: value)
    }

    private func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        var place = ScalarFacts.slot(first, second)
        while pairs[place].composed != 0 {
            if pairs[place].first == first, pairs[place].second == second { return pairs[place].composed }
            place = (place + 1) & (ScalarFacts.pairSlots - 1)
        }
        return nil
    }

    /// Laid out to be read, never freed.
    func table() -> ScalarFacts.Table {
        let size = 1 << Int(ScalarFacts.pageBits)
        var pages = [UInt16](repeating: 0, count: ScalarFacts.pageCount)
        // The first page is of nothing remarkable.
        var rows = [ScalarFacts.Fact](repeating: .init(), count: size)
        for (value, fact) in facts {
            let page = Int(value) / size
            guard page < pages.count else { continue }
            if pages[page] == 0 {
                pages[page] = UInt16(rows.count / size)
                rows += [ScalarFacts.Fact](repeating: .init(), count: size)
            }
            rows[Int(pages[page]) * size + Int(value) % size] = fact
        }
        return ScalarFacts.Table(
            pages: Self.kept(pages), facts: Self.kept(rows), parts: Self.kept(packed()), pairs: Self.kept(pairs))
    }

    private func packed() -> [ScalarFacts.Part] {
        var packed = [ScalarFacts.Part(count: 0)]
        while packed.count < parts.count {
            let count = Int(parts[packed.count])
            let first = packed.count + 1
            packed.append(ScalarFacts.Part(count: count))
            for value in parts[first..<(first + count)] { packed.append(.init(value, facts[value] ?? .init())) }
        }
        return packed
    }

    private static func kept<Element: BitwiseCopyable>(_ row: [Element]) -> UnsafePointer<Element> {
        let base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, row.count))
        for (place, element) in row.enumerated() { (base + place).initialize(to: element) }
        return UnsafePointer(base)
    }
}
