import Triage

/// An appointment as it is sent to one person's calendar: asked for, moved, or taken back (iTIP, RFC 5546).
///
/// **The life of one.** `uid` is made once, random, and stays. Asked for: `sequence` 0, `.request`. Moved: the same
/// `uid`, `sequence` one higher, `.request`. Taken back: `sequence` one higher again, `.cancel`. Calendars ignore what
/// does not have a higher `sequence` (or, where it is the same, a later `stamp`).
package struct Invitation: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case request = "REQUEST"
        case cancel = "CANCEL"
    }

    package struct Party: Hashable, Sendable {
        package var name: String?
        /// `local@domain`.
        package var address: String

        package init(name: String? = nil, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// Random, without anybody's name in it: it travels to whomever the mail is forwarded to.
    package var uid: String
    package var sequence: Int
    package var method: Method
    /// To the second; what is smaller is cut off.
    package var start: Moment
    package var end: Moment
    /// IANA; what the customer's calendar shows it in.
    package var zone: String
    /// Of `zone`, as this host knows it.
    package var zoneTable: TimeZoneTable
    package var summary: String
    package var description: String
    package var organizer: Party
    package var attendee: Party
    /// When this text is written; at each sending a later one.
    package var stamp: Moment
    /// Where it can be moved or cancelled.
    package var url: String?

    package init(
        uid: String, sequence: Int, method: Method, start: Moment, end: Moment, zone: String, zoneTable: TimeZoneTable,
        summary: String, description: String = "", organizer: Party, attendee: Party, stamp: Moment, url: String? = nil
    ) {
        self.uid = uid
        self.sequence = sequence
        self.method = method
        self.start = start
        self.end = end
        self.zone = zone
        self.zoneTable = zoneTable
        self.summary = summary
        self.description = description
        self.organizer = organizer
        self.attendee = attendee
        self.stamp = stamp
        self.url = url
    }
}
