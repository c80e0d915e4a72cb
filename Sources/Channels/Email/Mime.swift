import CMime

/// GMime itself: started once for the process, on first use.
enum Mime {
    /// `g_mime_init` registers types and charset tables and must have happened before any other call.
    /// Swift runs a static's initialiser once, whichever thread comes first.
    static let ready: Void = g_mime_init()

    /// The first `length` hexadecimal digits of the SHA-256 of some bytes; the same on every host and in
    /// every release, so that it can be stored.
    static func digest(_ bytes: [UInt8], length: Int = 16) -> String {
        guard let hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, gsize(bytes.count)) else { return "" }
        defer { g_free(hex) }
        return String(String(cString: hex).prefix(length))
    }
}
