import Glibc

/// Says when to look at a folder again: the kernel tells (inotify(7)) what changes in it and in the folders
/// below, so that 20,000 files that lie still cost one reading of an empty queue.
///
/// Where the kernel cannot tell (no more watches, a network's file system, files that are links), every
/// question but the most frequent ones is answered with yes, and the asker walks the folder.
final class FolderWatch {
    private let path: String
    /// inotify's queue; -1 where there is none.
    private var queue: Int32 = -1
    private var watched: [FolderGlance.Folder] = []
    /// Nothing is told of changes here.
    private var isBlind = true
    private var lastYes: ContinuousClock.Instant?

    /// Blind, a walk each second; else one now and then, for what the kernel leaves out (a file written
    /// through a mapping, a folder above that was renamed).
    private static let blindPause = Duration.seconds(1)
    private static let trustedPause = Duration.seconds(30)

    init(path: String) { self.path = path }

    deinit { if queue >= 0 { close(queue) } }

    /// Whether something may have changed since this was asked last.
    func hasStirred(now: ContinuousClock.Instant = .now) -> Bool {
        let pause = isBlind ? Self.blindPause : Self.trustedPause
        // All are asked, so that the queue is always emptied.
        let tells = [drained(), isElsewhere, lastYes.map { now - $0 >= pause } ?? true]
        guard tells.contains(true) else { return false }
        lastYes = now
        return true
    }

    /// Watches the folders of this look from now on. True where they are others than before: what happened
    /// in a new one before it was watched was not told, so the asker looks once more.
    func follow(_ glance: FolderGlance?) -> Bool {
        let folders = glance?.folders ?? []
        guard folders != watched else { return false }
        watched = folders
        if queue >= 0 { close(queue) }
        queue = folders.isEmpty ? -1 : inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        isBlind = queue < 0 || glance?.hasLinks == true || Self.isRemote(path)
        let events = UInt32(
            IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB
                | IN_DELETE_SELF | IN_MOVE_SELF)
        for folder in folders where queue >= 0 && inotify_add_watch(queue, folder.path, events) < 0 { isBlind = true }
        return true
    }

    /// Empties the queue. What the events say is not read: whoever is told looks for themselves.
    private func drained() -> Bool {
        guard queue >= 0 else { return false }
        var isTold = false
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while buffer.withUnsafeMutableBytes({ read(queue, $0.baseAddress, $0.count) }) > 0 { isTold = true }
        return isTold
    }

    /// The path leads to another folder than before, as where a link is turned to a new release; or to none.
    private var isElsewhere: Bool {
        var facts = stat()
        guard stat(path, &facts) == 0, let first = watched.first else { return true }
        return UInt64(facts.st_dev) != first.device || UInt64(facts.st_ino) != first.inode
    }

    /// File systems whose changes by another host tell nobody here.
    private static let remote = ["nfs", "cifs", "smb", "9p", "fuse", "ceph", "afs", "glusterfs", "vboxsf"]

    /// By the mount that the path lies on (proc(5), mountinfo: the fifth word is where, the one behind the
    /// dash is what).
    private static func isRemote(_ path: String) -> Bool {
        guard let whole = realpath(path, nil) else { return false }
        defer { free(whole) }
        let real = String(cString: whole)
        guard let bytes = try? BoundedFile.read("/proc/self/mountinfo", limit: 4 << 20) else { return false }
        var best = (length: -1, kind: "")
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 6, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
            let point = words[4].replacing("\\040", with: " ")
            let isAbove = point == "/" || real == point || real.hasPrefix(point + "/")
            if isAbove, point.utf8.count >= best.length { best = (point.utf8.count, String(words[dash + 1])) }
        }
        return remote.contains { best.kind.hasPrefix($0) }
    }
}
