import Foundation

/// A message as ntfy keeps it.
package struct NtfyMessage: Sendable, Equatable {
    package var id: String
    package var time: Int
    package var topic: String
    package var title: String
    package var message: String
    package var priority: Int
    package var tags: [String]
    package var click: String?

    var json: JSON {
        [
            "id": .string(id), "time": .int(time), "expires": .int(time + 43_200), "event": "message",
            "topic": .string(topic), "title": .string(title), "message": .string(message), "priority": .int(priority),
            "tags": .array(tags.map(JSON.string)), "click": .optional(click),
        ]
    }
}

/// The topics of an ntfy server: publishing as JSON, and `GET /TOPIC/json?poll=1&since=…`.
struct NtfyTopics: Sendable {
    var token: String?
    private var messages: [NtfyMessage] = []

    func messages(of topic: String) -> [NtfyMessage] { messages.filter { $0.topic == topic } }

    /// The request's path begins with `/ntfy`.
    mutating func answer(_ asked: Asked, at moment: Date) -> Reply {
        if let token, asked.bearer != token { return Self.error(403, 40301, "forbidden") }
        let steps = asked.steps.dropFirst()
        switch (asked.method, steps.count) {
        case ("POST", 0), ("PUT", 0): return publish(asked.body, at: moment)
        case ("GET", 2) where steps.last == "json":
            let since = asked.value("since").flatMap { Int($0) } ?? 0
            let lines = messages(of: steps.first ?? "").filter { $0.time >= since }.map { $0.json.bytes + [0x0A] }
            return Reply(
                headers: [(name: "Content-Type", value: "application/x-ndjson; charset=utf-8")],
                body: lines.flatMap { $0 })
        default: return Self.error(404, 40401, "page not found")
        }
    }

    private mutating func publish(_ body: [UInt8], at moment: Date) -> Reply {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            return Self.error(400, 40024, "invalid request: request body must be message JSON")
        }
        guard let topic = object["topic"] as? String, (1...64).contains(topic.count),
            topic.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
                    || $0 == 0x2D
            })
        else { return Self.error(400, 40009, "invalid request: topic invalid") }
        let priority = object["priority"] as? Int ?? 3
        guard (1...5).contains(priority) else { return Self.error(400, 40007, "invalid request: priority invalid") }
        let text = object["message"] as? String ?? ""
        let message = NtfyMessage(
            id: "pg" + String(messages.count + 1, radix: 36), time: Int(moment.timeIntervalSince1970), topic: topic,
            title: object["title"] as? String ?? "", message: text.isEmpty ? "triggered" : text, priority: priority,
            tags: object["tags"] as? [String] ?? [], click: object["click"] as? String)
        messages.append(message)
        return .json(message.json)
    }

    private static func error(_ status: Int, _ code: Int, _ text: String) -> Reply {
        .json(
            [
                "code": .int(code), "http": .int(status), "error": .string(text),
                "link": "https://ntfy.sh/docs/publish/",
            ],
            status: status)
    }
}
