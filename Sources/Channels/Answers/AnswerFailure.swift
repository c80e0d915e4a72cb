import Triage
import Wire

/// Why an answer was not taken.
package struct AnswerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// It never will be.
        case refused
        /// What it answers is not there any more.
        case gone
        /// The provider knows that they do not want to be written to.
        case optedOut
        /// Certainly not taken; later perhaps.
        case unreachable
        case throttled(until: Moment)
        /// Nobody knows.
        case unknown
    }
    package var kind: Kind
    /// In words for the operator.
    package var reason: String

    package init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    package var description: String { reason }
}

extension AnswerFailure {
    /// The same of a way that pages go too.
    init(_ failure: PageFailure) {
        let kind: Kind =
            switch failure.kind {
            case .refused: failure.optedOut ? .optedOut : .refused
            case .unreachable: .unreachable
            case .throttled(let until): .throttled(until: until)
            case .unknown: .unknown
            }
        self.init(kind, failure.reason)
    }

    /// Runs what throws `PageFailure`.
    static func translating<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as PageFailure {
            throw AnswerFailure(failure)
        }
    }
}
