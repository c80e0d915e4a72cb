import Foundation

/// One post as the playground's Mastodon keeps it.
package struct FediStatus: Sendable {
    package enum Visibility: String, Sendable { case `public`, unlisted, `private`, direct }

    package let id: SnowflakeID
    package let author: SnowflakeID
    package var text: String
    package var visibility: Visibility
    /// The content warning, empty for none.
    package var warning: String
    package var language: String?
    package var inReplyTo: SnowflakeID?
    package var createdAt: Date
    package var editedAt: Date?
    package var media: [Media]
    var inReplyToAuthor: SnowflakeID?
    var markup: StatusMarkup

    package struct Media: Sendable, Equatable {
        var id = SnowflakeID(number: 0)
        package var description: String?
        package init(description: String? = nil) { self.description = description }
    }
}

extension FediStatus {
    /// Who looks decides which keys are there: without a token the viewer's own marks are missing.
    enum Viewer {
        case nobody
        case account(SnowflakeID)
    }

    /// Mastodon's Status entity.
    func entity(by account: FediAccount, on server: String, for viewer: Viewer) -> JSON {
        var members: [(key: String, value: JSON)] = [
            ("id", .string("\(id)")), ("created_at", .string(VendorDate(createdAt).milliseconds)),
            ("in_reply_to_id", .optional(inReplyTo?.description)),
            ("in_reply_to_account_id", .optional(inReplyToAuthor?.description)),
            ("sensitive", .bool(!warning.isEmpty)), ("spoiler_text", .string(warning)),
            ("visibility", .string(visibility.rawValue)), ("language", .optional(language)),
            ("uri", .string("\(account.actor(on: server))/statuses/\(id)")),
            ("url", .string("\(account.profile(on: server))/\(id)")),
            ("replies_count", 0), ("reblogs_count", 0), ("favourites_count", 0), ("quotes_count", 0),
            ("edited_at", .optional(editedAt.map { VendorDate($0).milliseconds })),
        ]
        if case .account(let looking) = viewer {
            members += [("favourited", false), ("reblogged", false), ("muted", false), ("bookmarked", false)]
            if looking == author && visibility != .direct { members.append(("pinned", false)) }
        }
        members.append(("content", .string(markup.html)))
        if case .account = viewer { members.append(("filtered", [])) }
        members.append(("reblog", nil))
        if account.isLocal { members.append(("application", ["name": "Web", "website": nil])) }
        members += [
            ("account", account.entity(on: server)),
            ("media_attachments", .array(media.map { $0.entity(on: server) })),
            (
                "mentions",
                .array(
                    markup.mentions.map { mentioned in
                        [
                            "id": .string("\(mentioned.id)"), "username": .string(mentioned.username),
                            "url": .string(mentioned.profile(on: server)), "acct": .string(mentioned.handle),
                        ]
                    })
            ),
            (
                "tags",
                .array(
                    markup.tags.map { tag in
                        [
                            "name": .string(tag.lowercased()),
                            "url": .string("\(server)/tags/\(Asked.escaped(tag.lowercased()))"),
                        ]
                    })
            ),
            ("emojis", []), ("tagged_collections", []), ("quote", nil), ("card", nil), ("poll", nil),
            (
                "quote_approval",
                [
                    "automatic": visibility == .public || visibility == .unlisted ? ["public"] : [], "manual": [],
                    "current_user": isVisible(viewer) ? "automatic" : "denied",
                ]
            ),
        ]
        return .object(members)
    }

    private func isVisible(_ viewer: Viewer) -> Bool {
        if case .account = viewer { true } else { false }
    }
}

extension FediStatus.Media {
    /// Mastodon's MediaAttachment entity of a picture.
    fileprivate func entity(on server: String) -> JSON {
        let folder = "\(server)/system/media_attachments/files/\(id)"
        return [
            "id": .string("\(id)"), "type": "image", "url": .string("\(folder)/original/picture.jpg"),
            "preview_url": .string("\(folder)/small/picture.jpg"), "remote_url": nil, "preview_remote_url": nil,
            "text_url": nil,
            "meta": [
                "original": ["width": 1200, "height": 800, "size": "1200x800", "aspect": .double(1.5)],
                "small": ["width": 600, "height": 400, "size": "600x400", "aspect": .double(1.5)],
            ],
            "description": .optional(description), "blurhash": "UBL_:rOpGG-;~qRjWBay4nayRjof-;WBRjof",
        ]
    }
}
