import Foundation

extension MastodonServer {
    func answer(_ asked: Asked) -> Reply {
        let now = now()
        return state.withLock { state in
            let known = asked.bearer == token
            let left = state.allowance.take(for: known ? token : "", at: now)
            guard left.remaining != nil else { return refusal(429, "Too many requests", left) }
            var reply =
                asked.bearer != nil && !known
                ? refusal(401, "The access token is invalid", left)
                : route(asked, as: known ? .account(state.brand) : .nobody, &state, now)
            reply.headers += left.headers
            return reply
        }
    }

    private func route(_ asked: Asked, as viewer: FediStatus.Viewer, _ state: inout FediState, _ now: Date) -> Reply {
        let steps = asked.steps
        if asked.method == "GET", steps == ["api", "v2", "instance"] { return instance(state) }
        guard steps.starts(with: ["api", "v1"]) else { return error(404, "Not Found") }
        switch (asked.method, Array(steps.dropFirst(2)), viewer) {
        case ("GET", let path, _) where path.count == 3 && path[0] == "timelines" && path[1] == "tag":
            return timeline(path[2], asked, viewer, state)
        case ("GET", ["notifications"], .account):
            return notifications(asked, viewer, state)
        case ("GET", ["accounts", "verify_credentials"], .account(let id)):
            guard let account = state.accounts[id] else { return error(404, "Record not found") }
            return .json(account.credentials(on: state.server))
        case ("GET", let path, _) where path.count == 3 && path[0] == "accounts" && path[2] == "statuses":
            return statuses(of: path[1], asked, viewer, state)
        case ("GET", ["statuses"], _):
            let found = (asked.values("id[]") + asked.values("id")).prefix(20).compactMap(SnowflakeID.init)
            return .json(.array(found.compactMap { shown($0, to: viewer, state) }))
        case ("GET", let path, _) where path.count == 2 && path[0] == "statuses":
            guard let id = SnowflakeID(path[1]), let status = shown(id, to: viewer, state) else {
                return error(404, "Record not found")
            }
            return .json(status)
        case ("POST", ["statuses"], .account(let id)):
            return troubled(asked, as: id, &state, now)
        case (_, ["notifications"], .nobody), (_, ["accounts", "verify_credentials"], .nobody),
            ("POST", ["statuses"], .nobody):
            return error(401, "The access token is invalid")
        default:
            return error(404, "Not Found")
        }
    }

    /// Of the Instance entity what a client needs before it posts.
    private func instance(_ state: FediState) -> Reply {
        .json([
            "domain": .string(String(state.server.drop { $0 != "/" }.drop { $0 == "/" })), "title": "Playground",
            "version": "4.5.0",
            "configuration": [
                "statuses": [
                    "max_characters": .int(state.longestPost), "max_media_attachments": 4,
                    "characters_reserved_per_url": .int(FediState.urlLength),
                ]
            ],
        ])
    }

    /// An account's posts, newest first; its own eyes see all of them.
    private func statuses(
        of name: String, _ asked: Asked, _ viewer: FediStatus.Viewer, _ state: FediState
    ) -> Reply {
        guard let id = SnowflakeID(name), state.accounts[id] != nil else { return error(404, "Record not found") }
        let page = PageOfIDs(asked, usual: 20, most: 40)
        let seen = state.statuses.values.filter { $0.author == id && shown($0.id, to: viewer, state) != nil }
        let ids = page.cut(seen.map(\.id.number).sorted())
        return .json(
            .array(ids.compactMap { shown(SnowflakeID(number: $0), to: viewer, state) }),
            headers: page.link(asked, server: state.server, newest: ids.first, oldest: ids.last))
    }

    private func timeline(_ tag: String, _ asked: Asked, _ viewer: FediStatus.Viewer, _ state: FediState) -> Reply {
        let page = PageOfIDs(asked, usual: 20, most: 40)
        let ids = page.cut(state.tagged(tag))
        return .json(
            .array(ids.compactMap { shown(SnowflakeID(number: $0), to: viewer, state) }),
            headers: page.link(asked, server: state.server, newest: ids.first, oldest: ids.last))
    }

