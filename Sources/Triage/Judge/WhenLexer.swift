/// Takes a condition apart, over as many lines as it was written on.
struct WhenLexer {
    struct Piece {
        enum Kind { case open, close, quoted, word }
        var kind: Kind
        var text: String
        var place: Place
    }

    /// More pieces than any person writes; a bound for what a machine may hand us.
    static let mostPieces = 50_000

    let file: SourceFile
    let index: Int
    let complaints: Complaints
    private(set) var pieces: [Piece] = []
    /// Brackets opened and not yet closed.
    private(set) var openBrackets = 0

    init(file: SourceFile, index: Int, complaints: Complaints) {
        self.file = file
        self.index = index
        self.complaints = complaints
    }

    /// - Returns: false after a complaint.
    mutating func add(line: Int, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        let bytes = file.bytes
        while place < range.upperBound {
            let byte = bytes[place]
            if SourceFile.isSpace(byte) {
                place += 1
                continue
            }
            if pieces.count >= Self.mostPieces {
                complaints.add(
                    .error, "This condition has more than \(Self.mostPieces) pieces.", at: at(line, place, place + 1),
                    remedy: "put the phrases into a .keywords file and name it with list:")
                return false
            }
            if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
                let isOpen = byte == UInt8(ascii: "(")
                openBrackets += isOpen ? 1 : -1
                pieces.append(
                    Piece(kind: isOpen ? .open : .close, text: isOpen ? "(" : ")", place: at(line, place, place + 1)))
                place += 1
                continue
            }
            let quote = quoteWidth(place, range.upperBound)
            if quote > 0 {
                var end = place + quote
                while end < range.upperBound, quoteWidth(end, range.upperBound) == 0 { end += 1 }
                guard end < range.upperBound else {
                    complaints.add(
                        .error, "This quote is never closed.", at: at(line, place, range.upperBound),
                        remedy: "put \" at the end of the phrase, on the same line")
                    return false
                }
                let next = end + quoteWidth(end, range.upperBound)
                pieces.append(
                    Piece(kind: .quoted, text: file.text(place + quote..<end), place: at(line, place, next)))
                place = next
                continue
            }
            let end = wordEnd(from: place, to: range.upperBound)
            pieces.append(Piece(kind: .word, text: file.text(place..<end), place: at(line, place, end)))
            place = end
        }
        return true
    }

    private func wordEnd(from start: Int, to limit: Int) -> Int {
        let bytes = file.bytes
        var end = start
        let isComparison = bytes[start] == UInt8(ascii: "<") || bytes[start] == UInt8(ascii: ">")
        let startsWithLetter = ByteTable.lower[Int(bytes[start])] > 0x39
        while end < limit {
            let byte = bytes[end]
            if SourceFile.isSpace(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
                || quoteWidth(end, limit) > 0
            {
                break
            }
            let compares = byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            // sentiment<=-0.4 without spaces
            if startsWithLetter, compares { break }
            if isComparison, !compares, byte != UInt8(ascii: "="), end - start <= 2,
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte),
                byte != UInt8(ascii: "3") || end - start == 2 || bytes[start] == UInt8(ascii: ">")
            {
                break
            }
            end += 1
        }
        return max(end, start + 1)
    }

    /// Straight, or the curly ones that word processors make.
    private func quoteWidth(_ place: Int, _ limit: Int) -> Int {
        let bytes = file.bytes
        if bytes[place] == UInt8(ascii: "\"") { return 1 }
        guard bytes[place] == 0xE2, place + 2 < limit, bytes[place + 1] == 0x80 else { return 0 }
        return bytes[place + 2] == 0x9C || bytes[place + 2] == 0x9D || bytes[place + 2] == 0x9E ? 3 : 0
    }

    private func at(_ line: Int, _ start: Int, _ end: Int) -> Place {
        Place(file: index, line: line, start: start, end: end)
    }
}
