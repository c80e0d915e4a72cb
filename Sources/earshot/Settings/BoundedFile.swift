import Foundation

/// Reads a whole file that a person named, and never more of it than a limit.
enum BoundedFile {
    enum Failure: Error, Equatable, CustomStringConvertible {
        case missing(String)
        case tooLarge(String, limit: Int)
        case notAFile(String)
        case unreadable(String, because: String)

        var description: String {
            switch self {
            case .missing(let path): "\(path): there is no such file"
            case .tooLarge(let path, let limit): "\(path) is larger than \(bytesInWords(limit))"
            case .notAFile(let path): "\(path) is not a file"
            case .unreadable(let path, let because): "\(path) cannot be read: \(because)"
            }
        }
    }

    /// A pipe is read too (`--config /dev/stdin`); a folder or a device is refused.
    static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path) }
            throw .unreadable(path, because: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            throw .unreadable(path, because: String(cString: strerror(errno)))
        }
        let kind = facts.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFIFO else { throw .notAFile(path) }
        guard Int(facts.st_size) <= limit else { throw .tooLarge(path, limit: limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(facts.st_size) + 1)
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path, because: String(cString: strerror(errno)))
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { throw .tooLarge(path, limit: limit) }
        }
    }
}

/// `4 MB`, `64 kB`, `12 bytes`.
func bytesInWords(_ count: Int) -> String {
    if count >= 1 << 20 { return "\(count >> 20) MB" }
    if count >= 1 << 10 { return "\(count >> 10) kB" }
    return count == 1 ? "1 byte" : "\(count) bytes"
}
