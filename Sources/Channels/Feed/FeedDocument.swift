import Triage

/// What a feed says, whatever it was written in: RSS, Atom or JSON Feed.
struct FeedDocument: Sendable {
    var title = ""
    /// The page that the feed stands for, absolute where it can be made so.
    var link = ""
    /// BCP 47, lower case; empty where it says nothing.
    var language = ""
    var author = ""
    /// For how long the feed asks not to be fetched again (`ttl`, `sy:updatePeriod`).
    var rest: Duration?
    /// As the document orders them.
    var items: [FeedItem] = []
    /// What a person should know of how it was read.
    var remarks: [String] = []
}

enum FeedItem: Sendable {
    case entry(FeedEntry)
    /// Nothing in it can be understood. The bytes are those of the item, in UTF-8.
    case unreadable(reason: String, contentType: String, raw: [UInt8])
}

/// One entry, not yet a message: what the document says of it.
struct FeedEntry: Hashable, Sendable {
    /// guid, id or rdf:about, as written; empty where there is none.
    var id = ""
    /// The page of the entry, absolute where it can be made so.
    var link = ""
    var title = ""
    var author = ""
    var body = ""
    var bodyLinks: [String] = []
    var published: Moment?
    var updated: Moment?
    /// The date as written where it could not be read.
    var oddDate: String?
    var language = ""
    var attachments: [Message.Attachment] = []
    var notes: [String] = []

    var isEmpty: Bool { id.isEmpty && link.isEmpty && title.isEmpty && body.isEmpty && attachments.isEmpty }
}

/// Why a whole document could not be read as a feed.
enum FeedRefusal: Error, Equatable {
    /// It is something else, and says so: a web page, nothing at all. Not to be quarantined: the source is
    /// wrong or ill.
    case notAFeed(String)
    /// It means to be a feed and cannot be understood.
    case unreadable(String)

    var reason: String {
        switch self {
        case .notAFeed(let reason), .unreadable(let reason): reason
        }
    }
}

/// Bounds of what one document may hold.
enum FeedLimits {
    static let items = 5_000
    /// Elements within one another. libxml2's own limit is 256 and stays on.
    static let depth = 256
    static let attributes = 64
    /// Bytes of one field, markup included.
    static let field = 1 << 20
    static let enclosures = 32
}
