/// Rows for people: columns aligned, numbers to the right, the last column cut where the terminal ends.
/// Cells are outside text and are made harmless here.
struct Table {
    enum Side { case left, right }
    enum Emphasis { case none, strong, alarm }

    private let titles: [(String, Side)]
    private var rows: [[String]] = []

    init(_ titles: [(String, Side)]) { self.titles = titles }

    mutating func add(_ cells: [String]) { rows.append(cells.map { Shown.line($0) }) }

    /// - Parameter emphasis: of a whole row, by its place.
    func print(to output: Output, emphasis: (Int) -> Emphasis = { _ in .none }) {
        let columns = titles.indices.map { column in
            rows.reduce(Shown.width(titles[column].0)) { max($0, column < $1.count ? Shown.width($1[column]) : 0) }
        }
        output.line(output.dim(line(titles.map(\.0), columns, width: output.columns)))
        for (place, row) in rows.enumerated() {
            let text = line(row, columns, width: output.columns)
            switch emphasis(place) {
            case .none: output.line(text)
            case .strong: output.line(output.bold(text))
            case .alarm: output.line(output.red(text))
            }
        }
    }

    private func line(_ cells: [String], _ columns: [Int], width: Int?) -> String {
        var text = ""
        for (column, cell) in cells.enumerated() {
            let gap = String(repeating: " ", count: max(0, columns[column] - Shown.width(cell)))
            if column > 0 { text += "  " }
            switch titles[column].1 {
            case .right: text += gap + cell
            case .left: text += column == cells.count - 1 ? cell : cell + gap
            }
        }
        return width.map { Shown.line(text, columns: $0) } ?? text
    }
}