    private func notifications(_ asked: Asked, _ viewer: FediStatus.Viewer, _ state: FediState) -> Reply {
        let page = PageOfIDs(asked, usual: 40, most: 80)
        let wanted = Set(asked.values("types[]"))
        let unwanted = Set(asked.values("exclude_types[]"))
        let fitting = state.notifications.filter {
            (wanted.isEmpty || wanted.contains($0.kind.rawValue)) && !unwanted.contains($0.kind.rawValue)
        }
        let ids = page.cut(fitting.map(\.id))
        let byID = Dictionary(uniqueKeysWithValues: fitting.map { ($0.id, $0) })
        return .json(
            .array(ids.compactMap { byID[$0] }.map { entity($0, viewer, state) }),
            headers: page.link(asked, server: state.server, newest: ids.first, oldest: ids.last))
    }

    /// Mastodon's Notification entity.
    private func entity(
        _ notification: FediState.Notification, _ viewer: FediStatus.Viewer, _ state: FediState
    ) -> JSON {
        var members: [(key: String, value: JSON)] = [
            ("id", .string(String(notification.id))), ("type", .string(notification.kind.rawValue)),
            ("created_at", .string(VendorDate(notification.createdAt).milliseconds)),
            ("group_key", .string("ungrouped-\(notification.id)")),
            ("account", state.accounts[notification.from]?.entity(on: state.server) ?? nil),
        ]
        if let id = notification.status, let status = state.statuses[id], let author = state.accounts[status.author] {
            members.append(("status", status.entity(by: author, on: state.server, for: viewer)))
        }
        return .object(members)
    }

    /// A direct or private post is seen by its author and by those whom it names.
    private func shown(_ id: SnowflakeID, to viewer: FediStatus.Viewer, _ state: FediState) -> JSON? {
        guard let status = state.statuses[id], let author = state.accounts[status.author] else { return nil }
        switch (status.visibility, viewer) {
        case (.public, _), (.unlisted, _): break
        case (.private, .nobody), (.direct, .nobody): return nil
        case (.private, .account(let viewer)), (.direct, .account(let viewer)):
            guard viewer == status.author || status.markup.mentions.contains(where: { $0.id == viewer }) else {
                return nil
            }
        }
        return status.entity(by: author, on: state.server, for: viewer)
    }

    /// As a test wants the next posts to end.
    private func troubled(_ asked: Asked, as id: SnowflakeID, _ state: inout FediState, _ now: Date) -> Reply {
        guard !state.postTroubles.isEmpty else { return publish(asked, as: id, &state, now) }
        let trouble = state.postTroubles.removeFirst()
        if trouble.isPosted { _ = publish(asked, as: id, &state, now) }
        return trouble.status.map { error($0, "Something went wrong") } ?? .lost
    }

    private func publish(_ asked: Asked, as id: SnowflakeID, _ state: inout FediState, _ now: Date) -> Reply {
        let key = asked.header("idempotency-key")
        if let key, let before = state.answered(key, at: now), let status = shown(before, to: .account(id), state) {
            return .json(status)
        }
        let fields = asked.fields
        let field = { (name: String) in fields.first { $0.name == name }?.value }
        let text = field("status") ?? ""
        guard !text.allSatisfy(\.isWhitespace) else { return error(422, "Validation failed: Text can't be blank") }
        guard FediState.length(text) + (field("spoiler_text") ?? "").count <= state.longestPost else {
            return error(422, "Validation failed: Text character limit of \(state.longestPost) exceeded")
        }
        guard let visibility = FediStatus.Visibility(rawValue: field("visibility") ?? "public") else {
            return error(422, "Validation failed: Visibility is not included in the list")
        }
        var parent: SnowflakeID?
        if let named = field("in_reply_to_id"), !named.isEmpty {
            guard let found = SnowflakeID(named), shown(found, to: .account(id), state) != nil else {
                return error(404, "The post you are trying to reply to does not appear to exist")
            }
            parent = found
        }
        let post = state.post(
            author: state.accounts[id]?.handle ?? brand, text: text, visibility: visibility, inReplyTo: parent,
            warning: field("spoiler_text") ?? "", language: field("language") ?? "en", media: [], at: now)
        if let key { state.remember(key, post, at: now) }
        return .json(shown(post, to: .account(id), state) ?? nil)
    }

    private func error(_ status: Int, _ text: String) -> Reply { .json(["error": .string(text)], status: status) }

    private func refusal(_ status: Int, _ text: String, _ left: Allowance.Left) -> Reply {
        var reply = error(status, text)
        if status == 429 { reply.headers += left.headers }
        return reply
    }
}
