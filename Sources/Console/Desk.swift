import Logging
import Seal
import Storage
import Triage

/// What every page of the console works with.
package struct Desk: Sendable {
    package var store: Store
    /// As a reload last gave it.
    package var onCall: @Sendable () -> OnCall
    package var rules: @Sendable () -> RuleSet
    package var settings: ConsoleSettings
    package var clock: any Timekeeper
    package var seal: LinkSeal
    package var limits: ConsoleLimits
    /// Whether a password is the one of this hash; for nil false, after as long a time.
    package var holds: @Sendable (_ password: String, _ hash: String?) async throws -> Bool = {
        try await PasswordHash.holds($0, against: $1 ?? "")
    }
    /// What calls are agreed by, as a reload last gave it; nil: none are offered.
    package var callBacks: @Sendable () -> CallBackTerms?
    /// Reads the numbers that people type, and knows the zones that they live by.
    package var tables: Decider.Tables
    /// By which it hears at once what other hosts commit; nil: it asks.
    package var ears: Ears?
    package var logger: Logger

    package init(
        store: Store, onCall: @escaping @Sendable () -> OnCall, rules: @escaping @Sendable () -> RuleSet,
        settings: ConsoleSettings, clock: any Timekeeper, seal: LinkSeal, limits: ConsoleLimits = ConsoleLimits(),
        ears: Ears? = nil, callBacks: @escaping @Sendable () -> CallBackTerms? = { nil },
        tables: Decider.Tables = Decider.Tables(), logger: Logger = Logger(label: "earshot.console")
    ) {
        self.store = store
        self.onCall = onCall
        self.rules = rules
        self.settings = settings
        self.clock = clock
        self.seal = seal
        self.limits = limits
        self.ears = ears
        self.callBacks = callBacks
        self.tables = tables
        self.logger = logger
    }

    package var now: Moment { clock.now() }
}

/// What the server bears.
package struct ConsoleLimits: Hashable, Sendable {
    /// The next ones wait in the system's queue until one ends. Of those that come in one moment a few more are
    /// taken in: the server looks before each round of taking in, not between.
    package var connections: Int
    /// A connection on which nothing happens is closed, a half-sent header too.
    package var idle: Duration
    /// All header fields of a request together, in bytes.
    package var header: Int
    package var headerFields: Int
    /// Bytes of a request's body.
    package var body: Int
    /// From its first byte to its last, however steadily it drips.
    package var bodyTime: Duration
    /// How long a connection is kept open so that a refusal can be read.
    package var linger: Duration
    /// An event stream on which a write takes longer is ended.
    package var stalled: Duration
    /// Requests that one account may make of the API at once, and each second in the long run.
    package var apiBurst: Int
    package var apiPerSecond: Double

    package init(
        connections: Int = 1200, idle: Duration = .seconds(30), header: Int = 32 << 10, headerFields: Int = 100,
        body: Int = 256 << 10, bodyTime: Duration = .seconds(10), linger: Duration = .seconds(2),
        stalled: Duration = .seconds(60), apiBurst: Int = 600, apiPerSecond: Double = 20
    ) {
        self.connections = connections
        self.idle = idle
        self.header = header
        self.headerFields = headerFields
        self.body = body
        self.bodyTime = bodyTime
        self.linger = linger
        self.stalled = stalled
        self.apiBurst = apiBurst
        self.apiPerSecond = apiPerSecond
    }
}
