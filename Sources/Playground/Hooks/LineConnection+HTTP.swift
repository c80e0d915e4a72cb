import Foundation

/// As much of HTTP/1.1 as it takes to read a request and to break off an answer where a script wants it.
extension LineConnection {
    /// Nil where the other side is done, or does not speak HTTP, or sends more than a megabyte.
    mutating func request() async throws -> Asked? {
        guard case .text(let first) = try await line(limit: 8_192) else { return nil }
        let parts = String(decoding: first, as: UTF8.self).split(separator: " ")
        guard parts.count == 3, parts[2].hasPrefix("HTTP/1."), parts[1].hasPrefix("/") else { return nil }
        var headers: [(name: String, value: String)] = []
        while true {
            guard case .text(let bytes) = try await line(limit: 16_384), headers.count < 100 else { return nil }
            if bytes.isEmpty { break }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { return nil }
            headers.append(
                (
                    name: text[..<colon].lowercased(),
                    value: text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                ))
        }
        let length = headers.first { $0.name == "content-length" }.map { Int($0.value) ?? -1 } ?? 0
        guard (0...(1 << 20)).contains(length), !headers.contains(where: { $0.name == "transfer-encoding" }),
            let body = try await bytes(length)
        else { return nil }
        let cut = parts[1].firstIndex(of: "?") ?? parts[1].endIndex
        return Asked(
            method: String(parts[0]), path: String(parts[1][..<cut]),
            query: Asked.form(String(parts[1][cut...].dropFirst())), headers: headers, body: body)
    }
}

extension Reply {
    var wireForm: [UInt8] {
        var head = "HTTP/1.1 \(status) Playground\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if status != 204 && status != 304 { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + (status == 204 || status == 304 ? [] : body)
    }
}
