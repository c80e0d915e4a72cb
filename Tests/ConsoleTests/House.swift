import Console
import Logging
import Seal
import ServiceLifecycle
import Storage
import Synchronization
import TestKit
import Triage

/// A console over a database of its own, on a port of its own, with a clock that stands still.
struct House: Sendable {
    let store: Store
    let desk: Desk
    let clock: ManualClock
    let probe: Probe
    /// What the program logged.
    let log: Log
    private let group: ServiceGroup

    static let password = "correct horse battery"

    static func open(
        holds: (@Sendable (String, String?) async throws -> Bool)? = nil, url: String = "http://desk.quillfone.example",
        proxies: [String] = [], limits: ConsoleLimits = ConsoleLimits(),
        pages: (Hall) -> Void = { _ in }, _ body: (House) async throws -> Void
    ) async throws {
        try await EngineKind.sqlite.withStore { store in
            let clock = ManualClock()
            let log = Log()
            var desk = Desk(
                store: store, onCall: { OnCall(people: []) }, rules: { .empty },
                settings: ConsoleSettings(
                    host: "127.0.0.1", port: 0, url: url, brand: "Quillfone", trustedProxies: proxies),
                clock: clock, seal: LinkSeal(secret: Array("a secret of the tests".utf8)), limits: limits,
                logger: Logger(label: "test") { _ in log.handler })
            if let holds { desk.holds = holds }
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            let service = try ConsoleService(desk: desk, pages: pages) {
                listening.yield($0)
                listening.finish()
            }
            var configuration = ServiceGroupConfiguration(
                services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            configuration.maximumGracefulShutdownDuration = .seconds(120)
            let group = ServiceGroup(configuration: configuration)
            let task = Task {
                defer { listening.finish() }
                try await group.run()
            }
            var port: Int?
            for await found in ports { port = found }
            guard let port else {
                try await task.value
                return
            }
            let house = House(
                store: store, desk: desk, clock: clock, probe: Probe(port: port), log: log, group: group)
            do {
                try await body(house)
            } catch {
                await group.triggerGracefulShutdown()
                _ = await task.result
                throw error
            }
            await group.triggerGracefulShutdown()
            try await task.value
        }
    }

    func end() async { await group.triggerGracefulShutdown() }

    /// An account with the password that all have here.
    @discardableResult
    func account(_ name: String = "ana", _ role: Role = .agent) async throws -> Account {
        let answer = try await store.addAccount(
            name, role: role, password: Self.hash.value(), by: Doer(name: "test"), now: clock.now())
        guard case .done(let account) = answer else { throw Probe.Trouble(what: "\(answer)") }
        return account
    }

    /// Signs in and gives the cookie.
    func signIn(_ name: String = "ana") async throws -> String {
        let answer = try await probe.post("/sign-in", ["name": name, "password": Self.password])
        guard answer.status == 303, let cookie = answer.cookie else {
            throw Probe.Trouble(what: "not signed in: \(answer.status) \(answer.text)")
        }
        return cookie
    }

    /// The token that forms of this session carry.
    func token(_ cookie: String) async throws -> String {
        let page = try await probe.get("/account", cookie: cookie)
        guard let token = page.field("token") else { throw Probe.Trouble(what: "no token: \(page.text)") }
        return token
    }

    private static let hash = Once {
        try await PasswordHash.make(password, with: Scrypt(cost: 1 << 10, block: 8, lanes: 1))
    }
}

/// Made once, at the first asking.
actor Once {
    private let make: @Sendable () async throws -> String
    private var made: Task<String, any Error>?
    init(_ make: @escaping @Sendable () async throws -> String) { self.make = make }
    func value() async throws -> String {
        let task = made ?? Task { [make] in try await make() }
        made = task
        return try await task.value
    }
}

/// What was logged, in order, with its facts.
final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    struct Handler: LogHandler {
        let log: Log
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug
        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let facts = metadata.merging(event.metadata ?? [:]) { $1 }.map { "\($0)=\($1)" }.sorted()
            log.lines.withLock { $0.append(([event.message.description] + facts).joined(separator: " ")) }
        }
    }
    var handler: Handler { Handler(log: self) }
}
