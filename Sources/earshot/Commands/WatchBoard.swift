import Storage
import Triage

/// What `queue watch` shows on a terminal, and what keys do there. It touches nothing.
struct WatchBoard {
    enum Wish: Equatable {
        case quit
        case change(CaseID, CaseVerb, note: String)
    }

    private(set) var cases: [QueueLine] = []
    private var open = 0
    private(set) var selected: CaseID?
    /// What became of the last wish.
    var said = ""
    /// The reason that is being typed, as bytes, for this case.
    private var typed: (id: CaseID, bytes: [UInt8])?
    /// The beginning of a sequence that an arrow sends.
    private var escape: [UInt8] = []

    static let longestReason = 500
    private static let help = "j next  k previous  c claim  a acknowledge  r resolve  n not hot  q quit"

    /// The selection stays on its case, wherever that has gone; where it is gone, on its place.
    mutating func show(_ slice: QueueSlice) {
        let place = cases.firstIndex { $0.id == selected } ?? 0
        cases = slice.cases
        open = slice.counts.values.reduce(0, +)
        if !cases.contains(where: { $0.id == selected }) {
            selected = cases.isEmpty ? nil : cases[min(place, cases.count - 1)].id
        }
    }

    // MARK: Keys

    mutating func press(_ byte: UInt8) -> Wish? {
        if typed != nil { return type(byte) }
        if !escape.isEmpty || byte == 0x1B {
            escape.append(byte)
            // `ESC [ A` and `ESC O A`.
            guard escape.count == 3 else { return nil }
            let last = escape[2]
            escape = []
            if last == UInt8(ascii: "A") { move(-1) }
            if last == UInt8(ascii: "B") { move(1) }
            return nil
        }
        switch byte {
        case UInt8(ascii: "q"), 3, 4: return .quit
        case UInt8(ascii: "j"): move(1)
        case UInt8(ascii: "k"): move(-1)
        case UInt8(ascii: "c"): return selected.map { .change($0, .claim, note: "") }
        case UInt8(ascii: "a"): return selected.map { .change($0, .acknowledge, note: "") }
        case UInt8(ascii: "r"): return selected.map { .change($0, .resolve, note: "") }
        case UInt8(ascii: "n"): typed = selected.map { ($0, []) }
        case UInt8(ascii: "?"): said = Self.help
        default: break
        }
        return nil
    }

    private mutating func move(_ step: Int) {
        guard !cases.isEmpty else { return }
        let place = cases.firstIndex { $0.id == selected } ?? 0
        selected = cases[min(max(place + step, 0), cases.count - 1)].id
    }

    private mutating func type(_ byte: UInt8) -> Wish? {
        guard let (id, bytes) = typed else { return nil }
        switch byte {
        case 3, 0x1B:
            typed = nil
            said = "Nothing was done."
        case 0x0A, 0x0D:
            typed = nil
            return .change(id, .notHot, note: String(decoding: bytes, as: UTF8.self))
        case 0x08, 0x7F:
            // A whole character, however many bytes it has.
            var text = String(decoding: bytes, as: UTF8.self)
            if !text.isEmpty { text.removeLast() }
            typed = (id, Array(text.utf8))
        case 0x20...:
            if bytes.count < Self.longestReason { typed = (id, bytes + [byte]) }
        default: break
        }
        return nil
    }

    // MARK: Lines

    /// - Returns: at most `rows` lines, none wider than `columns`.
    func lines(columns: Int, rows: Int, coloured: Bool, now: Moment) -> [String] {
        func styled(_ text: String, _ code: String) -> String {
            coloured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
        }
        let widths = Self.titles.indices.map { column in
            cases.reduce(Self.titles[column].count) { max($0, Shown.width(cells($1, now)[column])) }
        }
        var lines = [styled(fitted("  " + row(Self.titles, widths), columns), "2")]
        // The selection is always in sight.
        let room = max(rows - 3, 1)
        let place = cases.firstIndex { $0.id == selected } ?? 0
        let first = max(0, place - room + 1)
        for item in cases.dropFirst(first).prefix(room) {
            let isSelected = item.id == selected
            let text = fitted((isSelected ? "> " : "  ") + row(cells(item, now), widths), columns)
            let isLate = item.state == .open && item.firstTouched == nil && (item.promise.map { $0 < now } ?? false)
            var codes = isLate ? ["31"] : item.state == .open ? ["1"] : []
            if isSelected { codes.append("7") }
            lines.append(codes.isEmpty ? text : styled(text, codes.joined(separator: ";")))
        }
        if cases.isEmpty { lines.append(fitted("No case is open.", columns)) }
        let foot =
            if let typed {
                "Case \(typed.id.rawValue) is not hot, because: "
                    + Shown.line(String(decoding: typed.bytes, as: UTF8.self)) + "_"
            } else {
                said.isEmpty ? Self.help : said
            }
        lines.append(styled(fitted("\(open) open", columns), "2"))
        lines.append(fitted(foot, columns))
        return Array(lines.prefix(max(rows, 1)))
    }

    private static let titles = ["CASE", "STATE", "HEAT", "SEVERITY", "MSGS", "HEARD", "PROMISE", "CLAIMED", "TITLE"]
    private static let right: Set<Int> = [0, 2, 4, 5]

    private func cells(_ item: QueueLine, _ now: Moment) -> [String] {
        [
            "\(item.id.rawValue)", item.state.rawValue + (item.isHeld ? ", held" : ""), "\(item.heat)",
            item.severity?.rawValue ?? "–", "\(item.messages)", item.firstHeard.ago(at: now),
            item.promiseWords(now: now), Shown.line(item.claimedBy ?? "–", columns: 20),
            (item.isIncident ? "INCIDENT " : "") + Shown.line(item.title, columns: 300),
        ]
    }

    private func row(_ cells: [String], _ widths: [Int]) -> String {
        cells.indices.map { column in
            let gap = String(repeating: " ", count: max(0, widths[column] - Shown.width(cells[column])))
            if Self.right.contains(column) { return gap + cells[column] }
            return column == cells.count - 1 ? cells[column] : cells[column] + gap
        }.joined(separator: "  ")
    }

    private func fitted(_ text: String, _ columns: Int) -> String { Shown.line(text, columns: columns) }
}
