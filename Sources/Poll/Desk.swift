import Storage
import Triage

/// What the poll loop has before it: the leases that it holds, when each source is due, which hosts rest,
/// what is under way, and what is still to be noted. The loop owns it and holds the clock.
struct Desk {
    private(set) var busy: Set<SourceName> = []
    var notes: [SourceName: SourceNote] = [:]
    var renewAt: Moment

    private var leases: [SourceName: SourceLease] = [:]
    private var schedule = Schedule()
    private var gate = HostGate()
    private var asked: Set<SourceName> = []
    private var last: Moment
    private var troubles: [SourceName: String] = [:]
    /// The sources of the plan in force, and those that a reload took out while they were being asked.
    private var known: [SourceName: PollSource] = [:]

    enum Change {
        case none, recovered
        case failed(inARow: Int)
    }

    init(now: Moment) {
        renewAt = now
        last = now
    }

    var allAsked: Bool { busy.isEmpty && asked.isSuperset(of: leases.keys) }

    /// - Returns: how far the clock went back, if it did. Due times are promises of "in a minute", so they
    ///   move with it.
    mutating func noteTime(_ now: Moment) -> Duration? {
        defer { last = now }
        guard last - now > .seconds(2) else { return nil }
        schedule.shift(by: last - now)
        gate.shift(by: last - now)
        renewAt = now
        return last - now
    }

    /// Takes over the plan in force. A source whose listener was replaced or taken out closes the old one,
    /// at once or when its round is over.
    mutating func follow(_ plan: PollLoop.Plan) async {
        gate.usual = plan.usual
        gate.special = plan.special
        for (name, old) in known where !busy.contains(name) {
            if let new = plan.sources[name], new.listener === old.listener { continue }
            await old.listener.close()
            known[name] = nil
            if plan.sources[name] == nil {
                leases[name] = nil
                schedule.remove(name)
            }
        }
    }

    /// - Parameter spreads: many sources at once are spread over their interval, so that no host and no core
    ///   is stormed.
    mutating func hold(_ held: [SourceLease], _ plan: PollLoop.Plan, now: Moment, spreads: Bool) {
        let listening = held.filter { !$0.isPaused }
        let names = Set(listening.map(\.source))
        for gone in leases.keys where !names.contains(gone) {
            leases[gone] = nil
            schedule.remove(gone)
        }
        for (place, lease) in listening.enumerated() {
            guard let source = plan.sources[lease.source] else { continue }
            if leases[lease.source]?.epoch == lease.epoch {
                schedule.add(lease.source, every: source.every, due: now)
            } else if !busy.contains(lease.source) {
                leases[lease.source] = lease
                schedule.remove(lease.source)
                let share = Double(place) / Double(listening.count)
                let wait = spreads && listening.count > 100 ? source.every * share : .zero
                schedule.add(lease.source, every: source.every, due: now + wait, failures: lease.failures)
            }
        }
    }

    /// Sources to ask now, begun; and when to look again.
    mutating func ready(
        _ plan: PollLoop.Plan, now: Moment, room: Int
    ) -> (ready: [(PollSource, SourceLease)], wake: Moment) {
        var ready: [(PollSource, SourceLease)] = []
        var wake = renewAt
        for name in schedule.due(now: now) where busy.count < room {
            guard let source = plan.sources[name], let lease = leases[name] else { continue }
            if renewAt == .distantFuture, asked.contains(name) { continue }
            if let closed = gate.closedUntil(source.listener.host, now: now) {
                wake = min(wake, closed)
                continue
            }
            gate.enter(source.listener.host)
            schedule.begin(name)
            busy.insert(name)
            asked.insert(name)
            known[name] = source
            ready.append((source, lease))
        }
        return (ready, min(wake, schedule.nextDue(after: now) ?? wake))
    }

    mutating func finish(_ source: PollSource, _ result: Round.Result, now: Moment, chance: Double) -> Change {
        let name = source.listener.source
        let before = schedule.failures(of: name)
        busy.remove(name)
        gate.leave(source.listener.host, now: now)
        leases[name]?.cursors = result.cursors
        schedule.finish(name, result.outcome, now: now, chance: chance)
        if case .failed(.tryAgainAt(let moment, .host)) = result.outcome {
            gate.rest(source.listener.host, until: moment)
        }
        let failures = schedule.failures(of: name)
        notes[name] = SourceNote(
            source: name, failures: failures, error: result.error, remark: result.remark, polledAt: now)
        if failures > before { return .failed(inARow: failures) }
        // A part of it that needs a person is told of once.
        let trouble = result.failure?.reason
        defer { troubles[name] = trouble }
        if let trouble, troubles[name] != trouble { return .failed(inARow: 1) }
        return before > 0 && failures == 0 ? .recovered : .none
    }

    mutating func closeAll() async {
        for source in known.values { await source.listener.close() }
        known = [:]
    }
}
