import CCurl
import Glibc

/// One HTTP request with its redirects, each redirect a hop of its own through the same guards.
final class HTTPTransfer: Transfer {
    private var plan: HTTPPlan
    private let answer: CheckedContinuation<HTTPResponse, any Error>
    private var began: ContinuousClock.Instant?
    private var list: TextList?
    private var came = Incoming()
    private var trouble: WireError?

    init(id: UInt64, plan: HTTPPlan, answer: CheckedContinuation<HTTPResponse, any Error>) {
        self.plan = plan
        self.answer = answer
        super.init(id: id, addresses: plan.request.addresses)
    }

    override var shown: String { plan.address.shown }
    override var host: String { plan.address.host }
    override var ownReason: WireError? { trouble }
    private var limits: Limits { plan.request.limits }

    override func prepare(_ easy: Easy) throws(WireError) {
        came = Incoming()
        trouble = nil
        let now = ContinuousClock.now
        let start = began ?? now
        began = start
        let remaining = limits.total - start.duration(to: now)
        guard remaining > .zero else { throw WireError(.timedOut, "\(shown) took too long with its redirects.") }

        try easy.set(CURLOPT_URL, plan.address.text)
        try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
        // One connection a host where HTTP/2 is spoken. (Without TLS it would only delay.)
        try easy.set(CURLOPT_PIPEWAIT, plan.address.scheme == "https")
        try easy.set(CURLOPT_ACCEPT_ENCODING, "")
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, min(limits.connect, remaining))
        try easy.set(CURLOPT_TIMEOUT_MS, remaining)
        try easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytes)
        try easy.set(CURLOPT_LOW_SPEED_TIME, limits.lowSpeedTime.wholeSeconds)
        if let basic = plan.basic {
            try easy.set(CURLOPT_HTTPAUTH, 1)  // CURLAUTH_BASIC
            try easy.set(CURLOPT_USERNAME, basic.user)
            try easy.set(CURLOPT_PASSWORD, basic.password)
        }
        let list = TextList()
        for line in plan.lines { list.append(line) }
        self.list = list
        try easy.set(CURLOPT_HTTPHEADER, list: list.head)
        if plan.request.method != .get {
            try easy.set(CURLOPT_POST, true)
            try easy.set(body: plan.request.body ?? [])
            try easy.set(CURLOPT_CUSTOMREQUEST, plan.request.method.rawValue)
            // When a kept connection turns out to be dead, libcurl repeats the request by itself. That is
            // right for reading; what sends must not be sent twice, so it gets a connection of its own.
            try easy.set(CURLOPT_FRESH_CONNECT, true)
        }
    }

    override func tookHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        came.add(header: line)
        guard came.headerBytes <= limits.headerBytes else {
            trouble = WireError(.tooLarge, "\(shown) sent more than \(limits.headerBytes) bytes of headers.")
            return false
        }
        return true
    }

    override func tookBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if came.isRedirect && plan.request.method == .get {
            // Its page is for people. A short one is read so that the connection lives on.
            came.skipped += bytes.count
            return came.skipped <= 65_536
        }
        guard came.body.count + bytes.count <= limits.bytes else {
            trouble = WireError(.tooLarge, "\(shown) is larger than \(limits.bytes) bytes.")
            return false
        }
        came.body.append(contentsOf: bytes)
        return true
    }

    override func error(for code: CURLcode) -> WireError {
        var error = super.error(for: code)
        if error.kind == .timedOut, reachedServer, let began, began.duration(to: .now) < limits.total {
            error.kind = .tooSlow
            error.reason = "\(shown) sent less than \(limits.lowSpeedBytes) bytes a second for \(limits.lowSpeedTime)."
        }
        return error
    }

    /// - Returns: true where there is another hop: `begin` again.
    func ended(_ code: CURLcode) -> Bool {
        // A redirect whose page was too long to read to its end is a redirect all the same.
        let isCutRedirect = code == CURLE_WRITE_ERROR && trouble == nil && came.isRedirect
        guard code == CURLE_OK || isCutRedirect else {
            fail(error(for: code))
            return false
        }
        // libcurl takes a connection closed within the headers for the end of an empty answer.
        guard came.headersEnded else {
            fail(
                WireError(
                    .brokenOff, "\(host) broke off within its headers."))
            return false
        }
        let headers = came.headers
        do {
            if let next = try plan.next(
                status: came.status, location: headers.first { $0.name == "location" }?.value)
            {
                plan = next
                return true
            }
        } catch {
            fail(error)
            return false
        }
        let isAnswer = came.status >= 200 && came.status < 400
        let wait = headers.first { $0.name == "retry-after" }.flatMap {
            RetryAfter.wait($0.value, now: time(nil))
        }
        answer.resume(
            returning: HTTPResponse(
                status: came.status, headers: headers, body: came.body, url: plan.address.text,
                movedTo: isAnswer ? plan.movedTo?.text : nil, retryAfter: wait))
        return false
    }

    override func fail(_ error: any Error) {
        guard plan.request.method != .get, reachedServer else {
            answer.resume(throwing: error)
            return
        }
        // Cancelled, or closed, after the request may have been read: the caller must know.
        var told =
            error as? WireError ?? WireError(.cancelled, "The request to \(host) was cancelled under way.")
        told.mayHaveArrived = true
        answer.resume(throwing: told)
    }
}

/// What came of one answer so far. Header lines are kept raw and are only read when they are wanted.
private struct Incoming {
    var status = 0
    var body: [UInt8] = []
    var skipped = 0
    /// All header lines, those of interim answers (1xx) and trailers too.
    private(set) var headerBytes = 0
    private var raw: [UInt8] = []
    private(set) var headersEnded = false

    var isRedirect: Bool { (300..<400).contains(status) && status != 304 }

    mutating func add(header line: UnsafeRawBufferPointer) {
        headerBytes += line.count
        if line.starts(with: "HTTP/".utf8) {
            raw.removeAll(keepingCapacity: true)
            headersEnded = false
            status = line.drop { $0 != 32 }.dropFirst().prefix { $0 >= 48 && $0 <= 57 }.prefix(3)
                .reduce(0) { $0 * 10 + Int($1 - 48) }
        } else if line.first == 13 || line.first == 10 {
            headersEnded = true
        } else if !headersEnded {
            raw.append(contentsOf: line)
        }
    }

    var headers: [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for line in raw.split(separator: 10) {
            if line.first == 32 || line.first == 9 {
                // An old-fashioned folded line belongs to the one before.
                if !headers.isEmpty { headers[headers.count - 1].value += " " + Incoming.trimmed(line) }
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            headers.append(
                (Incoming.trimmed(line[..<colon]).lowercased(), Incoming.trimmed(line[(colon + 1)...])))
        }
        return headers
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 }
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
