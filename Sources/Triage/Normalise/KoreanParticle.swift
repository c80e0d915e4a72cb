/// Korean is written with spaces, but a noun takes its particle along: 퀼폰이, 퀼폰에서는. Such a word stands
/// for itself and for what is left without its particles.
enum KoreanParticle {
    private static let syllable = 3

    /// Lengths in bytes of what a word is without one particle, and without two; at most four. One syllable
    /// is left only by the particles that every noun takes: 불이 is 불, but 불만 is another word.
    static func stems(_ word: UnsafeBufferPointer<UInt8>) -> [Int] {
        var found = once(word, word.count)
        for length in found where length > 2 * syllable {
            for stem in once(word, length) where stem > syllable && !found.contains(stem) && found.count < 4 {
                found.append(stem)
            }
        }
        return found
    }

    private static func once(_ word: UnsafeBufferPointer<UInt8>, _ length: Int) -> [Int] {
        var found: [Int] = []
        for width in [syllable, 2 * syllable] where length > width {
            let tail = packed(word[(length - width)..<length])
            if length - width == syllable ? common.contains(tail) : particles.contains(tail) {
                found.append(length - width)
            }
        }
        return found
    }

    private static let common: Set<UInt64> = Set(["은", "는", "이", "가", "을", "를", "에", "의", "도"].map { packed($0.utf8) })

    private static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static let particles: Set<UInt64> = Set(
        """
        은 는 이 가 을 를 에 의 도 만 로 와 과 랑 나 야 요 께 에서 에게 한테 으로 까지 부터 처럼 보다 마다 조차 마저 밖에 이나 이랑
        라도 라고 이고 이라 인데 이다 입니
        """.split(whereSeparator: \.isWhitespace).map { packed($0.utf8) })
}
