import Foundation
import Synchronization

/// One of the two streams of the program, with what may be written to it.
final class Output: Sendable {
    static let standard = Output(descriptor: STDOUT_FILENO)
    /// Never held back.
    static let complaints = Output(descriptor: STDERR_FILENO)

    private let descriptor: Int32
    private let held = Mutex<[UInt8]>([])
    let isTerminal: Bool
    /// On a terminal that can, unless NO_COLOR says no (no-color.org: present and not empty).
    let isColoured: Bool

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        let environment = ProcessInfo.processInfo.environment
        isColoured = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Columns of the terminal; nil elsewhere, where nothing is cut.
    var columns: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        held.withLock { held in
            held.append(contentsOf: bytes)
            if held.count >= 64 << 10 || descriptor == STDERR_FILENO { send(&held) }
        }
    }

    func line(_ text: String) { write(text + "\n") }

    func line(_ json: JSON) {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        write(bytes)
    }

    func flush() { held.withLock { send(&$0) } }

    /// A reader that went away ends the program by SIGPIPE, as it should; any other trouble here has
    /// nowhere to be told.
    private func send(_ held: inout [UInt8]) {
        var sent = 0
        while sent < held.count {
            let count = held[sent...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                    continue
                }
                break
            }
            sent += count
        }
        held.removeAll(keepingCapacity: true)
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func red(_ text: String) -> String { styled(text, "31") }
    func yellow(_ text: String) -> String { styled(text, "33") }
    func dim(_ text: String) -> String { styled(text, "2") }

    private func styled(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
