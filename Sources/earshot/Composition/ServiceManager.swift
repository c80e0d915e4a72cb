import Glibc

/// What systemd is told (sd_notify(3)): a datagram to the socket that `$NOTIFY_SOCKET` names. Without one,
/// nothing is told. The variable is read once, before any thread could change the environment.
struct ServiceManager: Sendable {
    private let socketPath: String?
    /// How often `WATCHDOG=1` is expected, halved as the manual asks; nil: no watchdog.
    let watchdogInterval: Duration?

    init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdogInterval = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
            .flatMap { $0 > 0 && isOurs ? .microseconds($0 / 2) : nil }
    }

    func ready(_ status: String) { tell("READY=1\nSTATUS=\(status)") }
    func status(_ status: String) { tell("STATUS=\(status)") }
    func alive() { tell("WATCHDOG=1") }
    func stopping() { tell("STOPPING=1") }

    /// `RELOADING=1` needs the monotonic time beside it (systemd 253's notify-reload waits for it).
    func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        tell("RELOADING=1\nMONOTONIC_USEC=\(Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)")
    }

    private func tell(_ message: String) {
        guard let socketPath else { return }
        let handle = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard handle >= 0 else { return }
        defer { close(handle) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A leading @ stands for an abstract socket, whose name begins with NUL.
        var path = Array(socketPath.utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path)! + path.count)
        let bytes = Array(message.utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(handle, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
