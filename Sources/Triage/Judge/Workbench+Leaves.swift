/// What a leaf finds in the text that was read.
extension Workbench {
    @inline(__always)
    mutating func isTrue(leaf: Int) -> Bool { isTrue(tables.row(ofLeaf: leaf)) }

    /// Found once per text, then remembered, where it takes more than a look.
    @inline(__always)
    mutating func isTrue(_ leaf: Tables.LeafRow) -> Bool {
        switch leaf.kind {
        case .phrase: occurs(phrase: leaf.number)
        case .list: occurs(list: leaf.number)
        // Mostly the answer, and nothing is taken out of `leaves` for it.
        case .gate: isPassed(gate: leaf.number) && isFound(leaf: Int(leaf.leaf))
        }
    }

    private mutating func isFound(leaf: Int) -> Bool {
        let mark = leafMarks[leaf]
        if mark.epoch == epoch { return mark.isTrue }
        let isTrue =
            switch tables.leaves[leaf] {
            case .phrase(let phrase): occurs(phrase: phrase)
            case .list(let list): count(ofList: list, atLeast: 1)
            case .atLeast(let wanted, let list): count(ofList: list, atLeast: wanted)
            case .near(let near): !places(of: near).isEmpty
            }
        leafMarks[leaf] = LeafMark(epoch: epoch, isTrue: isTrue)
        return isTrue
    }

    /// As deep as one NEAR has operands, which the parser bounds.
    private func isPassed(gate place: Int) -> Bool {
        let gate = tables.gates[place]
        switch gate.kind {
        case .phrase: return occurs(phrase: Int(gate.number))
        case .list: return occurs(list: Int(gate.number))
        case .all, .any:
            let enough = gate.kind == .any
            var part = place + 1
            while part < Int(gate.end) {
                if isPassed(gate: part) == enough { return enough }
                part = Int(tables.gates[part].end)
            }
            return !enough
        }
    }

    /// Fills `wanted` with every leaf that a candidate speaks of and `isTrue` says is true, in order, each once.
    @inline(__always)
    mutating func wantTrueLeaves(_ isTrue: (inout Workbench, Tables.LeafRow) -> Bool) {
        wanted.clear()
        for place in 0..<candidates.count {
            for row in tables.leaves(ofRule: Int(candidates.base[place])) {
                // In bounds: a rule's places come from laying out `ruleLeaves`.
                let leaf = tables.ruleLeaves.base[row]
                if isTrue(&self, leaf) { wanted.append(leaf) }
            }
        }
        settleWanted()
    }

    /// Into order, each once. Most rows are a few long, for which a general sort has too much to set up.
    private mutating func settleWanted() {
        guard wanted.count > 1 else { return }
        let row = wanted.base
        if wanted.count <= 24 {
            for place in 1..<wanted.count {
                let leaf = row[place]
                var to = place
                while to > 0, row[to - 1].leaf > leaf.leaf {
                    row[to] = row[to - 1]
                    to -= 1
                }
                row[to] = leaf
            }
        } else {
            var all = wanted.view
            all.sort { $0.leaf < $1.leaf }
        }
        var kept = 1
        for place in 1..<wanted.count where row[place].leaf != row[kept - 1].leaf {
            row[kept] = row[place]
            kept += 1
        }
        wanted.cut(to: kept)
    }

    mutating func hit(ofLeaf leaf: Int) -> TermHit { hit(of: tables.row(ofLeaf: leaf)) }

    /// Where a leaf stands that is true, in the order of the text, each place once: the first ones, and how many
    /// more.
    mutating func hit(of row: Tables.LeafRow) -> TermHit {
        let leaf = Int(row.leaf)
        if row.kind == .phrase, phraseMarks[row.number].count == 1 {
            let only = occurrences[Int(phraseMarks[row.number].first)]
            return TermHit(term: leaf, only: span(Interval(start: only.start, end: only.end)))
        }
        switch tables.leaves[leaf] {
        case .phrase(let phrase):
            var found = Pile<Interval>(capacity: Int(phraseMarks[phrase].count))
            places(ofPhrase: phrase) { found.append(Interval(start: $0.start, end: $0.end)) }
            found.settle()
            return hit(leaf, found.view)
        case .list(let list), .atLeast(_, let list):
            let row = stand(list: list)
            return hit(leaf, UnsafeMutableBufferPointer(rebasing: stands.view[row]))
        case .near(let near):
            var found = Pile<Interval>(capacity: 16)
            for place in places(of: near) { for single in singles(of: place) { found.append(single) } }
            found.settle()
            return hit(leaf, found.view)
        }
    }

