/// Gathers what there is to complain of while rules are compiled.
final class Complaints {
    private var gathered: [(file: Int, complaint: Complaint)] = []
    private(set) var errors = 0
    private var left = 0
    var files: [SourceFile] = []
    private let order: [String: Int]

    static let most = 500

    init(order: [String]) {
        self.order = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var isFull: Bool { gathered.count >= Self.most }

    func add(_ weight: Complaint.Weight, _ message: String, at place: Place, remedy: String = "") {
        add(weight, message, at: place, in: files[place.file], remedy: remedy)
    }

    func add(
        _ weight: Complaint.Weight, _ message: String, at place: Place, in file: SourceFile, remedy: String = ""
    ) {
        let range = file.wholeLine(place.line)
        let start = min(max(place.start, range.lowerBound), range.upperBound)
        let end = min(max(place.end, start), range.upperBound)
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
        if complaint.weight == .error { errors += 1 }
        if isFull {
            left += 1
            // An error among a flood of warnings must still be seen.
            guard complaint.weight == .error, errors <= 100 else { return }
        }
        gathered.append((order[complaint.file] ?? Int.max, complaint))
    }

    /// In the order of files and lines; one warning at the end counts what was left out.
    func sorted() -> [Complaint] {
        var all = gathered.sorted {
            ($0.file, $0.complaint.line, $0.complaint.column) < ($1.file, $1.complaint.line, $1.complaint.column)
        }.map(\.complaint)
        if left > 0, let last = all.last {
            all.append(
                Complaint(
                    .note, file: last.file, line: last.line, column: 1, source: last.source,
                    message: "There is more to complain of than is shown here.",
                    remedy: "mend these first, then check again"))
        }
        return all
    }
}
