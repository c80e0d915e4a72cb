/// Phrases as paths of word numbers, while they are gathered; `PhraseTable` is what judging walks. The first word is looked up by its number alone; further words in
/// one table of all edges.
struct PhraseTrie: Sendable {
    /// By word number: the node behind it, 0 where no phrase begins so.
    private(set) var roots: [UInt32] = []
    /// By node: the phrase that ends there plus 1, 0 for none.
    private(set) var ends: [UInt32] = [0]
    private(set) var goesOn: [Bool] = [false]
    private var keys: [UInt64] = Array(repeating: 0, count: 256)
    private var targets: [UInt32] = Array(repeating: 0, count: 256)
    private(set) var edges = 0
    private(set) var phrases = 0

    /// The number of the phrase, new or known.
    mutating func insert(_ words: [UInt32]) -> Int {
        var node: UInt32 = 0
        for (place, word) in words.enumerated() {
            if place == 0 {
                while roots.count <= Int(word) { roots.append(0) }
                if roots[Int(word)] == 0 { roots[Int(word)] = newNode() }
                node = roots[Int(word)]
            } else {
                let known = step(from: node, word)
                goesOn[Int(node)] = true
                node = known != 0 ? known : addEdge(from: node, word)
            }
        }
        if ends[Int(node)] == 0 {
            phrases += 1
            ends[Int(node)] = UInt32(phrases)
        }
        return Int(ends[Int(node)]) - 1
    }

    func root(_ word: UInt32) -> UInt32 { Int(word) < roots.count ? roots[Int(word)] : 0 }

    func step(from node: UInt32, _ word: UInt32) -> UInt32 {
        let key = UInt64(node) << 32 | UInt64(word)
        var slot = slot(of: key)
        while true {
            if targets[slot] == 0 { return 0 }
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & (targets.count - 1)
        }
    }

    private func slot(of key: UInt64) -> Int {
        let mixed = key &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 32)) & (targets.count - 1)
    }

    /// Every edge: the node it leaves and its word in one key, and the node it leads to.
    func forEachEdge(_ body: (_ key: UInt64, _ target: UInt32) -> Void) {
        for (slot, target) in targets.enumerated() where target != 0 { body(keys[slot], target) }
    }

    private mutating func newNode() -> UInt32 {
        ends.append(0)
        goesOn.append(false)
        return UInt32(ends.count - 1)
    }

    private mutating func addEdge(from node: UInt32, _ word: UInt32) -> UInt32 {
        if (edges + 1) * 2 > targets.count { grow() }
        let fresh = newNode()
        place(UInt64(node) << 32 | UInt64(word), fresh)
        edges += 1
        return fresh
    }

    private mutating func place(_ key: UInt64, _ target: UInt32) {
        var slot = slot(of: key)
        while targets[slot] != 0 { slot = (slot + 1) & (targets.count - 1) }
        keys[slot] = key
        targets[slot] = target
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldTargets = targets
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        targets = Array(repeating: 0, count: oldKeys.count * 2)
        for (slot, target) in oldTargets.enumerated() where target != 0 { place(oldKeys[slot], target) }
    }
}
