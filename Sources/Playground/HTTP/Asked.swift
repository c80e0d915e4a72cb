import Foundation

/// One HTTP request as a server of the playground sees it.
package struct Asked: Sendable {
    package var method: String
    /// As it came, without the query: `/api/v1/timelines/tag/quillfone`.
    package var path: String
    /// Decoded, in order, keys such as `types[]` and `DateSent>` kept.
    package var query: [(name: String, value: String)]
    /// Names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    package func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
    func values(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

    /// The parts of the path, decoded: `["api", "v1", "timelines", "tag", "quillfone"]`.
    var steps: [String] {
        path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
    }

    var bearer: String? {
        guard let value = header("authorization"), value.lowercased().hasPrefix("bearer ") else { return nil }
        return String(value.dropFirst(7))
    }

    var basic: (user: String, password: String)? {
        guard let value = header("authorization"), value.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(value.dropFirst(6))),
            let colon = data.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return (
            String(decoding: data[..<colon], as: UTF8.self),
            String(decoding: data[data.index(after: colon)...], as: UTF8.self)
        )
    }

    /// The fields of a form or of a flat JSON object, whichever the body is.
    var fields: [(name: String, value: String)] {
        guard header("content-type")?.lowercased().hasPrefix("application/json") == true else {
            return Self.form(String(decoding: body, as: UTF8.self))
        }
        let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        return (object ?? [:]).compactMap { name, value in
            switch value {
            case let text as String: (name, text)
            case let number as NSNumber: (name, number.stringValue)
            default: nil
            }
        }
    }

    /// `a=b&c=d+e` taken apart as forms and queries are, at most 256 pairs.
    static func form(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").prefix(256).map { pair in
            let cut = pair.firstIndex(of: "=") ?? pair.endIndex
            return (unescaped(pair[..<cut]), unescaped(pair[cut...].dropFirst()))
        }
    }

    private static func unescaped(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return String(spaced).removingPercentEncoding ?? String(spaced)
    }

    /// For use within a query.
    static func escaped(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                out.append(byte)
            case UInt8(ascii: " "): out.append(UInt8(ascii: "+"))
            default: out += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// What a server of the playground answers.
package struct Reply: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The connection ends before the body does: the asker knows that something was answered and not what.
    package var isLost = false

    package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// No answer that could be understood.
    static var lost: Reply {
        var reply = Reply(status: 200)
        reply.isLost = true
        return reply
    }

    static func json(_ value: JSON, status: Int = 200, headers: [(name: String, value: String)] = []) -> Reply {
        Reply(
            status: status, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")] + headers,
            body: value.bytes)
    }
}
