import Hummingbird
import Letters
import Storage

/// The description of the API (OpenAPI 3.1), made of the very list that its addresses are hung up from.
enum APIDocument {
    static func text(_ routes: [APIRoute]) -> String { json(routes).written + "\n" }

    static func json(_ routes: [APIRoute]) -> JSON {
        var paths: [(String, JSON)] = []
        var seen: Set<String> = []
        for route in routes where seen.insert(route.path).inserted {
            let there = routes.filter { $0.path == route.path }
            paths.append(
                (APIRoute.root + route.path, .object(there.map { ($0.method.rawValue.lowercased(), operation($0)) })))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Earshot", "version": "1",
                "summary": "The hot-case queue of an on-call team: what the console does, for programs.",
                "description":
                    "Times are RFC 3339 in UTC. Texts are as they were written: escape them before you show them. A refusal is a problem document (RFC 9457) with a `remedy`. Requests with a cookie of the console, and not with a key, carry the page's token as X-Earshot-Token.",
                "license": ["name": "See the file LICENSE of the program"],
            ],
            "security": [["key": []]], "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "key": [
                        "type": "http", "scheme": "bearer",
                        "description": "A key that was made on the page /account of the console.",
                    ]
                ],
                "schemas": .object(Schemas.all),
                "responses": [
                    "Refusal": [
                        "description":
                            "It was not done. 400, 422: the request is wrong; 401: nobody who is known; 403: the role does not suffice; 404: there is no such thing; 405: another method; 408, 503: try again; 409: somebody holds it or it is over; 413: too large; 415: not JSON; 429: too fast.",
                        "content": [
                            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                        ],
                    ]
                ],
            ],
        ]
    }

    private static func operation(_ route: APIRoute) -> JSON {
        var pairs: [(String, JSON)] = [
            ("operationId", .text(route.name)), ("summary", .text(route.summary)),
        ]
        switch route.role {
        case nil: pairs.append(("security", []))
        case let role?: pairs.append(("description", "It takes the role \(role.rawValue)."))
        }
        let parameters = route.parameters.map(inPath) + route.query.map(inQuery)
        if !parameters.isEmpty { pairs.append(("parameters", .list(parameters))) }
        if route.method != .get {
            pairs.append(
                (
                    "requestBody",
                    [
                        "required": .bool(route.body.contains(where: \.isRequired)),
                        "content": ["application/json": ["schema": schema(of: route.body)]],
                    ]
                ))
        }
        let content: JSON =
            switch route.answering {
            case .json(let schema, _): ["application/json": ["schema": ["$ref": "#/components/schemas/\(schema)"]]]
            case .document: ["application/json": ["schema": ["type": "object"]]]
            case .events: ["text/event-stream": ["schema": ["type": "string"]]]
            }
        pairs.append(
            (
                "responses",
                [
                    "200": ["description": "It was done, or here it is.", "content": content],
                    "default": ["$ref": "#/components/responses/Refusal"],
                ]
            ))
        return .object(pairs)
    }

    private static func inPath(_ name: String) -> JSON {
        [
            "name": .text(name), "in": "path", "required": true, "description": "The number of the \(name).",
            "schema": APIField(name: name, kind: .whole(APIField.ids), about: "").schema,
        ]
    }

    private static func inQuery(_ field: APIField) -> JSON {
        [
            "name": .text(field.name), "in": "query", "required": .bool(field.isRequired),
            "description": .text(field.about), "schema": field.schema,
        ]
    }

    private static func schema(of fields: [APIField]) -> JSON {
        var pairs: [(String, JSON)] = [
            ("type", "object"), ("additionalProperties", false),
            (
                "properties",
                .object(
                    fields.map { field in
                        guard case .object(let schema) = field.schema else { return (field.name, field.schema) }
                        return (field.name, .object(schema + [("description", .text(field.about))]))
                    })
            ),
        ]
        let required = fields.filter(\.isRequired).map { JSON.text($0.name) }
        if !required.isEmpty { pairs.append(("required", .list(required))) }
        return .object(pairs)
    }
}
