/// Links and addresses: each becomes one token that matches nothing.
extension Reading {
    /// Right behind a word stands `:`, `.`, `/` or `@`: where it makes a link or an address of the run,
    /// that becomes one token that matches nothing, and its end is returned.
    mutating func linkEnd(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        func byte(_ offset: Int) -> UInt8 { place + offset < text.count ? text[place + offset] : 0 }
        let last = tokens[tokens.count - 1]
        let word = UnsafeBufferPointer(start: folded.base + Int(last.fold), count: Int(last.length))
        switch byte(0) {
        case UInt8(ascii: ":"):
            guard byte(1) == UInt8(ascii: "/"), byte(2) == UInt8(ascii: "/") else { return nil }
            return link(text, from: Int(last.start), at: place)
        case UInt8(ascii: "."):
            guard word.elementsEqual("www".utf8), ByteTable.lower[Int(byte(1))] != 0 else { return nil }
            return link(text, from: Int(last.start), at: place)
        case UInt8(ascii: "/"):
            guard ByteTable.lower[Int(byte(1))] != 0, last.start > 0, text[Int(last.start) - 1] == UInt8(ascii: "."),
                ByteTable.isTopLevel(word), tokens.count > 1, tokens[tokens.count - 2].end == last.start - 1
            else { return nil }
            return link(text, from: max(runStart, Int(tokens[tokens.count - 2].start)), at: place)
        default:
            guard ByteTable.lower[Int(byte(1))] != 0, !last.traits.contains(.handle) else { return nil }
            var end = place + 1
            while end < text.count, isAddressByte(text[end]) { end += 1 }
            return replace(from: runStart, to: end)
        }
    }

    mutating func link(_ text: UnsafeBufferPointer<UInt8>, from start: Int, at place: Int) -> Int {
        var end = place
        while end < text.count, text[end] > 0x20, text[end] < 0x7F, text[end] != UInt8(ascii: "<"),
            text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "\"")
        {
            end += 1
        }
        return replace(from: start, to: end)
    }

    func isAddressByte(_ byte: UInt8) -> Bool {
        ByteTable.lower[Int(byte)] != 0 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    mutating func replace(from start: Int, to end: Int) -> Int {
        while tokens.count > 0, Int(tokens[tokens.count - 1].start) >= start { tokens.cut(to: tokens.count - 1) }
        while compounds.count > 0, Int(compounds[compounds.count - 1].first) >= tokens.count {
            compounds.cut(to: compounds.count - 1)
        }
        tokens.append(
            Token(
                start: UInt32(start), end: UInt32(end), fold: 0, length: 0, key: 0, traits: .link, after: []))
        return end
    }
}
