import Hummingbird
import NIOCore
import Seal
import Storage
import Triage

/// One request, as a page's handler sees it.
package struct Visit: Sendable {
    package let desk: Desk
    package let request: Request
    let context: DeskContext
    let layout: Layout
    let visitor: Visitor?
    let place: Place?
    /// Where it comes from.
    let from: NetAddress?
    /// Empty where the request has none.
    package internal(set) var body: [UInt8] = []
    package internal(set) var form = Form.none

    init(
        desk: Desk, request: Request, context: DeskContext, layout: Layout, visitor: Visitor?, place: Place?,
        from: NetAddress?
    ) {
        self.desk = desk
        self.request = request
        self.context = context
        self.layout = layout
        self.visitor = visitor
        self.place = place
        self.from = from
    }

    package var now: Moment { desk.now }
    package var path: String { request.uri.path }
    package var query: Form { Form(query: request.uri.query) }

    /// A part of the path, as the router's `:name` caught it, decoded.
    package func parameter(_ name: String) -> String? { context.parameters.get(name) }

    /// A number in the path; `Refusal` 404 where it is none.
    package func number(_ name: String) throws -> Int64 {
        guard let text = parameter(name), text.utf8.count <= 19, let number = Int64(text), number >= 0 else {
            throw Refusal.notFound
        }
        return number
    }

    /// Who did it, as the audit and the history name them.
    package func doer(_ visitor: Visitor) -> Doer {
        Doer(name: visitor.name, address: from?.description ?? "")
    }

    /// What only a person may do, not a script with their key: a key that was stolen must not make more keys.
    func inPerson(_ visitor: Visitor) throws {
        if case .token = visitor.way { throw Refusal(.forbidden, "This takes a person: a key cannot do it.") }
    }

    var isForm: Bool {
        (request.headers[.contentType] ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded")
    }

    /// A browser that shows what it is given, rather than a script or a program.
    package var wantsPage: Bool {
        !path.hasPrefix("/api/") && request.headers[.authorization] == nil
            && (request.headers[.accept] ?? "").contains("text/html")
    }

    // MARK: Answers

    /// A page within the layout. Its template finds, beside `facts`, `guard`: the hidden field that each of its
    /// forms must contain.
    package func page(
        _ template: PageTemplate, titled title: String, _ facts: Facts, status: HTTPResponse.Status = .ok
    ) -> Response {
        // Somebody who may not ring needs no number to ring.
        let isMasked = visitor.map { !$0.may(.agent) } ?? false
        return layout.page(
            template, titled: isMasked ? MaskedNumbers.masked(title) : title,
            isMasked ? MaskedNumbers.masked(facts) : facts, status: status, visitor: visitor, place: place, said: said)
    }

    /// A piece of a page, for a script that puts it in its place.
    package func piece(_ template: PageTemplate, _ facts: Facts) -> Response {
        let shown = visitor.map { $0.may(.agent) } ?? true ? facts : MaskedNumbers.masked(facts)
        return .html(template.render(layout.common(visitor).merging(shown) { $1 }).text)
    }

    /// After an act: the browser fetches `path`, so that a reload does not act again.
    /// - Parameter words: shown once there. They travel sealed in the address, so that nobody can make a link that
    ///   puts words into our mouth.
    package func redirect(to path: String, saying words: String? = nil) -> Response {
        var target = path
        if let words {
            let sealed = desk.seal.seal(
                purpose: saidPurpose, subject: String(words.prefix(300)), until: now.microseconds / 1_000_000 + 300)
            target += (path.contains("?") ? "&" : "?") + "said=\(sealed)"
        }
        return .redirect(to: target)
    }

    private var saidPurpose: String { "said \(visitor?.csrf ?? "")" }

    private var said: String? {
        query["said"].flatMap { desk.seal.open($0, purpose: saidPurpose, now: now.microseconds / 1_000_000) }
    }
}

extension Response {
    package static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, type: "text/html; charset=utf-8", status: status)
    }

    package static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// 303: whatever the method was, the next is GET.
    package static func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
