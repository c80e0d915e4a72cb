import Triage

/// How one timeline is heard without a gap: answers in, the next question and the new cursors out. It
/// does no I/O and reads no clock.
///
/// Normally the page right after the cursor is asked for (`min_id`) until there is none. A server that
/// does not know `min_id` answers with its newest page; then, and at the very first time, the timeline is
/// walked back from its newest page (`max_id`) down to the cursor, which moves only when the walk is done.
///
/// Because posts that a server learns of late get ids from when they were written, an empty answer to
/// `min_id` does not mean that nothing came: once an hour the last two hours are read again. What comes
/// twice is told apart by its identity.
package struct TimelineWalk: Sendable {
    package enum Ask: Hashable, Sendable {
        case newest
        /// The page that follows this id, `min_id`.
        case after(TimelineID)
        /// The page before this id, `max_id`.
        case before(TimelineID)
    }

    package enum Phase: Hashable, Sendable { case forward, again }

    /// What one answer means.
    package struct Step: Sendable {
        /// Indices of the answer's items that are to be heard.
        package var heard: [Int]
        /// Ask again in this phase.
        package var more: Bool
        package var remark: String
    }

    package static let againEvery = 3600

    /// `.none` or `.ids`; `high` is empty while nothing at all was there.
    package var position: Cursor
    /// `.none` or `.time`: when the last reading again began, and how far before it the next one reads.
    package var again: Cursor
    /// `.token`: the moment when the reading again under way began, and the id that it goes on before.
    package var againAt: Cursor
    package var since: Since
    /// Whether the server is known to honour `min_id`; nil: not known yet.
    package var honoursMinID: Bool?

    package init(position: Cursor, again: Cursor, againAt: Cursor, since: Since, honoursMinID: Bool?) {
        self.position = position
        self.again = again
        self.againAt = againAt
        self.since = since
        self.honoursMinID = honoursMinID
    }

    /// The part of the position that is not about a walk under way.
    private var high: TimelineID? {
        guard case .ids(let high, _) = position else { return nil }
        return TimelineID(high)
    }

    private var isFirst: Bool {
        if case .ids = position { return false }
        return true
    }

    /// An answer's item, as far as paging needs to know it.
    package struct Entry: Sendable {
        package var id: TimelineID?
        package var written: Moment?
        package init(id: TimelineID?, written: Moment?) {
            self.id = id
            self.written = written
        }
    }

    // MARK: Forward

    package func ask(_ phase: Phase) -> Ask {
        switch phase {
        case .forward:
            guard case .ids(_, let walk) = position else { return .newest }
            if let walk, let below = TimelineID(walk.below) { return .before(below) }
            guard honoursMinID != false, let high else { return .newest }
            return .after(high)
        case .again:
            guard let under = underWay else { return .newest }
            return .before(under.below)
        }
    }

    /// - Parameter next: the id that the server's `Link` header goes on before, if it has one.
    package mutating func answer(_ phase: Phase, _ entries: [Entry], next: TimelineID?, now: Moment) -> Step {
        switch phase {
        case .forward: forward(entries, next: next, now: now)
        case .again: readAgain(entries, next: next, now: now)
        }
    }

    private mutating func forward(_ entries: [Entry], next: TimelineID?, now: Moment) -> Step {
        if case .time = again {
        } else {
            // A source that starts from now has nothing before its baseline to read again.
            again = .time(now, overlap: since == .now && isFirst ? 0 : Self.againEvery)
        }
        if isFirst, since == .now {
            let top = entries.compactMap(\.id).max()
            position = .ids(high: top?.text ?? "", walk: nil)
            return Step(heard: [], more: false, remark: top.map { "baseline at \($0.text)" } ?? "baseline: nothing yet")
        }
        guard case .ids(_, let walk?) = position, let top = TimelineID(walk.top), let below = TimelineID(walk.below)
        else { return page(entries, next: next) }
        return walkOn(entries, top: top, below: below, next: next)
    }

    /// A first page: the one after `high`, or the newest one.
    private mutating func page(_ entries: [Entry], next: TimelineID?) -> Step {
        let asked = ask(.forward)
        let ids = entries.compactMap(\.id)
        guard let newest = ids.max(), let oldest = ids.min() else {
            if case .after = asked, entries.isEmpty { honoursMinID = true }
            if isFirst { position = .ids(high: "", walk: nil) }
            return Step(heard: Array(entries.indices), more: false, remark: "")
        }
        if let high {
            if case .after = asked {
                if oldest <= high {
                    honoursMinID = false
                } else if honoursMinID == true {
                    position = .ids(high: newest.text, walk: nil)
                    return step(entries, where: { _ in true }, more: true)
                }
            }
            if oldest <= high {
                position = .ids(high: max(newest, high).text, walk: nil)
                return step(entries, where: { $0 > high }, more: false)
            }
        }
        // Whether this page touches what was heard is not known: look at what lies before it.
        return go(entries, top: newest, below: min(next ?? oldest, oldest), heard: { _ in true })
    }

    private mutating func walkOn(
        _ entries: [Entry], top: TimelineID, below: TimelineID, next: TimelineID?
    ) -> Step {
        let high = self.high
        let ids = entries.compactMap(\.id).filter { $0 < below }
        let isNew = { (id: TimelineID) in id < below && (high.map { id > $0 } ?? true) }
        let further = [ids.min(), next].compactMap { $0 }.filter { $0 < below }.min()
        guard let further, high.map({ further > $0 }) ?? true else {
            // Nothing further, or what was heard is reached: closed. What came meanwhile is asked for next.
            if honoursMinID == nil, high != nil, !ids.contains(where: isNew) { honoursMinID = true }
            position = .ids(high: top.text, walk: nil)
            var step = step(entries, where: isNew, more: true)
            if ids.isEmpty, !entries.isEmpty { step.remark += ", the server does not page back" }
            return step
        }
        return go(entries, top: top, below: further, heard: isNew)
    }

    /// Sets the walk further back, unless the moment that the source starts from is passed.
    private mutating func go(
        _ entries: [Entry], top: TimelineID, below: TimelineID, heard: (TimelineID) -> Bool
    ) -> Step {
        var bound: Moment?
        if case .moment(let moment) = since, high == nil { bound = moment }
        let isPassed = bound.map { bound in oldestTime(entries).map { $0 < bound } ?? false } ?? false
        let kept = high?.text ?? ""
        position =
            isPassed
            ? .ids(high: top.text, walk: nil)
            : .ids(high: kept, walk: Cursor.Walk(top: top.text, below: below.text))
        var step = step(entries, where: heard, more: true)
        if let bound { step.heard.removeAll { entries[$0].written.map { $0 < bound } ?? false } }
        return step
    }

    /// When the item with the lowest id was written.
    private func oldestTime(_ entries: [Entry]) -> Moment? {
        entries.compactMap { entry in entry.id.map { (id: $0, written: entry.written) } }.min { $0.id < $1.id }?.written
    }

    /// What has no id is heard with every page: its identity tells whether it is new.
    private func step(_ entries: [Entry], where isNew: (TimelineID) -> Bool, more: Bool) -> Step {
        let heard = entries.indices.filter { entries[$0].id.map(isNew) ?? true }
        return Step(heard: heard, more: more, remark: "\(heard.count) of \(entries.count) new")
    }

    // MARK: Again

    /// Whether it is time to read the last hours again, or such a reading was broken off.
    package func isAgainDue(now: Moment) -> Bool {
        guard case .ids(_, nil) = position, case .time(let last, _) = again else { return false }
        // A clock that was set back must not put it off for as long.
        return underWay != nil || now - last >= .seconds(Self.againEvery) || last - now > .seconds(Self.againEvery)
    }

    private var underWay: (began: Moment, below: TimelineID)? {
        guard case .token(let token) = againAt else { return nil }
        let parts = token.split(separator: " ")
        guard parts.count == 2, let began = Moment(rfc3339: String(parts[0])), let below = TimelineID(String(parts[1]))
        else { return nil }
        return (began, below)
    }

    private mutating func readAgain(_ entries: [Entry], next: TimelineID?, now: Moment) -> Step {
        guard case .time(let last, let overlap) = again else { return Step(heard: [], more: false, remark: "") }
        let bound = last - .seconds(overlap)
        let before = underWay
        let began = before?.began ?? now
        let ids = entries.compactMap(\.id).filter { id in before.map { id < $0.below } ?? true }
        let heard = entries.indices.filter { entries[$0].written.map { $0 > bound } ?? false }
        let remark = "read again: \(heard.count)"
        guard let oldest = ids.min(), let time = oldestTime(entries), time > bound else {
            again = .time(began, overlap: Self.againEvery)
            againAt = .none
            return Step(heard: heard, more: false, remark: remark)
        }
        againAt = .token("\(began.rfc3339) \(min(next ?? oldest, oldest).text)")
        return Step(heard: heard, more: true, remark: remark)
    }
}
