import Triage

extension FeedDocument {
    /// The document's items as messages, oldest first as far as the document can tell.
    ///
    /// - Parameters:
    ///   - undated: the time of an entry that has none, see `FeedListener`.
    ///   - host: the author of entries that name none in a feed that has no title.
    func heard(source: SourceName, host: String, now: Moment, undated: Moment) -> [Heard] {
        let entries = items.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
        var identities = FeedIdentity.identities(of: entries, source: source).makeIterator()
        let heard = items.map { item in
            switch item {
            case .entry(let entry):
                return Heard.message(
                    entry.message(
                        identities.next() ?? "", in: self, source: source, host: host, now: now, undated: undated))
            case .unreadable(let reason, let contentType, let raw):
                return Heard.unreadable(
                    Unreadable(
                        identity: Message.identity("feed:\(source)", "unreadable:" + Digest.name(of: raw)),
                        source: source, channel: .feed, reason: reason, contentType: contentType, raw: raw))
            }
        }
        let dates = entries.compactMap(\.time)
        let isOldestFirst = dates.count > 1 && dates.first! < dates.last!
        return isOldestFirst ? heard : heard.reversed()
    }
}

extension FeedEntry {
    /// When this version of it was written: an entry that was changed (an incident's page) is as young as
    /// its change, or it would count as from before the source was listened to.
    var time: Moment? {
        guard let published, let updated else { return published ?? updated }
        return max(published, updated)
    }

    fileprivate func message(
        _ identity: String, in feed: FeedDocument, source: SourceName, host: String, now: Moment, undated: Moment
    ) -> Message {
        var notes = notes
        if let time, time > now + .seconds(600) { notes.append("its date lies in the future: \(time.rfc3339)") }
        if time == nil {
            notes.append(oddDate.map { "its date could not be read: \(FeedText.plain($0))" } ?? "the date is missing")
        }
        let whole = text
        let text = whole.cut(toBytes: Message.textLimit)
        if text.utf8.count < whole.utf8.count { notes.append("cut at \(Message.textLimit) bytes") }
        let links = bodyLinks.filter { !$0.isEmpty }
        return Message(
            identity: identity, revision: Digest.name(of: title, whole), source: source, channel: .feed,
            author: author(in: feed, host: host), text: text, subject: title.cut(toBytes: 1000),
            language: language.isEmpty ? feed.language : language, time: time ?? undated,
            permalink: FeedLink.isWeb(link) ? link : "", attachments: attachments, links: Array(links.prefix(64)),
            notes: notes)
    }

    /// Title, empty line, text; the title once where the text begins with it, as it does in feeds of
    /// short posts, also where the title is the text's beginning and three dots.
    private var text: String {
        if title.isEmpty || body.isEmpty { return title.isEmpty ? body : title }
        var start = Substring(title)
        while let last = start.last, last == "…" || last == "." || last == " " { start.removeLast() }
        return !start.isEmpty && body.hasPrefix(start) ? body : "\(title)\n\n\(body)"
    }

    private func author(in feed: FeedDocument, host: String) -> Message.Author {
        for name in [author, feed.author, feed.title] {
            let short = String(name.prefix(200)).cut(toBytes: 300)
            if let handle = Handle(.feed, short) { return Message.Author(handle: handle, displayName: short) }
        }
        return Message.Author(
            handle: Handle(.feed, host) ?? Handle(channel: .feed, normalised: "feed"), displayName: host)
    }
}
