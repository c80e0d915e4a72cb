import ArgumentParser
import Storage
import Triage

extension CallBacksCommand {
    /// Whether the customer is told of what is done about their call, and what became of that.
    struct Telling: ParsableArguments {
        @Flag(help: "Do not tell the customer: you do.") var quiet = false

        /// Nil where nothing was done.
        func news(
            _ answer: CallBackAnswer, _ settings: Configuration, _ store: Store, now: Moment
        ) async throws -> News? {
            guard case .done(let call) = answer else { return nil }
            if quiet { return .quiet }
            return .open(try await store.news(of: call, manners: settings.manners, now: now))
        }

        enum News {
            case quiet
            case open(CallBackNews)

            var words: String {
                switch self {
                case .quiet: "The customer is not told: tell them yourself."
                case .open(.noAddress):
                    "The customer is NOT told: they have not written to us lately. Tell them yourself."
                case .open(.untold(let handle, let source, let silence)):
                    "The customer is NOT told: \(Self.why(handle, source, silence)). Tell them yourself."
                case .open(.told(let handle, let source, let isPreview)):
                    isPreview
                        ? "The customer would be told at \(Shown.line(handle.description)), by \(source); "
                            + "`acknowledge.mode` is preview, so tell them yourself."
                        : "The customer is told at \(Shown.line(handle.description)), by \(source)."
                }
            }

            private static func why(_ handle: Handle, _ source: SourceName, _ silence: Silence) -> String {
                switch silence.code {
                case .off: "`acknowledge` answers nobody on \(source)"
                case .optedOut: "\(Shown.line(handle.description)) does not want to be written to"
                case .noConsent: "the CRM says that they do not want to be written to by \(handle.channel.rawValue)"
                default: Shown.line(silence.sentence)
                }
            }

            /// `told`, and why they are not.
            var pairs: [(String, JSON)] {
                let why: String? =
                    switch self {
                    case .quiet: "quiet"
                    case .open(.noAddress): "no-way"
                    case .open(.untold(_, _, let silence)): silence.code.rawValue
                    case .open(.told(_, _, let isPreview)): isPreview ? "preview" : nil
                    }
                return [("told", .bool(why == nil)), ("untold", .text(why))]
            }
        }
    }
}

/// A number that somebody of ours wants rung.
struct DialledNumber {
    /// It is right, although the tables do not know it.
    var isSure: Bool
    var plan: CallBackPlan
    var tables = Decider.Tables.ofThisHost()

    /// - Parameter text: as it was typed; nil: the customer's own.
    /// - Returns: E.164.
    func read(_ text: String?, of customer: Customer?) throws -> String {
        guard let text else {
            let texts = customer?.handles.first { $0.channel == .sms } ?? Handle(channel: .sms, normalised: "")
            if let known = CallBackTalk.knownNumber(texts, customer: customer, plan: plan, tables: tables) {
                return known
            }
            throw CommandFailure(
                .badData, "no number of theirs that can be rung is known", remedy: "give it: --number +442079460123")
        }
        let shown = Shown.line(text, columns: 40)
        switch tables.number(text, plan.region) {
        case .good(let e164): return e164
        case .doubtful(let e164):
            if isSure { return e164 }
            throw CommandFailure(
                .badData, "the tables of this host do not know the number \(shown)",
                remedy: "compare it with what the customer said; --anyway where it is right")
        case .none, .impossible:
            throw CommandFailure(
                .badData, "\(shown) is no telephone number, in \(plan.region) or with its country's code",
                remedy: "write it with + and the country code: --number +442079460123")
        case .refused(let because):
            throw CommandFailure(
                .badData, "\(shown) is not rung: \(because)", remedy: "ask the customer for another number")
        }
    }
}
