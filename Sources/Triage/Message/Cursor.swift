/// How far a lane of a source has been heard. It is stored in the same transaction as the messages
/// that it stands for, and nothing else says what was heard.
///
/// One type for every channel, of a few kinds; a channel reads only the kind that it writes and treats
/// any other as `.none` (a source whose channel was changed starts anew).
package enum Cursor: Hashable, Sendable, Codable {
    /// Nothing heard yet: the first poll takes a baseline, or starts where `since` says.
    case none
    /// Ids that only grow: everything up to `high` was heard. While a gap is being closed newest first,
    /// `walk` says how far, so that a crash resumes it.
    case ids(high: String, walk: Walk?)
    /// Something that only the far end understands (validators of a feed, a next-page token).
    case token(String)
    /// Everything before `time` was heard; the next poll starts `overlap` seconds earlier, and what
    /// comes twice is told apart by its identity.
    case time(Moment, overlap: Int)
    /// IMAP: everything up to `last` under this UIDVALIDITY.
    case uids(validity: UInt32, last: UInt32)
    /// Names already heard that may still be there (files of a folder). Pruned to those still present.
    case names([String])

    package struct Walk: Hashable, Sendable, Codable {
        /// Becomes `high` when the walk is done.
        package var top: String
        /// The walk goes on below this.
        package var below: String
        package init(top: String, below: String) {
            self.top = top
            self.below = below
        }
    }
}

/// A source may listen in several places at once (two hashtags and its mentions); each is a lane with
/// a cursor of its own. Keys are the channel's own words: `#quillfone`, `mentions`, `INBOX`.
package typealias Cursors = [String: Cursor]
