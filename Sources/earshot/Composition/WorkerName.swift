import Foundation
import Storage

/// This process, as leases name it, and which of the others on this host are dead.
enum WorkerName {
    /// `host:boot-id:pid`. The boot id tells a pid of this boot from one of an earlier one.
    static func this() -> Worker { Worker(rawValue: "\(host()):\(bootID()):\(getpid())") }

    /// A worker of this host whose boot or process is no more. Of other hosts nothing is known: their
    /// leases run out.
    static func isDead(_ worker: Worker) -> Bool {
        let parts = worker.rawValue.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == host()[...], let pid = pid_t(parts[2]) else { return false }
        if parts[1] != bootID()[...] { return true }
        return kill(pid, 0) == -1 && errno == ESRCH
    }

    private static func host() -> String {
        ProcessInfo.processInfo.hostName.replacing(":", with: "-")
    }

    private static func bootID() -> String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "-"
    }
}
