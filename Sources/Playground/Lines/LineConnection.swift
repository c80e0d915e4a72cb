import Foundation
import NIOCore

/// One connection of a protocol that speaks in lines, read within bounds. A line ends with CRLF and nothing
/// else, as RFC 5321 and RFC 3501 have it; a lone LF is a byte like any other.
struct LineConnection {
    enum Line: Equatable {
        /// Without its CRLF.
        case text([UInt8])
        /// Longer than allowed: skipped to its end.
        case tooLong
        /// The other side closed.
        case end
    }

    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    /// For a second task that writes while this one reads.
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    let channel: any Channel
    private var buffer = ByteBuffer()

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        channel: any Channel
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
        self.channel = channel
    }

    /// Ends the connection with RST: what was sent and not yet read over there is lost.
    func reset() async throws { try await Self.reset(channel) }

    static func reset(_ channel: any Channel) async throws {
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close().get()
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// - Parameter limit: in bytes, the CRLF counted.
    mutating func line(limit: Int) async throws -> Line {
        var searched = 0
        var skipping = false
        while true {
            if let end = endOfLine(from: searched) {
                let line = buffer.readBytes(length: end) ?? []
                buffer.moveReaderIndex(forwardBy: 2)
                return skipping || line.count + 2 > limit ? .tooLong : .text(line)
            }
            // The last byte may be the CR of a CRLF that is still on its way.
            searched = max(0, buffer.readableBytes - 1)
            if buffer.readableBytes > limit {
                skipping = true
                buffer.moveReaderIndex(forwardBy: searched)
                searched = 0
            }
            guard try await fill() else { return .end }
        }
    }

    /// Exactly so many bytes, nil when the other side closed before.
    mutating func bytes(_ count: Int) async throws -> [UInt8]? {
        while buffer.readableBytes < count {
            guard try await fill() else { return nil }
        }
        return buffer.readBytes(length: count)
    }

    /// Whatever has come, nil when the other side closed.
    mutating func some() async throws -> ByteBuffer? {
        if buffer.readableBytes == 0, try await !fill() { return nil }
        return buffer.readSlice(length: buffer.readableBytes)
    }

    private mutating func fill() async throws -> Bool {
        guard var more = try await inbound.next() else { return false }
        buffer.discardReadBytes()
        buffer.writeBuffer(&more)
        return true
    }

    /// How many bytes stand before the next CRLF.
    private func endOfLine(from start: Int) -> Int? {
        buffer.withUnsafeReadableBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var at = start
            while at < bytes.count, let found = memchr(base + at, 0x0A, bytes.count - at) {
                let index = UnsafeRawPointer(found) - base
                if index > 0, bytes[index - 1] == 0x0D { return index - 1 }
                at = index + 1
            }
            return nil
        }
    }
}
