import Foundation

/// One mail that the sink took.
package struct SunkMail: Sendable, Equatable {
    /// 1 for the first; never used twice by one sink.
    package let number: Int
    /// Empty for `<>`.
    package let sender: String
    package let recipients: [String]
    /// As it came, dots unstuffed, the final dot left out.
    package let bytes: [UInt8]
    /// What the client called itself.
    package let greeting: String
    package let arrivedAt: Date

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value of the first header with this name, unfolded.
    package func header(_ name: String) -> String? { MailParts(bytes).header(name) }
}

/// A mail cut at its first empty line, by bytes, without reading MIME.
struct MailParts: Sendable {
    /// With the empty line that ends it.
    let header: ArraySlice<UInt8>
    let body: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        var lineStart = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == 10 {
                let line = bytes[lineStart..<index]
                if line.isEmpty || (line.count == 1 && line.first == 13) {
                    header = bytes[...index]
                    body = bytes[(index + 1)...]
                    return
                }
                lineStart = index + 1
            }
            index += 1
        }
        header = bytes[...]
        body = []
    }

    func header(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Names and unfolded values, in order.
    var fields: [(name: String, value: String)] {
        raw.map { field in
            let text = String(decoding: field, as: UTF8.self)
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            let value = text[colon...].dropFirst().replacing("\r\n", with: "").replacing("\n", with: "")
            return (text[..<colon].trimmingCharacters(in: .whitespaces), value.trimmingCharacters(in: .whitespaces))
        }
    }

    /// Each field with its folded lines and line ends.
    var raw: [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        for line in header.split(separator: 10, omittingEmptySubsequences: true) {
            guard let first = line.first, first != 13 else { continue }
            // The slice shares its indices with the header: the line end is put back by taking one byte more.
            let whole = header[line.startIndex..<min(line.endIndex + 1, header.endIndex)]
            if first == 32 || first == 9, let last = fields.popLast() {
                fields.append(header[last.startIndex..<whole.endIndex])
            } else {
                fields.append(whole)
            }
        }
        return fields
    }
}
