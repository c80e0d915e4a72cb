import Foundation
import Glibc
import Synchronization

/// A server on loopback that follows a script, however rude: plain sockets, a thread for each connection.
/// It ends when nobody holds it any more.
final class ScriptedServer: Sendable {
    let port: Int
    private let listener: Int32
    private let ledger = Ledger()

    /// - Parameter script: called for each connection on a thread of its own; the connection is closed after it.
    init(_ script: @escaping @Sendable (Peer) -> Void) throws {
        let (listener, port) = try listenOnLoopback(backlog: 1_024)
        self.listener = listener
        self.port = port
        Thread.detachNewThread { [ledger] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                guard let number = ledger.admit(socket) else {
                    close(socket)
                    return
                }
                Thread.detachNewThread {
                    script(Peer(socket: socket, number: number, ledger: ledger))
                    ledger.dismiss(socket)
                }
            }
        }
    }

    deinit {
        ledger.shut()
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var connections: Int { ledger.seen.withLock { $0.connections } }
    /// The heads of all requests, as they came, or whatever the script noted.
    var requests: [String] { ledger.seen.withLock { $0.requests } }
    /// How many connections were seen to be closed by the other side.
    var ended: Int { ledger.seen.withLock { $0.ended } }
}

/// What a scripted server has seen.
final class Ledger: Sendable {
    struct Seen {
        var connections = 0
        var open: Set<Int32> = []
        var requests: [String] = []
        var ended = 0
        var isShut = false
    }
    let seen = Mutex(Seen())

    func admit(_ socket: Int32) -> Int? {
        seen.withLock { seen in
            guard !seen.isShut else { return nil }
            seen.connections += 1
            seen.open.insert(socket)
            return seen.connections
        }
    }

    func dismiss(_ socket: Int32) {
        seen.withLock { seen in
            seen.open.remove(socket)
            close(socket)
        }
    }

    func shut() {
        seen.withLock { seen in
            seen.isShut = true
            for socket in seen.open { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }
}

/// One connection, seen from the server.
final class Peer {
    let number: Int
    private let socket: Int32
    private let ledger: Ledger
    private var buffer: [UInt8] = []
    /// How much of the buffer is used up.
    private var head = 0

    init(socket: Int32, number: Int, ledger: Ledger) {
        self.socket = socket
        self.number = number
        self.ledger = ledger
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// False once the other side is gone.
    @discardableResult
    func say(_ text: String) -> Bool { say(Array(text.utf8)) }

    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Without its line end; nil at the end of the stream.
    func line() -> String? {
        while true {
            if let end = buffer[head...].firstIndex(of: 10) {
                let line = buffer[head..<end].filter { $0 != 13 }
                head = end + 1
                return String(decoding: line, as: UTF8.self)
            }
            guard more() else { return nil }
        }
    }

    /// The head of an HTTP request, and with it its body.
    func request() -> String? {
        var text = ""
        var length = 0
        while let line = line() {
            if line.isEmpty {
                while buffer.count - head < length { guard more() else { return nil } }
                text += String(decoding: buffer[head..<(head + length)], as: UTF8.self)
                head += length
                note(text)
                return text
            }
            if line.lowercased().hasPrefix("content-length:") {
                length = Int(line.dropFirst(15).filter(\.isNumber)) ?? 0
            }
            text += line + "\n"
        }
        return nil
    }

    /// Answers every request on the connection with the same text.
    func answerAll(_ answer: String) {
        while request() != nil, say(answer) {}
    }

    func note(_ what: String) { ledger.seen.withLock { $0.requests.append(what) } }

    /// Returns when the other side has closed the connection.
    func waitForEnd() {
        while more() { head = buffer.count }
        ledger.seen.withLock { $0.ended += 1 }
    }

    /// Closes with a reset, so that nothing sent before is sure to arrive.
    func breakOff() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    }

    private func more() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.removeFirst(head)
        head = 0
        buffer += chunk[..<count]
        return true
    }
}

/// A socket on 127.0.0.1, on a free port or the given one.
func listenOnLoopback(backlog: Int32, port: Int = 0) throws -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(listener, pointer, length) != 0 || listen(listener, backlog) != 0
                || getsockname(listener, pointer, &length) != 0
        }
    }
    guard !failed else {
        let trouble = TestTrouble("no socket: \(String(cString: strerror(errno)))")
        close(listener)
        throw trouble
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
}

/// A port that nobody listens on, and that no outgoing connection is given by chance before a server starts:
/// below the kernel's own range, and each only once.
func freePort() throws -> Int {
    for _ in 0..<200 {
        let port = Int.random(in: 12_000..<32_000)
        guard givenPorts.withLock({ $0.insert(port).inserted }) else { continue }
        if let (socket, _) = try? listenOnLoopback(backlog: 1, port: port) {
            close(socket)
            return port
        }
    }
    throw TestTrouble("no free port")
}
private let givenPorts = Mutex<Set<Int>>([])

struct TestTrouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
