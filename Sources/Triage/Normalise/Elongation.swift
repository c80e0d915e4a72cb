/// `soooo` said with a letter held down. A rule's word keeps at most two of a letter; a message's word
/// stands for itself with each held letter once or twice.
enum Elongation {
    /// How a rule's word is kept: runs of three and more become two.
    static func settled(_ word: [UInt8]) -> [UInt8] {
        var bytes = Pile<UInt8>(capacity: word.count)
        word.withUnsafeBufferPointer { held($0, times: 2, into: &bytes) }
        return Array(bytes.view)
    }

    /// With every run, of two letters too, once: words with the same core may be one another held down.
    static func core(_ word: UnsafeBufferPointer<UInt8>, into bytes: inout Pile<UInt8>) {
        shorten(word, into: &bytes) { _ in 1 }
    }

    /// With every run of three letters and more so many times.
    static func held(_ word: UnsafeBufferPointer<UInt8>, times: Int, into bytes: inout Pile<UInt8>) {
        shorten(word, into: &bytes) { $0 >= 3 ? times : $0 }
    }

    @inline(__always)
    private static func shorten(
        _ word: UnsafeBufferPointer<UInt8>, into bytes: inout Pile<UInt8>, _ times: (Int) -> Int
    ) {
        bytes.clear()
        // Never longer than the word.
        bytes.reserve(word.count)
        var out = bytes.base
        var place = 0
        while place < word.count {
            let (width, length) = run(word, at: place)
            for _ in 0..<times(length) {
                for offset in 0..<width { out[offset] = word[place + offset] }
                out += width
            }
            place += width * length
        }
        bytes.extend(to: out - bytes.base)
    }

    /// May the message's word be a rule's, some of its letters held down? Letters said three times and more
    /// may stand once or twice in the rule, the others stand as often.
    static func mayBe(_ word: UnsafeBufferPointer<UInt8>, _ rule: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        var other = 0
        while place < word.count {
            guard other < rule.count else { return false }
            let (width, length) = run(word, at: place)
            let (otherWidth, otherLength) = run(rule, at: other)
            guard width == otherWidth, length >= 3 ? otherLength <= 2 : otherLength == length else { return false }
            for offset in 0..<width where word[place + offset] != rule[other + offset] { return false }
            place += width * length
            other += otherWidth * otherLength
        }
        return other == rule.count
    }

    /// How wide the character at `place` is, and how often it stands there in a row.
    @inline(__always)
    private static func run(_ word: UnsafeBufferPointer<UInt8>, at place: Int) -> (width: Int, length: Int) {
        let lead = word[place]
        if lead < 0x80 {
            var next = place + 1
            guard !(0x30...0x39).contains(lead) else { return (1, 1) }
            while next < word.count, word[next] == lead { next += 1 }
            return (1, next - place)
        }
        let width = min(word.count - place, lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2)
        var length = 1
        while place + (length + 1) * width <= word.count {
            let next = place + length * width
            for offset in 0..<width where word[next + offset] != word[place + offset] { return (width, length) }
            length += 1
        }
        return (width, length)
    }
}
