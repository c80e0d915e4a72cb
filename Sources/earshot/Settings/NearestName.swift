/// What somebody probably meant.
enum NearestName {
    /// The candidate that is the fewest slips away (a letter too many, too few, wrong, or two swapped),
    /// if that is few for the length of the word; nil where nothing is near.
    static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let meant = Array(word.lowercased().unicodeScalars.prefix(64))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = slips(meant, Array(candidate.lowercased().unicodeScalars))
            let allowed = max(1, max(meant.count, candidate.count) / 3)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    private static func slips(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                let same = a[i] == b[j] ? 0 : 1
                var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + same)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
