/// Every word that any phrase speaks of, numbered from 1: an open table from the hash of the folded
/// bytes to the number. Bytes are compared, so equal hashes never make a wrong match.
struct Vocabulary: Sendable {
    /// In what manner a word of a rule is compared with a word of a message.
    enum Manner: UInt8, Sendable {
        case folded
        /// `=ICO`: upper and lower case kept.
        case exact
        /// `accents fold`: accents taken off on both sides.
        case bare
        /// `litigat*`: the beginning alone.
        case prefix
        /// `50?`: as written, `?` for one letter or digit.
        case mask
        /// `{money}`: anything that a `Placeholder` stands for.
        case placeholder
    }

    private(set) var count = 0
    private var hashes: [UInt64]
    private var numbers: [UInt32]
    private var shift: UInt64
    /// By number: where its bytes stand.
    private var starts: [UInt32] = [0, 0]
    private var bytes: [UInt8] = []
    private var manners: [Manner] = [.folded]
    /// By number: this folded word has an exact twin, so a message's spelling must be looked at.
    private(set) var hasExact: [Bool] = [false]
    private(set) var hasBare = false
    /// A bit per hash of the first four bytes of every `prefix` word, and the lengths that occur.
    private(set) var prefixGate: [UInt64] = []
    private(set) var prefixLengths: [UInt8] = []
    /// The shapes of masks: length, and which places are open.
    private(set) var masks: [Mask] = []
    /// By raw value of a `Placeholder`: its word, 0 where no rule asks for it.
    private(set) var placeholders: [UInt32] = Array(repeating: 0, count: Placeholder.allCases.count)
    private(set) var hasPlaceholders = false

    struct Mask: Hashable, Sendable {
        var length: Int
        var open: UInt64
    }

    init(expecting words: Int = 256) {
        var size = 512
        while size < words * 2 { size *= 2 }
        hashes = Array(repeating: 0, count: size)
        numbers = Array(repeating: 0, count: size)
        shift = UInt64(64 - size.trailingZeroBitCount)
    }

    @inline(__always)
    private static func salted(_ hash: UInt64, _ manner: Manner) -> UInt64 {
        (hash ^ (UInt64(manner.rawValue) &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    }

    /// The number of a word, 0 where no rule knows it. While judging, `Tables` answers instead.
    func find(_ hash: UInt64, _ manner: Manner, _ word: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
        let key = Self.salted(hash, manner)
        let last = numbers.count - 1
        var slot = Int(key >> shift)
        while true {
            let number = numbers[slot]
            if number == 0 { return 0 }
            if hashes[slot] == key, manners[Int(number)] == manner, isSpelled(number, word, length) { return number }
            slot = (slot + 1) & last
        }
    }

    private func isSpelled(_ number: UInt32, _ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let start = Int(starts[Int(number)])
        guard Int(starts[Int(number) + 1]) - start == length else { return false }
        for offset in 0..<length where bytes[start + offset] != word[offset] { return false }
        return true
    }

    func find(_ word: [UInt8], _ manner: Manner = .folded) -> UInt32 {
        word.withUnsafeBufferPointer { view in
            guard let base = view.baseAddress else { return 0 }
            return find(WordHash.of(base, view.count), manner, base, view.count)
        }
    }

    mutating func insert(_ word: [UInt8], _ manner: Manner) -> UInt32 {
        let known = find(word, manner)
        guard known == 0, !word.isEmpty else { return known }
        if (count + 1) * 2 > numbers.count { grow() }
        count += 1
        let number = UInt32(count)
        manners.append(manner)
        hasExact.append(false)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        place(number, hash: word.withUnsafeBufferPointer { WordHash.of($0.baseAddress!, $0.count) })
        switch manner {
        case .folded, .exact: break
        case .bare: hasBare = true
        case .prefix: admit(prefix: word)
        case .mask: admit(mask: word)
        case .placeholder: admit(placeholder: word, number)
        }
        return number
    }

    /// An exact word: its folded twin is entered as well, and marked, so that the message's own spelling
    /// is only looked at where the folded word was met.
    mutating func insertExact(_ word: [UInt8], folded twin: [UInt8]) -> UInt32 {
        let folded = insert(twin, .folded)
        hasExact[Int(folded)] = true
        return insert(word, .exact)
    }

    private mutating func place(_ number: UInt32, hash: UInt64) {
        let key = Self.salted(hash, manners[Int(number)])
        var slot = Int(key >> shift)
        while numbers[slot] != 0 { slot = (slot + 1) & (numbers.count - 1) }
        numbers[slot] = number
        hashes[slot] = key
    }

    private mutating func grow() {
        let oldNumbers = numbers
        let oldHashes = hashes
        let size = numbers.count * 2
        numbers = Array(repeating: 0, count: size)
        hashes = Array(repeating: 0, count: size)
        shift -= 1
        for (old, number) in oldNumbers.enumerated() where number != 0 {
            var slot = Int(oldHashes[old] >> shift)
            while numbers[slot] != 0 { slot = (slot + 1) & (size - 1) }
            numbers[slot] = number
            hashes[slot] = oldHashes[old]
        }
    }

    func spelling(_ number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

    func manner(_ number: Int) -> Manner { manners[number] }

    // MARK: prefixes, masks and placeholders

    @inline(__always)
    static func gateBit(_ word: UnsafePointer<UInt8>) -> Int {
        let first = UInt32(word[0]) | UInt32(word[1]) << 8 | UInt32(word[2]) << 16 | UInt32(word[3]) << 24
        return Int((first &* 0x9e37_79b1) >> 18)
    }

    /// May a prefix of four bytes or more begin this word?
    @inline(__always)
    func mayHavePrefix(_ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        guard length >= 4, !prefixGate.isEmpty else { return false }
        let bit = Self.gateBit(word)
        return prefixGate[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    private mutating func admit(prefix word: [UInt8]) {
        guard word.count >= 4, word.count < 256 else { return }
        if prefixGate.isEmpty { prefixGate = Array(repeating: 0, count: (1 << 14) / 64) }
        let bit = word.withUnsafeBufferPointer { Self.gateBit($0.baseAddress!) }
        prefixGate[bit >> 6] |= 1 << UInt64(bit & 63)
        let length = UInt8(word.count)
        if let place = prefixLengths.firstIndex(where: { $0 >= length }) {
            if prefixLengths[place] != length { prefixLengths.insert(length, at: place) }
        } else {
            prefixLengths.append(length)
        }
    }

    private mutating func admit(placeholder word: [UInt8], _ number: UInt32) {
        guard let placeholder = Placeholder(name: String(decoding: word.dropFirst().dropLast(), as: UTF8.self))
        else { return }
        placeholders[Int(placeholder.rawValue)] = number
        hasPlaceholders = true
    }

    private mutating func admit(mask word: [UInt8]) {
        guard word.count <= 64 else { return }
        var open: UInt64 = 0
        for (place, byte) in word.enumerated() where byte == UInt8(ascii: "?") { open |= 1 << UInt64(place) }
        let mask = Mask(length: word.count, open: open)
        if !masks.contains(mask) { masks.append(mask) }
    }
}
