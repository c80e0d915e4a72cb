import Channels
import Triage

/// One page that is sent to see whether it arrives.
struct PageTrial: Sendable {
    var person: Person
    var means: Means
    var brand: String
    /// For its delivery.
    var wait: Duration

    enum Outcome: Sendable, Equatable {
        case notTaken(String)
        /// The provider has it, under this name, and will never tell more.
        case taken(String)
        case delivered(String, after: Duration)
        case undelivered(String, because: String)
        /// Nobody knows yet.
        case pending(String, after: Duration)
    }

    private static let rhythm = Duration.seconds(1)

    /// - Parameter sender: nil: the configuration has none for the means.
    func run(_ sender: (any PageSender)?) async -> Outcome {
        guard let sender else { return .notTaken("`pages` says nothing of how \(means.kind.rawValue) is sent") }
        let now = Moment.wallClock
        let words = "\(brand) on call: this is a TEST for \(person.title), nothing is wrong and nothing is to be done."
        let page = PageText(
            subject: words, plain: words, link: nil, severity: nil,
            key: "test.\(String(now.microseconds, radix: 36)).\(person.name)", person: person.name, at: now)
        let receipt: PageReceipt
        do {
            receipt = try await sender.send(page, to: means.address)
        } catch let failure as PageFailure {
            return .notTaken(failure.reason)
        } catch {
            return .notTaken("it was stopped while it was being sent")
        }
        guard receipt.ending == .pending else { return .taken(receipt.id) }
        let start = ContinuousClock.now
        while true {
            // Who cannot be asked now can be asked again.
            let delivery = (try? await sender.delivery(of: receipt)) ?? .pending
            let passed = ContinuousClock.now - start
            switch delivery {
            case .delivered: return .delivered(receipt.id, after: passed)
            case .failed(let reason): return .undelivered(receipt.id, because: reason)
            case .pending: break
            }
            guard passed < wait else { return .pending(receipt.id, after: passed) }
            do {
                try await Task.sleep(for: min(Self.rhythm, wait - passed))
            } catch {
                return .pending(receipt.id, after: passed)
            }
        }
    }
}

extension PageTrial.Outcome {
    var isGood: Bool {
        switch self {
        case .taken, .delivered: true
        case .notTaken, .undelivered, .pending: false
        }
    }

    var words: String {
        switch self {
        case .notTaken(let reason): "not sent: \(reason)"
        case .taken(let id): "taken\(Self.named(id)); whether it arrives, the provider does not say"
        case .delivered(let id, let after): "taken\(Self.named(id)), and delivered after \(Self.seconds(after))"
        case .undelivered(let id, let reason): "taken\(Self.named(id)), and not delivered: \(reason)"
        case .pending(let id, let after): "taken\(Self.named(id)), and not delivered after \(Self.seconds(after))"
        }
    }

    func json(_ person: Person, _ means: Means) -> JSON {
        let (word, id, reason, after): (String, String?, String?, Duration?) =
            switch self {
            case .notTaken(let reason): ("refused", nil, reason, nil)
            case .taken(let id): ("unknown", id, nil, nil)
            case .delivered(let id, let after): ("delivered", id, nil, after)
            case .undelivered(let id, let reason): ("failed", id, reason, nil)
            case .pending(let id, let after): ("pending", id, nil, after)
            }
        return .object([
            ("person", .text(person.name.rawValue)), ("means", .text(means.kind.rawValue)),
            ("address", .text(means.address)), ("sent", .bool(word != "refused")), ("provider", .text(id)),
            ("delivery", .text(word)), ("reason", .text(reason)),
            ("seconds", after.map { .number(Double($0.components.seconds)) } ?? .null),
        ])
    }

    private static func named(_ id: String) -> String { id.isEmpty ? "" : " as \(id)" }
    private static func seconds(_ span: Duration) -> String {
        let tenths = (span / .milliseconds(100)).rounded() / 10
        return "\(tenths) s"
    }
}
