import Hummingbird
import Storage
import Synchronization

/// A place of the console, as its navigation names it.
package enum Place: String, Sendable, CaseIterable {
    case queue, callBacks = "call-backs", answers, search, rules, sources, rota, numbers, account

    package var title: String {
        switch self {
        case .queue: "Queue"
        case .callBacks: "Call-backs"
        case .answers: "Answers"
        case .search: "Search"
        case .rules: "Rules"
        case .sources: "Sources"
        case .rota: "Rota"
        case .numbers: "Numbers"
        case .account: "Account"
        }
    }
    package var path: String { "/\(rawValue)" }
}

/// What stands around every page.
final class Layout: Sendable {
    private let desk: Desk
    private let assets: Assets
    /// Those that have a page; the others are left out of the navigation.
    let places = Mutex<Set<Place>>([])

    init(_ desk: Desk, assets: Assets) {
        self.desk = desk
        self.assets = assets
    }

    var brand: String { desk.settings.brand }

    func path(of asset: String) -> String { assets.path(of: asset) }

    /// What every template finds: `guard`, `brand`, `me`, and a flag for each role that the visitor has, such as
    /// `isAgent`.
    func common(_ visitor: Visitor?) -> Facts {
        [
            "brand": .text(desk.settings.brand), "me": .text(visitor?.name ?? ""),
            "guard": .markup(
                Markup(trusted: "<input type=\"hidden\" name=\"token\" value=\"")
                    + Markup(showing: visitor?.csrf ?? "") + Markup(trusted: "\">")),
            "csrf": .text(visitor?.csrf ?? ""),
            "isAgent": .flag(visitor?.may(.agent) ?? false), "isLead": .flag(visitor?.may(.lead) ?? false),
            "isAdmin": .flag(visitor?.may(.admin) ?? false),
        ]
    }

    func page(
        _ template: PageTemplate, titled title: String, _ facts: Facts, status: HTTPResponse.Status = .ok,
        visitor: Visitor?, place: Place?, said: String? = nil
    ) -> Response {
        let common = common(visitor)
        let body = template.render(common.merging(facts) { $1 })
        let there = places.withLock { $0 }
        let navigation: [Facts] = Place.allCases.filter { there.contains($0) }.map {
            ["title": .text($0.title), "path": .text($0.path), "isHere": .flag($0 == place)]
        }
        var frame = common
        frame["title"] = .text(title)
        frame["body"] = .markup(body)
        frame["said"] = .optional(said)
        frame["isKnown"] = .flag(visitor != nil)
        frame["bySession"] = .flag(visitor.map { if case .session = $0.way { true } else { false } } ?? false)
        frame["role"] = .text(visitor?.role.rawValue ?? "")
        frame["navigation"] = .list(visitor == nil ? [] : navigation)
        frame["style"] = .text(assets.path(of: "desk.css"))
        frame["script"] = .text(assets.path(of: "desk.js"))
        frame["icon"] = .text(assets.path(of: "icon.svg"))
        return .html(Self.template.render(frame).text, status: status)
    }

    func refusal(_ refusal: Refusal, _ request: Request, _ context: DeskContext) -> Response {
        var response: Response
        if request.uri.path.hasPrefix("/api/") {
            response = Problem.response(refusal)
        } else if request.uri.path.hasPrefix("/b/") {
            response = BookingPage.refusal(self, request, nil, refusal)
        } else if (request.headers[.accept] ?? "").contains("text/html") {
            response = page(
                RefusalPage.template, titled: RefusalPage.title(refusal.status),
                [
                    "words": .text(refusal.words), "heading": .text(RefusalPage.title(refusal.status)),
                    "code": .number(refusal.status.code),
                ],
                status: refusal.status, visitor: context.notes.visitor, place: nil)
        } else {
            response = .text(refusal.words + "\n", type: "text/plain; charset=utf-8", status: refusal.status)
        }
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    static let template = PageTemplate(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{{title}} · {{brand}} · Earshot</title>
        <link rel="icon" href="{{icon}}" type="image/svg+xml">
        <link rel="stylesheet" href="{{style}}">
        <script src="{{script}}" defer></script>
        </head>
        <body data-token="{{csrf}}">
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
        <a class="mark" href="/"><span class="mark-name">Earshot</span><span class="mark-brand"><bdi>{{brand}}</bdi></span></a>
        {{#isKnown}}
        <nav class="places" aria-label="Places">
        {{#navigation}}<a href="{{path}}"{{#isHere}} aria-current="page"{{/isHere}}>{{title}}</a>{{/navigation}}
        </nav>
        <div class="me"><span class="me-name"><bdi>{{me}}</bdi> <small>{{role}}</small></span>
        {{#bySession}}<form method="post" action="/sign-out">{{guard}}<button class="quiet">Sign out</button></form>{{/bySession}}
        </div>
        {{/isKnown}}
        </header>
        <main id="main" tabindex="-1">
        {{#said}}<p class="said" role="status">{{said}}</p>{{/said}}
        {{body}}
        </main>
        </body>
        </html>

        """)
}

/// The page that says why there is none.
enum RefusalPage {
    static func title(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 401: "Sign in first"
        case 403: "Not allowed"
        case 404: "Not found"
        case 408: "Too slow"
        case 413: "Too much"
        case 429: "Not so fast"
        case 503: "Not now"
        case 400..<500: "Not understood"
        default: "Something went wrong"
        }
    }

    static let template = PageTemplate(
        """
        <section class="card narrow">
        <p class="code">{{code}}</p>
        <h1>{{heading}}</h1>
        <p>{{words}}</p>
        <p><a class="button" href="/">To the first page</a></p>
        </section>
        """)
}
