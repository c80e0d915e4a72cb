/// One hop of a request: where it goes, and what of the request may go there. Pure.
struct HTTPPlan: Sendable {
    let request: HTTPRequest
    let first: WebAddress
    private(set) var address: WebAddress
    private(set) var hops = 0
    /// Where permanent redirects alone led.
    private(set) var movedTo: WebAddress?
    private var allPermanent = true
    /// Lost at the first redirect to another place, and not won back: a stranger's redirect back to us would
    /// choose what our password is used for.
    private(set) var keepsSecrets = true

    /// - Throws: `WireError.unsendable` where a value would not stay in its line.
    init(_ request: HTTPRequest) throws(WireError) {
        self.request = request
        first = try WebAddress(request.url)
        address = first
        for header in request.headers {
            let name = header.name.utf8
            guard !name.isEmpty, name.count <= 256, name.allSatisfy(HTTPPlan.isToken) else {
                throw WireError(.unsendable, "A header for \(address.host) has no proper name.")
            }
            try HTTPPlan.check(header.value, "the header \(header.name)", for: address)
        }
        for (value, what) in [
            (request.etag, "the ETag"), (request.lastModified, "the time of the last change"),
            (request.bearer, "the token"), (request.basic?.user, "the user"), (request.basic?.password, "the password"),
        ] {
            if let value { try HTTPPlan.check(value, what, for: address) }
        }
        if request.basic?.user.utf8.contains(UInt8(ascii: ":")) == true {
            throw WireError(.unsendable, "The user for \(address.host) must not have a colon in it.")
        }
    }

    /// User and password for this hop, the request's or the URL's own.
    var basic: (user: String, password: String)? {
        guard keepsSecrets, request.bearer == nil else { return nil }
        if let basic = request.basic { return basic }
        guard let user = first.user else { return nil }
        return (user, first.password ?? "")
    }

    /// `Name: value`, as libcurl wants them: `Name;` for an empty value, `Name:` to leave one out.
    var lines: [String] {
        var lines: [String] = []
        var isNamed = false
        for header in request.headers {
            let name = header.name.lowercased()
            guard keepsSecrets || HTTPPlan.harmless.contains(name) else { continue }
            if name == "user-agent" { isNamed = true }
            lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        if !isNamed { lines.append("User-Agent: Earshot") }
        if let etag = request.etag, !etag.isEmpty { lines.append("If-None-Match: \(etag)") }
        if let time = request.lastModified, !time.isEmpty { lines.append("If-Modified-Since: \(time)") }
        if let bearer = request.bearer, keepsSecrets { lines.append("Authorization: Bearer \(bearer)") }
        // libcurl would wait a second for "100 Continue" before it sends a large body.
        if request.method != .get { lines.append("Expect:") }
        return lines
    }

    /// Where this answer sends us on to, or nil where it is the answer.
    ///
    /// Only GET is followed: what a POST would do elsewhere, or as a GET, is not ours to guess.
    func next(status: Int, location: String?) throws(WireError) -> HTTPPlan? {
        guard request.method == .get, [301, 302, 303, 307, 308].contains(status), let location, !location.isEmpty
        else { return nil }
        guard hops < request.limits.redirects else {
            throw WireError(
                .tooManyRedirects, "\(first.shown) was redirected more than \(request.limits.redirects) times.")
        }
        var plan = self
        do {
            plan.address = try address.following(location)
        } catch {
            throw WireError(.brokenOff, "\(address.shown) redirects to what is no address.")
        }
        plan.hops += 1
        plan.keepsSecrets = keepsSecrets && address.trusts(plan.address)
        plan.allPermanent = allPermanent && (status == 301 || status == 308)
        if plan.allPermanent { plan.movedTo = plan.address }
        return plan
    }

    private static let harmless: Set<String> = ["accept", "accept-language", "user-agent", "cache-control"]

    private static func check(_ value: String, _ what: String, for address: WebAddress) throws(WireError) {
        guard value.utf8.count <= 65_536, value.utf8.allSatisfy({ ($0 >= 32 && $0 != 127) || $0 == 9 }) else {
            throw WireError(
                .unsendable, "A line break or another control character stands in \(what) for \(address.host).")
        }
    }

    /// RFC 9110 §5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
