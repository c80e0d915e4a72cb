import Triage
import Wire

/// What Twilio says when it gives no list: a status and, in the body, a code of its own.
enum TwilioFailure {
    private enum Field: Int, CaseIterable { case code, message }
    private static let shape = JSONShape<Field>()

    /// Nil for an answer that may be a list.
    static func read(_ response: HTTPResponse, source: SourceName, account: String, now: Moment) -> ListenFailure? {
        if response.status == 200 {
            let first = response.body.first { $0 > 0x20 }
            guard first == nil || first == UInt8(ascii: "<") else { return nil }
            return ListenFailure(
                .tryAgain, "\(source): a web page or nothing came instead of a list; is `url` right?")
        }
        let (code, said) = explanation(response.body)
        // 20429: too many requests, whatever the status; they were not processed.
        if code == 20429 || response.status == 429 {
            return ListenFailure(
                .tryAgainAt(now + (response.retryAfter ?? .seconds(60)), .host),
                "\(source): Twilio asks for fewer requests\(said)")
        }
        switch response.status {
        case 401:
            return ListenFailure(
                .tellPerson,
                "\(source): Twilio does not accept account \(account) with this token; check `token`\(said)")
        case 400, 403, 404:
            return ListenFailure(
                .tellPerson,
                "\(source): Twilio refuses (\(response.status)); check `account`, `number` and `url`\(said)")
        default:
            return ListenFailure(status: response, source: source, now: now)
                ?? ListenFailure(.tryAgain, "\(source): Twilio answered \(response.status)")
        }
    }

    private static func explanation(_ body: [UInt8]) -> (code: Int64?, said: String) {
        guard body.count < 1 << 16 else { return (nil, "") }
        let read = try? JSONValue.read(body) { root in
            shape.pick(root) { error -> (Int64?, String) in
                let message = (error[.message]?.string ?? "").cut(toBytes: 200)
                let code = error[.code]?.integer
                return (code, message.isEmpty ? "" : " (\(code.map { "\($0): " } ?? "")\(message))")
            }
        }
        return (read ?? nil) ?? (nil, "")
    }
}
