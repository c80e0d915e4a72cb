import Hummingbird
import Letters
import Storage

typealias HTTPStatus = HTTPResponse.Status

/// One operation of the API, with all that its description says of it.
struct APIRoute: Sendable {
    typealias Handler = @Sendable (Visit, Visitor, Asked) async throws -> JSON

    enum Answering: Sendable {
        /// JSON of this schema.
        case json(schema: String, Handler)
        case document
        case events(@Sendable (Visit) throws -> Response)
    }

    var method: HTTPRequest.Method
    /// Below `/api/v1`, with its parameters in braces: `/cases/{case}`.
    var path: String
    /// Nil: for whoever asks.
    var role: Role?
    /// `operationId`
    var name: String
    /// One sentence.
    var summary: String
    var query: [APIField] = []
    var body: [APIField] = []
    var answering: Answering

    static let root = "/api/v1"

    static func get(
        _ path: String, _ name: String, _ summary: String, query: [APIField] = [], schema: String,
        _ handler: @escaping Handler
    ) -> APIRoute {
        APIRoute(
            method: .get, path: path, role: .viewer, name: name, summary: summary, query: query,
            answering: .json(schema: schema, handler))
    }

    static func post(
        _ path: String, _ name: String, _ summary: String, body: [APIField], schema: String,
        _ handler: @escaping Handler
    ) -> APIRoute {
        APIRoute(
            method: .post, path: path, role: .agent, name: name, summary: summary, body: body,
            answering: .json(schema: schema, handler))
    }

    /// As the router writes it.
    var routed: String {
        Self.root + path.replacing("{", with: ":").replacing("}", with: "")
    }

    /// In the order in which the path names them.
    var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

extension Hall {
    /// What somebody may try.
    private static let methods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect] + [.init("QUERY")].compactMap(\.self)

    /// The API: the verbs of the commands, as JSON.
    package func apiPages() {
        let routes = APIRoute.all(desk)
        let document = APIDocument.text(routes)
        let pace = Pace(burst: desk.limits.apiBurst, perSecond: desk.limits.apiPerSecond)
        for route in routes {
            switch route.answering {
            case .document:
                plain(route.routed) { _ in .text(document, type: "application/json") }
            case .events(let answer):
                on(route.routed, route.method, as: route.role ?? .viewer) { visit, visitor in
                    try pace.pass(visitor.name, now: visit.now)
                    _ = try Asked.read(query: visit.query, route.query)
                    return try answer(visit)
                }
            case .json(_, let handler):
                on(route.routed, route.method, as: route.role ?? .viewer) { visit, visitor in
                    try pace.pass(visitor.name, now: visit.now)
                    let asked =
                        route.method == .get
                        ? try Asked.read(query: visit.query, route.query)
                        : try Asked.read(
                            body: visit.body, type: visit.request.headers[.contentType], route.body)
                    if route.method != .get { _ = try Asked.read(query: visit.query, []) }
                    let answer = try await handler(visit, visitor, asked)
                    let shown = visitor.may(.agent) ? answer : MaskedNumbers.masked(answer)
                    return .text(shown.written + "\n", type: "application/json")
                }
            }
        }
        for (path, there) in Dictionary(grouping: routes, by: \.routed) {
            var allowed = there.map(\.method)
            if allowed.contains(.get) { allowed.append(.head) }
            refuse(path, Self.methods.filter { !allowed.contains($0) }, allowing: allowed)
        }
    }
}
