/// Bytes of a feed to what they say. Pure: the same bytes give the same document.
enum FeedParser {
    /// - Parameters:
    ///   - contentType: the HTTP header as it came. Only its charset is believed: servers call feeds
    ///     `text/html` and web pages `application/xml`.
    ///   - url: where the bytes came from; relative links are relative to it in the end.
    static func parse(_ bytes: [UInt8], contentType: String?, url: String) throws(FeedRefusal) -> FeedDocument {
        guard bytes.contains(where: { !$0.isHTMLSpace && $0 != 0 }) else { throw .notAFeed("an empty document") }
        let charset = Charset.decode(bytes, declared: charset(in: contentType))
        let text = charset.utf8
        var document: FeedDocument
        if let first = text.first(where: { !$0.isHTMLSpace }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        {
            document = try FeedJSON.parse(text, url: url)
        } else {
            document = try markup(text, url: url)
        }
        if let remark = charset.remark { document.remarks.append(remark) }
        return document
    }

    private static func charset(in contentType: String?) -> String? {
        guard let contentType = contentType?.lowercased(), let label = contentType.firstRange(of: "charset=") else {
            return nil
        }
        return String(contentType[label.upperBound...].drop { "\"' ".contains($0) }.prefix { !"\"'; ,".contains($0) })
    }

    // MARK: XML

    private static func markup(_ text: [UInt8], url: String) throws(FeedRefusal) -> FeedDocument {
        guard let prolog = FeedProlog(text) else { throw .notAFeed("a document that is neither XML nor JSON") }
        switch prolog.rootName {
        case "rss", "rdf", "feed", "channel": break
        case "html", "head", "body":
            let hint = FeedDiscovery.feed(in: text).map {
                ", which names this feed: \(FeedLink.absolute($0, base: url))"
            }
            throw .notAFeed("a web page and not a feed\(hint ?? "")")
        default: throw .notAFeed("an XML document <\(prolog.rootName)> and not a feed")
        }
        let xml = Array(text[prolog.start...])
        let lines = text[..<prolog.start].reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
        return try strict(xml, url: url, lines: lines)
    }

    /// First as it is. What libxml2 refuses is mended and read again, with recovery.
    private static func strict(_ xml: [UInt8], url: String, lines: Int) throws(FeedRefusal) -> FeedDocument {
        var fault = "a tag has too many attributes"
        if !xml.withUnsafeBufferPointer(XMLEvents.hasOverfullTag) {
            let reader = FeedXML(xml, url: url)
            switch xml.withUnsafeBufferPointer({
                XMLEvents.read($0, recovering: false, skippedLines: lines, to: reader)
            }) {
            case .whole:
                reader.close(dropsOpenItem: false)
                return reader.document
            case .broken(let reason): fault = reason
            }
        }
        let (mended, isCut, endsInItem) = XMLMend.mend(xml, from: 0)
        let reader = FeedXML(mended, url: url)
        let outcome = mended.withUnsafeBufferPointer { XMLEvents.read($0, recovering: true, to: reader) }
        reader.close(dropsOpenItem: isCut && endsInItem)
        var document = reader.document
        // Mending gave the item at the cut an end; it is heard when it is whole.
        if isCut, endsInItem, outcome == .whole, !document.items.isEmpty { document.items.removeLast() }
        guard !document.items.isEmpty || (outcome == .whole && !isCut) else {
            if isCut { throw .notAFeed("a feed that is cut off before its first item ends") }
            throw .unreadable("the feed is not well-formed XML and could not be mended: \(fault)")
        }
        if isCut {
            document.remarks.append("cut off after \(document.items.count) items")
        } else {
            document.remarks.append("mended: \(fault)")
        }
        if case .broken(let reason) = outcome { document.remarks.append("read up to a fault: \(reason)") }
        return document
    }
}

/// The feed that a web page names, for the operator who gave the page's address instead.
enum FeedDiscovery {
    /// The `href` of the first `<link rel="alternate">` with a feed's type, as written.
    static func feed(in page: [UInt8]) -> String? {
        let head = String(decoding: page.prefix(64 << 10), as: UTF8.self)
        let lowered = head.lowercased()
        guard lowered.utf8.count == head.utf8.count else { return nil }
        var rest = lowered.startIndex
        while let link = lowered[rest...].firstRange(of: "<link") {
            let tag = lowered[link.upperBound...].prefix { $0 != ">" }
            rest = tag.endIndex
            guard
                ["application/rss+xml", "application/atom+xml", "application/feed+json"].contains(where: {
                    tag.contains($0)
                }),
                let label = tag.firstRange(of: "href=")
            else { continue }
            let start = head.utf8.index(
                head.startIndex, offsetBy: lowered.utf8.distance(from: lowered.startIndex, to: label.upperBound))
            let value = head[start...].drop { "\"'".contains($0) }.prefix { !"\"'> ".contains($0) }
            if !value.isEmpty { return String(value.prefix(500)) }
        }
        return nil
    }
}
