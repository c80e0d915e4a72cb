import Foundation
import Triage

/// The folder into which gammu-smsd writes what it receives, and the folder `heard` in it, to which files
/// go when they are durable elsewhere. `heard` is within the inbox because it is then on the same file
/// system and needs no permission that the inbox does not need; smsd reads neither.
struct GammuInbox: Sendable {
    let path: String

    struct File: Hashable, Sendable {
        var name: String
        var size: Int
        var changed: Moment
    }

    /// A text has at most 255 parts of 153 characters; the detailed format is ten times its text.
    static let sizeLimit = 1 << 20
    static let countLimit = 50_000

    /// Names of what may be texts, in order: everything that begins with `IN`.
    func names() throws -> [String] {
        guard let folder = opendir(path) else { throw failure("cannot be listed", errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while names.count < Self.countLimit, let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // What is not UTF-8 has no name by which it could be opened again.
            if name.hasPrefix("IN"), !name.utf8.contains(0), !name.contains("\u{FFFD}") { names.append(name) }
        }
        return names.sorted()
    }

    /// Nil for what is gone, and for what is no plain file: links are not followed.
    func look(_ name: String) -> File? {
        var found = stat()
        guard lstat("\(path)/\(name)", &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        let changed = Int64(found.st_mtim.tv_sec) * 1_000_000 + Int64(found.st_mtim.tv_nsec) / 1000
        return File(name: name, size: Int(found.st_size), changed: Moment(microseconds: changed))
    }

    /// At most `sizeLimit` bytes. Nil where it is gone or no plain file any more.
    func read(_ name: String) throws -> [UInt8]? {
        let file = open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ELOOP { return nil }
            throw failure("/\(name) cannot be read", errno)
        }
        defer { close(file) }
        var found = stat()
        guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes = [UInt8](repeating: 0, count: min(Self.sizeLimit, max(0, Int(found.st_size))))
        var filled = 0
        while filled < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + filled, $0.count - filled) }
            if got < 0 {
                if errno == EINTR { continue }
                throw failure("/\(name) cannot be read", errno)
            }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    /// Moves the file to `heard`. What is gone was moved before. Nothing is ever overwritten: a name that is
    /// taken gets a number.
    func putAside(_ name: String) throws {
        let folder = "\(path)/heard"
        if mkdir(folder, 0o750) != 0, errno != EEXIST { throw failure("/heard cannot be made", errno) }
        let from = "\(path)/\(name)"
        for number in 0..<1000 {
            let to = "\(folder)/\(name)" + (number == 0 ? "" : ".\(number)")
            if link(from, to) == 0 || (errno == EEXIST && isOne(from, to)) {
                guard unlink(from) == 0 || errno == ENOENT else { throw failure("/\(name) cannot be moved", errno) }
                return
            }
            switch errno {
            case ENOENT where !exists(from): return
            case EEXIST: continue
            case EPERM, EOPNOTSUPP, EMLINK:
                // A file system without hard links. Nobody but us writes into `heard`.
                if exists(to) { continue }
                guard rename(from, to) == 0 else { throw failure("/\(name) cannot be moved", errno) }
                return
            default: throw failure("/\(name) cannot be moved to heard", errno)
            }
        }
        throw failure("/\(name) cannot be moved: heard has too many of this name", EEXIST)
    }

    private func exists(_ path: String) -> Bool {
        var found = stat()
        return lstat(path, &found) == 0
    }

    /// Both names are the same file: we were interrupted between linking and unlinking.
    private func isOne(_ a: String, _ b: String) -> Bool {
        var first = stat(), second = stat()
        return lstat(a, &first) == 0 && lstat(b, &second) == 0 && first.st_ino == second.st_ino
            && first.st_dev == second.st_dev
    }

    private func failure(_ what: String, _ code: Int32) -> ListenFailure {
        let remedy =
            switch code {
            case EACCES, EPERM, EROFS: "; give the user that Earshot runs as read and write access to it"
            case ENOENT, ENOTDIR: "; is `inbox` the inboxpath of gammu-smsd?"
            default: ""
            }
        return ListenFailure(
            .tellPerson,
            "the folder \(path)\(what.hasPrefix("/") ? "" : " ")\(what): \(String(cString: strerror(code)))\(remedy)")
    }
}
