import CCurl

/// A URL taken apart by libcurl's own parser, so that what we judge and what libcurl connects to
/// can never be two readings of one text.
struct WebAddress: Sendable, Hashable {
    /// Without user, password and fragment: safe to hand on, not safe to show (see `shown`).
    let text: String
    /// Lower case.
    let scheme: String
    /// Lower case; an IPv6 address in its brackets.
    let host: String
    let port: Int
    /// `scheme://host/path`: what a log may see. Queries carry tokens.
    let shown: String
    let user: String?
    let password: String?

    init(_ text: String) throws(WireError) {
        try self.init(text, against: nil)
    }

    /// Where a `Location` of this page leads.
    func following(_ location: String) throws(WireError) -> WebAddress {
        try WebAddress(location, against: text)
    }

    private init(_ text: String, against base: String?) throws(WireError) {
        guard text.utf8.count <= 65_536, !text.utf8.contains(0), let url = curl_url() else {
            throw WireError(.unsendable, "That is not an address: it is too long or has a NUL in it.")
        }
        defer { curl_url_cleanup(url) }
        // As libcurl does for a Location: spaces and raw bytes are encoded, any scheme is read (and refused
        // later, by name).
        let manner = UInt32(CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME)
        if let base {
            guard curl_url_set(url, CURLUPART_URL, base, manner) == CURLUE_OK else {
                throw WireError(.unsendable, "The address before the redirect cannot be read.")
            }
        }
        let verdict = curl_url_set(url, CURLUPART_URL, text, manner)
        guard verdict == CURLUE_OK else {
            let why = String(cString: curl_url_strerror(verdict))
            throw WireError(.unsendable, "That is not an address (\(why)): \(WebAddress.stub(of: text))")
        }
        user = WebAddress.part(url, CURLUPART_USER, decoded: true)
        password = WebAddress.part(url, CURLUPART_PASSWORD, decoded: true)
        for secret in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
            curl_url_set(url, secret, nil, 0)
        }
        scheme = (WebAddress.part(url, CURLUPART_SCHEME) ?? "").lowercased()
        host = (WebAddress.part(url, CURLUPART_HOST) ?? "").lowercased()
        port = Int(WebAddress.part(url, CURLUPART_PORT, flags: CURLU_DEFAULT_PORT) ?? "") ?? 0
        guard let whole = WebAddress.part(url, CURLUPART_URL) else {
            throw WireError(.unsendable, "That is not an address: \(WebAddress.stub(of: text))")
        }
        self.text = whole
        curl_url_set(url, CURLUPART_QUERY, nil, 0)
        shown = plain(WebAddress.part(url, CURLUPART_URL) ?? "\(scheme)://\(host)", limit: 200)
    }

    /// Whether a password given for this address may be sent to `other`: the same place, or the same
    /// host grown from http to https on the usual ports. Never the other way round.
    func trusts(_ other: WebAddress) -> Bool {
        guard host == other.host else { return false }
        if scheme == other.scheme && port == other.port { return true }
        return scheme == "http" && port == 80 && other.scheme == "https" && other.port == 443
    }

    /// The address with another path, for protocols whose path is ours to choose.
    func with(path: String) throws(WireError) -> WebAddress {
        try WebAddress("\(scheme)://\(host):\(port)/\(path)")
    }

    private static func part(_ url: OpaquePointer, _ part: CURLUPart, decoded: Bool = false, flags: Int32 = 0)
        -> String?
    {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, UInt32(flags | (decoded ? CURLU_URLDECODE : 0))) == CURLUE_OK, let text
        else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// As much of a text that is no address as can hold no secret: what stands before `@`, `?` and `#` is
    /// not shown when there is an `@`.
    private static func stub(of text: String) -> String {
        if text.utf8.contains(UInt8(ascii: "@")) { return "(not shown, it may hold a password)" }
        return plain(text.prefix { $0 != "?" && $0 != "#" }, limit: 80)
    }
}

/// A text from outside made fit for a sentence or a log line: no control characters, bounded.
func plain(_ text: some StringProtocol, limit: Int = 300) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
        let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        kept.append(isControl || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
    }
    return String(kept)
}
