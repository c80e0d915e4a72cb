/// Hashtags and handles.
extension Reading {
    /// `#QuillfoneFail` at `place`: its words, and the whole as a compound. Nil where it is no hashtag.
    mutating func hashtag(_ text: UnsafeBufferPointer<UInt8>, at place: Int, behind width: Int) -> Int? {
        if place > 0, ByteTable.lower[Int(text[place - 1])] != 0 { return nil }
        let body = place + width
        let end = tagEnd(text, from: body)
        guard end > body else { return nil }
        let first = tokens.count
        var part = body
        var next = body
        while next < end {
            next += 1
            let isCut = next == end || text[next] == UInt8(ascii: "_") || isHump(text, at: next, from: part, to: end)
            guard isCut else { continue }
            if next > part { words(text, from: part, to: next) }
            while next < end, text[next] == UInt8(ascii: "_") { next += 1 }
            part = next
        }
        let count = tokens.count - first
        guard count > 0 else { return end }
        tokens.base[first].traits.formUnion([.tag, .compound])
        tokens.base[first].start = UInt32(place)
        compound(from: first, count: count, sign: UInt8(ascii: "#"))
        return end
    }

    /// `@quillfone` or `@quillfone@social.example` at `place`: one word with its `@`; the longer form is a
    /// compound beside it.
    mutating func handle(_ text: UnsafeBufferPointer<UInt8>, at place: Int, behind width: Int) -> Int? {
        func nameEnd(from start: Int, dots: Bool) -> Int {
            var end = start
            while end < text.count {
                let byte = text[end]
                let joins = byte == UInt8(ascii: "_") || dots && (byte == UInt8(ascii: ".") || byte == 0x2D)
                let isInside =
                    joins
                    && (byte == UInt8(ascii: "_") || end + 1 < text.count && ByteTable.lower[Int(text[end + 1])] != 0)
                guard ByteTable.lower[Int(byte)] != 0 || isInside else { break }
                end += 1
            }
            return end
        }
        let body = place + width
        let end = nameEnd(from: body, dots: false)
        guard end > body else { return nil }
        let first = folded.count
        appendHandle(text, from: body, to: end)
        let index = tokens.count
        tokens.append(
            Token(
                start: UInt32(place), end: UInt32(end), fold: UInt32(first), length: UInt32(folded.count - first),
                key: WordKey.of(folded.base + first, folded.count - first),
                traits: folded.count - first > WordFolding.longestWord ? [.handle, .endless] : .handle, after: []))
        guard end + 1 < text.count, text[end] == UInt8(ascii: "@") else { return end }
        let hostEnd = nameEnd(from: end + 1, dots: true)
        guard hostEnd > end + 1 else { return end }
        let whole = folded.count
        appendHandle(text, from: body, to: end)
        appendHandle(text, from: end + 1, to: hostEnd)
        tokens.base[index].end = UInt32(hostEnd)
        tokens.base[index].traits.insert(.compound)
        compounds.append(
            Compound(first: UInt32(index), count: 1, fold: UInt32(whole), length: UInt32(folded.count - whole)))
        return hostEnd
    }

    private mutating func appendHandle(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        folded.append(UInt8(ascii: "@"))
        for place in start..<end {
            let letter = ByteTable.lower[Int(text[place])]
            folded.append(letter == 0 ? text[place] : letter)
        }
    }

    private mutating func compound(from first: Int, count: Int, sign: UInt8) {
        let whole = folded.count
        folded.append(sign)
        for index in first..<(first + count) {
            let token = tokens[index]
            folded.reserve(folded.count + Int(token.length))
            for place in Int(token.fold)..<Int(token.fold + token.length) { folded.append(folded.base[place]) }
        }
        compounds.append(
            Compound(
                first: UInt32(first), count: UInt32(count), fold: UInt32(whole), length: UInt32(folded.count - whole)))
    }

    /// The words between two places of a hashtag.
    private mutating func words(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        let part = UnsafeBufferPointer(rebasing: text[..<end])
        var place = start
        while place < end {
            place =
                ByteTable.lower[Int(text[place])] != 0
                ? shortWord(part, at: place) : max(place + 1, wide(part, from: place))
        }
    }

    private func tagEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count {
            let byte = text[end]
            if ByteTable.lower[Int(byte)] != 0 || byte == UInt8(ascii: "_") {
                end += 1
            } else if byte >= 0x80 {
                let (scalar, width) = Self.scalar(text, at: end)
                switch CharacterKind(scalar) {
                case .letter, .mark, .ideograph: end += width
                case .ignorable, .apostrophe, .emoji, .space, .lineBreak, .exclamation, .question, .fullStop, .comma,
                    .hash, .at, .other:
                    return end
                }
            } else {
                return end
            }
        }
        return end
    }

    /// A capital behind a small letter, or the last capital of a row before a small one: `BBCNews`. A digit
    /// behind a letter: `Fail2026`; not a letter behind a digit, for `5G` is one word, but `2026Fail` is two.
    private func isHump(_ text: UnsafeBufferPointer<UInt8>, at place: Int, from part: Int, to end: Int) -> Bool {
        func isCapital(_ place: Int) -> Bool { place < end && (0x41...0x5A).contains(text[place]) }
        func isSmall(_ place: Int) -> Bool { place < end && (0x61...0x7A).contains(text[place]) }
        func isDigit(_ place: Int) -> Bool { place < end && (0x30...0x39).contains(text[place]) }
        guard place > part else { return false }
        if isDigit(place) { return isSmall(place - 1) || isCapital(place - 1) }
        guard isCapital(place) else { return false }
        return isSmall(place - 1) || (isCapital(place - 1) || isDigit(place - 1)) && isSmall(place + 1)
    }
}
