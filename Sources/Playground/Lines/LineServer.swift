import NIOCore
import NIOPosix

/// A TCP server on 127.0.0.1 that gives every connection to a function, each in a task of its own.
actor LineServer {
    typealias Handler = @Sendable (inout LineConnection) async throws -> Void
    private var task: Task<Void, Never>?

    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - handle: the connection is closed when it returns or throws.
    /// - Returns: the port.
    func start(port: Int, handle: @escaping Handler) async throws -> Int {
        precondition(task == nil, "started twice")
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        guard let bound = server.channel.localAddress?.port else {
            throw PlaygroundFailure(reason: "no port on 127.0.0.1")
        }
        task = Task { await Self.serve(server, handle) }
        return bound
    }

    /// Breaks off every connection. Returns when the port is free again.
    func stop() async {
        task?.cancel()
        await task?.value
        task = nil
    }

    private static func serve(
        _ server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>,
        _ handle: @escaping Handler
    ) async {
        await withDiscardingTaskGroup { connections in
            // Both errors are the end of something: of the server by `stop`, of a connection by a client
            // that went away or by a script that drops it.
            _ = try? await server.executeThenClose { inbound in
                for try await channel in inbound {
                    connections.addTask {
                        _ = try? await channel.executeThenClose { inbound, outbound in
                            var connection = LineConnection(inbound: inbound, outbound: outbound)
                            try await handle(&connection)
                        }
                    }
                }
            }
            connections.cancelAll()
        }
    }
}
