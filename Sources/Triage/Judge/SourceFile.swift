/// A file of the rules folder as lines of bytes, known to be UTF-8.
struct SourceFile: Sendable {
    let path: String
    let bytes: [UInt8]
    /// Where each line begins; its end is the line feed before the next.
    private let starts: [Int]

    var lineCount: Int { starts.count }

    static let largest = 64 << 20
    /// Bytes; enough for a letter as an example.
    static let longestLine = 256 << 10

    /// Where there is no file.
    static let none = SourceFile()

    private init() {
        path = ""
        bytes = []
        starts = [0]
    }

    /// - Returns: nil with a complaint where the bytes are not text.
    init?(_ file: RuleFile, index: Int, complaints: Complaints) {
        path = file.path
        var starts: [Int] = []
        let hasMark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var start = hasMark ? 3 : 0
        bytes = file.path.hasSuffix(".rules") ? Self.withPlainSpaces(file.bytes) : file.bytes
        if file.bytes.count > Self.largest {
            self.starts = [0]
            complaints.refuse(
                file, "This file has \(file.bytes.count) bytes; \(Self.largest) are the most that is read.")
            return nil
        }
        if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
            self.starts = [0]
            complaints.refuse(file, "This file is written in UTF-16.", remedy: "save it as UTF-8")
            return nil
        }
        while start <= bytes.count {
            starts.append(start)
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
            start = end + 1
        }
        self.starts = starts
        if let bad = Self.firstFault(bytes) {
            let line = (starts.firstIndex { $0 > bad } ?? starts.count) - 1
            complaints.add(
                .error, bytes[bad] == 0 ? "A zero byte stands here." : "The byte here is not UTF-8.",
                at: Place(file: index, line: max(0, line), start: bad, end: bad + 1), in: self,
                remedy: "save the file as UTF-8 text")
            return nil
        }
        if let line = starts.indices.first(where: { wholeLine($0).count > Self.longestLine }) {
            complaints.add(
                .error, "This line has \(wholeLine(line).count) bytes; \(Self.longestLine) are the most that is read.",
                at: Place(file: index, line: line, start: starts[line], end: starts[line] + 1), in: self,
                remedy: "break it, or put phrases into a .keywords file, one a line")
            return nil
        }
    }

    /// A no-break space looks like a space and is typed by accident; two plain ones take its place, so that
    /// everything else stays where it is.
    private static func withPlainSpaces(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0xA0) else { return bytes }
        var bytes = bytes
        for place in bytes.indices.dropFirst() where bytes[place] == 0xA0 && bytes[place - 1] == 0xC2 {
            bytes[place - 1] = 0x20
            bytes[place] = 0x20
        }
        return bytes
    }

    /// The line without its ending and without white space around it; a lone mark of order is skipped.
    func line(_ index: Int) -> Range<Int> {
        var start = starts[index]
        var end = index + 1 < starts.count ? starts[index + 1] - 1 : bytes.count
        while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
        while start < end {
            if Self.isSpace(bytes[start]) {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end - 1 > start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 { end -= 2 }
        return start..<end
    }

    /// The line as it stands, for the caret.
    func wholeLine(_ index: Int) -> Range<Int> {
        guard index < starts.count else { return bytes.count..<bytes.count }
        var end = index + 1 < starts.count ? starts[index + 1] - 1 : bytes.count
        if end > starts[index], bytes[end - 1] == 0x0D { end -= 1 }
        return starts[index]..<max(starts[index], end)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Where a comment begins in the range: a hash at its beginning or behind white space, followed by
    /// white space or the end. With `quoting`, not between double quotes.
    func comment(in range: Range<Int>, quoting: Bool) -> Int {
        var isQuoted = false
        for place in range {
            if quoting, bytes[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard bytes[place] == UInt8(ascii: "#"), !isQuoted else { continue }
            let opens = place == range.lowerBound || Self.isSpace(bytes[place - 1])
            let closes = place + 1 == range.upperBound || Self.isSpace(bytes[place + 1])
            if opens && closes { return place }
        }
        return range.upperBound
    }

    /// The range without white space at its end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
        while start < end, Self.isSpace(bytes[start]) { start += 1 }
        return start..<end
    }

    /// The first word of a range and what follows it.
    func split(_ range: Range<Int>) -> (word: Range<Int>, rest: Range<Int>) {
        var end = range.lowerBound
        while end < range.upperBound, !Self.isSpace(bytes[end]) { end += 1 }
        return (range.lowerBound..<end, trimmed(end..<range.upperBound))
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// The first byte that is zero or no UTF-8.
    private static func firstFault(_ bytes: [UInt8]) -> Int? {
        var place = 0
        while place < bytes.count {
            let lead = bytes[place]
            if lead < 0x80 {
                if lead == 0 { return place }
                place += 1
                continue
            }
            let width = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
            guard width > 0, place + width <= bytes.count else { return place }
            for offset in 1..<width where bytes[place + offset] & 0xC0 != 0x80 { return place }
            let second = bytes[place + 1]
            if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F || lead == 0xF0 && second < 0x90
                || lead == 0xF4 && second > 0x8F
            {
                return place
            }
            place += width
        }
        return nil
    }
}

/// Where something stands: bytes of one file. Lines and columns are worked out when somebody complains.
struct Place: Hashable, Sendable {
    var file: Int
    /// From 0.
    var line: Int
    var start: Int
    var end: Int
}
