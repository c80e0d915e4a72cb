import Act
import Channels
import Console
import Seal
import ServiceLifecycle
import Storage
import Triage
import Wire

/// The loops that call people, as `House` starts and reloads them.
struct OnCallRoom: Sendable {
    let escalation: EscalationLoop
    let pages: PageLoop
    let check: SelfCheck
    private let exchange: Exchange
    private let clock: SystemClock

    /// - Parameter configuration: one that has people; with its secrets.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    init(
        _ configuration: Configuration, onCall: OnCall, store: Store, exchange: Exchange, worker: Worker,
        clock: SystemClock, ears: Ears, watcher: House.Watcher
    ) throws {
        let (desk, deadMan) = try Self.desk(configuration, onCall, exchange, clock)
        let pagesWritten = Bell()
        escalation = EscalationLoop(
            store: store, clock: clock, onCall: onCall, pagesWritten: pagesWritten, ears: ears,
            tell: watcher.escalation)
        pages = PageLoop(
            store: store, worker: worker, clock: clock, desk: desk, bell: pagesWritten, ears: ears,
            tell: watcher.pages)
        check = SelfCheck(store: store, worker: worker, clock: clock, desk: desk, deadMan: deadMan)
        self.exchange = exchange
        self.clock = clock
    }

    var services: [any Service] { [escalation, pages, check] }

    /// Looks whether a reloaded configuration can be taken over, and changes nothing yet.
    /// - Returns: takes it over.
    func prepare(_ configuration: Configuration) throws -> () -> Void {
        let onCall = configuration.onCall ?? OnCall(people: [])
        let (desk, deadMan) = try Self.desk(configuration, onCall, exchange, clock)
        return {
            escalation.replace(onCall)
            pages.replace(desk)
            check.replace(desk, deadMan: deadMan)
        }
    }

    private static func desk(
        _ configuration: Configuration, _ onCall: OnCall, _ exchange: Exchange, _ clock: SystemClock
    ) throws -> (PageDesk, SelfCheck.DeadMan?) {
        let console = configuration.console
        var reports: (@Sendable (String) -> String)?
        if let url = configuration.pages?.kannelReports, let console {
            let addresses = KannelReports(url: url, seal: console.seal)
            reports = { addresses.address(of: $0, now: clock.now()) }
        }
        let senders = try PageSenders(configuration, exchange: exchange, reports: reports) { clock.now() }
        let links = console.map { PageLinks(url: configuration.pages?.link ?? $0.url, seal: $0.seal) }
        let desk = PageDesk(
            onCall: onCall, brand: configuration.brand, sender: { senders.sender(for: $0) },
            link: { page, at in links?.address(of: page, now: at) }, queueLink: links?.queue)
        let every = configuration.pages?.deadManEvery ?? .seconds(60)
        return (desk, senders.ping.map { SelfCheck.DeadMan(every: every, ping: $0) })
    }
}

extension ConsoleConfiguration {
    var seal: LinkSeal { LinkSeal(secret: Array(secret.revealed.utf8)) }

    func settings(brand: String) -> ConsoleSettings {
        ConsoleSettings(
            host: host, port: port, url: url, brand: brand, trustedProxies: trustedProxies, userHeader: userHeader)
    }
}
