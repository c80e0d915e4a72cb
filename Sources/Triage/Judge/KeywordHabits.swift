/// What people write into a list out of habit, and what it would mean here.
enum KeywordHabits {
    /// What is doubtful about a line, and what to write instead; nil for an ordinary phrase.
    /// - Parameter isFirst: it stands among the first lines of a file whose head has no end.
    static func doubt(_ line: ArraySlice<UInt8>, isFirst: Bool) -> (message: String, remedy: String)? {
        if ["//", "/*", "; "].contains(where: { line.starts(with: $0.utf8) }) {
            return ("This is read as a phrase.", "a comment begins with # and a space")
        }
        if isFirst, let key = ["about", "owner", "lang", "accents"].first(where: { line.starts(with: "\($0) ".utf8) }) {
            return ("This is read as a phrase.", "a line --- ends the head of a list; without it \"\(key)\" is a word")
        }
        if isRegular(line) {
            return (
                "This looks like a regular expression, and is read as words.",
                "write each spelling on a line of its own; a star stands for any ending, as in squash*"
            )
        }
        if has(line, ", ") || has(line, "; ") {
            return ("This line is one phrase, commas and all.", "write each phrase on a line of its own")
        }
        if line.last == UInt8(ascii: ")"), has(line, " (") {
            return ("This line is one phrase, brackets and all.", "for a remark write # and a space in front of it")
        }
        return nil
    }

    /// - Parameter pair: two signs.
    private static func has(_ line: ArraySlice<UInt8>, _ pair: StaticString) -> Bool {
        var before: UInt8 = 0
        for byte in line {
            if before == pair.utf8Start[0], byte == pair.utf8Start[1] { return true }
            before = byte
        }
        return false
    }

    private static func isRegular(_ line: ArraySlice<UInt8>) -> Bool {
        for place in line.indices {
            let behind = place + 1 < line.endIndex ? line[place + 1] : 0
            switch line[place] {
            case UInt8(ascii: "\\"): if "bdswBDSW".utf8.contains(behind) { return true }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "."):
                if "?*+".utf8.contains(behind) { return true }
            case UInt8(ascii: "|"):
                if place > line.startIndex, ByteTable.lower[Int(line[place - 1])] != 0,
                    ByteTable.lower[Int(behind)] != 0
                {
                    return true
                }
            default: continue
            }
        }
        return false
    }
}
