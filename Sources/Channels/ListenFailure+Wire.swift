import Triage
import Wire

/// What went wrong on the wire, translated once for every channel: what happens next, and the sentence
/// that an operator reads in `status`.
extension ListenFailure {
    /// - Parameter source: named first, so that the sentence stands alone in a log.
    package init(_ error: WireError, source: SourceName) {
        let (next, remedy) = Self.consequence(of: error.kind)
        self.init(next, Self.sentence(source, error.reason, remedy))
    }

    /// What an HTTP status that is not a success means to whoever only reads. Nil for 2xx and 304.
    ///
    /// - 429, and 503 with Retry-After: the host is busy, so whoever shares it waits too; without
    ///   Retry-After a 429 waits a minute.
    /// - 401, 407, 410, 451 and other 4xx: a person must look.
    /// - 403 and 404 are tried again: hosts answer 403 where they mean 429, and a page may be missing for
    ///   the minute of a deployment. The loop's backoff spaces them, and counts.
    package init?(status response: HTTPResponse, source: SourceName, now: Moment) {
        let status = response.status
        if (200..<300).contains(status) || status == 304 { return nil }
        let said = "\(HTTPPlace.shown(response.url)) answers \(status)"
        switch status {
        case 429:
            self.init(
                .tryAgainAt(now + (response.retryAfter ?? .seconds(60)), .host),
                Self.sentence(source, said, "it asks for fewer requests; poll less often if this stays"))
        case 503:
            let next = response.retryAfter.map { Next.tryAgainAt(now + $0, .host) } ?? .tryAgain
            self.init(next, Self.sentence(source, said, "the server is busy or under maintenance"))
        case 401, 407:
            self.init(.tellPerson, Self.sentence(source, said, "check user, password and token of this source"))
        case 403:
            self.init(
                .tryAgain,
                Self.sentence(
                    source, said, "it refuses us, perhaps for too many requests; check the access if this stays"))
        case 404:
            self.init(.tryAgain, Self.sentence(source, said, "nothing is there; check the url if this stays"))
        case 410:
            self.init(
                .tellPerson, Self.sentence(source, said, "it is gone for good; remove the source or give its new url"))
        case 408, 425:
            self.init(.tryAgain, Self.sentence(source, said, "the server was not ready"))
        case 400..<500:
            self.init(.tellPerson, Self.sentence(source, said, "it does not accept the request; check the url"))
        case 500...:
            self.init(.tryAgain, Self.sentence(source, said, "the server has a fault"))
        default:
            self.init(.tryAgain, Self.sentence(source, said, "which is no answer to a request for a document"))
        }
    }

    private static func consequence(of kind: WireError.Kind) -> (next: Next, remedy: String) {
        switch kind {
        case .cannotResolve: (.tryAgain, "check the host name and this machine's DNS if this stays")
        case .cannotConnect, .timedOut, .tooSlow, .brokenOff: (.tryAgain, "")
        case .tls: (.tryAgain, "check the server's certificate and this machine's clock if this stays")
        case .tooLarge: (.tellPerson, "ask for a smaller page of it")
        case .tooManyRedirects: (.tellPerson, "give the url to which it leads in the end")
        case .refusedAddress:
            (.tellPerson, "if this source may stand on a private address, give it `private-address: allowed`")
        case .refusedProtocol: (.tellPerson, "only http and https are spoken here")
        case .badLogin: (.tellPerson, "check user, password and token of this source")
        case .refused(let code):
            (400..<500).contains(code) ? (.tryAgain, "") : (.tellPerson, "the server refuses for good")
        case .unsendable: (.tellPerson, "check the settings of this source")
        case .cancelled: (.tryAgain, "")
        }
    }

    private static func sentence(_ source: SourceName, _ fact: String, _ remedy: String) -> String {
        let fact = fact.hasSuffix(".") ? String(fact.dropLast()) : fact
        return remedy.isEmpty ? "\(source): \(fact)" : "\(source): \(fact); \(remedy)"
    }
}

/// An address as it may be shown: without user, password, query and fragment, which may hold secrets.
package enum HTTPPlace {
    package static func shown(_ url: String) -> String {
        var shown = String(url.prefix { $0 != "?" && $0 != "#" })
        if let scheme = shown.firstRange(of: "://") {
            let rest = shown[scheme.upperBound...]
            let authority = rest.prefix { $0 != "/" }
            if let at = authority.lastIndex(of: "@") {
                shown = String(shown[..<scheme.upperBound] + rest[rest.index(after: at)...])
            }
        }
        return String(shown.prefix(200))
    }

    /// The host of an http(s) address, lower case, without port; nil where there is none.
    package static func host(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let host = place.first == "[" ? place.prefix { $0 != "]" }.dropFirst() : place.prefix { $0 != ":" }
        return host.isEmpty ? nil : host.lowercased()
    }
}
