import CMime
import Triage

/// Reads a mail's bytes into a `MailReading`, by GMime, within bounds.
package enum MailReader {
    package static let partLimit = 200
    package static let depthLimit = 16
    /// Of each header that names people.
    package static let addressLimit = 500
    /// Of one text part, decoded; what is kept in the end is `Message.textLimit`.
    private static let textBytes = 4 << 20

    /// - Parameter wholeBytes: how long the mail is, where `raw` is only its beginning.
    package static func read(_ raw: [UInt8], wholeBytes: Int? = nil) throws(MailReading.Unreadable) -> MailReading {
        _ = Mime.ready
        let bounds = MailBounds(raw)
        guard bounds.hasHeaders else {
            let reason = raw.isEmpty ? "the mail is empty" : "the mail has no header: no line of it is “Name: value”"
            throw MailReading.Unreadable(description: reason)
        }
        guard let message = mime_parse(bounds.bytes, bounds.bytes.count) else {
            throw MailReading.Unreadable(description: "GMime can make nothing of the mail")
        }
        defer { mime_release(message) }
        var reading = MailReading()
        reading.notes = bounds.notes
        if let wholeBytes, wholeBytes > raw.count {
            reading.notes.append("only the first \(raw.count) of \(wholeBytes) bytes were read")
        }
        let header = MailHeader(message)
        header.fill(&reading)
        var content = MailContent()
        if let body = mime_body_of(message) { content.walk(body, depth: 1) }
        content.takeWhole(bounds.bytes[bounds.bodyStart...].prefix(textBytes))
        content.fill(&reading, isPartial: (wholeBytes ?? 0) > raw.count)
        reading.doubt = header.signOfForgery
        reading.automatic = header.signOfAutomat(reading) ?? content.signOfAutomat
        reading.digest = digest(header, bounds.bytes[bounds.bodyStart...])
        reading.wholeDigest = Mime.digest(raw, length: 32)
        return reading
    }

    private static func digest(_ header: MailHeader, _ body: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        for name in ["date", "from", "subject"] { bytes += header.bytes(name) + [0] }
        return Mime.digest(bytes + body)
    }

    /// The first `limit` bytes of a leaf, decoded, and how many there are in all.
    static func content(of leaf: UnsafeMutablePointer<GMimeObject>, limit: Int = textBytes) -> (
        bytes: [UInt8], count: Int
    ) {
        guard let stream = mime_open(leaf) else { return ([], 0) }
        defer { mime_close(stream) }
        var kept: [UInt8] = []
        var count = 0
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
            while true {
                let came = mime_read(stream, buffer.baseAddress, buffer.count)
                guard came > 0 else { return }
                count += came
                if kept.count < limit { kept += buffer[..<min(came, limit - kept.count)] }
            }
        }
        return (kept, count)
    }
}
