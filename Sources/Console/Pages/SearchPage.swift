import Hummingbird
import Storage
import Triage

/// Search over cases, people and messages.
enum SearchPage {
    static let limit = 50
    private static let longest = 200

    static func facts(_ sought: String, _ found: [Found], now: Moment) -> Facts {
        var cases: [Facts] = []
        var people: [Facts] = []
        var messages: [Facts] = []
        for one in found {
            var facts: Facts = [
                "title": .text(one.title), "words": .text(one.words),
                "ago": .optional(one.at.map { Clock.ago($0, now) }), "path": .flag(false), "number": .flag(false),
            ]
            func lead(_ id: CaseID?) {
                facts["path"] = .optional(id.map { "/cases/\($0.rawValue)" })
                facts["number"] = .optional(id.map { "\($0.rawValue)" })
            }
            switch one.thing {
            case .hotCase(let id):
                lead(id)
                facts["title"] = .text(QueuePage.title(one.title, before: one.words))
                cases.append(facts)
            case .customer:
                // The first of their handles finds what they wrote.
                let handle = one.words.split(separator: " ").first.map(String.init) ?? one.title
                facts["path"] = .text("/search?q=\(Form.encoded(handle))")
                people.append(facts)
            case .message(_, let id):
                lead(id)
                messages.append(facts)
            }
        }
        return [
            "sought": .text(sought), "isAsked": .flag(!sought.isEmpty), "isEmpty": .flag(found.isEmpty),
            "count": .text(found.count == 1 ? "1 thing found" : "\(found.count) things found"),
            "kinds": .list(
                [("Cases", cases), ("People", people), ("Messages", messages)].filter { !$0.1.isEmpty }.map {
                    ["kind": .text($0.0), "finds": .list($0.1)]
                }),
        ]
    }

    static func sought(_ query: Form) -> String { String((query["q"] ?? "").trimmedLines.prefix(longest)) }

    static let template = PageTemplate(
        """
        <h1>Search</h1>
        <form action=/search role=search class=seek><label class=unseen for=q>Words, a case's number, a handle, a ticket</label>
        <input id=q name=q type=search value="{{sought}}" maxlength=200 placeholder="words, a case's number, a handle" autocomplete=off>
        <button class=main>Search</button></form>
        {{#isAsked}}<p role=status>{{#isEmpty}}Nothing was found for “<bdi>{{sought}}</bdi>”. Words are found in cases and in messages that belong to one, by how they begin.{{/isEmpty}}{{^isEmpty}}{{count}}{{/isEmpty}}</p>{{/isAsked}}
        {{^isAsked}}<p class=hint>Words are found in cases, customers, and messages that belong to a case; also a case's number, a handle, a telephone number, a ticket's Message-ID.</p>{{/isAsked}}
        {{#kinds}}<section class=card aria-label="{{kind}}"><h2>{{kind}}</h2><ul class="rows finds">
        {{#finds}}<li><div>{{#path}}<a href="{{path}}">{{#number}}{{number}}: {{/number}}<bdi>{{title}}</bdi></a>{{/path}}{{^path}}<b><bdi>{{title}}</bdi></b>{{/path}}{{#words}}<p><bdi>{{words}}</bdi></p>{{/words}}</div>{{#ago}}<small>{{ago}}</small>{{/ago}}</li>
        {{/finds}}</ul></section>{{/kinds}}
        """)
}

extension Hall {
    func searchPages() {
        let desk = desk
        page("/search", in: .search) { visit, _ in
            let sought = SearchPage.sought(visit.query)
            let found = sought.isEmpty ? [] : try await desk.store.search(sought, limit: SearchPage.limit)
            return visit.page(
                SearchPage.template, titled: sought.isEmpty ? "Search" : "Search: \(sought)",
                SearchPage.facts(sought, found, now: visit.now))
        }
    }
}
