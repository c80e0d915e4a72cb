import Foundation

/// A client that sends exactly what it is told and reads until the server closes.
struct Probe: Sendable {
    let port: Int

    struct Answer: Sendable {
        var status: Int
        /// Names in lower case.
        var headers: [(name: String, value: String)]
        var text: String

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

        /// The value of a hidden field.
        func field(_ name: String) -> String? {
            guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }

        /// `name=value` of the cookie that was set.
        var cookie: String? { header("set-cookie").map { String($0.prefix { $0 != ";" }) } }
    }

    func get(_ path: String, _ headers: [String: String] = [:], cookie: String? = nil) async throws -> Answer {
        try await ask("GET", path, headers, cookie: cookie)
    }

    /// As a browser sends a form of our own page.
    func post(
        _ path: String, _ form: [String: String], _ headers: [String: String] = [:], cookie: String? = nil,
        site: String? = "same-origin"
    ) async throws -> Answer {
        let body = form.sorted { $0.key < $1.key }.map { "\(Self.escaped($0))=\(Self.escaped($1))" }
            .joined(separator: "&")
        var headers = headers
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if let site { headers["Sec-Fetch-Site"] = site }
        return try await ask("POST", path, headers, cookie: cookie, body: body)
    }

    func ask(
        _ method: String, _ path: String, _ headers: [String: String] = [:], cookie: String? = nil, body: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if headers["Host"] == nil { headers["Host"] = "127.0.0.1:\(port)" }
        if headers["Accept"] == nil { headers["Accept"] = "text/html" }
        headers["Connection"] = "close"
        if let cookie { headers["Cookie"] = cookie }
        if let body { headers["Content-Length"] = "\(body.utf8.count)" }
        let head = headers.sorted { $0.key < $1.key }.map { "\($0): \($1)\r\n" }.joined()
        return try await raw("\(method) \(path) HTTP/1.1\r\n\(head)\r\n\(body ?? "")")
    }

    /// - Parameters:
    ///   - drip: sent after `text`, a byte at a time with 20 ms between, until the server has had enough.
    func raw(_ text: String, drip: Int = 0) async throws -> Answer {
        let port = port
        let bytes: [UInt8] = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.exchange(port, Array(text.utf8), drip: drip) })
            }
        }
        guard let answer = Answer(bytes) else {
            throw Trouble(what: "no answer: \(String(decoding: bytes, as: UTF8.self))")
        }
        return answer
    }

    struct Trouble: Error { var what: String }

    static func connect(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(socket)
            throw Trouble(what: "cannot connect: \(errno)")
        }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        return socket
    }

    private static func exchange(_ port: Int, _ bytes: [UInt8], drip: Int) throws -> [UInt8] {
        let socket = try connect(port)
        defer { close(socket) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { break }
            sent += count
        }
        for _ in 0..<drip {
            var ready = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if poll(&ready, 1, 20) > 0 { break }
            if send(socket, "x", 1, Int32(MSG_NOSIGNAL)) < 0 { break }
        }
        var heard: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count <= 0 { break }
            heard += buffer[..<count]
        }
        return heard
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}

extension Probe.Answer {
    fileprivate init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        guard let first = lines.first?.split(separator: " "), first.count >= 2, let status = Int(first[1]) else {
            return nil
        }
        self.status = status
        headers = lines.dropFirst().compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
        }
        self.text = String(text[end.upperBound...])
    }
}
