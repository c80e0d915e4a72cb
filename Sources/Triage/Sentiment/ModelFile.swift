/// A trained model as it lies in `Rules/sentiment/*.model`.
///
/// The file, little-endian: `EARSHOTM`, the version of the format (4 bytes), the length of the head (4),
/// the head as UTF-8 lines `key: value` (what it is for, and how it was made), then for each lane its
/// weights of the plain features (4-byte floats), three scales and a temperature (4-byte floats), and
/// 2^bits slots of one byte of mark and one byte of weight a lane; SHA-256 of all that at the end.
package struct ModelFile: Hashable, Sendable {
    package enum Task: String, Sendable, CaseIterable {
        case sentiment, complaint

        /// The weights of one feature: negative, neutral, positive; or for and against a complaint in one.
        package var lanes: Int { self == .sentiment ? 3 : 1 }
    }

    package var task: Task
    /// How it was made, in order; the first line of a file says the task and is not among them.
    package var recipe: [(key: String, value: String)] {
        get { recipeLines.map { ($0.key, $0.value) } }
        set { recipeLines = newValue.map { RecipeLine(key: $0.key, value: $0.value) } }
    }
    private var recipeLines: [RecipeLine] = []
    /// By lane, then by `PlainFeature`.
    var plain: [[Float]]
    /// What a step of a stored weight is worth, of words and of pieces.
    var wordScale: Float
    var pieceScale: Float
    /// What the sum is multiplied with before it becomes a probability; from held-out lines.
    var sharpness: Float
    /// 2^bits slots; each a mark and a weight for each lane.
    var bits: Int
    var slots: [UInt8]

    private struct RecipeLine: Hashable, Sendable {
        var key: String
        var value: String
    }

    /// Of the format and of what features mean. An older or newer file is refused: train it anew.
    static let version: UInt32 = 1
    private static let magic = Array("EARSHOTM".utf8)
    private static let longestHead = 64 << 10
    static let mostBits = 20

    init(
        task: Task, recipe: [(key: String, value: String)] = [], plain: [[Float]], wordScale: Float, pieceScale: Float,
        sharpness: Float, bits: Int, slots: [UInt8]
    ) {
        self.task = task
        self.plain = plain
        self.wordScale = wordScale
        self.pieceScale = pieceScale
        self.sharpness = sharpness
        self.bits = bits
        self.slots = slots
        self.recipe = recipe
    }

    /// Why a file is no model: one plain sentence, and what to do.
    package struct Refusal: Error, Equatable {
        package var message: String
        package var remedy: String
    }

    // MARK: writing

    package var bytes: [UInt8] {
        var head = "task: \(task.rawValue)\nbits: \(bits)\nfeatures: \(PlainFeature.count)\n"
        for line in recipeLines {
            head += "\(Self.settled(line.key)): \(Self.settled(line.value))\n"
        }
        var bytes = Self.magic
        Self.append(Self.version, to: &bytes)
        Self.append(UInt32(head.utf8.count), to: &bytes)
        bytes += head.utf8
        for row in plain { for weight in row { Self.append(weight.bitPattern, to: &bytes) } }
        for number in [wordScale, pieceScale, sharpness] { Self.append(number.bitPattern, to: &bytes) }
        bytes += slots
        var digest = Digest()
        digest.add(bytes)
        return bytes + Array(digest.hex(32).utf8)
    }

    private static func settled(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    // MARK: reading

    package init(_ bytes: [UInt8]) throws(Refusal) {
        var place = 0
        func number() throws(Refusal) -> UInt32 {
            guard place + 4 <= bytes.count else { throw Self.cutShort }
            var value: UInt32 = 0
            for offset in 0..<4 { value |= UInt32(bytes[place + offset]) << UInt32(offset * 8) }
            place += 4
            return value
        }
        guard bytes.count >= 16, bytes.starts(with: Self.magic) else {
            throw Refusal(message: "This is no model of earshot.", remedy: "make one with `earshot train`")
        }
        place = Self.magic.count
        let version = try number()
        guard version == Self.version else {
            throw Refusal(
                message: "This model is of version \(version); this program reads version \(Self.version).",
                remedy: "train it again with this program's `earshot train`")
        }
        let headLength = Int(try number())
        guard headLength <= Self.longestHead, place + headLength <= bytes.count else { throw Self.cutShort }
        let head = String(decoding: bytes[place..<(place + headLength)], as: UTF8.self)
        place += headLength
        var lines: [RecipeLine] = []
        for line in head.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            lines.append(RecipeLine(key: String(line[..<colon]), value: String(value)))
        }
        func fact(_ key: String) -> String? { lines.first { $0.key == key }?.value }
        guard let task = fact("task").flatMap({ Task(rawValue: $0) }), let bits = fact("bits").flatMap({ Int($0) }),
            (8...Self.mostBits).contains(bits), let features = fact("features").flatMap({ Int($0) })
        else {
            throw Refusal(
                message: "The head of this model does not say what it is for.",
                remedy: "make it again with `earshot train`"
            )
        }
        guard features == PlainFeature.count else {
            throw Refusal(
                message: "This model knows \(features) plain features; this program has \(PlainFeature.count).",
                remedy: "train it again with this program's `earshot train`")
        }
        let size = (1 << bits) * (1 + task.lanes)
        guard bytes.count == place + (task.lanes * features + 3) * 4 + size + 64 else { throw Self.cutShort }
        var digest = Digest()
        digest.add(bytes[..<(bytes.count - 64)])
        guard digest.hex(32).utf8.elementsEqual(bytes[(bytes.count - 64)...]) else {
            throw Refusal(
                message: "This model is damaged: its checksum is another.", remedy: "copy it again, or train it again")
        }
        var plain: [[Float]] = []
        for _ in 0..<task.lanes {
            var row: [Float] = []
            for _ in 0..<features { row.append(Float(bitPattern: try number())) }
            plain.append(row)
        }
        let wordScale = Float(bitPattern: try number())
        let pieceScale = Float(bitPattern: try number())
        let sharpness = Float(bitPattern: try number())
        guard plain.allSatisfy({ $0.allSatisfy { $0.isFinite && abs($0) < 1000 } }), wordScale.isFinite,
            pieceScale.isFinite, abs(wordScale) < 1000, abs(pieceScale) < 1000, sharpness.isFinite, sharpness > 0,
            sharpness < 1000
        else {
            throw Refusal(
                message: "This model holds a weight that is no number.", remedy: "make it again with `earshot train`")
        }
        self.init(
            task: task, plain: plain, wordScale: wordScale, pieceScale: pieceScale, sharpness: sharpness, bits: bits,
            slots: Array(bytes[place..<(place + size)]))
        recipeLines = Array(lines.dropFirst(3))
    }

    private static let cutShort = Refusal(
        message: "This model is cut short or longer than it says.", remedy: "copy it again, or train it again")
}
