import Triage

/// A page as one SMS of at most three segments.
enum ShortText {
    /// The longest beginning of the words that fits, cut between words, with hint and link whole below it.
    ///
    /// Where hint and link alone leave no room for twenty units of words, the limit gives way: a link with its end
    /// cut off leads nowhere, and one more segment costs a cent.
    static func of(_ page: PageText, segments limit: Int = 3) -> String {
        let words = spelt(page.plain)
        var tail = ""
        if !page.hint.isEmpty { tail += "\n" + spelt(page.hint) }
        if let link = page.link, !words.contains(link) { tail += "\n" + link }
        let whole = words + tail
        if SegmentCount(whole).segments <= limit { return whole }
        // The link may stand within the words; then it goes below them as well, so that it is never cut.
        if let link = page.link, words.contains(link) { tail += "\n" + link }
        let scalars = Array(words.replacing(page.link ?? "\n\n", with: "").unicodeScalars)
        var room = limit
        while SegmentCount(cut(scalars, to: 20) + tail).segments > room { room += 1 }
        // What fits grows with what is cut away; the alphabet may change on the way, to the better alone.
        var (fits, tooLong) = (min(20, scalars.count), scalars.count)
        while tooLong - fits > 1 {
            let middle = (fits + tooLong) / 2
            if SegmentCount(cut(scalars, to: middle) + tail).segments <= room {
                fits = middle
            } else {
                tooLong = middle
            }
        }
        return cut(scalars, to: fits) + tail
    }

    /// At most so many scalars and a mark for what is missing; between words, where one ends in the last third.
    private static func cut(_ scalars: [Unicode.Scalar], to count: Int) -> String {
        guard count < scalars.count else { return string(scalars) }
        var end = count
        if scalars[count] != " ", scalars[count] != "\n",
            let space = scalars[..<count].lastIndex(where: { $0 == " " || $0 == "\n" }), space > count * 2 / 3
        {
            end = space
        }
        // Not within an emoji or a letter with its marks.
        let text = string(scalars)
        var index = text.unicodeScalars.index(text.startIndex, offsetBy: end)
        while index > text.startIndex, index.samePosition(in: text) == nil {
            index = text.unicodeScalars.index(before: index)
        }
        var kept = text[..<index]
        while let last = kept.last, last.isWhitespace { kept.removeLast() }
        // "…" is not in the default alphabet and would make 160 characters 70.
        return kept + (SegmentCount(String(kept)).alphabet == .gsm7 ? "..." : "…")
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    /// The marks of good typesetting in those of the default alphabet: one “ would halve what fits.
    static func spelt(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.replacing("\t", with: " ") }
        var spelt = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x60: spelt.append("'")
            case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0xAB, 0xBB: spelt.append("\"")
            case 0x2010...0x2015, 0x2212: spelt.append("-")
            case 0x2026: spelt.append(contentsOf: "...".unicodeScalars)
            case 0x2022, 0xB7: spelt.append("*")
            case 0x2039: spelt.append("<")
            case 0x203A: spelt.append(">")
            case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x09: spelt.append(" ")
            default: spelt.append(scalar)
            }
        }
        return String(spelt)
    }
}
