import Foundation

/// The base protocol of language servers: `Content-Length: n`, an empty line, n bytes of JSON.
/// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
struct LanguageServerWire {
    /// A larger message than any rule file is a mistake or an attack.
    static let largest = 128 << 20
    private static let largestHeader = 8 << 10

    enum Event: Equatable {
        case message([UInt8])
        /// Nothing came within the time that was given.
        case quiet
        case end
        /// Not the protocol; what follows cannot be told apart.
        case broken(String)
    }

    private let input: Int32
    private let output: Int32
    private var held: [UInt8] = []

    init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
        self.input = input
        self.output = output
    }

    /// The next message, waited for.
    /// - Parameter patience: milliseconds; negative: for ever.
    mutating func next(patience: Int32) -> Event {
        while true {
            if let (start, length) = header() {
                guard length >= 0, length <= Self.largest else { return .broken("a message of \(length) bytes") }
                if held.count >= start + length {
                    let message = Array(held[start..<start + length])
                    held.removeFirst(start + length)
                    return .message(message)
                }
            } else if held.count > Self.largestHeader {
                return .broken("a header without an end")
            }
            var ready = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let polled = poll(&ready, 1, patience)
            if polled == 0 { return .quiet }
            if polled < 0 {
                if errno == EINTR { continue }
                return .end
            }
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = buffer.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return .end }
            held.append(contentsOf: buffer[..<count])
        }
    }

    func send(_ message: JSON) {
        var body: [UInt8] = []
        message.write(into: &body)
        let whole = Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
        var sent = 0
        while sent < whole.count {
            let count = whole[sent...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Where the body of the first message begins, and how long it says that it is; -1 where it says nothing.
    private func header() -> (start: Int, length: Int)? {
        let end: [UInt8] = [13, 10, 13, 10]
        let window = held.prefix(Self.largestHeader)
        guard window.count >= 4,
            let place = (0...window.count - 4).first(where: { window[$0..<$0 + 4].elementsEqual(end) })
        else { return nil }
        let lines = String(decoding: window[..<place], as: UTF8.self).split(separator: "\r\n")
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "content-length",
                let length = Int(parts[1].trimmingCharacters(in: .whitespaces))
            {
                return (place + 4, length)
            }
        }
        return (place + 4, -1)
    }
}
