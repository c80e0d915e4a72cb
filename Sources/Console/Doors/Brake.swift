import Storage
import Synchronization
import Triage

/// Slows down whoever guesses: ten tries are free, then each wait is twice the one before.
///
/// Two things are counted: where tries come from, up to a quarter of an hour between two; and the name that is
/// tried, up to a minute, since otherwise a stranger could lock somebody out by typing their name. Whoever has
/// signed in before from the same place is not made to wait for what strangers do, there or with that name: for
/// them the two together are counted, up to a minute.
///
/// All of it is in memory and bounded: the key used longest ago makes room.
final class Brake: Sendable {
    struct Habit: Sendable {
        var free = 10
        var longest: Duration
        /// Without a try for so long, all is forgotten.
        var memory = Duration.seconds(3600)
    }

    private struct Count {
        var tries = 0
        var last: Moment
        /// No try before this.
        var opens: Moment
    }

    private struct State {
        var places = Recent<[UInt8], Count>(most: 10_000)
        var names = Recent<String, Count>(most: 10_000)
        /// Who has signed in from where, and what was tried there in their name since.
        var friends = Recent<String, Count>(most: 10_000)
    }

    private static let place = Habit(longest: .seconds(900))
    private static let name = Habit(longest: .seconds(60))

    private let state = Mutex(State())

    /// Counts a try before it is made, so that a hundred at once are not all the first.
    /// - Returns: nil, or how long to wait.
    func begin(place: NetAddress?, name: String?, now: Moment) -> Duration? {
        state.withLock { state in
            let household = place?.household ?? []
            if let pair = name.map({ Self.pair(household, $0) }), let count = state.friends[pair] {
                if let wait = Self.wait(count, now) { return wait }
                state.friends[pair] = Self.counted(count, Self.name, now)
                return nil
            }
            let waits = [
                Self.wait(state.places[household], now), name.flatMap { Self.wait(state.names[$0], now) },
            ].compactMap(\.self)
            if let longest = waits.max() { return longest }
            state.places[household] = Self.counted(state.places[household], Self.place, now)
            if let name { state.names[name] = Self.counted(state.names[name], Self.name, now) }
            return nil
        }
    }

    /// It was the right one.
    func succeed(place: NetAddress?, name: String, now: Moment) {
        state.withLock { state in
            let household = place?.household ?? []
            state.places[household] = nil
            state.names[name] = nil
            state.friends[Self.pair(household, name)] = Count(last: now, opens: now)
        }
    }

    private static func pair(_ household: [UInt8], _ name: String) -> String { "\(household) \(name)" }

    private static func wait(_ count: Count?, _ now: Moment) -> Duration? {
        guard let count, now < count.opens, now >= count.last else { return nil }
        return count.opens - now
    }

    private static func counted(_ count: Count?, _ habit: Habit, _ now: Moment) -> Count {
        var count = count ?? Count(last: now, opens: now)
        if now - count.last > habit.memory || now < count.last { count = Count(last: now, opens: now) }
        count.tries += 1
        count.last = now
        let beyond = count.tries - habit.free
        count.opens = beyond < 0 ? now : now + min(habit.longest, .seconds(1 << min(beyond, 20)))
        return count
    }
}

/// What was used lately, and of that only so much.
struct Recent<Key: Hashable, Value> {
    private let most: Int
    private var values: [Key: (value: Value, turn: Int)] = [:]
    private var turn = 0

    init(most: Int) { self.most = most }

    subscript(key: Key) -> Value? {
        get { values[key]?.value }
        set {
            guard let newValue else {
                values[key] = nil
                return
            }
            turn += 1
            values[key] = (newValue, turn)
            guard values.count > most else { return }
            // Rarely, and for many at once: the older half goes.
            let middle = values.values.map(\.turn).sorted()[values.count / 2]
            values = values.filter { $0.value.turn >= middle }
        }
    }

    var count: Int { values.count }
}
