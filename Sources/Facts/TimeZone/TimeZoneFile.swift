import Triage

/// Reads a compiled time zone as tzdata installs it below /usr/share/zoneinfo: TZif, versions 1 to 4
/// (RFC 9636). Pure: bytes in, a table or a reason out; whatever the bytes are.
package enum TimeZoneFile {
    /// Ten times the largest that there is.
    package static let sizeLimit = 64 << 10

    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// A sentence without a full stop, about the file.
        package var description: String
    }

    /// - Parameter name: as it was asked for; the table is called so.
    package static func read(_ bytes: [UInt8], name: String) throws(Failure) -> TimeZoneTable {
        guard bytes.count <= sizeLimit else { throw Failure(description: "it is larger than \(sizeLimit >> 10) kB") }
        var cursor = Cursor(bytes: bytes)
        let first = try Header(&cursor)
        guard first.version >= 2 else { return try block(&cursor, first, wide: false).table(name, rule: nil) }
        // The first block is for programs of 1996; what counts is the second, in 64 bits, and the line after it.
        try cursor.skip(first.length(wide: false))
        let second = try Header(&cursor)
        let block = try block(&cursor, second, wide: true)
        let footer = try cursor.footer()
        guard !footer.isEmpty else { return try block.table(name, rule: nil) }
        guard let rule = YearlyZoneRule(posix: footer) else {
            throw Failure(
                description: "its last line is no rule: \(String(decoding: footer.prefix(60), as: UTF8.self))")
        }
        return try block.table(name, rule: rule)
    }

    private struct Header {
        var version: Int
        var isUT: Int
        var isStandard: Int
        var leapSeconds: Int
        var times: Int
        var kinds: Int
        var letters: Int

        init(_ cursor: inout Cursor) throws(Failure) {
            guard try cursor.take(4).elementsEqual("TZif".utf8) else {
                throw Failure(description: "it is no TZif file")
            }
            let mark = try cursor.byte()
            switch mark {
            case 0: version = 1
            case UInt8(ascii: "2")...UInt8(ascii: "9"): version = Int(mark - 48)
            default: throw Failure(description: "its version is unknown")
            }
            try cursor.skip(15)
            isUT = try cursor.count()
            isStandard = try cursor.count()
            leapSeconds = try cursor.count()
            times = try cursor.count()
            kinds = try cursor.count()
            letters = try cursor.count()
            guard (1...256).contains(kinds), letters >= 1, isUT == 0 || isUT == kinds,
                isStandard == 0 || isStandard == kinds
            else { throw Failure(description: "its counts contradict each other") }
        }

        /// In bytes; the counts were bounded, so that nothing overflows.
        func length(wide: Bool) -> Int {
            let size = wide ? 8 : 4
            return times * (size + 1) + kinds * 6 + letters + leapSeconds * (size + 4) + isStandard + isUT
        }
    }

    private struct Block {
        var times: [Int64]
        var which: [Int]
        var kinds: [TimeZoneTable.Kind]

        func table(_ name: String, rule: YearlyZoneRule?) throws(Failure) -> TimeZoneTable {
            var changes: [TimeZoneTable.Change] = []
            for (at, index) in zip(times, which) { changes.append(.init(at: at, kind: kinds[index])) }
            return TimeZoneTable(name: name, earliest: kinds[0], changes: changes, rule: rule)
        }
    }

    private static func block(_ cursor: inout Cursor, _ header: Header, wide: Bool) throws(Failure) -> Block {
        guard cursor.left >= header.length(wide: wide) else { throw Failure(description: "it ends too early") }
        var times: [Int64] = []
        for _ in 0..<header.times {
            let time = try wide ? cursor.wide() : Int64(cursor.narrow())
            // Before the big bang: what old compilers put there for "always".
            guard time > times.last ?? .min, time >= -(1 << 60), time < 1 << 40 else {
                throw Failure(description: "its changes are not in order")
            }
            times.append(time)
        }
        var which: [Int] = []
        for _ in 0..<header.times {
            let index = Int(try cursor.byte())
            guard index < header.kinds else { throw Failure(description: "it names a kind of time that it lacks") }
            which.append(index)
        }
        var raw: [(offset: Int, isDaylight: Bool, letters: Int)] = []
        for _ in 0..<header.kinds {
            let offset = Int(try cursor.narrow())
            let daylight = try cursor.byte()
            let place = Int(try cursor.byte())
            // RFC 9636 §3.2: less than 25 hours west and 26 east.
            guard offset > -25 * 3600, offset < 26 * 3600, daylight <= 1, place < header.letters else {
                throw Failure(description: "one of its kinds of time cannot be")
            }
            raw.append((offset, daylight == 1, place))
        }
        let letters = Array(try cursor.take(header.letters))
        var kinds: [TimeZoneTable.Kind] = []
        for kind in raw {
            let name = letters[kind.letters...].prefix { $0 != 0 }
            guard name.count <= 16, name.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw Failure(description: "an abbreviation in it cannot be")
            }
            kinds.append(
                .init(
                    offset: kind.offset, isDaylight: kind.isDaylight,
                    abbreviation: String(decoding: name, as: UTF8.self)))
        }
        var leaps: [(at: Int64, correction: Int64)] = []
        for _ in 0..<header.leapSeconds {
            let at = try wide ? cursor.wide() : Int64(cursor.narrow())
            leaps.append((at, Int64(try cursor.narrow())))
        }
        try cursor.skip(header.isStandard + header.isUT)
        // Files below `right/` count leap seconds; our clock, like everyone's, does not.
        if !leaps.isEmpty {
            for place in times.indices {
                times[place] -= leaps.last { $0.at <= times[place] }?.correction ?? 0
                if place > 0, times[place] <= times[place - 1] {
                    throw Failure(description: "its leap seconds contradict its changes")
                }
            }
        }
        return Block(times: times, which: which, kinds: kinds)
    }
}

/// Reads from the front of a file, never beyond its end.
private struct Cursor {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var left: Int { bytes.count - place }

    mutating func take(_ count: Int) throws(TimeZoneFile.Failure) -> ArraySlice<UInt8> {
        guard count >= 0, count <= left else { throw .init(description: "it ends too early") }
        defer { place += count }
        return bytes[place..<(place + count)]
    }

    mutating func skip(_ count: Int) throws(TimeZoneFile.Failure) { _ = try take(count) }

    mutating func byte() throws(TimeZoneFile.Failure) -> UInt8 {
        guard let byte = try take(1).first else { throw .init(description: "it ends too early") }
        return byte
    }

    mutating func narrow() throws(TimeZoneFile.Failure) -> Int32 {
        Int32(bitPattern: try take(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    mutating func wide() throws(TimeZoneFile.Failure) -> Int64 {
        Int64(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// How many there are of something that takes a byte each at least.
    mutating func count() throws(TimeZoneFile.Failure) -> Int {
        let count = Int(UInt32(bitPattern: try narrow()))
        guard count <= TimeZoneFile.sizeLimit else { throw .init(description: "its counts are too large") }
        return count
    }

    /// The line after the last block, without its newlines.
    mutating func footer() throws(TimeZoneFile.Failure) -> ArraySlice<UInt8> {
        guard try byte() == 0x0A, let end = bytes[place...].firstIndex(of: 0x0A), end - place <= 200 else {
            throw .init(description: "its last line is missing")
        }
        return bytes[place..<end]
    }
}
