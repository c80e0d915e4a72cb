/// A text as its folded words without accents, for wishes and courtesies that are told by their words. What is
/// addressed at its beginning (`@quillfone`) is left out, and so are faces; links keep their place.
struct TextWords {
    /// Small letters, apostrophes gone: `dont`, `mecrivez`.
    private(set) var words: [String] = []
    /// A clause or a sentence ends behind the word.
    private(set) var ends: [Bool] = []
    /// A question mark stands in it.
    private(set) var asks = false
    /// There was an emoji or an emoticon.
    private(set) var hasFaces = false

    /// Bytes that are looked at.
    private static let longest = 16_384

    init(_ text: String, most: Int) {
        var reading = Reading()
        var bytes = Array(text.utf8.prefix(Self.longest))
        // Never in the middle of a character.
        if bytes.count == Self.longest {
            while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        }
        bytes.withUnsafeBufferPointer { reading.read($0) }
        var addressed: Set<Int> = []
        // Where the word before ended.
        var behind = 0
        func isApostrophe(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
            guard start < end, end <= bytes.count else { return false }
            return bytes[start..<end].elementsEqual([0x27]) || bytes[start..<end].elementsEqual([0xE2, 0x80, 0x99])
        }
        for place in 0..<reading.compounds.count {
            let compound = reading.compounds[place]
            let first = Int(compound.first)
            guard reading.tokens[first].traits.contains(.handle) else { continue }
            addressed.formUnion(first..<(first + Int(compound.count)))
        }
        for place in 0..<reading.tokens.count {
            let token = reading.tokens[place]
            if token.after.contains(.question) { asks = true }
            if token.traits.contains(.face) {
                hasFaces = true
                continue
            }
            if token.traits.contains(.handle) || addressed.contains(place) {
                if !ends.isEmpty { ends[ends.count - 1] = true }
                continue
            }
            let folded = UnsafeBufferPointer(start: reading.folded.base + Int(token.fold), count: Int(token.length))
            var word = String(decoding: WordFolding.withoutAccents(folded), as: UTF8.self)
            if word.contains("'") { word = word.filter { $0 != "'" } }
            // M'écrivez is one word, as it is where no accent follows.
            if let before = words.last, before.utf8.count <= 2, isApostrophe(bytes, behind, Int(token.start)) {
                words[words.count - 1] = before + word
                ends[ends.count - 1] = !token.after.isEmpty
            } else {
                guard words.count < most else { return }
                words.append(word)
                ends.append(!token.after.isEmpty)
            }
            behind = Int(token.end)
        }
        if bytes.contains(UInt8(ascii: "?")) { asks = true }
    }
}

/// Whether an address is spoken to in a text: `@quillfone` or `@quillfone@mastodon.example`.
enum Mention {
    static func of(_ address: String, in text: String) -> Bool {
        let name = Array(address.lowercased().utf8.prefix { $0 != UInt8(ascii: "@") })
        guard !name.isEmpty else { return false }
        let bytes = Array(text.utf8)
        var place = 0
        while let at = bytes[place...].firstIndex(of: UInt8(ascii: "@")) {
            place = at + 1
            guard place + name.count <= bytes.count else { return false }
            let isName = bytes[place..<(place + name.count)].elementsEqual(name) { a, b in
                (65...90).contains(a) ? a | 0x20 == b : a == b
            }
            guard isName else { continue }
            let next = place + name.count < bytes.count ? bytes[place + name.count] : UInt8(ascii: " ")
            let goesOn =
                next >= 0x80 || next == UInt8(ascii: "_") || (48...57).contains(next) || (65...90).contains(next)
                || (97...122).contains(next)
            if !goesOn { return true }
        }
        return false
    }
}
