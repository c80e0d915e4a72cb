extension String {
    /// The longest beginning that is at most `limit` bytes of UTF-8, ended between two characters; within
    /// one only where it is made of hundreds of bytes, which no writing system does.
    func cut(toUTF8 limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var scalar = utf8.index(startIndex, offsetBy: limit)
        while scalar > startIndex, utf8[scalar] & 0xC0 == 0x80 { scalar = utf8.index(before: scalar) }
        guard scalar > startIndex else { return "" }
        // `index(before:)` first rounds down to the start of the character that `scalar` stands in.
        let end = min(index(after: index(before: scalar)), scalar)
        return String(self[..<(utf8.distance(from: end, to: scalar) > 256 ? scalar : end)])
    }
}
