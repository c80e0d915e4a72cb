import Hummingbird
import Letters

extension Refusal {
    /// What a program is told beside the words.
    struct Hints: Sendable {
        /// The field of the body or the query that is meant.
        var field: String?
        /// What to do instead.
        var remedy: String?
        /// Who holds the case.
        var holder: String?
        /// The methods that there are.
        var allowed: String?
    }

    func with(field: String? = nil, remedy: String? = nil, holder: String? = nil) -> Refusal {
        var refusal = self
        refusal.hints.field = field ?? hints.field
        refusal.hints.remedy = remedy ?? hints.remedy
        refusal.hints.holder = holder ?? hints.holder
        return refusal
    }
}

/// A refusal for programs (RFC 9457).
enum Problem {
    static let type = "application/problem+json"

    static func response(_ refusal: Refusal) -> Response {
        var pairs: [(String, JSON)] = [
            ("type", "about:blank"), ("title", .text(refusal.status.reasonPhrase)),
            ("status", .integer(refusal.status.code)), ("detail", .text(refusal.words)),
            ("remedy", .text(refusal.hints.remedy ?? remedy(refusal.status.code))),
        ]
        if let field = refusal.hints.field { pairs.append(("field", .text(field))) }
        if let holder = refusal.hints.holder { pairs.append(("heldBy", .text(holder))) }
        var response = Response.text(JSON.object(pairs).written + "\n", type: type, status: refusal.status)
        if let allowed = refusal.hints.allowed { response.headers[.allow] = allowed }
        return response
    }

    /// Where nothing better is known.
    private static func remedy(_ status: Int) -> String {
        switch status {
        case 400, 422: "Compare the request with /api/v1/openapi.json."
        case 401: "Make a key on the page /account of the console and send it as Authorization: Bearer."
        case 403: "Ask an admin for the role that it takes, or use a key that has it."
        case 404: "See GET /api/v1/cases for what there is, or /api/v1/openapi.json for the addresses."
        case 408, 503: "Try again in a moment."
        case 409: "Read the case again, and decide anew."
        case 413: "Send less: a request carries at most 256 KB."
        case 415: "Send JSON, as Content-Type: application/json."
        case 429: "Wait as long as Retry-After says."
        default: "Look into the program's log, or ask whoever runs it."
        }
    }
}
