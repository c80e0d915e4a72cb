import CCurl

/// libcurl connects, secures and logs in (`CURLOPT_CONNECT_ONLY`); then the handle stays in the multi and
/// its connection becomes a `Stream`.
final class LoginTransfer: Transfer {
    let plan: LoginPlan
    let answer: CheckedContinuation<LoggedIn, any Error>
    /// What the server said, one line after another.
    private var said: [UInt8] = []

    init(id: UInt64, plan: LoginPlan, answer: CheckedContinuation<LoggedIn, any Error>) {
        self.plan = plan
        self.answer = answer
        super.init(id: id, addresses: plan.addresses)
    }

    override var shown: String { "\(plan.address.scheme)://\(plan.address.host):\(plan.address.port)" }
    override var host: String { plan.address.host }

    override func prepare(_ easy: Easy) throws(WireError) {
        try easy.set(CURLOPT_URL, plan.address.text)
        try easy.set(CURLOPT_PROTOCOLS_STR, "\(plan.kind.rawValue),\(plan.kind.rawValue)s")
        try easy.set(CURLOPT_CONNECT_ONLY, 1)
        try easy.set(CURLOPT_FRESH_CONNECT, true)
        try easy.set(CURLOPT_TCP_KEEPALIVE, true)
        try easy.set(CURLOPT_USE_SSL, plan.tls == .required ? 3 : 1)  // CURLUSESSL_ALL, CURLUSESSL_TRY
        if !plan.isVerified {
            try easy.set(CURLOPT_SSL_VERIFYPEER, false)
            try easy.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let user = plan.user {
            try easy.set(CURLOPT_USERNAME, user)
            try easy.set(CURLOPT_PASSWORD, plan.password ?? "")
        }
        // libcurl counts the greeting and the login as part of connecting.
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, min(plan.limits.connect, plan.limits.total))
        try easy.set(CURLOPT_TIMEOUT_MS, plan.limits.total)
    }

    override func tookHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        guard said.count + line.count <= 65_536 else { return false }
        said.append(contentsOf: line)
        return true
    }

    var extensions: [String] {
        var extensions: [String] = []
        for line in lines {
            if line.hasPrefix("220") {
                // The greeting, or "go ahead" for STARTTLS, after which EHLO is asked anew.
                extensions = []
            } else if line.hasPrefix("250-") || line.hasPrefix("250 ") {
                extensions.append(line.dropFirst(4).uppercased())
            }
        }
        return extensions
    }

    override func error(for code: CURLcode) -> WireError {
        var error = super.error(for: code)
        let last = plain(lines.last ?? "")
        switch plan.kind {
        case .smtp:
            // 535 is a wrong password; 421, 454 and their like only mean "not now".
            let status = Int(last.prefix(3)) ?? 0
            if (400..<600).contains(status), [.badLogin, .brokenOff].contains(error.kind),
                error.kind != .badLogin || status < 500
            {
                error = WireError(.refused(code: status), "\(host) refused us: \(last)")
            }
        case .imap:
            // RFC 5530: what passes by itself is no wrong password, which would stop a source for good.
            let passing = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"]
            if error.kind == .badLogin, passing.contains(where: last.contains) {
                error = WireError(.brokenOff, "\(host) cannot log anybody in just now: \(last)")
            }
        }
        return error
    }

    override func fail(_ error: any Error) { answer.resume(throwing: error) }

    private var lines: [String] {
        said.split(whereSeparator: { $0 == 10 || $0 == 13 }).map { String(decoding: $0, as: UTF8.self) }
    }
}
