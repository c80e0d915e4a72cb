/// `PhraseTrie` as judging walks it, never changed once made.
struct PhraseTable: ~Copyable {
    private var edges: Pile<Edge>
    private let shift: UInt64
    /// A bit for some hash of every edge, small enough for the nearest cache: of two words that stand beside
    /// each other in a text, most are no beginning of a phrase.
    private var gate: Pile<UInt64>
    /// By node: the phrase that ends there plus 1, 0 for none.
    private var ends = Pile<UInt32>()
    /// By word: the node behind it, 0 where no phrase begins so.
    private var roots = Pile<UInt32>()

    struct Edge: BitwiseCopyable {
        /// The node it leaves and the word it asks for.
        var key: UInt64 = 0
        /// The node it leads to, with `goesOn`; 0 in an empty place.
        var target: UInt32 = 0
        /// The phrase that ends there plus 1, 0 for none.
        var phrase: UInt32 = 0
    }

    /// Marks a node from which edges leave.
    static let goesOn: UInt32 = 1 << 31
    /// Marks a node at which a phrase is over.
    static let endsHere: UInt32 = 1 << 30
    static let bits: UInt32 = endsHere - 1

    init(_ trie: PhraseTrie) {
        var size = 16
        while size < trie.edges * 2 { size *= 2 }
        edges = Pile(capacity: size)
        for _ in 0..<size { edges.append(Edge()) }
        shift = UInt64(64 - size.trailingZeroBitCount)
        // Eight bits or more for each place, so that one asked for in vain is rarely looked for.
        gate = Pile(repeating: 0, count: size / 8)
        for end in trie.ends { ends.append(end) }
        func marked(_ node: UInt32) -> UInt32 {
            node | (trie.goesOn[Int(node)] ? Self.goesOn : 0) | (trie.ends[Int(node)] != 0 ? Self.endsHere : 0)
        }
        for root in trie.roots { roots.append(root == 0 ? 0 : marked(root)) }
        trie.forEachEdge { key, target in
            var place = first(key)
            while edges[place].target != 0 { place = (place + 1) & (size - 1) }
            edges[place] = Edge(key: key, target: marked(target), phrase: trie.ends[Int(target)])
            let bit = bit(key)
            gate[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    @inline(__always)
    private func first(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> shift) }

    @inline(__always)
    private func bit(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0xc2b2_ae3d_27d4_eb4f) >> (shift - 3)) }

    @inline(__always)
    func root(_ word: UInt32) -> UInt32 { Int(word) < roots.count ? roots.base[Int(word)] : 0 }

    /// The phrase that is over at a root, plus 1.
    @inline(__always)
    func end(atRoot node: UInt32) -> UInt32 { ends[Int(node & Self.bits)] }

    /// Where a word leads from a node; an empty edge where no phrase goes on so.
    @inline(__always)
    func step(from node: UInt32, _ word: UInt32) -> Edge {
        let key = UInt64(node & Self.bits) << 32 | UInt64(word)
        let last = edges.count - 1
        // In bounds: there are eight times as many bits as edges.
        let bit = bit(key)
        guard gate.base[bit >> 6] & (1 << UInt64(bit & 63)) != 0 else { return Edge() }
        var place = first(key)
        while true {
            // In bounds: the number of edges is a power of two, and `shift` and `last` come from it.
            let edge = edges.base[place]
            if edge.target == 0 || edge.key == key { return edge }
            place = (place + 1) & last
        }
    }
}
