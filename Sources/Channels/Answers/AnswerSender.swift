import Triage

/// One configured source as a way back: by what customers are answered where they wrote.
///
/// A sender keeps nothing between calls. What must outlive a crash is in the receipt, and the caller stores it; the
/// attempt itself is written down before `send` is called.
package protocol AnswerSender: Sendable {
    /// What it asks, host and port, or a folder: one answer at a time goes there.
    var host: String { get }

    /// What the words must fit: known before they are written.
    /// - Parameter to: what is answered; nil where nothing was written that it would answer.
    func room(for address: AnswerAddress) async throws -> AnswerLimit

    /// Hands it to the provider, and returns when the provider has taken it.
    /// - Returns: how the far end names it, as far as it can be told: where the channel has threads, the identity that
    ///   `Message.answers` of whoever answers it holds.
    /// - Throws: `AnswerFailure`, and `CancellationError` where it is certain that nothing was sent.
    func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String

    /// After an attempt whose end is not known: the receipt, where it was taken.
    /// - Throws: `AnswerFailure` of kind `.unknown` where nobody can tell for good, `.unreachable` where nobody could
    ///   be asked just now.
    func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String?
}