    private func hit(_ leaf: Int, _ places: UnsafeMutableBufferPointer<Interval>) -> TermHit {
        if places.count == 1 { return TermHit(term: leaf, only: span(places[0])) }
        return TermHit(
            term: leaf, spans: places.prefix(TermHit.mostSpans).map { span($0) },
            more: max(0, places.count - TermHit.mostSpans))
    }

    /// The single places that a place is made of.
    func singles(of place: Interval) -> [Interval] {
        guard place.parts != 0 else { return [place] }
        // As deep as one NEAR has operands, which the parser bounds.
        return singles(of: joints[Int(place.parts) - 1]) + singles(of: joints[Int(place.parts)])
    }

    // MARK: lists

    /// So many different phrases of the list occur, exceptions taken off.
    private mutating func count(ofList list: Int, atLeast wanted: Int) -> Bool {
        guard occurs(list: list) else { return false }
        if tables.hasExceptions(list: list) {
            _ = stand(list: list)
            return listMarks[list].phrases >= wanted
        }
        if wanted == 1 { return true }
        var seen = 0
        phrases(ofList: list) { _, _ in seen += 1 }
        return seen >= wanted
    }

    /// Where the list stands, as a row of `stands` in the order of the text; found once per text.
    mutating func stand(list: Int) -> Range<Int> {
        guard occurs(list: list) else { return 0..<0 }
        if listMarks[list].askedIn != epoch { settle(list: list) }
        return Int(listMarks[list].standsFrom)..<Int(listMarks[list].standsTo)
    }

    private mutating func settle(list: Int) {
        let first = stands.count
        cover(list: list)
        var phrases: UInt32 = 0
        var link = listMarks[list].first + 1
        while link != 0 {
            let part = links[Int(link) - 1]
            link = part.next
            guard !part.isException else { continue }
            let before = stands.count
            var place = phraseMarks[Int(part.phrase)].first + 1
            while place != 0 {
                let occurrence = occurrences[Int(place) - 1]
                place = occurrence.next
                let interval = Interval(start: occurrence.start, end: occurrence.end)
                if covers.count == 0 || !isCovered(interval) { stands.append(interval) }
            }
            if stands.count > before { phrases += 1 }
        }
        stands.settle(from: first)
        listMarks.base[list].askedIn = epoch
        listMarks.base[list].standsFrom = UInt32(first)
        listMarks.base[list].standsTo = UInt32(stands.count)
        listMarks.base[list].phrases = phrases
    }

    /// Lays the places of a list's exceptions out: sorted by start, each with the furthest end so far.
    private mutating func cover(list: Int) {
        covers.clear()
        guard tables.hasExceptions(list: list) else { return }
        var link = listMarks[list].first + 1
        while link != 0 {
            let part = links[Int(link) - 1]
            link = part.next
            guard part.isException else { continue }
            var place = phraseMarks[Int(part.phrase)].first + 1
            while place != 0 {
                let occurrence = occurrences[Int(place) - 1]
                place = occurrence.next
                covers.append(Interval(start: occurrence.start, end: occurrence.end))
            }
        }
        covers.settle()
        var reach: UInt32 = 0
        for place in 0..<covers.count {
            reach = max(reach, covers[place].end)
            covers.base[place].end = reach
        }
    }

    private func isCovered(_ place: Interval) -> Bool {
        var low = 0
        var high = covers.count
        while low < high {
            let middle = (low + high) / 2
            if covers[middle].start <= place.start { low = middle + 1 } else { high = middle }
        }
        return low > 0 && covers[low - 1].end >= place.end
    }
}

extension Pile where Element == Workbench.Interval {
    /// Brings what stands from `first` on into the order of the text, each place once.
    mutating func settle(from first: Int = 0) {
        guard count - first > 1 else { return }
        var row = UnsafeMutableBufferPointer(rebasing: view[first...])
        var isInOrder = true
        for place in 1..<row.count where Workbench.Interval.isOrdered(row[place], row[place - 1]) {
            isInOrder = false
            break
        }
        if !isInOrder { row.sort(by: Workbench.Interval.isOrdered) }
        var kept = 1
        for place in 1..<row.count where !row[place].isSame(as: row[kept - 1]) {
            row[kept] = row[place]
            kept += 1
        }
        cut(to: first + kept)
    }
}
