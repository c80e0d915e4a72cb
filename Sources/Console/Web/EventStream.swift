import Hummingbird
import NIOCore
import ServiceLifecycle

/// Server-sent events (WHATWG HTML §9.2) to one browser.
package struct EventStream: Sendable {
    fileprivate let feed: AsyncStream<ByteBuffer>.Continuation

    /// - Parameter id: what the browser names when it comes again, as `Last-Event-ID`.
    /// - Throws: `CancellationError` where the browser has gone, or is so far behind that it had better come again.
    package func send(event: String? = nil, data: String, id: String? = nil) throws {
        var text = ""
        if let event { text += "event: \(event)\n" }
        if let id { text += "id: \(id)\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        switch feed.yield(ByteBuffer(string: text + "\n")) {
        case .enqueued: break
        case .dropped:
            feed.finish()
            throw CancellationError()
        case .terminated: throw CancellationError()
        @unknown default: throw CancellationError()
        }
    }
}

extension Visit {
    /// Events that wait for a slow browser; one that is further behind is ended.
    private static let backlog = 256

    /// An answer that goes on. `body` is cancelled when the browser has gone, when it takes nothing any more, and
    /// when the console ends; a browser comes again by itself, after three seconds.
    package func events(_ body: @escaping @Sendable (EventStream) async throws -> Void) -> Response {
        let (stalled, logger, channel) = (TimeAmount(desk.limits.stalled), desk.logger, context.channel)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
            body: .init { writer in
                let (buffers, feed) = AsyncStream.makeStream(
                    of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.backlog))
                channel.closeFuture.whenComplete { _ in feed.finish() }
                logger.debug("an event stream began")
                feed.yield(ByteBuffer(string: "retry: 3000\n\n"))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        defer { feed.finish() }
                        do {
                            try await cancelWhenGracefulShutdown { try await body(EventStream(feed: feed)) }
                        } catch is CancellationError {
                            // The browser has gone, or the console ends.
                        } catch {
                            logger.error("an event stream ended early", metadata: ["error": "\(error)"])
                        }
                    }
                    // A proxy cuts what is silent, and a browser that has gone is noticed only by writing to it.
                    group.addTask {
                        while (try? await Task.sleep(for: .seconds(10))) != nil {
                            feed.yield(ByteBuffer(string: ":\n\n"))
                        }
                    }
                    defer { group.cancelAll() }
                    for await buffer in buffers {
                        let patience = channel.eventLoop.scheduleTask(in: stalled) { channel.close(promise: nil) }
                        defer { patience.cancel() }
                        try await writer.write(buffer)
                    }
                }
                try await writer.finish(nil)
            })
    }
}

extension FieldName {
    fileprivate static let accelBuffering = Self("X-Accel-Buffering")!
}
