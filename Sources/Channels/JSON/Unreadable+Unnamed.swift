import Triage

extension Unreadable {
    /// What could not be read and has no name of its own: known by a hash of its bytes.
    static func unnamed(
        source: SourceName, channel: Channel, reason: String, contentType: String, raw: [UInt8]
    ) -> Unreadable {
        var digest = Digest()
        digest.add(raw)
        return Unreadable(
            identity: "\(source):unreadable:\(digest.hex())", source: source, channel: channel, reason: reason,
            contentType: contentType.cut(toBytes: 200), raw: raw)
    }
}
