import Triage

/// Times in the notes of a story, which are written down once in UTC, as whoever reads them has them on the wall.
package enum StoryTimes {
    /// `moved 2026-11-22T16:24:51.633997Z to …` as `moved 2026-11-22 16:24 to …`.
    package static func local(_ note: String, _ zone: TimeZoneTable) -> String {
        guard note.utf8.contains(UInt8(ascii: "Z")) else { return note }
        var words: [String] = []
        for part in note.split(separator: " ", omittingEmptySubsequences: false) {
            let end = part.lastIndex { $0.isLetter || $0.isNumber }.map { part.index(after: $0) } ?? part.startIndex
            let (bare, rest) = (part[..<end], part[end...])
            // No time of ours is shorter or longer.
            guard (20...32).contains(bare.utf8.count), bare.hasSuffix("Z"), let moment = Moment(rfc3339: String(bare))
            else {
                words.append(String(part))
                continue
            }
            words.append("\(zone.wallClock(at: moment))\(rest)")
        }
        return words.joined(separator: " ")
    }
}
