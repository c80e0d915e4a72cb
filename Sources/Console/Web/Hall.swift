import Hummingbird
import NIOCore
import Storage

/// Where pages are hung up. There is no other way to the router, so no page can be reached past the gate.
///
/// ```swift
/// extension Hall {
///     package func queuePages() {
///         page("/queue", in: .queue) { visit, person in
///             try await visit.page(QueuePage.template, titled: "Queue", ["cases": …])
///         }
///         act("/queue/:case/claim", as: .agent) { visit, person in
///             …
///             return visit.redirect(to: "/queue", saying: "Case 7 is yours.")
///         }
///     }
/// }
/// ```
package final class Hall {
    package let desk: Desk
    let router: Router<DeskContext>
    let gate: Gate
    let layout: Layout

    package typealias Handler = @Sendable (Visit, Visitor) async throws -> Response
    typealias OpenHandler = @Sendable (Visit, Visitor?) async throws -> Response

    init(_ desk: Desk, gate: Gate, layout: Layout) {
        self.desk = desk
        self.gate = gate
        self.layout = layout
        router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Frame(desk: desk, layout: layout))
    }

    /// A page for whoever may at least look. GET changes nothing: scanners of mail and chat follow links.
    package func page(_ path: String, as role: Role = .viewer, in place: Place? = nil, _ handler: @escaping Handler) {
        if let place { layout.places.withLock { _ = $0.insert(place) } }
        on(path, .get, as: role, in: place, handler)
    }

    /// What a form sends.
    package func act(_ path: String, as role: Role, in place: Place? = nil, _ handler: @escaping Handler) {
        on(path, .post, as: role, in: place, handler)
    }

    /// Any other method, for the API.
    package func on(
        _ path: String, _ method: HTTPRequest.Method, as role: Role, in place: Place? = nil,
        _ handler: @escaping Handler
    ) {
        add(path, method, as: role, in: place) { visit, visitor in
            guard let visitor else { throw Self.unknown(visit) }
            return try await handler(visit, visitor)
        }
    }

    /// For whoever asks, known or not.
    func open(_ path: String, _ method: HTTPRequest.Method, _ handler: @escaping OpenHandler) {
        add(path, method, as: nil, in: nil, handler)
    }

    /// For whoever asks, and nobody looks who: it works without the database.
    func plain(_ path: String, _ handler: @escaping @Sendable (Visit) async throws -> Response) {
        add(path, .get, as: nil, in: nil, looksWho: false) { visit, _ in try await handler(visit) }
    }

    /// For whoever holds the address itself, which nobody can guess: whoever they are elsewhere counts for nothing,
    /// and their forms need no token of a session.
    func linked(
        _ path: String, _ method: HTTPRequest.Method, _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) {
        let (desk, gate, layout) = (desk, gate, layout)
        router.on(RouterPath(path), method: method) { request, context in
            var visit = Visit(
                desk: desk, request: request, context: context, layout: layout, visitor: nil, place: nil,
                from: gate.place(request, context))
            if method != .get && method != .head {
                try gate.checkLinked(request)
                visit.body = try await Body.read(request, context, desk.limits)
                if visit.isForm { visit.form = Form(encoded: visit.body) }
            }
            return try await handler(visit)
        }
    }

    /// Tells whoever comes with these methods that there are others.
    func refuse(_ path: String, _ methods: [HTTPRequest.Method], allowing allowed: [HTTPRequest.Method]) {
        var refusal = Refusal(
            .methodNotAllowed, "This address takes \(allowed.map(\.rawValue).joined(separator: ", ")).")
        refusal.hints.allowed = allowed.map(\.rawValue).joined(separator: ", ")
        refusal.hints.remedy = "Use one of the methods that Allow names."
        for method in methods {
            router.on(RouterPath(path), method: method) { [refusal] _, _ -> Response in throw refusal }
        }
    }

    /// Every way in leads through here: who comes, whether they may, whether it was they who asked, and only then
    /// what they sent.
    private func add(
        _ path: String, _ method: HTTPRequest.Method, as role: Role?, in place: Place?, looksWho: Bool = true,
        _ handler: @escaping OpenHandler
    ) {
        let (desk, gate, layout) = (desk, gate, layout)
        router.on(RouterPath(path), method: method) { request, context in
            let visitor = looksWho ? try await gate.visitor(request, context) : nil
            context.notes.visitor = visitor
            var visit = Visit(
                desk: desk, request: request, context: context, layout: layout, visitor: visitor, place: place,
                from: gate.place(request, context))
            if let role {
                guard let visitor else { throw Self.unknown(visit) }
                guard visitor.may(role) else {
                    throw Refusal(
                        .forbidden, "This takes the role \(role.rawValue), and yours is \(visitor.role.rawValue).")
                }
            }
            if method != .get && method != .head {
                // Before the body is read: a stranger's 256 KB are not worth it.
                let header = request.headers[.earshotToken]
                if let header { try gate.check(request, by: visitor, given: header) }
                visit.body = try await Body.read(request, context, desk.limits)
                if visit.isForm { visit.form = Form(encoded: visit.body) }
                if header == nil { try gate.check(request, by: visitor, given: visit.form["token"]) }
            }
            return try await handler(visit, visitor)
        }
    }

    /// A person is led to the door and back again; a program is told.
    private static func unknown(_ visit: Visit) -> any Error {
        guard visit.wantsPage else {
            return Refusal(.unauthorized, "Sign in, or send a key as `Authorization: Bearer`.")
        }
        return Elsewhere(to: SignInPage.address(backTo: visit.request.method == .get ? visit.request.uri.string : nil))
    }
}

/// Ends a request by leading it to another page.
struct Elsewhere: Error {
    var to: String
}
