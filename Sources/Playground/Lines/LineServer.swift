import NIOCore
import NIOPosix
import Synchronization

/// A TCP server on 127.0.0.1 that gives every connection to a function, each in a task of its own.
///
/// Connections do not go through NIO's stream of accepted channels: one that is accepted while the stream
/// ends is dropped there unused, which ends the process ("Deinited NIOAsyncWriter without calling finish").
actor LineServer {
    typealias Handler = @Sendable (inout LineConnection) async throws -> Void
    private var running: (listener: any Channel, connections: Connections)?

    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - handle: the connection is closed when it returns or throws.
    /// - Returns: the port.
    func start(port: Int, handle: @escaping Handler) async throws -> Int {
        precondition(running == nil, "started twice")
        let connections = Connections(handle: handle)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // A client may close its side early and still read the answers to what it sent.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let stream = try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    try channel.pipeline.syncOperations.addHandler(Welcome(stream: stream, connections: connections))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        guard let bound = listener.localAddress?.port else {
            throw PlaygroundFailure(reason: "no port on 127.0.0.1")
        }
        running = (listener, connections)
        return bound
    }

    /// Breaks off every connection. Returns when the port is free again and no task is left.
    func stop() async {
        guard let (listener, connections) = running else { return }
        running = nil
        // It fails only where the listener is closed already.
        _ = try? await listener.close().get()
        await connections.end()
    }
}

/// The connections that are open, each with its task.
private final class Connections: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var next = 0
        var ended = false
    }

    private let handle: LineServer.Handler
    private let state = Mutex(State())

    init(handle: @escaping LineServer.Handler) { self.handle = handle }

    func take(_ stream: NIOAsyncChannel<ByteBuffer, ByteBuffer>) {
        state.withLock { state in
            let number = state.next
            state.next += 1
            let task = Task { [handle] in
                // The error is the end of this connection: the client went away, a script drops it, `end`.
                _ = try? await stream.executeThenClose { inbound, outbound in
                    var connection = LineConnection(
                        inbound: inbound, outbound: outbound, channel: stream.channel)
                    try await handle(&connection)
                }
                self.forget(number)
            }
            // The task is known before it can forget itself: both take the lock.
            state.tasks[number] = task
            if state.ended { task.cancel() }
        }
    }

    func end() async {
        // Once more for what was accepted meanwhile.
        while true {
            let tasks = state.withLock { state in
                state.ended = true
                return Array(state.tasks.values)
            }
            guard !tasks.isEmpty else { return }
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
        }
    }

    private func forget(_ number: Int) {
        _ = state.withLock { $0.tasks.removeValue(forKey: number) }
    }
}

/// Hands a connection over once it is really open.
private final class Welcome: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let stream: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let connections: Connections

    init(stream: NIOAsyncChannel<ByteBuffer, ByteBuffer>, connections: Connections) {
        self.stream = stream
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        connections.take(stream)
        context.fireChannelActive()
    }
}
