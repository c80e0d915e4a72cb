/// Takes an IMAP server's bytes apart into responses: lines, with the literals that stand in them.
///
/// A literal announces its length, so its content is never looked at: a mail may hold anything, also what
/// looks like the server's next answer.
///
/// It belongs to the one client that reads with it, and runs where that runs.
final class IMAPReader {
    /// A piece of one response.
    enum Piece: Equatable {
        case text([UInt8])
        case literal([UInt8])
        /// A literal of so many bytes, read and dropped.
        case skipped(Int)
    }

    static let lineLimit = 64 << 10
    private static let chunk = 64 << 10
    private static let pieceLimit = 1000

    private let wire: any IMAPWire
    private var buffer: [UInt8] = []
    private var at = 0

    init(_ wire: any IMAPWire) { self.wire = wire }

    /// Whether the server said something that was not asked for yet.
    var hasLeftovers: Bool { at < buffer.count }

    /// One response, without its CRLF.
    ///
    /// - Parameters:
    ///   - held: how many bytes of literals are kept; a literal that would pass it is skipped.
    ///   - patience: for the next bytes to come.
    nonisolated(nonsending) func response(holding held: Int, patience: Duration, deadline: ContinuousClock.Instant)
        async throws
        -> [Piece]
    {
        var pieces: [Piece] = []
        var room = held
        var lineBytes = 0
        while true {
            let line = try await line(budget: Self.lineLimit - lineBytes, patience, deadline)
            lineBytes += line.count
            // The text of a status response is for people and holds no literals, whatever it ends with.
            guard pieces.isEmpty ? !Self.isStatus(line) : true, let length = try Self.literalLength(line) else {
                pieces.append(.text(line))
                return pieces
            }
            guard pieces.count < Self.pieceLimit else { throw IMAPProblem.nonsense("a response of too many literals") }
            pieces.append(.text(line))
            if length <= room {
                room -= length
                pieces.append(.literal(try await take(length, patience, deadline)))
            } else {
                try await skip(length, patience, deadline)
                pieces.append(.skipped(length))
            }
        }
    }

    /// `* OK …`, `+ …`, `A1 NO …`: everything but untagged data.
    private static func isStatus(_ line: [UInt8]) -> Bool {
        guard line.first == UInt8(ascii: "*") else { return true }
        let word = line.dropFirst(2).prefix { $0 != 0x20 }.map { $0 & 0xDF }
        return ["OK", "NO", "BAD", "BYE", "PREAUTH"].contains { word.elementsEqual($0.utf8) }
    }

    /// The `n` of a line that ends with `{n}`, `{n+}` or `~{n}`.
    private static func literalLength(_ line: [UInt8]) throws -> Int? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var digits = line.dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard let brace = digits.lastIndex(of: UInt8(ascii: "{")), digits.endIndex - brace > 1 else { return nil }
        let number = digits[(brace + 1)...]
        guard number.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // RFC 9051 §9: a literal's length is at most 63 bits; none of ours is above a terabyte.
        guard number.count <= 12 else { throw IMAPProblem.nonsense("a literal of an absurd length") }
        return number.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    nonisolated(nonsending) private func line(budget: Int, _ patience: Duration, _ deadline: ContinuousClock.Instant)
        async throws
        -> [UInt8]
    {
        var searched = at
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                var line = buffer[at..<end]
                if line.last == 0x0D { line = line.dropLast() }
                guard line.count <= budget else { break }
                at = end + 1
                return Array(line)
            }
            searched = buffer.count
            guard buffer.count - at <= budget else { break }
            let shift = at
            try await fill(patience, deadline)
            searched -= shift - at
        }
        throw IMAPProblem.nonsense("a line of more than \(Self.lineLimit / 1024) kB")
    }

    nonisolated(nonsending) private func take(_ count: Int, _ patience: Duration, _ deadline: ContinuousClock.Instant)
        async throws
        -> [UInt8]
    {
        var taken: [UInt8] = []
        // The length is what the server says; memory follows what really comes.
        taken.reserveCapacity(min(count, 1 << 20))
        while taken.count < count {
            if at == buffer.count { try await fill(patience, deadline) }
            let next = min(buffer.count - at, count - taken.count)
            taken += buffer[at..<(at + next)]
            at += next
        }
        return taken
    }

    nonisolated(nonsending) private func skip(_ count: Int, _ patience: Duration, _ deadline: ContinuousClock.Instant)
        async throws
    {
        var left = count
        while left > 0 {
            if at == buffer.count { try await fill(patience, deadline) }
            let next = min(buffer.count - at, left)
            at += next
            left -= next
        }
    }

    nonisolated(nonsending) private func fill(_ patience: Duration, _ deadline: ContinuousClock.Instant) async throws {
        if at > 0 {
            buffer.removeFirst(at)
            at = 0
        }
        guard ContinuousClock.now < deadline else { throw IMAPProblem.endless }
        let came = try await wire.read(upTo: Self.chunk, within: patience)
        guard !came.isEmpty else { throw IMAPProblem.ended }
        buffer += came
    }
}
