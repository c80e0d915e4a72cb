/// What people write into a list out of habit, and what it would mean here.
enum KeywordHabits {
    /// What is doubtful about a line, and what to write instead; nil for an ordinary phrase.
    /// - Parameter isFirst: it stands among the first lines of a file whose head has no end.
    static func doubt(_ line: String, isFirst: Bool) -> (message: String, remedy: String)? {
        if line.hasPrefix("//") || line.hasPrefix("/*") || line.hasPrefix("; ") {
            return ("This is read as a phrase.", "a comment begins with # and a space")
        }
        if isFirst, let key = ["about", "owner", "lang", "accents"].first(where: { line.hasPrefix("\($0) ") }) {
            return ("This is read as a phrase.", "a line --- ends the head of a list; without it \"\(key)\" is a word")
        }
        if isRegular(line) {
            return (
                "This looks like a regular expression, and is read as words.",
                "write each spelling on a line of its own; a star stands for any ending, as in squash*"
            )
        }
        if line.contains(", ") || line.contains("; ") {
            return ("This line is one phrase, commas and all.", "write each phrase on a line of its own")
        }
        if line.contains(" ("), line.hasSuffix(")") {
            return ("This line is one phrase, brackets and all.", "for a remark write # and a space in front of it")
        }
        return nil
    }

    private static func isRegular(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        for (place, byte) in bytes.enumerated() {
            let behind = place + 1 < bytes.count ? bytes[place + 1] : 0
            switch byte {
            case UInt8(ascii: "\\"): if "bdswBDSW".utf8.contains(behind) { return true }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "."):
                if "?*+".utf8.contains(behind) { return true }
            case UInt8(ascii: "|"):
                if place > 0, ByteTable.lower[Int(bytes[place - 1])] != 0, ByteTable.lower[Int(behind)] != 0 {
                    return true
                }
            default: continue
            }
        }
        return false
    }
}
