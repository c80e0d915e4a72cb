/// The lists and rules that conditions name, in the order written.
struct NamesUsed {
    private(set) var lists: [String] = []
    /// Those of the lists that are looked for in links.
    private(set) var listsOfLinks: [String] = []
    private(set) var rules: [(name: String, place: Place)] = []

    /// As deep as the brackets of the condition.
    mutating func gather(_ expression: Expression) {
        switch expression {
        case .all(let parts), .any(let parts): for part in parts { gather(part) }
        case .none(let part): gather(part)
        case .rule(let name, let place): rules.append((name, place))
        case .list(let name, let zone, _), .atLeast(_, let name, let zone, _):
            lists.append(name)
            if zone == .url { listsOfLinks.append(name) }
        case .near(let first, let rest, _, _):
            gather(first)
            for neighbour in rest { gather(neighbour.expression) }
        case .phrase, .test: return
        }
    }
}
