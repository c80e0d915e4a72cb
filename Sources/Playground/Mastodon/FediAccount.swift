import Foundation

/// Someone on the playground's Mastodon: `mira` lives on this server, `tom@elsewhere.example` on another.
package struct FediAccount: Sendable, Equatable {
    package var id: SnowflakeID
    package var handle: String
    package var displayName: String
    package var bot: Bool
    package var followers: Int
    package var createdAt: Date
    var statuses = 0
    var lastStatusAt: Date?

    var username: String { String(handle.prefix { $0 != "@" }) }
    var host: String? { handle.firstIndex(of: "@").map { String(handle[handle.index(after: $0)...]) } }
    var isLocal: Bool { host == nil }

    func profile(on server: String) -> String {
        host.map { "https://\($0)/@\(username)" } ?? "\(server)/@\(handle)"
    }

    func actor(on server: String) -> String {
        host.map { "https://\($0)/users/\(username)" } ?? "\(server)/ap/users/\(id)"
    }

    /// Mastodon's Account entity, as one who is not the account itself sees it.
    func entity(on server: String) -> JSON {
        let picture = "\(server)/avatars/original/missing.png"
        let banner = "\(server)/headers/original/missing.png"
        var members: [(key: String, value: JSON)] = [
            ("id", .string("\(id)")), ("username", .string(username)), ("acct", .string(handle)),
            ("display_name", .string(displayName)), ("locked", false), ("bot", .bool(bot)),
            ("discoverable", true), ("indexable", false), ("group", false),
            ("created_at", .string(VendorDate(createdAt).isoDay + "T00:00:00.000Z")), ("note", ""),
            ("url", .string(profile(on: server))), ("uri", .string(actor(on: server))),
            ("avatar", .string(picture)), ("avatar_static", .string(picture)), ("avatar_description", ""),
            ("header", .string(banner)), ("header_static", .string(banner)), ("header_description", ""),
            ("followers_count", .int(followers)), ("following_count", 0), ("statuses_count", .int(statuses)),
            ("last_status_at", .optional(lastStatusAt.map { VendorDate($0).isoDay })), ("hide_collections", nil),
            ("show_media", true), ("show_media_replies", true), ("show_featured", true),
        ]
        if isLocal { members.append(("noindex", false)) }
        members += [
            ("feature_approval", ["automatic": ["public"], "manual": [], "current_user": "denied"]),
            ("emojis", []),
        ]
        if isLocal { members.append(("roles", [])) }
        members.append(("fields", []))
        return .object(members)
    }

    /// Mastodon's CredentialAccount entity: the account as it sees itself.
    func credentials(on server: String) -> JSON {
        guard case .object(var members) = entity(on: server) else { return .null }
        members.append(
            (
                "source",
                [
                    "privacy": "public", "sensitive": false, "language": nil, "note": "", "fields": [],
                    "follow_requests_count": 0, "hide_collections": nil, "discoverable": true, "indexable": false,
                    "attribution_domains": [], "quote_policy": "public",
                ]
            ))
        members.append(
            (
                "role",
                [
                    "id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false,
                    "collection_limit": 10,
                ]
            ))
        return .object(members)
    }
}
