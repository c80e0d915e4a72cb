import ArgumentParser
import Console
import Foundation
import Playground
import ServiceLifecycle
import Storage
import Triage

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Watch an evening at an invented telecom.",
        discussion: """
            The real program against a small world on this machine's loopback, which speaks the real protocols: \
            a Mastodon server, a status feed, a mailbox, a text line, and an SMTP server that stands for the \
            contact centre. It needs no account and no network, keeps its files in a temporary folder, and ends \
            with Ctrl-C.
            """)

    @Option(help: ArgumentHelp("The rules to judge by.", valueName: "folder")) var rules: String?
    @Option(help: ArgumentHelp("How much faster than life the evening passes.", valueName: "times")) var speed = 1.0
    @Option(help: ArgumentHelp("End after so many seconds.", valueName: "seconds")) var seconds: Double?

    func validate() throws {
        guard speed >= 0.1, speed <= 100 else { throw ValidationError("--speed is a number from 0.1 to 100") }
        if let seconds, seconds <= 0 { throw ValidationError("--seconds is a number above 0") }
    }

    func run() async throws {
        LineLog.start(.error)
        let world = World()
        try await world.start()
        do {
            let stage = try DemoStage(world: world, rules: try Self.rulesFolder(rules), speed: speed)
            defer { stage.clear() }
            try await play(world, stage)
        } catch {
            await world.stop()
            throw error
        }
        await world.stop()
    }

    private func play(_ world: World, _ stage: DemoStage) async throws {
        let file = try ConfigurationOption.parse(["--config", stage.configuration])
        let (configuration, rules) = try await RunCommand.load(file)
        let store = try await openStore(configuration)
        let screen = DemoScreen(output: .standard)
        screen.open(world: world, configuration: stage.configuration)
        try await Self.enrol(store)
        let crew = DemoCrew(
            store: store, world: world, screen: screen, patience: configuration.onCall?.patience ?? OnCall.Patience(),
            speed: speed)
        let (console, opened) = AsyncStream.makeStream(of: Int.self)
        let house = try await House(
            configuration: configuration, rules: rules, store: store, clock: SystemClock(),
            rooms: Set(House.Room.allCases), manager: ServiceManager(environment: [:]),
            watcher: House.Watcher(
                poll: screen.show, escalation: screen.show, pages: crew.hear, console: { opened.yield($0) }))
        let (speed, seconds) = (speed, seconds)
        try await house.run(
            beside: [
                Passage { await Evening.play(on: world, speed: speed) },
                Passage { await Night.play(on: world, speed: speed) },
                Passage { try await crew.work() },
                Passage {
                    for await port in console {
                        let address = try await FirstAccount.offer(
                            store, url: "http://127.0.0.1:\(port)", by: Doer(name: "(demo)"), now: SystemClock().now())
                        if let address { screen.console(address) }
                    }
                },
                Passage { for await mail in world.sink.arrivals() { screen.show(mail) } },
                Passage { try await screen.tick(store) },
                Passage(endsAll: seconds != nil) {
                    guard let seconds else { return }
                    try await Task.sleep(for: .seconds(seconds))
                },
            ]
        ) { try await RunCommand.reload(file) }
        try await screen.close(store)
        await store.engine.close()
    }

    /// What the CRM knows of those whom one should know.
    private static func enrol(_ store: Store) async throws {
        let moana = Customer(
            id: CustomerID(rawValue: "Q-1007"), name: "Moana Reyes",
            handles: [Handle(channel: .mastodon, normalised: Night.important)], tier: "vip")
        _ = try await store.importCustomers([moana], now: SystemClock().now())
    }

    /// Where the rules are: named, beside the project, or installed beside the program.
    static func rulesFolder(_ named: String?) throws -> String {
        let here = FileManager.default.currentDirectoryPath
        if let named { return absolute(named, in: here) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places = [here + "/Rules", program.appending(path: "../share/earshot/Rules").standardized.path]
        for place in places where FileManager.default.fileExists(atPath: place) { return place }
        throw CommandFailure(
            .badData, "there are no rules at \(places.joined(separator: " or "))", remedy: "name the folder: --rules")
    }
}

/// Something that takes place beside the house, and ends with it.
private struct Passage: Service {
    let endsAll: Bool
    let body: @Sendable () async throws -> Void

    init(endsAll: Bool = false, _ body: @escaping @Sendable () async throws -> Void) {
        self.endsAll = endsAll
        self.body = body
    }

    func run() async throws {
        _ = try? await cancelWhenGracefulShutdown { try await body() }
        if !endsAll { try? await gracefulShutdown() }
    }
}
