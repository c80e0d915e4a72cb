import Foundation
import Triage

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently: a field of the wrong type
/// counts as absent, numbers and Booleans may stand where a text belongs.
enum FeedJSON {
    static func parse(_ text: [UInt8], url: String) throws(FeedRefusal) -> FeedDocument {
        var remarks: [String] = []
        var root = value(text)
        if root == nil, let whole = mended(text), let read = value(whole) {
            root = read
            remarks.append("cut off after \(((read as? [String: Any])?["items"] as? [Any])?.count ?? 0) items")
        }
        guard let root else { throw .unreadable("the document begins like JSON and is not valid JSON") }
        guard let feed = root as? [String: Any], let items = feed["items"] as? [Any] else {
            throw .notAFeed("a JSON document without a list of items, and not a JSON Feed")
        }
        var document = FeedDocument()
        document.remarks = remarks
        document.title = FeedText.plain(string(feed["title"]))
        document.link = FeedLink.absolute(string(feed["home_page_url"]), base: url)
        document.language = FeedXML.language(string(feed["language"]))
        document.author = author(feed)
        for (place, item) in items.prefix(FeedLimits.items).enumerated() {
            document.items.append(read(item, place: place, url: url))
        }
        if items.count > FeedLimits.items {
            document.remarks.append("only the first \(FeedLimits.items) of \(items.count) items were read")
        }
        return document
    }

    private static func value(_ text: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text))
    }

    private static func read(_ item: Any, place: Int, url: String) -> FeedItem {
        guard let fields = item as? [String: Any] else {
            return unreadable(item, "item \(place + 1) of the feed is not an object")
        }
        var entry = FeedEntry()
        entry.id = string(fields["id"]).trimmed
        entry.link = FeedLink.absolute(string(fields["url"]), base: url)
        if entry.link.isEmpty { entry.link = FeedLink.absolute(string(fields["external_url"]), base: url) }
        entry.title = FeedText.plain(string(fields["title"]))
        entry.author = author(fields)
        let html = HTMLText.read(string(fields["content_html"]))
        entry.body =
            [html.text, FeedText.plain(string(fields["content_text"])), FeedText.plain(string(fields["summary"]))]
            .first { !$0.isEmpty } ?? ""
        entry.bodyLinks = html.links.map { FeedLink.absolute($0, base: url) }
        entry.published = date(fields["date_published"], &entry)
        entry.updated = date(fields["date_modified"], &entry)
        entry.language = FeedXML.language(string(fields["language"]))
        for case let file as [String: Any] in (fields["attachments"] as? [Any] ?? []).prefix(FeedLimits.enclosures) {
            let address = FeedLink.absolute(string(file["url"]), base: url)
            guard !address.isEmpty else { continue }
            entry.attachments.append(
                FeedLink.attachment(
                    address, type: string(file["mime_type"]), bytes: Int(string(file["size_in_bytes"])),
                    title: string(file["title"])))
        }
        return entry.isEmpty
            ? unreadable(item, "item \(place + 1) of the feed has no title, no text, no link and no id") : .entry(entry)
    }

    private static func unreadable(_ item: Any, _ reason: String) -> FeedItem {
        let raw = try? JSONSerialization.data(withJSONObject: item, options: [.fragmentsAllowed, .sortedKeys])
        return .unreadable(reason: reason, contentType: "application/json", raw: Array(raw ?? Data()))
    }

    private static func string(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }

    private static func date(_ value: Any?, _ entry: inout FeedEntry) -> Moment? {
        let text = string(value)
        guard !text.isEmpty else { return nil }
        let date = FeedDate.read(text)
        if date == nil { entry.oddDate = String(text.prefix(60)) }
        return date
    }

    private static func author(_ fields: [String: Any]) -> String {
        let several = (fields["authors"] as? [Any])?.first as? [String: Any]
        let one = several ?? fields["author"] as? [String: Any]
        return FeedAuthor.name(FeedText.plain(string(one?["name"])))
    }

    /// A document that was cut off, ended after its last whole item. Nil where there is none.
    private static func mended(_ text: [UInt8]) -> [UInt8]? {
        var open: [UInt8] = []
        var end: Int?
        var inString = false
        var escaped = false
        for (place, byte) in text.enumerated() {
            if inString {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): inString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                if byte == UInt8(ascii: "}"), open == [UInt8(ascii: "{"), UInt8(ascii: "[")] { end = place + 1 }
            default: break
            }
        }
        guard let end, !open.isEmpty else { return nil }
        return Array(text[..<end]) + Array("]}".utf8)
    }
}
