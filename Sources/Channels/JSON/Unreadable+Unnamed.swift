import CMime
import Triage

extension Unreadable {
    /// What could not be read and has no name of its own: known by a hash of its bytes.
    static func unnamed(
        source: SourceName, channel: Channel, reason: String, contentType: String, raw: [UInt8]
    ) -> Unreadable {
        Unreadable(
            identity: "\(source):unreadable:\(Fingerprint.of(raw))", source: source, channel: channel, reason: reason,
            contentType: contentType, raw: raw)
    }
}

/// SHA-256, as 64 hexadecimal digits.
enum Fingerprint {
    static func of(_ bytes: [UInt8]) -> String {
        guard let hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, gsize(bytes.count)) else { return "" }
        defer { g_free(hex) }
        return String(cString: hex)
    }
}
