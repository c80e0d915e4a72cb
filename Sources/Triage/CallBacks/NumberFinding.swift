/// What a telephone number that a customer wrote is good for. Made outside, where the tables of the world's
/// numbering plans are.
package enum NumberFinding: Hashable, Sendable {
    /// There is no number in it.
    case none
    case good(e164: String)
    /// It could exist, and the tables do not know of it: asked once more.
    case doubtful(e164: String)
    case impossible
    /// It exists and is not rung: a premium line, an emergency number.
    case refused(because: String)
}
