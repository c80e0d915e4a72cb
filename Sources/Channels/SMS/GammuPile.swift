import Triage

/// The files that make up one text.
///
/// In the unicode and standard formats smsd writes each part of a longer text into a file of its own, with
/// the part's own time in its name; only sender, serial and the count of parts tie them together.
struct GammuPile {
    /// In the order of the parts. A file whose name is not smsd's is alone.
    var files: [(name: GammuName?, file: GammuInbox.File)]

    /// From the first part on none is missing. How many there should be at the end is not known, but smsd
    /// writes them at once.
    var isWhole: Bool {
        files.enumerated().allSatisfy { place, entry in entry.name.map { $0.part == place } ?? true }
    }

    /// When the last of them was written.
    var changed: Moment { files.map(\.file.changed).max() ?? Moment(seconds: 0) }

    /// Oldest first.
    static func sort(_ files: [GammuInbox.File]) -> [GammuPile] {
        var piles: [GammuPile] = []
        // Open piles by sender and serial.
        var open: [String: [Int]] = [:]
        let named = files.map { (name: GammuName($0.name), file: $0) }
        // First parts first, so that the others find them.
        for entry in named.sorted(by: { ($0.name?.part ?? 0, $0.file.name) < ($1.name?.part ?? 0, $1.file.name) }) {
            guard let name = entry.name else {
                piles.append(GammuPile(files: [entry]))
                continue
            }
            let key = "\(name.serial) \(name.sender)"
            let home = open[key, default: []].filter { piles[$0].takes(name, entry.file) }
                .min { piles[$0].distance(name) < piles[$1].distance(name) }
            if name.part > 0, let home {
                piles[home].files.append(entry)
            } else {
                open[key, default: []].append(piles.count)
                piles.append(GammuPile(files: [entry]))
            }
        }
        return piles.sorted { ($0.stamp, $0.files[0].file.name) < ($1.stamp, $1.files[0].file.name) }
    }

    private var stamp: Moment { files[0].name?.stamp ?? files[0].file.changed }

    /// The next part, or a later one, sent or written about when the last was.
    private func takes(_ name: GammuName, _ file: GammuInbox.File) -> Bool {
        guard let last = files.last, let part = last.name?.part, part < name.part else { return false }
        return distance(name).seconds <= 600 || abs((last.file.changed - file.changed).wholeMicroseconds) < 10_000_000
    }

    /// Parts between, then seconds between.
    private func distance(_ name: GammuName) -> Distance {
        guard let last = files.last?.name else { return Distance(parts: .max, seconds: .max) }
        let apart = (last.stamp - name.stamp).wholeMicroseconds / 1_000_000
        return Distance(parts: name.part - last.part, seconds: abs(apart))
    }

    private struct Distance: Comparable {
        var parts: Int
        var seconds: Int64
        static func < (a: Distance, b: Distance) -> Bool { (a.parts, a.seconds) < (b.parts, b.seconds) }
    }
}
