import Glibc

/// One look at the rules folder: enough to tell whether anything in it changed, without opening a file.
///
/// It passes over what `RuleFolder` passes over, so that an editor's swap file is no change.
struct FolderGlance: Equatable {
    /// Of every file's path, inode, size and times, whatever their order.
    private var mark: UInt64 = 0
    private(set) var entries = 0
    /// The folder and those below it, by device and inode.
    private(set) var folders: [Folder] = []
    /// A file is reached through a link: a change of what it leads to is no event of any folder here.
    private(set) var hasLinks = false

    struct Folder: Hashable {
        var path: String
        var device: UInt64
        var inode: UInt64
    }

    private static let mostEntries = 100_000
    private static let deepest = 40

    private init() {}

    /// - Returns: nil where the folder is not there, or is none.
    static func look(at path: String) -> FolderGlance? {
        var glance = FolderGlance()
        var seen: Set<[UInt64]> = []
        guard glance.walk(path, depth: 0, &seen) else { return nil }
        return glance
    }

    private mutating func walk(_ path: String, depth: Int, _ seen: inout Set<[UInt64]>) -> Bool {
        guard depth < Self.deepest, let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        var facts = stat()
        guard fstat(dirfd(folder), &facts) == 0 else { return false }
        let (device, inode) = (UInt64(facts.st_dev), UInt64(facts.st_ino))
        guard seen.insert([device, inode]).inserted else { return true }
        folders.append(Folder(path: path, device: device, inode: inode))
        var inner: [String] = []
        while let entry = readdir(folder), entries < Self.mostEntries {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name.hasPrefix(".") || depth == 0 && RuleFolder.others.contains(name) { continue }
            entries += 1
            let whole = path + "/" + name
            var facts = stat()
            guard fstatat(dirfd(folder), name, &facts, 0) == 0 else {
                add(whole, [0])
                continue
            }
            if entry.pointee.d_type == UInt8(DT_LNK) { hasLinks = true }
            if facts.st_mode & S_IFMT == S_IFDIR {
                inner.append(whole)
                continue
            }
            add(
                whole,
                [
                    UInt64(facts.st_ino), UInt64(bitPattern: Int64(facts.st_size)),
                    Self.nanoseconds(facts.st_mtim), Self.nanoseconds(facts.st_ctim),
                ])
        }
        for path in inner { _ = walk(path, depth: depth + 1, &seen) }
        return true
    }

    /// FNV-1a over the path and the facts, added up, so that the order of a folder's entries means nothing.
    private mutating func add(_ path: String, _ facts: [UInt64]) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for fact in facts {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                hash = (hash ^ (fact >> shift & 0xFF)) &* 0x100_0000_01b3
            }
        }
        mark &+= hash
    }

    private static func nanoseconds(_ time: timespec) -> UInt64 {
        UInt64(bitPattern: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }
}
