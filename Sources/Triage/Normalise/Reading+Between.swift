/// What stands between words: sentences, shouting, faces, and what begins a tag or a handle.
extension Reading {
    mutating func separator(_ text: UnsafeBufferPointer<UInt8>, at place: Int, _ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): runStart = place + 1
        case 0x0A...0x0D:
            runStart = place + 1
            mark(.sentence)
        case UInt8(ascii: "."):
            let next = place + 1 < text.count ? text[place + 1] : UInt8(ascii: " ")
            if ByteTable.lower[Int(next)] == 0 { mark(.sentence) }
        case UInt8(ascii: "!"): exclaim()
        case UInt8(ascii: "?"): ask()
        case UInt8(ascii: ","): mark(.clause)
        case UInt8(ascii: "#"), UInt8(ascii: "*"):
            if let end = keycap(text, at: place) { return end }
            guard byte == UInt8(ascii: "#") else { break }
            if let end = hashtag(text, at: place, behind: 1) { return end }
        case UInt8(ascii: "@"):
            if let end = handle(text, at: place, behind: 1) { return end }
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"):
            if let (face, length) = Emoticon.read(text, at: place) {
                emit(face, from: place, to: place + length)
                return place + length
            }
            if byte == UInt8(ascii: ";") { mark(.clause) }
        case UInt8(ascii: "&"):
            if let (scalar, length) = Entity.read(text, at: place) {
                switch kinds.kind(scalar) {
                case .letter, .ideograph, .emoji: return wide(text, from: place)
                case .mark, .ignorable, .apostrophe, .space, .lineBreak, .exclamation, .question, .fullStop, .comma,
                    .hash, .at, .other:
                    punctuation(CharacterKind(scalar), endsAt: place + length)
                    return place + length
                }
            }
        default: break
        }
        return place + 1
    }

    /// Notes what stands behind the last word. Shared with the wide path.
    mutating func punctuation(_ kind: CharacterKind, endsAt end: Int) {
        switch kind {
        case .space: runStart = end
        case .lineBreak:
            runStart = end
            mark(.sentence)
        case .exclamation: exclaim()
        case .question: ask()
        case .fullStop: mark(.sentence)
        case .comma: mark(.clause)
        case .letter, .mark, .ignorable, .apostrophe, .ideograph, .emoji, .hash, .at, .other: break
        }
    }

    mutating func exclaim() {
        exclamations += 1
        mark([.sentence, .exclamation])
    }

    mutating func ask() {
        questions += 1
        mark([.sentence, .question])
    }

    @inline(__always)
    mutating func mark(_ after: Token.After) {
        guard tokens.count > 0 else { return }
        tokens.base[tokens.count - 1].after.formUnion(after)
    }

    mutating func emit(_ face: StaticString, from start: Int, to end: Int) {
        let first = folded.count
        face.withUTF8Buffer { for byte in $0 { folded.append(byte) } }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: UInt32(first), length: UInt32(folded.count - first),
                key: WordKey.of(folded.base + first, folded.count - first), traits: .face, after: []))
    }

    mutating func countWord(shouted isShouted: Bool) {
        spoken += 1
        if isShouted { shouted += 1 }
    }
}
