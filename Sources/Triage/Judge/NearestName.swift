/// The name that somebody most likely meant.
package enum NearestName {
    /// Nil where nothing is near: at most a third of the letters may differ.
    package static func of(_ written: String, among names: some Sequence<String>) -> String? {
        let word = Array(written.lowercased().unicodeScalars.prefix(64))
        guard !word.isEmpty else { return nil }
        var best: (name: String, distance: Int)?
        for name in names.prefix(20_000) {
            let other = Array(name.lowercased().unicodeScalars.prefix(64))
            let allowed = max(1, max(word.count, other.count) / 3)
            guard abs(word.count - other.count) <= allowed else { continue }
            let distance = distance(word, other)
            if distance <= allowed, distance < (best?.distance ?? Int.max) { best = (name, distance) }
        }
        return best?.name
    }

    /// Letters added, lost, changed or swapped with their neighbour.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[b.count]
    }

    /// As a remedy: `did you mean "x"?`
    static func remedy(_ written: String, among names: some Sequence<String>, else otherwise: String = "") -> String {
        if let name = of(written, among: names) { return "did you mean \"\(name)\"?" }
        return otherwise
    }
}
