import Foundation

/// All that the playground's Mastodon remembers.
struct FediState: Sendable {
    struct Notification: Sendable {
        enum Kind: String, Sendable { case mention, favourite, follow }
        var id: Int64
        var kind: Kind
        var createdAt: Date
        var from: SnowflakeID
        var status: SnowflakeID?
    }

    /// Known once the server listens; part of every address in an answer.
    var server = ""
    var allowance = Allowance()
    /// The account whose token and notifications there are.
    var brand = SnowflakeID(number: 0)
    private(set) var accounts: [SnowflakeID: FediAccount] = [:]
    private(set) var statuses: [SnowflakeID: FediStatus] = [:]
    private(set) var notifications: [Notification] = []
    /// Public posts by tag in lower case, growing.
    private var byTag: [String: [Int64]] = [:]
    private var byHandle: [String: SnowflakeID] = [:]
    private var ids = SnowflakeID.Maker()
    /// Answers already given, by Idempotency-Key.
    private var answered: [String: (id: SnowflakeID, at: Date)] = [:]
    private var lastNotification: Int64 = 0
    /// In characters, as the Instance entity says.
    var longestPost = 500
    /// How the next posts over HTTP end, one by one.
    var postTroubles: [PostTrouble] = []

    struct PostTrouble: Sendable {
        /// Nil: the connection breaks off.
        var status: Int?
        var isPosted: Bool
    }

    /// Each link counts as so many characters.
    static let urlLength = 23

    /// As Mastodon counts: links are all as long, and of a name of elsewhere only what stands before its server.
    static func length(_ text: String) -> Int {
        text.split(separator: " ", omittingEmptySubsequences: false).reduce(-1) { sum, word in
            if word.hasPrefix("https://") || word.hasPrefix("http://") { return sum + 1 + urlLength }
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            if word.hasPrefix("@"), parts.count == 3 { return sum + 2 + parts[1].count }
            return sum + 1 + word.count
        }
    }

    func account(_ handle: String) -> FediAccount? {
        byHandle[handle.lowercased()].flatMap { accounts[$0] }
    }

    func tagged(_ tag: String) -> [Int64] { byTag[tag.lowercased()] ?? [] }

    /// Makes the account where there is none, and changes it by `edit`.
    @discardableResult
    mutating func know(_ handle: String, at date: Date, edit: (inout FediAccount) -> Void = { _ in }) -> SnowflakeID {
        let key = handle.lowercased()
        let since = date.addingTimeInterval(-400 * 86_400)
        let id = byHandle[key] ?? ids.make(at: since)
        var account =
            accounts[id]
            ?? FediAccount(id: id, handle: handle, displayName: "", bot: false, followers: 0, createdAt: since)
        edit(&account)
        byHandle[key] = id
        accounts[id] = account
        return id
    }

    mutating func post(
        author: String, text: String, visibility: FediStatus.Visibility, inReplyTo: SnowflakeID?, warning: String,
        language: String?, media: [FediStatus.Media], at date: Date
    ) -> SnowflakeID {
        let author = know(author, at: date)
        let id = ids.make(at: date)
        var pictures = media
        for index in pictures.indices { pictures[index].id = ids.make(at: date) }
        let status = FediStatus(
            id: id, author: author, text: text, visibility: visibility, warning: warning, language: language,
            inReplyTo: inReplyTo, createdAt: date, editedAt: nil, media: pictures,
            inReplyToAuthor: inReplyTo.flatMap { statuses[$0]?.author }, markup: markup(text))
        statuses[id] = status
        accounts[author]?.statuses += 1
        accounts[author]?.lastStatusAt = date
        file(status)
        if author != brand, namesBrand(status.markup) {
            notify(.mention, from: author, status: id, at: date)
        }
        return id
    }

    /// - Returns: false where there is no such post.
    mutating func edit(_ id: SnowflakeID, text: String, at date: Date) -> Bool {
        guard var status = statuses[id] else { return false }
        let before = status.markup
        unfile(status)
        status.text = text
        status.markup = markup(text)
        status.editedAt = date
        statuses[id] = status
        file(status)
        // Only who was not named before hears of an edit.
        if status.author != brand, namesBrand(status.markup), !namesBrand(before) {
            notify(.mention, from: status.author, status: id, at: date)
        }
        return true
    }

    /// The post is gone, and with it its notifications.
    mutating func delete(_ id: SnowflakeID) -> Bool {
        guard let status = statuses.removeValue(forKey: id) else { return false }
        unfile(status)
        accounts[status.author]?.statuses -= 1
        notifications.removeAll { $0.status == id }
        return true
    }

    mutating func notify(_ kind: Notification.Kind, from: SnowflakeID, status: SnowflakeID?, at date: Date) {
        lastNotification += 1
        notifications.append(
            Notification(id: lastNotification, kind: kind, createdAt: date, from: from, status: status))
    }

    /// The post that an earlier request with this key made, kept for an hour.
    func answered(_ key: String, at now: Date) -> SnowflakeID? {
        answered[key].flatMap { now.timeIntervalSince($0.at) < 3600 ? $0.id : nil }
    }

    mutating func remember(_ key: String, _ id: SnowflakeID, at now: Date) {
        answered = answered.filter { now.timeIntervalSince($0.value.at) < 3600 }
        answered[key] = (id, now)
    }

    private func namesBrand(_ markup: StatusMarkup) -> Bool {
        markup.mentions.contains { $0.id == brand }
    }

    private func markup(_ text: String) -> StatusMarkup {
        StatusMarkup(text, server: server, find: account)
    }

    private mutating func file(_ status: FediStatus) {
        guard status.visibility == .public else { return }
        for tag in status.markup.tags { byTag[tag.lowercased(), default: []].file(status.id.number) }
    }

    private mutating func unfile(_ status: FediStatus) {
        for tag in status.markup.tags { byTag[tag.lowercased()]?.unfile(status.id.number) }
    }
}
