/// The models of a rule set, ready to be asked: the weights of each task in a table of its own, so that as much
/// as possible of both stays near the processor.
///
/// Unchecked: written by the initialiser alone, read ever after.
final class FeelingModels: @unchecked Sendable {
    let asked: Asked
    /// By `PlainFeature`: negative, neutral, positive, complaint.
    private let plain: UnsafeMutablePointer<SIMD4<Float>>

    /// All that is asked of the models; a plain value, so that asking counts no references. Whoever holds it holds
    /// the models as well, which keep its memory alive.
    struct Asked: BitwiseCopyable {
        let hasSentiment: Bool
        let hasComplaint: Bool
        fileprivate let plain: UnsafePointer<SIMD4<Float>>
        /// What a step of a stored weight is worth, by lane.
        let wordScale: SIMD4<Float>
        let pieceScale: SIMD4<Float>
        let sharpness: SIMD4<Float>
        let weights: FeelingWeights

        @inline(__always)
        func plain(_ feature: Int) -> SIMD4<Float> { plain[feature] }
    }

    init(sentiment: ModelFile?, complaint: ModelFile?) {
        plain = .allocate(capacity: PlainFeature.count)
        for place in 0..<PlainFeature.count {
            var row = SIMD4<Float>()
            if let sentiment { for lane in 0..<3 { row[lane] = sentiment.plain[lane][place] } }
            if let complaint { row.w = complaint.plain[0][place] }
            (plain + place).initialize(to: row)
        }
        func lanes(_ path: KeyPath<ModelFile, Float>) -> SIMD4<Float> {
            let felt = sentiment?[keyPath: path] ?? 0
            return SIMD4(felt, felt, felt, complaint?[keyPath: path] ?? 0)
        }
        asked = Asked(
            hasSentiment: sentiment != nil, hasComplaint: complaint != nil, plain: UnsafePointer(plain),
            wordScale: lanes(\.wordScale), pieceScale: lanes(\.pieceScale), sharpness: lanes(\.sharpness),
            weights: FeelingWeights(sentiment, complaint))
    }

    deinit {
        asked.weights.deallocate()
        plain.deallocate()
    }
}
