/// What must occur for a leaf to be true, and soon answered: its phrases and lists, wherever they stand. Laid out
/// in a row, each followed by its parts up to `end`, so that asking takes nothing out of an array of enums, which
/// would count who holds them.
struct Gate: BitwiseCopyable {
    enum Kind: BitwiseCopyable { case phrase, list, all, any }
    var kind: Kind
    /// Of the phrase or list.
    var number: UInt32
    /// The place behind its last part.
    var end: UInt32
}

extension Pile<Gate> {
    mutating func lay(_ leaf: Compiled.Leaf) {
        switch leaf {
        case .phrase(let phrase): lay(.phrase, phrase)
        case .list(let list), .atLeast(_, let list): lay(.list, list)
        case .near(let near): lay(near)
        }
    }

    private mutating func lay(_ near: Near) {
        let place = open(.all)
        lay(near.first)
        for neighbour in near.rest { lay(neighbour.operand) }
        close(place)
    }

    private mutating func lay(_ operand: Near.Operand) {
        switch operand {
        case .phrase(let phrase): lay(.phrase, phrase)
        case .list(let list): lay(.list, list)
        case .any(let operands):
            let place = open(.any)
            for operand in operands { lay(operand) }
            close(place)
        case .near(let near): lay(near)
        }
    }

    private mutating func lay(_ kind: Gate.Kind, _ number: Int) {
        append(Gate(kind: kind, number: UInt32(number), end: UInt32(count + 1)))
    }

    private mutating func open(_ kind: Gate.Kind) -> Int {
        append(Gate(kind: kind, number: 0, end: 0))
        return count - 1
    }

    private mutating func close(_ place: Int) { self[place].end = UInt32(count) }
}
