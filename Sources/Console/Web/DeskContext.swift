import Hummingbird
import Logging
import NIOCore
import Storage
import Synchronization

/// A request's surroundings: the connection, and what is found out about it on the way.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// What the guard found and the frame around all pages wants to know.
    let notes = Notes()

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Of the connection itself; nil for a socket of the file system.
    var peer: NetAddress? { channel.remoteAddress?.ipAddress.flatMap { NetAddress($0) } }

    final class Notes: Sendable {
        private let state = Mutex<(visitor: Visitor?, isBodyRead: Bool)>((nil, false))
        var visitor: Visitor? {
            get { state.withLock { $0.visitor } }
            set { state.withLock { $0.visitor = newValue } }
        }
        var isBodyRead: Bool {
            get { state.withLock { $0.isBodyRead } }
            set { state.withLock { $0.isBodyRead = newValue } }
        }
    }
}

extension Request {
    var hasBody: Bool {
        if headers[.transferEncoding] != nil { return true }
        return headers[.contentLength].map { $0 != "0" } ?? false
    }
}
