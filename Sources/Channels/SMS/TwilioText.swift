import Triage

/// What Twilio's message resource says of a text that we sent.
struct TwilioText: Sendable {
    var sid: String
    var body: String
    var isOutbound: Bool
    var created: Moment?
    var status: String
    var error: Int64?
    var message: String

    private enum Field: Int, CaseIterable {
        case sid, body, direction, date_created, status, error_code, error_message
    }
    private static let shape = JSONShape<Field>()
    private enum ListField: Int, CaseIterable { case messages }
    private static let listShape = JSONShape<ListField>()
    private enum ErrorField: Int, CaseIterable { case code, message }
    private static let errorShape = JSONShape<ErrorField>()

    /// <https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>
    var delivery: Delivery {
        switch status {
        case "delivered", "read": return .delivered
        case "undelivered", "failed", "canceled": return .failed(reason)
        default:
            // A text that is under way has no code; one that has will not arrive, whatever its status says.
            return error == nil ? .pending : .failed(reason)
        }
    }

    private var reason: String {
        let why = [error.map { "error \($0)" } ?? "", message].filter { !$0.isEmpty }.joined(separator: ", ")
        return "the text was not delivered (\(HeaderText.plain(status, limit: 40))\(why.isEmpty ? "" : ": \(why)"))"
    }

    static func read(_ body: [UInt8]) -> TwilioText? {
        (try? JSONValue.read(body) { read($0) }) ?? nil
    }

    /// Nil where it is no list; what is no text in it is passed over.
    static func list(_ body: [UInt8]) -> [TwilioText]? {
        let texts = try? JSONValue.read(body) { root in
            listShape.pick(root) { page -> [TwilioText]? in
                guard let messages = page[.messages], messages.kind == .array else { return nil }
                return messages.items.prefix(1000).compactMap { read($0) }
            }
        }
        return (texts ?? nil) ?? nil
    }

    /// The body of a refusal.
    static func error(_ body: [UInt8]) -> (code: Int64, message: String)? {
        let read = try? JSONValue.read(body) { root in
            errorShape.pick(root) { error -> (Int64, String)? in
                guard let code = error[.code]?.integer else { return nil }
                return (code, HeaderText.plain(error[.message]?.string ?? "", limit: 200))
            }
        }
        return (read ?? nil) ?? nil
    }

    private static func read(_ value: JSONValue) -> TwilioText? {
        let text = shape.pick(value) { sms -> TwilioText? in
            guard let sid = sms[.sid]?.string, (1...64).contains(sid.utf8.count), sid.utf8.allSatisfy(Percent.isPlain)
            else { return nil }
            return TwilioText(
                sid: sid, body: sms[.body]?.string ?? "",
                isOutbound: sms[.direction]?.string?.hasPrefix("outbound") ?? false,
                created: sms[.date_created]?.string.flatMap(TwilioDate.read), status: sms[.status]?.string ?? "",
                error: sms[.error_code].flatMap { $0.integer ?? $0.string.flatMap { Int64($0) } },
                message: HeaderText.plain(sms[.error_message]?.string ?? "", limit: 200))
        }
        return text ?? nil
    }
}
