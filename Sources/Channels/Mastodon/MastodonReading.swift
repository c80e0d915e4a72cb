import Triage

/// What Mastodon and its kin (GoToSocial, Pleroma, Takahe …) send, made into messages. It fetches
/// nothing and never fails as a whole because of one item.
///
/// A status is named `mastodon:HOST/ID`, by the server that it was heard from and its id there, not by
/// its globally unique `uri`: a reply names its parent by that id alone, and only so does a thread find
/// together. The price: one post seen through two servers is two messages.
package struct MastodonReading: Sendable {
    package var source: SourceName
    /// Of the source's address, with the port where it has one: names statuses.
    package var server: String
    /// Without port: completes the names of local accounts.
    package var domain: String

    package init(source: SourceName, server: String, domain: String) {
        self.source = source
        self.server = server
        self.domain = domain
    }

    package enum List: Sendable {
        /// Of statuses; an item's place in the timeline is the status' id.
        case statuses
        /// Of notifications, of which only mentions count; an item's place is the notification's id.
        case notifications
    }

    /// One item of a list with what paging needs to know of it.
    package struct Item: Sendable {
        /// Nil where it could not be read.
        package var place: TimelineID?
        /// Nil where it is missing.
        package var written: Moment?
        /// Nil for a notification of something else.
        package var heard: Heard?
    }

    /// More items than any server sends at once are not a page.
    static let itemLimit = 2000
    /// HTML is cut here before it is read; what is left has room for `Message.textLimit` of text.
    static let htmlLimit = 4 * Message.textLimit

    /// In the server's order. Throws `JSONFault` where the bytes are no list.
    package func read(_ list: List, _ bytes: [UInt8], now: Moment) throws -> [Item] {
        var items: [Item] = []
        // Only needed for what could not be read, so only then looked for.
        var ranges: [Range<Int>]?
        func raw(_ number: Int) -> [UInt8] {
            let found = ranges ?? JSONText.items(of: bytes, limit: Self.itemLimit) ?? []
            ranges = found
            return found.indices.contains(number) ? Array(bytes[found[number]]) : bytes
        }
        try JSONList.read(bytes, limit: Self.itemLimit) { number, item in
            switch item {
            case .broken(let reason):
                items.append(Item(place: nil, written: nil, heard: unreadable(reason, nil, raw(number))))
            case .readable(let value, let repaired):
                var entry = read(list, value, now: now) { reason, id in unreadable(reason, id, raw(number)) }
                if repaired, case .message(var message)? = entry.heard {
                    message.notes.append("broken characters were replaced")
                    entry.heard = .message(message)
                }
                items.append(entry)
            }
        }
        return items
    }

    private func read(
        _ list: List, _ value: JSONValue, now: Moment, refuse: (String, String?) -> Heard
    ) -> Item {
        switch list {
        case .statuses:
            return status(value, now: now, refuse: refuse)
        case .notifications:
            let read = Self.notificationShape.pick(value) { notification -> Item in
                let (place, fault) = id(notification[.id], "id")
                let written = notification[.created_at]?.moment
                if let type = notification[.type]?.string, type != "mention" {
                    return Item(place: place, written: written, heard: nil)
                }
                if let fault { return Item(place: nil, written: written, heard: refuse(fault, nil)) }
                guard let status = notification[.status] else {
                    let name = place.map { "notification/\($0.text)" }
                    return Item(place: place, written: written, heard: refuse("the field status is missing", name))
                }
                let item = self.status(status, now: now, refuse: refuse)
                return Item(place: place, written: written ?? item.written, heard: item.heard)
            }
            return read ?? Item(place: nil, written: nil, heard: refuse(notAnObject(value), nil))
        }
    }

    private enum NotificationField: Int, CaseIterable { case id, type, created_at, status }
    private static let notificationShape = JSONShape<NotificationField>()

    /// - Parameter name: the status' id where it is known, so that the same one is one item although its
    ///   counters change its bytes.
    private func unreadable(_ reason: String, _ name: String?, _ raw: [UInt8]) -> Heard {
        let reason = "a status from \(server) could not be read: \(reason)"
        guard let name else {
            return .unreadable(
                .unnamed(
                    source: source, channel: .mastodon, reason: reason, contentType: "application/json", raw: raw))
        }
        return .unreadable(
            Unreadable(
                identity: "unreadable:\(identity(name))", source: source, channel: .mastodon, reason: reason,
                contentType: "application/json", raw: raw))
    }

    func identity(_ id: String) -> String { "mastodon:\(server)/\(id)" }

    func notAnObject(_ value: JSONValue) -> String { "an object was expected and found was: \(value.kind.rawValue)" }

    /// The id, or what is wrong with it.
    func id(_ value: JSONValue?, _ field: String) -> (TimelineID?, fault: String?) {
        guard let value else { return (nil, "the field \(field) is missing") }
        guard let text = value.string else {
            return (nil, "the field \(field) is not text but: \(value.kind.rawValue)")
        }
        guard let id = TimelineID(text) else { return (nil, "the field \(field) is no id") }
        return (id, nil)
    }
}
