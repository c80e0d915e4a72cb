import CMarkup

/// What libxml2 found in a document, one thing after the other.
protocol XMLHandler: AnyObject {
    func start(_ element: XMLElement)
    func end()
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The start of an element.
struct XMLElement {
    var space: XMLSpace
    /// Without prefix, as written.
    var name: String
    var attributes: [Attribute]
    /// Where in the document it was found: somewhere within its start tag.
    var place: Int

    struct Attribute {
        var prefix: String
        var name: String
        var value: String
    }

    /// The value of an attribute without a prefix.
    subscript(name: String) -> String? {
        attributes.first { $0.name == name && $0.prefix.isEmpty }?.value
    }
    /// The value of `xml:lang`, `rdf:about` and their like.
    subscript(prefix: String, name: String) -> String? {
        attributes.first { $0.name == name && $0.prefix == prefix }?.value
    }
}

/// The vocabularies that feeds are written in, told by their namespace, or by the usual prefix where the
/// document forgot to declare it.
enum XMLSpace: Sendable {
    /// RSS and Atom of every version; and no namespace at all.
    case core
    case content, dublinCore, dublinTerms, media, itunes, syndication, rdf, xhtml, other

    init(address: String) {
        let address = address.lowercased()
        let known: [(String, XMLSpace)] = [
            ("http://www.w3.org/2005/atom", .core), ("http://purl.org/atom/", .core),
            ("http://purl.org/rss/1.0/modules/content", .content),
            ("http://purl.org/rss/1.0/modules/syndication", .syndication),
            ("http://purl.org/rss/1.0/modules/", .other), ("http://purl.org/rss/", .core),
            ("http://purl.org/net/rss", .core), ("http://my.netscape.com/", .core),
            ("http://channel.netscape.com/", .core),
            ("http://backend.userland.com/", .core), ("http://blogs.law.harvard.edu/tech/rss", .core),
            ("http://cyber.law.harvard.edu/rss", .core), ("http://www.rssboard.org/", .core),
            ("http://purl.org/dc/elements/", .dublinCore), ("http://purl.org/dc/terms", .dublinTerms),
            ("http://search.yahoo.com/mrss", .media), ("https://search.yahoo.com/mrss", .media),
            ("http://www.itunes.com/", .itunes), ("http://example.com/dtds/podcast-1.0.dtd", .itunes),
            ("http://www.w3.org/1999/02/22-rdf-syntax", .rdf), ("http://www.w3.org/1999/xhtml", .xhtml),
            ("http://www.w3.org/tr/rec-html", .xhtml),
        ]
        self = known.first { address.hasPrefix($0.0) }?.1 ?? .other
    }

    init(prefix: String) {
        switch prefix.lowercased() {
        case "", "atom", "atom10", "atom03", "rss", "rss10": self = .core
        case "content": self = .content
        case "dc": self = .dublinCore
        case "dcterms": self = .dublinTerms
        case "media": self = .media
        case "itunes": self = .itunes
        case "sy": self = .syndication
        case "rdf": self = .rdf
        case "xhtml", "html": self = .xhtml
        default: self = .other
        }
    }
}

/// One reading of a document by libxml2's SAX2 interface.
///
/// No DTD is processed (a document type within stops the reading), nothing is fetched, no entity is
/// expanded but the five of XML, and libxml2's own limits on depth, names and lengths stay on. What it does
/// in quadratic time is bounded from outside: attributes of a tag by `FeedLimits.attributes` (see
/// `hasOverfullTag`), look-ups in namespace declarations by a budget.
final class XMLEvents {
    enum Outcome: Equatable {
        case whole
        /// What was wrong first, or last where reading went on.
        case broken(String)
    }

    private let handler: any XMLHandler
    private var parser: xmlParserCtxtPtr?
    private var spaces: [(address: UnsafePointer<xmlChar>, space: XMLSpace)] = []
    private var budget = 200_000_000
    private var stopped: String?
    private var hasRoot = false

    private init(_ handler: any XMLHandler) { self.handler = handler }

