import Foundation
import Synchronization

/// Twilio's message list and sending on loopback, API version 2010-04-01, with one account and one number.
package final class TwilioServer: Sendable {
    private struct State {
        var server = ""
        var token: String
        /// Oldest first.
        var messages: [TwilioMessage] = []
        var tooMany = 0
        /// Taken one by one by the texts that are sent.
        var troubles: [SendTrouble] = []
        var fates: [String: Fate] = [:]
        var optedOut: Set<String> = []
        var counter = 0
    }

    package let account: String
    package let number: String
    private let now: @Sendable () -> Date
    private let state: Mutex<State>
    private let host = HTTPHost()

    package init(
        account: String = "AC0f1e2d3c4b5a69788796a5b4c3d2e1f0", token: String = "playground-sms-token",
        number: String = "+12025550100", now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.account = account
        self.number = number
        self.now = now
        self.state = Mutex(State(token: token))
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await host.start(port: port) { [self] in answer($0) }
        state.withLock { $0.server = "http://127.0.0.1:\(port)" }
    }

    package func stop() async { await host.stop() }

    /// `http://127.0.0.1:PORT`
    package var url: String { state.withLock { $0.server } }

    package var token: String {
        get { state.withLock { $0.token } }
        set { state.withLock { $0.token = newValue } }
    }

    /// Somebody sends a text to the number.
    /// - Returns: its sid.
    @discardableResult
    package func receive(from: String, body: String, at date: Date? = nil) -> String {
        let date = date ?? now()
        return state.withLock { state in
            let word = body.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
            if ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"].contains(word) {
                state.optedOut.insert(from)
            } else if ["START", "YES", "UNSTOP"].contains(word) {
                state.optedOut.remove(from)
            }
            let message = TwilioMessage(
                sid: Self.sid(&state.counter), from: from, to: number, body: body, direction: .inbound,
                createdAt: date, sentAt: date, updatedAt: date, status: "received", error: nil)
            state.messages.append(message)
            return message.sid
        }
    }

    /// Every message in both directions, in the order in which they were made.
    package var messages: [TwilioMessage] { state.withLock { $0.messages } }

    /// An outbound message's fate: `delivered`, `undelivered`, `failed`.
    package func settle(_ sid: String, as status: String, error: Int? = nil) {
        let now = now()
        state.withLock { state in
            guard let place = state.messages.firstIndex(where: { $0.sid == sid }) else { return }
            state.messages[place].status = status
            state.messages[place].error = error
            state.messages[place].updatedAt = now
        }
    }

    /// What was sent from the number, in the order in which it was taken.
    package var sent: [TwilioMessage] { messages.filter { $0.direction == .outboundAPI } }

    /// From now on, texts to this number end so; each look at a text brings it one status further.
    package func fate(of number: String, _ fate: Fate) { state.withLock { $0.fates[number] = fate } }

    /// The next so many texts that somebody wants to send meet with this.
    package func trouble(_ trouble: SendTrouble, next count: Int = 1) {
        state.withLock { $0.troubles += Array(repeating: trouble, count: count) }
    }

    /// The next so many requests are answered 429 with code 20429.
    package func refuse(next count: Int) { state.withLock { $0.tooMany = count } }

    // MARK: Answers

    private func answer(_ asked: Asked) -> Reply {
        state.withLock { state in
            if state.tooMany > 0 {
                state.tooMany -= 1
                return error(429, 20429, "Too Many Requests")
            }
            guard let basic = asked.basic, basic.user == account, basic.password == state.token else {
                var reply = error(401, 20003, "Authenticate")
                reply.headers.append((name: "WWW-Authenticate", value: "Basic realm=\"Twilio API\""))
                return reply
            }
            let steps = asked.steps
            guard steps.starts(with: ["2010-04-01", "Accounts", account]) else { return missing(asked) }
            switch (asked.method, Array(steps.dropFirst(3))) {
            case ("GET", ["Messages.json"]): return list(asked, state.messages)
            case ("POST", ["Messages.json"]): return send(asked, &state)
            case ("GET", let path) where path.count == 2 && path[0] == "Messages" && path[1].hasSuffix(".json"):
                let sid = String(path[1].dropLast(5))
                guard let place = state.messages.firstIndex(where: { $0.sid == sid }) else { return missing(asked) }
                let fate = state.fates[state.messages[place].to] ?? .delivered
                state.messages[place].advance(to: fate, at: now())
                return .json(state.messages[place].resource(account: account))
            default: return missing(asked)
            }
        }
    }

    /// Newest first. A page token names the last message of the page before, so that what comes meanwhile
    /// shifts nothing.
    private func list(_ asked: Asked, _ messages: [TwilioMessage]) -> Reply {
        let size = min(max(asked.value("PageSize").flatMap { Int($0) } ?? 50, 1), 1000)
        let page = max(asked.value("Page").flatMap { Int($0) } ?? 0, 0)
        guard let filter = Filter(asked) else { return error(400, 20001, "Invalid parameter") }
        let fitting = messages.filter(filter.fits).sorted { ($0.createdAt, $0.sid) > ($1.createdAt, $1.sid) }
        var start = 0
        if page > 0 {
            guard let token = asked.value("PageToken"),
                let last = fitting.firstIndex(where: { "PA" + $0.sid == token })
            else { return error(400, 20001, "Invalid PageToken") }
            start = last + 1
        }
        let shown = fitting[start..<min(start + size, fitting.count)]
        let more = start + size < fitting.count
        let kept = asked.query.filter { !["PageSize", "Page", "PageToken"].contains($0.name) }
        let query = kept.map { "\(Asked.escaped($0.name))=\(Asked.escaped($0.value))&" }.joined()
        let address = { (page: Int, token: String?) -> String in
            "\(asked.path)?\(query)PageSize=\(size)&Page=\(page)" + (token.map { "&PageToken=\($0)" } ?? "")
        }
        return .json([
            "end": .int(page * size + max(shown.count - 1, 0)), "first_page_uri": .string(address(0, nil)),
            "next_page_uri": .optional(more ? shown.last.map { address(page + 1, "PA" + $0.sid) } : nil),
            "page": .int(page), "page_size": .int(size),
            "previous_page_uri": .optional(page > 0 ? address(page - 1, nil) : nil),
            "messages": .array(shown.map { $0.resource(account: account) }), "start": .int(page * size),
            "uri": .string(address(page, asked.value("PageToken"))),
        ])
    }

    /// To, From and the day of sending; `DateSent>` and `DateSent<` include the day that they name.
    private struct Filter {
        var to: String?
        var from: String?
        var after: Date?
        var before: Date?

        init?(_ asked: Asked) {
            to = asked.value("To")
            from = asked.value("From")
            for (name, value) in asked.query where name.hasPrefix("DateSent") {
                guard let day = VendorDate.day(iso: value) else { return nil }
                let next = day.addingTimeInterval(86_400)
                switch name {
                case "DateSent>": after = day
                case "DateSent<": before = next
                case "DateSent": (after, before) = (day, next)
                default: return nil
                }
            }
        }

        func fits(_ message: TwilioMessage) -> Bool {
            guard to == nil || message.to == to, from == nil || message.from == from else { return false }
            guard after != nil || before != nil else { return true }
            guard let sent = message.sentAt else { return false }
            return (after.map { sent >= $0 } ?? true) && (before.map { sent < $0 } ?? true)
        }
    }

    private func send(_ asked: Asked, _ state: inout State) -> Reply {
        let fields = asked.fields
        let field = { (name: String) in fields.first { $0.name == name }?.value ?? "" }
        let (to, from, body) = (field("To"), field("From"), field("Body"))
        guard !to.isEmpty else { return error(400, 21604, "A 'To' phone number is required.") }
        guard !from.isEmpty else { return error(400, 21603, "A 'From' phone number is required.") }
        guard from == number else { return error(400, 21606, "The 'From' number is not a number of this account.") }
        guard to.first == "+", to.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }), (8...16).contains(to.count)
        else { return error(400, 21211, "The 'To' number is not a valid phone number.") }
        guard !body.isEmpty else { return error(400, 21602, "Message body is required.") }
        guard body.count <= 1600 else { return error(400, 21617, "The message body exceeds 1600 characters.") }
        guard !state.optedOut.contains(to) else {
            return error(400, 21610, "The recipient has asked for no more messages.")
        }
        let trouble = state.troubles.isEmpty ? nil : state.troubles.removeFirst()
        switch trouble {
        case .refuse(let status, let code): return error(status, code, "Refused by script")
        case .loseAnswer(taken: false): return .lost
        case .loseAnswer(taken: true), nil: break
        }
        let now = now()
        let message = TwilioMessage(
            sid: Self.sid(&state.counter), from: from, to: to, body: body, direction: .outboundAPI, createdAt: now,
            sentAt: nil, updatedAt: now, status: "queued", error: nil)
        state.messages.append(message)
        return trouble == nil ? .json(message.resource(account: account), status: 201) : .lost
    }

    /// What a text that is sent may meet with.
    package enum SendTrouble: Sendable, Equatable {
        case refuse(status: Int, code: Int)
        /// The connection breaks within the answer, and the text is on its way or not.
        case loseAnswer(taken: Bool)
    }

    private func missing(_ asked: Asked) -> Reply {
        error(404, 20404, "The requested resource \(asked.path) was not found")
    }

    private func error(_ status: Int, _ code: Int, _ text: String) -> Reply {
        .json(
            [
                "code": .int(code), "message": .string(text),
                "more_info": .string("https://www.twilio.com/docs/errors/\(code)"), "status": .int(status),
            ], status: status)
    }

    private static func sid(_ counter: inout Int) -> String {
        counter += 1
        let digits = String(counter, radix: 16)
        return "SM" + String(repeating: "0", count: 32 - digits.count) + digits
    }
}
