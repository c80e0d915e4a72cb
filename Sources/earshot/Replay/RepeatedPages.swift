import Triage

/// Last-resort calls of cases that nobody takes: the first round of each is told in full, those after it are counted,
/// and told in one line when something else becomes of the case, when the day is over, and at the end.
struct RepeatedPages {
    struct Told: Equatable {
        var hotCase: CaseID
        var rounds: Int
        /// Between one and the next; nil: not always the same.
        var every: Duration?
        var last: Moment
    }

    private struct Run {
        var last: Moment
        /// Since it was told last.
        var rounds = 0
        var gaps: Set<Duration> = []
        var isRepeating = false
    }

    private var runs: [CaseID: Run] = [:]
    /// The words of a text that bundles several pages were not shown with its first.
    private var hidesBundle = false

    enum Fate: Equatable {
        case shown, counted
        /// The first of a bundle that is not counted; its text has not been shown yet.
        case shownAsFirst
    }

    mutating func take(_ event: ReplayEvent) -> Fate {
        switch event.what {
        case .escalation(let looked):
            guard looked.move.events.contains(where: { $0.what == "last-resort" }) else {
                if !looked.move.events.isEmpty { runs[looked.id]?.isRepeating = false }
                return .shown
            }
            guard var run = runs[looked.id] else {
                runs[looked.id] = Run(last: event.at)
                return .shown
            }
            run.rounds += 1
            run.gaps.insert(event.at - run.last)
            (run.last, run.isRepeating) = (event.at, true)
            runs[looked.id] = run
            return .counted
        case .page(let page):
            let isRepeat = page.page.why == .lastResort && page.page.hotCase.flatMap { runs[$0] }?.isRepeating == true
            if page.place == 0 {
                hidesBundle = isRepeat
                return isRepeat ? .counted : .shown
            }
            guard hidesBundle, !isRepeat else { return isRepeat ? .counted : .shown }
            hidesBundle = false
            return .shownAsFirst
        case .heard, .said, .withdrawn, .ticket, .call, .deed: return .shown
        }
    }

    /// What is to be told before this event, since it ends what was counted; nil: all of it.
    mutating func due(before event: ReplayEvent?) -> [Told] {
        var ends: Set<CaseID> = Set(runs.keys)
        switch event?.what {
        case nil, .deed: break
        case .escalation(let looked):
            let isOther = looked.move.events.contains { $0.what != "last-resort" }
            ends = isOther ? [looked.id] : []
        case .heard, .said, .withdrawn, .ticket, .call, .page: ends = []
        }
        return ends.sorted { $0.rawValue < $1.rawValue }.compactMap { id in
            guard let run = runs[id], run.rounds > 0 else { return nil }
            // What somebody did begins anew; a day that is over does not.
            if event == nil { runs[id]?.rounds = 0 } else { runs[id] = nil }
            return Told(
                hotCase: id, rounds: run.rounds, every: run.gaps.count == 1 ? run.gaps.first : nil, last: run.last)
        }
    }
}
