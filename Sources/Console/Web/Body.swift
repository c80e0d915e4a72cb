import Hummingbird
import NIOCore

/// A request's body, read within bounds of size and time.
enum Body {
    private enum End: Sendable {
        case whole([UInt8])
        case tooLarge, tooSlow
    }

    /// - Throws: `Refusal`: 413, 408; whatever the connection throws.
    static func read(_ request: Request, _ context: DeskContext, _ limits: ConsoleLimits) async throws -> [UInt8] {
        guard request.hasBody else { return [] }
        let tooLarge = Refusal(.contentTooLarge, "That is more than a request may carry.", closes: true)
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.body { throw tooLarge }
        let body = request.body
        let end = try await withThrowingTaskGroup(of: End.self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                for try await part in body {
                    guard bytes.count + part.readableBytes <= limits.body else { return .tooLarge }
                    bytes += part.readableBytesView
                }
                // An iteration that was cancelled ends early and looks whole.
                return Task.isCancelled ? .tooSlow : .whole(bytes)
            }
            group.addTask {
                try await Task.sleep(for: limits.bodyTime)
                return .tooSlow
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .tooSlow
        }
        switch end {
        case .whole(let bytes):
            context.notes.isBodyRead = true
            return bytes
        case .tooLarge: throw tooLarge
        case .tooSlow: throw Refusal(.requestTimeout, "The request took too long to arrive.", closes: true)
        }
    }
}
