import Foundation

/// One entry of the playground's feed, in whatever format it is asked for.
package struct FeedEntry: Sendable, Equatable {
    /// Stable over edits: a `tag:` or `urn:` name or an address.
    package var id: String
    package var title: String
    package var html: String
    package var link: String
    package var published: Date
    package var updated: Date

    package init(id: String, title: String, html: String, link: String, published: Date, updated: Date? = nil) {
        self.id = id
        self.title = title
        self.html = html
        self.link = link
        self.published = published
        self.updated = updated ?? published
    }
}

/// The feed as bytes.
struct FeedDocument: Sendable {
    enum Format: String, Sendable, CaseIterable {
        case atom, rss, json

        var type: String {
            switch self {
            case .atom: "application/atom+xml; charset=utf-8"
            case .rss: "application/rss+xml; charset=utf-8"
            case .json: "application/feed+json; charset=utf-8"
            }
        }
    }

    var title: String
    /// Where the feed itself is.
    var address: String
    /// Newest first.
    var entries: [FeedEntry]
    var changed: Date

    func bytes(as format: Format) -> [UInt8] {
        switch format {
        case .atom: Array(atom.utf8)
        case .rss: Array(rss.utf8)
        case .json: json.bytes
        }
    }

    /// RFC 4287.
    private var atom: String {
        var out = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
              <title>\(xml(title))</title>
              <id>\(xml(address))</id>
              <link rel="self" href="\(xml(address))"/>
              <author><name>\(xml(title))</name></author>
              <updated>\(VendorDate(changed).rfc3339)</updated>

            """
        for entry in entries {
            out += """
                  <entry>
                    <id>\(xml(entry.id))</id>
                    <title>\(xml(entry.title))</title>
                    <link rel="alternate" href="\(xml(entry.link))"/>
                    <published>\(VendorDate(entry.published).rfc3339)</published>
                    <updated>\(VendorDate(entry.updated).rfc3339)</updated>
                    <content type="html">\(xml(entry.html))</content>
                  </entry>

                """
        }
        return out + "</feed>\n"
    }

    /// RSS 2.0.
    private var rss: String {
        var out = """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0">
              <channel>
                <title>\(xml(title))</title>
                <link>\(xml(address))</link>
                <description>\(xml(title))</description>
                <lastBuildDate>\(VendorDate(changed).rfc2822)</lastBuildDate>

            """
        for entry in entries {
            out += """
                    <item>
                      <guid isPermaLink="false">\(xml(entry.id))</guid>
                      <title>\(xml(entry.title))</title>
                      <link>\(xml(entry.link))</link>
                      <pubDate>\(VendorDate(entry.published).rfc2822)</pubDate>
                      <description>\(xml(entry.html))</description>
                    </item>

                """
        }
        return out + "  </channel>\n</rss>\n"
    }

    /// JSON Feed 1.1.
    private var json: JSON {
        [
            "version": "https://jsonfeed.org/version/1.1", "title": .string(title), "feed_url": .string(address),
            "items": .array(
                entries.map { entry in
                    [
                        "id": .string(entry.id), "url": .string(entry.link), "title": .string(entry.title),
                        "content_html": .string(entry.html),
                        "date_published": .string(VendorDate(entry.published).rfc3339),
                        "date_modified": .string(VendorDate(entry.updated).rfc3339),
                    ]
                }),
        ]
    }

    /// Control characters, which XML 1.0 cannot hold, are left out.
    private func xml(_ text: String) -> String {
        let allowed = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
        return StatusMarkup.escaped(String(String.UnicodeScalarView(allowed)))
    }
}
