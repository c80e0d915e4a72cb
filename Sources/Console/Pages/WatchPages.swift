import Hummingbird
import NIOCore
import Seal
import Storage

/// What machines look at.
extension Hall {
    func watchPages() {
        let (desk, gate) = (desk, gate)
        // Whether the program lives and can read its database; nothing about what is in it.
        plain("/healthz") { _ in
            do {
                _ = try await desk.store.hasAccounts()
                return .text("ok\n", type: "text/plain; charset=utf-8")
            } catch is StorageError {
                return .text(
                    "the database cannot be read\n", type: "text/plain; charset=utf-8", status: .serviceUnavailable)
            }
        }
        let metrics = MetricsReading(desk)
        open("/metrics", .get) { visit, visitor in
            let isKnown = if case .token = visitor?.way { true } else { false }
            guard isKnown || gate.isLocal(visit.request, visit.context) else {
                throw Refusal(.forbidden, "The numbers are for programs on this machine, or with a key.")
            }
            return .text(try await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}

extension Gate {
    /// From this machine and for it: not what a proxy on this machine passes on, nor a browser that was led here
    /// under another host's name.
    fileprivate func isLocal(_ request: Request, _ context: DeskContext) -> Bool {
        guard let peer = context.peer, peer.isLoopback else { return false }
        let passedOn: [FieldName] = [.forwardedFor, .forwarded, .realIP, .via]
        guard passedOn.allSatisfy({ request.headers[$0] == nil }) else { return false }
        var host = (request.head.authority ?? "")[...]
        if let colon = host.lastIndex(of: ":"), host[colon...].dropFirst().allSatisfy(\.isNumber) {
            host = host[..<colon]
        }
        if host == "localhost" { return true }
        return NetAddress(host.hasPrefix("[") ? host.dropFirst().dropLast() : host)?.isLoopback ?? false
    }
}
