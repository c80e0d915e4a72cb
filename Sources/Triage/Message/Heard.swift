/// One item of a page that a source gave: understood, or kept as it came.
package enum Heard: Hashable, Sendable {
    case message(Message)
    case unreadable(Unreadable)
}

/// What could not be understood. It is quarantined with its bytes and its reason, and one ticket asks
/// a person to look at it.
package struct Unreadable: Hashable, Sendable {
    /// The same bytes heard again are one item: `source` and a hash of the bytes, or the channel's own
    /// identity where it could be read.
    package var identity: String
    package var source: SourceName
    package var channel: Channel
    /// One plain sentence: what was wrong and where.
    package var reason: String
    package var contentType: String
    /// The bytes as they came, at most `rawLimit`; `wholeBytes` says how many there were.
    package var raw: [UInt8]
    package var wholeBytes: Int

    package static let rawLimit = 1 << 20

    package init(
        identity: String, source: SourceName, channel: Channel, reason: String, contentType: String, raw: [UInt8]
    ) {
        self.identity = identity
        self.source = source
        self.channel = channel
        self.reason = reason
        self.contentType = contentType
        self.wholeBytes = raw.count
        self.raw = raw.count > Self.rawLimit ? Array(raw.prefix(Self.rawLimit)) : raw
    }
}
