import Triage

/// What makes an entry the same entry at the next poll. It never depends on where the entry stands in the
/// document.
///
/// 1. its guid or id, if it has one;
/// 2. else its link;
/// 3. else the hash of its title, date and text.
///
/// Some feeds give one guid to all their entries, or link them all to one page. So where several entries of
/// one document share what stands above and are not the same thing, each gets a suffix: for a shared
/// guid the hash of its link, for a shared link the hash of its title and date. All of them get it, and
/// not all but the first, because the first is another one tomorrow. (An entry can so be heard twice in
/// its life: when a second one with its guid joins it, or the last one leaves it. Lost it is never.) Entries
/// that share guid and link are revisions of one entry, as in Atom documents that list old versions.
enum FeedIdentity {
    static func identities(of entries: [FeedEntry], source: SourceName) -> [String] {
        var discriminators: [String: Set<String>] = [:]
        let keys = entries.map(key)
        for key in keys where !key.discriminator.isEmpty {
            discriminators[key.main, default: []].insert(key.discriminator)
        }
        return keys.map { key in
            let isShared = (discriminators[key.main]?.count ?? 0) > 1
            let suffix = isShared ? "#" + Digest.name(of: key.discriminator) : ""
            return Message.identity("feed:\(source)", key.main + suffix)
        }
    }

    private static func key(_ entry: FeedEntry) -> (main: String, discriminator: String) {
        if !entry.id.isEmpty { return (entry.id, entry.link) }
        let date = entry.published.map { String($0.microseconds) } ?? ""
        if !entry.link.isEmpty { return (entry.link, "\(entry.title)\u{0}\(date)") }
        return ("hash:" + Digest.name(of: entry.title, date, entry.body), "")
    }
}
