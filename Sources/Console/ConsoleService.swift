import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Triage

/// The web desk, listening until it is asked to end: then what is under way is finished, event streams end, and
/// idle connections are closed.
///
/// TLS is the business of the proxy before it.
package struct ConsoleService: Service {
    private let desk: Desk
    private let responder: RouterResponder<DeskContext>
    private let listening: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - pages: hangs up further pages.
    ///   - listening: told the port once, when the console can be reached.
    /// - Throws: `ConsoleFailure` for settings that cannot be.
    package init(
        desk: Desk, pages: (Hall) -> Void = { _ in }, listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws {
        self.desk = desk
        self.listening = listening
        let assets = Assets()
        let hall = Hall(desk, gate: try Gate(desk), layout: Layout(desk, assets: assets))
        hall.signInPages()
        hall.firstAccountPages()
        hall.accountPages()
        hall.accountsPages()
        hall.watchPages()
        hall.linkedPages()
        hall.bookingPages()
        hall.kannelHook()
        hall.apiPages()
        hall.plain("/assets/:hash/:name") { visit in try assets.answer(visit) }
        pages(hall)
        let layout = hall.layout
        hall.page("/") { _, _ in
            let there = layout.places.withLock { $0 }
            return .redirect(to: Place.allCases.first { there.contains($0) }?.path ?? AccountPage.path)
        }
        responder = hall.router.buildResponder()
    }

    package func run() async throws {
        try await offerFirstAccount()
        let limits = desk.limits
        // The library tells of every connection; we tell what matters ourselves.
        var quiet = desk.logger
        quiet.logLevel = .error
        let (desk, listening) = (desk, listening)
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    idleTimeout: TimeAmount(limits.idle),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.header, maxHeaderListSize: limits.header,
                        maxHeaderFieldCount: limits.headerFields))),
            configuration: .init(
                address: .hostname(desk.settings.host, port: desk.settings.port), serverName: nil, backlog: 256,
                availableConnectionsDelegate: .maximum(limits.connections, logger: quiet)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? desk.settings.port
                desk.logger.notice(
                    "the console can be reached",
                    metadata: ["listen": "\(desk.settings.host):\(port)", "url": "\(desk.settings.url)"])
                listening(port)
            },
            logger: quiet)
        do {
            try await application.run()
        } catch let error as IOError {
            throw ConsoleFailure(
                reason: "the console cannot listen on \(desk.settings.host):\(desk.settings.port): \(error)")
        }
    }

    /// While nobody has an account, each start gives the token anew: the log that it stood in may be gone.
    private func offerFirstAccount() async throws {
        let address = try await FirstAccount.offer(
            desk.store, url: desk.settings.url, by: Doer(name: "(start)"), now: desk.now)
        guard let address else { return }
        desk.logger.notice(
            "nobody has an account at the console yet; open this address to make the first one",
            metadata: ["address": "\(address)"])
    }
}
