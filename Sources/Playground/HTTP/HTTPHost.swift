import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// One HTTP server on 127.0.0.1 that gives every request to a function. The servers of the playground are
/// such functions and share nothing else.
actor HTTPHost {
    private var running: (group: ServiceGroup, task: Task<Void, Never>)?

    /// - Parameter port: 0 for any free one.
    /// - Returns: the port.
    func start(port: Int, answer: @escaping @Sendable (Asked) async -> Reply) async throws -> Int {
        precondition(running == nil, "started twice")
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            guard let asked = await Asked(request) else { return Response(status: .contentTooLarge) }
            let response = Response(await answer(asked))
            return request.method == .head ? response.createHeadResponse() : response
        }
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { listening.yield(port) }
                listening.finish()
            },
            logger: silent)
        var configuration = ServiceGroupConfiguration(services: [application], logger: silent)
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        let group = ServiceGroup(configuration: configuration)
        let task = Task {
            // It ends with an error when it could not bind, which the missing port tells, and when answers
            // under way were cut off a second after `stop`, which is meant.
            _ = try? await group.run()
            listening.finish()
        }
        for await port in ports {
            running = (group, task)
            return port
        }
        throw PlaygroundFailure(reason: "cannot listen on 127.0.0.1:\(port)")
    }

    /// Answers under way get a second to end. Returns when the port is free again.
    func stop() async {
        guard let (group, task) = running else { return }
        running = nil
        await group.triggerGracefulShutdown()
        await task.value
    }
}

/// A server of the playground could not do what the test or the demo asked of it.
package struct PlaygroundFailure: Error, Sendable, CustomStringConvertible {
    package var reason: String
    package var description: String { reason }
}

let silent = Logger(label: "earshot.playground") { _ in SwiftLogNoOpLogHandler() }

extension Asked {
    /// Nil where the body is larger than a megabyte or breaks off.
    init?(_ request: Request) async {
        guard let body = try? await request.body.collect(upTo: 1 << 20) else { return nil }
        method = request.method.rawValue
        path = request.uri.path
        query = Asked.form(request.uri.query ?? "")
        headers = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
        self.body = Array(body.readableBytesView)
    }
}

extension Response {
    init(_ reply: Reply) {
        var fields = HTTPFields()
        for header in reply.headers {
            guard let name = HTTPFields.Element.Name(header.name) else { continue }
            fields.append(.init(name: name, value: header.value))
        }
        self.init(
            status: .init(code: reply.status), headers: fields,
            body: reply.isLost
                ? .init(contentLength: max(1, reply.body.count)) { _ in throw PlaygroundFailure(reason: "lost") }
                : .init(byteBuffer: ByteBuffer(bytes: reply.body)))
        // Its length would be that of the answer which it stands for (RFC 9110 §8.6), and is better left out.
        if reply.status == 304 { headers[.contentLength] = nil }
    }
}