    /// - Parameters:
    ///   - recovering: goes on after errors as well as it can.
    ///   - skipped: lines of the document before these bytes, for messages.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, recovering: Bool, skippedLines: Int = 0, to handler: any XMLHandler
    ) -> Outcome {
        _ = ready
        guard let base = bytes.baseAddress, bytes.count < Int(Int32.max), let parser = xmlNewParserCtxt() else {
            return .broken("it is too large")
        }
        defer { xmlFreeParserCtxt(parser) }
        let events = XMLEvents(handler)
        events.parser = parser
        parser.pointee.sax.pointee = callbacks()
        parser.pointee.userData = Unmanaged.passUnretained(events).toOpaque()
        var options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        options |= XML_PARSE_IGNORE_ENC.rawValue
        if recovering { options |= XML_PARSE_RECOVER.rawValue }
        let document = withExtendedLifetime(events) {
            base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                xmlCtxtReadMemory(parser, $0, Int32(bytes.count), nil, nil, Int32(options))
            }
        }
        if let document { xmlFreeDoc(document) }
        if let stopped = events.stopped { return .broken(stopped) }
        guard parser.pointee.wellFormed == 0 else { return .whole }
        guard let error = xmlCtxtGetLastError(parser) else { return .broken("it is not well-formed") }
        let message = error.pointee.message.map { String(cString: $0).trimmed } ?? "it is not well-formed"
        return .broken("line \(Int(error.pointee.line) + skippedLines): \(message.prefix(200))")
    }

    /// Whether some tag has so many attributes that comparing each with each would take long.
    static func hasOverfullTag(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<") {
                var equals = 0
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
                    if bytes[at] == UInt8(ascii: "=") { equals += 1 }
                    at += 1
                }
                if equals > 2 * FeedLimits.attributes { return true }
            }
            at += 1
        }
        return false
    }

    /// libxml2 wants to be initialised once, before threads use it.
    private static let ready: Void = xmlInitParser()

    private static func callbacks() -> xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = 0xDEED_BEAF
        sax.internalSubset = { context, _, _, _ in
            XMLEvents.of(context)?.stop("a document type stands within the document")
        }
        sax.startElementNs = { context, name, prefix, address, _, _, count, _, attributes in
            XMLEvents.of(context)?.start(name, prefix, address, Int(count), attributes)
        }
        sax.endElementNs = { context, _, _, _ in XMLEvents.of(context)?.handler.end() }
        sax.characters = { context, text, length in XMLEvents.of(context)?.text(text, length) }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = { context, text, length in XMLEvents.of(context)?.text(text, length) }
        return sax
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLEvents? {
        context.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stop(_ reason: String) {
        stopped = stopped ?? reason
        if let parser { xmlStopParser(parser) }
    }

    private func start(
        _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?,
        _ count: Int, _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name, let parser else { return }
        budget -= Int(parser.pointee.nsNr)
        if budget < 0 { return stop("too many namespace declarations") }
        var attributes: [XMLElement.Attribute] = []
        if let raw {
            for place in 0..<min(count, FeedLimits.attributes) {
                let field = raw + place * 5
                guard let name = field[0], let start = field[3], let end = field[4] else { continue }
                attributes.append(
                    XMLElement.Attribute(
                        prefix: field[1].map { String(cString: $0) } ?? "", name: String(cString: name),
                        value: String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)))
            }
        }
        handler.start(
            XMLElement(
                space: space(address, prefix), name: String(cString: name), attributes: attributes,
                place: xmlByteConsumed(parser)))
    }

    /// libxml2 keeps one copy of an address, so the pointer tells it.
    private func space(_ address: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?) -> XMLSpace {
        guard let address else { return XMLSpace(prefix: prefix.map { String(cString: $0) } ?? "") }
        if let known = spaces.first(where: { $0.address == address }) { return known.space }
        var space = XMLSpace(address: String(cString: address))
        // The namespace of the root element is the document's own, also where its address is a strange one.
        if space == .other, prefix == nil, !hasRoot { space = .core }
        hasRoot = true
        if spaces.count < 64 { spaces.append((address, space)) }
        return space
    }

    private func text(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text, length > 0 else { return }
        handler.text(UnsafeBufferPointer(start: text, count: Int(length)))
    }
}
