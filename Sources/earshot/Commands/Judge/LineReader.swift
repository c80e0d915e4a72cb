import Foundation

/// Splits what a descriptor gives into lines, without ever holding more of one line than a limit.
struct LineReader {
    struct Line: Sendable {
        /// From 1.
        var number: Int
        /// Without its end.
        var bytes: ArraySlice<UInt8>
        /// It was longer than `limit`: `bytes` is only its beginning.
        var isTooLong = false

        var isBlank: Bool { !isTooLong && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        var beginsLikeJSON: Bool { bytes.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "{") }
    }

    static let limit = 8 << 20

    private let descriptor: Int32
    private let lineLimit: Int
    private var held: [UInt8] = []
    private var isAtEnd = false
    private var isSkipping = false
    private var number = 0

    init(descriptor: Int32, lineLimit: Int = LineReader.limit) {
        self.descriptor = descriptor
        self.lineLimit = lineLimit
    }

    /// Whether the next call returns without waiting for anybody.
    var isReady: Bool {
        if isAtEnd { return true }
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, 0) > 0
    }

    /// The lines that one reading completes, about `size` bytes of them at most; empty where it completes
    /// none. Nil: there are no more.
    mutating func next(upTo size: Int) throws(CommandFailure) -> [Line]? {
        if isAtEnd { return nil }
        let before = held.count
        held.append(contentsOf: repeatElement(0, count: size))
        var count: Int
        repeat {
            count = held.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: before), size) }
        } while count < 0 && errno == EINTR
        held.removeLast(size - max(0, count))
        guard count >= 0 else {
            throw CommandFailure(.badData, "the input cannot be read: \(String(cString: strerror(errno)))")
        }
        isAtEnd = count == 0
        return take(searchFrom: before)
    }

    private mutating func take(searchFrom before: Int) -> [Line] {
        var lines: [Line] = []
        var start = 0
        // One buffer for all lines of a reading: each is a slice of it.
        let whole = held
        var search = before
        while let end = Self.lineFeed(in: whole, from: search) {
            add(whole[start..<end], to: &lines)
            start = end + 1
            search = start
        }
        held = Array(whole[start...])
        if isAtEnd, !held.isEmpty || isSkipping {
            add(held[...], to: &lines)
            held = []
        } else if held.count > lineLimit {
            if !isSkipping {
                number += 1
                lines.append(Line(number: number, bytes: held[..<100], isTooLong: true))
            }
            isSkipping = true
            held = []
        }
        return lines
    }

    private static func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count else { return nil }
            return memchr(base + start, 0x0A, bytes.count - start).map { UnsafeRawPointer($0) - base }
        }
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>, to lines: inout [Line]) {
        // The rest of a line of which the beginning was given already.
        if isSkipping {
            isSkipping = false
            return
        }
        number += 1
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            add(trimmed: bytes.dropFirst(3), to: &lines)
        } else {
            add(trimmed: bytes, to: &lines)
        }
    }

    private func add(trimmed bytes: ArraySlice<UInt8>, to lines: inout [Line]) {
        let line = bytes.last == 0x0D ? bytes.dropLast() : bytes
        lines.append(Line(number: number, bytes: line.prefix(lineLimit), isTooLong: line.count > lineLimit))
    }
}
