/// Gathers what there is to complain of while rules are compiled.
final class Complaints {
    private(set) var gathered = Gathered()
    /// By `Place.file`.
    var files: [SourceFile] = []
    private let order: [String: Int]

    static let most = 500
    /// Bytes of a line that is shown with a complaint; in a longer one columns count bytes.
    static let longestShown = 16 << 10

    /// What was said so far: of one file it can be kept, and said again with all others.
    struct Gathered: Sendable {
        fileprivate var complaints: [Complaint] = []
        fileprivate(set) var errors = 0
        /// Left out, because there were too many.
        fileprivate var left = 0
    }

    init(order: [String]) {
        self.order = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// About one file alone.
    init(of path: String) { order = [path: 0] }

    var errors: Int { gathered.errors }

    private var isFull: Bool { gathered.complaints.count >= Self.most }

    /// The file that places with this index speak of.
    func stand(_ file: SourceFile, at index: Int) {
        while files.count <= index { files.append(SourceFile.none) }
        files[index] = file
    }

    func add(_ other: Gathered) {
        for complaint in other.complaints { keep(complaint) }
        gathered.left += other.left
        gathered.errors += other.errors - other.complaints.count { $0.weight == .error }
    }

    func add(_ weight: Complaint.Weight, _ message: String, at place: Place, remedy: String = "") {
        add(weight, message, at: place, in: files[place.file], remedy: remedy)
    }

    func add(
        _ weight: Complaint.Weight, _ message: String, at place: Place, in file: SourceFile, remedy: String = ""
    ) {
        let range = file.wholeLine(place.line)
        let start = min(max(place.start, range.lowerBound), range.upperBound)
        let end = min(max(place.end, start), range.upperBound)
        guard range.count <= Self.longestShown else {
            // Nobody reads such a line; counting its characters for each complaint would take for ever.
            keep(
                Complaint(
                    weight, file: file.path, line: place.line + 1, column: start - range.lowerBound + 1, source: "",
                    message: message, remedy: remedy))
            return
        }
        keep(
            Complaint(
                weight, file: file.path, line: place.line + 1,
                column: file.text(range.lowerBound..<start).drop { $0 == "\u{FEFF}" }.count + 1,
                length: file.text(start..<end).count, source: file.text(range), message: message, remedy: remedy))
    }

    /// About a file as a whole.
    func refuse(
        _ file: RuleFile, _ message: String, remedy: String = "", weight: Complaint.Weight = .error
    ) {
        keep(Complaint(weight, file: file.path, line: 1, column: 1, source: "", message: message, remedy: remedy))
    }

    private func keep(_ complaint: Complaint) {
        if complaint.weight == .error { gathered.errors += 1 }
        if isFull {
            gathered.left += 1
            // An error among a flood of warnings must still be seen.
            guard complaint.weight == .error, gathered.errors <= 100 else { return }
        }
        gathered.complaints.append(complaint)
    }

    /// In the order of files, lines and columns; one note at the end says that some were left out.
    func sorted() -> [Complaint] {
        let ranked = gathered.complaints.enumerated().map { place, complaint in
            (file: order[complaint.file] ?? Int.max, place: place, complaint: complaint)
        }
        var all = ranked.sorted {
            ($0.file, $0.complaint.line, $0.complaint.column, $0.place)
                < ($1.file, $1.complaint.line, $1.complaint.column, $1.place)
        }.map(\.complaint)
        if gathered.left > 0, let last = all.last {
            all.append(
                Complaint(
                    .note, file: last.file, line: last.line, column: 1, source: last.source,
                    message: "There is more to complain of than is shown here.",
                    remedy: "mend these first, then check again"))
        }
        return all
    }
}
