import Triage
import Wire

/// Pages as alerts of Prometheus' Alertmanager, which knows whom it tells. One alert for a case and a person; a
/// later page about the same renews it, one that is resolved ends it.
/// <https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>
///
/// Alertmanager tells its people of a renewed alert only after its own `repeat_interval`.
package struct AlertmanagerPages: PageSender {
    private let line: PageLine
    private let base: String
    private let token: String?

    private static let means = "Alertmanager"
    /// An alert without an end is taken for over after `resolve_timeout`, by default five minutes. A case that
    /// nobody ends for so long is paged again long before.
    private static let life = Duration.seconds(24 * 3600)

    /// - Parameters:
    ///   - url: `http://127.0.0.1:9093`, or with the path of `--web.route-prefix`.
    ///   - token: a bearer token, where a proxy asks for one.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, token: String? = nil) throws {
        guard let origin = Origin(url) else {
            throw PageFailure(.refused, "\(Self.means): `url` must be like http://127.0.0.1:9093")
        }
        self.line = line
        self.base = origin.base
        self.token = token.flatMap { $0.isEmpty ? nil : $0 }
    }

    private struct Alert: Encodable {
        var labels: [String: String]
        var annotations: [String: String]
        var startsAt: String?
        var endsAt: String
        var generatorURL: String?
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let now = line.now()
        let words = page.hint.isEmpty ? page.plain : page.plain + "\n" + page.hint
        // The severity is a label, since routes are chosen by it, and so a part of the alert's identity: what is
        // over is over under each that the case may have had. Of those that never were nobody is told.
        let severities = page.isResolved ? [nil] + Severity.allCases.map(Optional.some) : [page.severity]
        let alerts = severities.map { severity in
            Alert(
                labels: Self.labels(page, severity),
                annotations: ["summary": page.subject, "description": words, "page": page.key],
                // An end before the beginning is refused, and the beginning of what is over is known there.
                startsAt: page.isResolved ? nil : min(page.at, now).rfc3339,
                endsAt: (page.isResolved ? now : now + Self.life).rfc3339, generatorURL: page.link)
        }
        var request = HTTPRequest(.post, base + "/api/v2/alerts")
        request.bearer = token
        request.headers.append((name: "Content-Type", value: "application/json"))
        request.body = try PageJSON.bytes(alerts)
        _ = try await line.tell(request, means: Self.means)
        return PageReceipt(id: "", .final)
    }

    private enum Field: Int, CaseIterable { case annotations, fingerprint }
    private static let shape = JSONShape<Field>()
    private enum NoteField: Int, CaseIterable { case page }
    private static let noteShape = JSONShape<NoteField>()

    /// Its list of alerts shows the newest page of each.
    package func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? {
        let filters = Self.labels(page, page.severity).sorted { $0.key < $1.key }.map { name, value in
            "filter="
                + Percent.encode("\(name)=\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"")
        }
        var request = HTTPRequest(.get, "\(base)/api/v2/alerts?\(filters.joined(separator: "&"))")
        request.bearer = token
        let response = try await line.tell(request, means: Self.means)
        let found = try? JSONValue.read(response.body) { root -> String? in
            for alert in root.items {
                let mark = Self.shape.pick(alert) { alert -> String? in
                    let key = alert[.annotations].flatMap { Self.noteShape.pick($0) { $0[.page]?.string } ?? nil }
                    return key == page.key ? alert[.fingerprint]?.string ?? "" : nil
                }
                if let mark = mark ?? nil { return mark }
            }
            return nil
        }
        return (found ?? nil).map { PageReceipt(id: HeaderText.plain($0, limit: 100), .final) }
    }

    /// What makes it one alert.
    private static func labels(_ page: PageText, _ severity: Severity?) -> [String: String] {
        var labels = ["alertname": page.hotCase == nil ? "EarshotNotice" : "EarshotHotCase"]
        if let hotCase = page.hotCase { labels["case"] = String(hotCase.rawValue) } else { labels["page"] = page.key }
        if let person = page.person, !person.rawValue.isEmpty {
            labels["person"] = HeaderText.plain(person.rawValue, limit: 100)
        }
        if let severity { labels["severity"] = severity.rawValue }
        return labels
    }
}
