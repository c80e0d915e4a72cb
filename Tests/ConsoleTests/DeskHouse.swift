import Console
import Logging
import Seal
import ServiceLifecycle
import Storage
import TestKit
import Triage

/// A desk with a team, rules and customers, over a database of its own.
struct DeskHouse: Sendable {
    let store: Store
    let desk: Desk
    let clock: any Timekeeper
    let probe: Probe

    static let password = "correct horse battery"
    private static let hash = Task { try await PasswordHash.make(password) }

    static func open(
        clock: any Timekeeper = ManualClock(), onCall: OnCall? = nil, rules: RuleSet? = nil,
        limits: ConsoleLimits = ConsoleLimits(), terms: CallBackTerms? = nil,
        tables: Decider.Tables = Decider.Tables(),
        ruleFileChanged: @escaping @Sendable (String) async -> Moment? = { _ in nil }, pages: (Hall) -> Void = { _ in },
        _ body: (DeskHouse) async throws -> Void
    ) async throws {
        let rules = try rules ?? DeskScene.rules()
        let onCall = onCall ?? DeskScene.onCall(now: clock.now())
        try await EngineKind.sqlite.withStore { store in
            let desk = Desk(
                store: store, onCall: { onCall }, rules: { rules },
                settings: ConsoleSettings(
                    host: "127.0.0.1", port: 0, url: "http://desk.quillfone.example", brand: "Quillfone"),
                clock: clock, seal: LinkSeal(secret: Array("a secret of the tests".utf8)), limits: limits,
                callBacks: { terms }, tables: tables, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            let service = try ConsoleService(
                desk: desk,
                pages: { hall in
                    hall.deskPages(
                        ruleFile: { $0 == DeskScene.file ? DeskScene.text : nil }, ruleFileChanged: ruleFileChanged)
                    pages(hall)
                },
                listening: {
                    listening.yield($0)
                    listening.finish()
                })
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
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
            let house = DeskHouse(store: store, desk: desk, clock: clock, probe: Probe(port: port))
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

    /// Makes an account and signs it in: its cookie, and the token of its forms.
    func person(_ name: String = "ana", _ role: Role = .agent) async throws -> DeskPerson {
        _ = try await store.addAccount(
            name, role: role, password: try await Self.hash.value, by: Doer(name: "test"),
            now: clock.now())
        let answer = try await probe.post("/sign-in", ["name": name, "password": Self.password])
        guard let cookie = answer.cookie else { throw Probe.Trouble(what: "not signed in: \(answer.text)") }
        guard let token = try await probe.get("/account", cookie: cookie).field("token") else {
            throw Probe.Trouble(what: "no token")
        }
        return DeskPerson(house: self, cookie: cookie, token: token)
    }

    /// Somebody writes; what the rules make of it is remembered.
    /// - Parameter folds: a burst becomes one incident; else every case stays its own.
    @discardableResult
    func hear(_ messages: [Message], at now: Moment? = nil, folds: Bool = false) async throws -> [CaseID] {
        let now = now ?? clock.now()
        let lease = try await store.begin(now: clock.now())
        let rules = desk.rules()
        let page = HeardPage(
            source: lease.source, epoch: lease.epoch,
            items: messages.map { .init(heard: .message($0), evidence: rules.judge($0)) }, cursors: [:])
        _ = try await store.remember(
            [page],
            decider: Decider(
                policy: Policy(
                    brand: "Quillfone", incidents: folds ? OnCall.IncidentHabit() : OnCall.IncidentHabit(cases: 10_000)),
                rules: rules), now: now)
        return try await store.queue(QueueQuery(limit: 1000)).cases.map(\.id).sorted { $0.rawValue < $1.rawValue }
    }
}

/// Somebody who is signed in.
struct DeskPerson: Sendable {
    let house: DeskHouse
    let cookie: String
    let token: String

    func get(_ path: String) async throws -> Probe.Answer { try await house.probe.get(path, cookie: cookie) }

    /// Presses a button; what the page says afterwards.
    func press(_ path: String, _ form: [String: String]) async throws -> String {
        let answer = try await house.probe.post(path, form.merging(["token": token]) { $1 }, cookie: cookie)
        guard answer.status == 303, let next = answer.header("location") else { return "\(answer.status)" }
        let page = try await get(next).text
        guard let said = page.firstRange(of: "<p class=\"said\" role=\"status\">") else { return "" }
        return String(page[said.upperBound...].prefix { $0 != "<" })
    }
}
