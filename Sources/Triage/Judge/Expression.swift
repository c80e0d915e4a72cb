/// What a `when` says, as written: names not yet looked up, phrases not yet folded. At most
/// `WhenParser.deepest` brackets deep, so that walking it needs little stack.
indirect enum Expression: Sendable {
    case all([Expression])
    case any([Expression])
    case none(Expression)
    case phrase(String, Zone, Place)
    case list(String, Zone, Place)
    case atLeast(Int, list: String, Zone, Place)
    case rule(String, Place)
    /// `first`, then each of `rest` within so many words; ordered means BEFORE. All of them look in one zone.
    case near(first: Expression, rest: [Neighbour], Zone, Place)
    case test(FieldTest, Place)

    struct Neighbour: Sendable {
        var within: Int
        var isOrdered: Bool
        var expression: Expression
    }

    /// Somewhere in it stands something to look for: words, a rule, a sentiment, a channel.
    var hasSomethingToLookFor: Bool {
        switch self {
        case .all(let parts): parts.contains(where: \.hasSomethingToLookFor)
        case .any(let parts): parts.allSatisfy(\.hasSomethingToLookFor)
        case .none: false
        case .phrase, .list, .atLeast, .rule, .near: true
        case .test(let test, _): test.isSomethingToLookFor
        }
    }

    /// Where it begins.
    var place: Place {
        switch self {
        case .all(let parts), .any(let parts): parts.first?.place ?? Place(file: 0, line: 0, start: 0, end: 0)
        case .none(let part): part.place
        case .phrase(_, _, let place), .list(_, _, let place), .atLeast(_, _, _, let place), .rule(_, let place),
            .near(_, _, _, let place), .test(_, let place):
            place
        }
    }
}
