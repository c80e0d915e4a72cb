import Triage
import Wire

/// Why a page was not sent, and so what happens next.
package struct PageFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// It was not taken, and trying this means again cannot help until a person changes something: on to the
        /// next means.
        case refused
        /// It was not taken; it may be tried again.
        case unreachable
        /// It was not taken; it may be tried again, not before this.
        case throttled(until: Moment)
        /// It may have been taken: ask `wasTaken` before it is sent again.
        case unknown
    }

    package var kind: Kind
    /// One plain sentence with the means and the remedy, without secrets. It may quote the provider,
    /// and so the number that was called.
    package var reason: String
    /// The person has told the provider to send nothing more (STOP): somebody has to be told that they cannot be
    /// reached by this means.
    package var optedOut: Bool

    package init(_ kind: Kind, _ reason: String, optedOut: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.optedOut = optedOut
    }
    package var description: String { reason }
}

extension PageFailure {
    /// - Parameters:
    ///   - means: named first, so that the sentence stands alone in a log.
    ///   - hiding: parts of addresses that are secrets (the path of a chat's hook).
    init(_ error: WireError, means: String, hiding secrets: [String] = []) {
        var reason = error.reason
        // The wire speaks of sources.
        if error.kind == .refusedAddress, let remedy = reason.firstRange(of: ", and only ") {
            reason = String(reason[..<remedy.lowerBound])
        }
        for secret in secrets where secret.utf8.count > 1 { reason = reason.replacing(secret, with: "/…") }
        if reason.hasSuffix(".") { reason.removeLast() }
        self.init(Self.kind(of: error), "\(means): \(reason)\(Self.remedy(for: error.kind))")
    }

    private static func kind(of error: WireError) -> Kind {
        if error.mayHaveArrived { return .unknown }
        return switch error.kind {
        case .cannotResolve, .cannotConnect, .timedOut, .tooSlow, .tls, .brokenOff, .cancelled, .tooLarge: .unreachable
        case .tooManyRedirects, .refusedAddress, .refusedProtocol, .badLogin, .unsendable: .refused
        case .refused(let code): (400..<500).contains(code) ? .unreachable : .refused
        }
    }

    private static func remedy(for kind: WireError.Kind) -> String {
        switch kind {
        case .refusedAddress: "; to allow it, give this means `private-address: allowed`"
        case .badLogin: "; check user and password"
        case .tls: "; check the server's certificate and this machine's clock if this stays"
        case .cannotResolve, .cannotConnect, .timedOut, .tooSlow, .tooLarge, .tooManyRedirects, .refusedProtocol,
            .brokenOff, .refused, .unsendable, .cancelled:
            ""
        }
    }

    /// What an HTTP status that is no success means to whoever sends. Nil for 2xx.
    ///
    /// - Parameter said: the far end's own words, made plain.
    init?(status response: HTTPResponse, means: String, said: String = "", now: Moment) {
        let status = response.status
        if (200..<300).contains(status) { return nil }
        let words = said.isEmpty ? "" : " (\(said))"
        switch status {
        case 429:
            self.init(
                .throttled(until: now + (response.retryAfter ?? .seconds(30))),
                "\(means): it asks for fewer requests\(words)")
        case 503 where response.retryAfter != nil:
            self.init(
                .throttled(until: now + (response.retryAfter ?? .seconds(30))), "\(means): the server is busy\(words)")
        case 401, 403, 407:
            self.init(
                .refused, "\(means): it refuses us (\(status)); check its token, password and permissions\(words)")
        case 404, 410: self.init(.refused, "\(means): nothing is there (\(status)); check its url\(words)")
        case 408, 425: self.init(.unreachable, "\(means): the server was not ready (\(status))\(words)")
        case 300..<400:
            self.init(.refused, "\(means): it leads elsewhere (\(status)); give the url where it leads to")
        case 400..<500: self.init(.refused, "\(means): it does not accept the page (\(status))\(words)")
        case 500...: self.init(.unreachable, "\(means): the server has a fault (\(status))\(words)")
        default: self.init(.unknown, "\(means): it answered \(status), which says nothing")
        }
    }
}
