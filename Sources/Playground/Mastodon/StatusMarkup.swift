/// Turns what a person typed into the HTML that Mastodon serves: paragraphs, line breaks, links cut short
/// by hidden spans, hashtags and mentions.
struct StatusMarkup: Sendable {
    var html = ""
    /// As typed, without the `#`, each once.
    var tags: [String] = []
    /// Whom it names, among those that exist.
    var mentions: [FediAccount] = []

    /// - Parameter find: the account of a handle; a mention of nobody stays plain text.
    init(_ text: String, server: String, find: (String) -> FediAccount?) {
        var paragraphs: [String] = [""]
        var blank = false
        for line in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                blank = true
                continue
            }
            let rendered = render(line, server: server, find: find)
            if blank && !paragraphs[paragraphs.count - 1].isEmpty {
                paragraphs.append(rendered)
            } else {
                let last = paragraphs.count - 1
                paragraphs[last] += (paragraphs[last].isEmpty ? "" : "<br />") + rendered
            }
            blank = false
        }
        html = paragraphs.filter { !$0.isEmpty }.map { "<p>\($0)</p>" }.joined()
    }

    private mutating func render(_ line: Substring, server: String, find: (String) -> FediAccount?) -> String {
        var out = ""
        var rest = line
        var previous: Character = " "
        while let character = rest.first {
            let startsWord = !(previous.isLetter || previous.isNumber || previous == "_" || previous == "/")
            if startsWord, let link = Self.link(in: rest) {
                out += Self.anchor(link)
                rest = rest.dropFirst(link.count)
                previous = "x"
            } else if startsWord, character == "#", let name = Self.tag(in: rest.dropFirst()) {
                if !tags.contains(where: { $0.lowercased() == name.lowercased() }) { tags.append(String(name)) }
                out += "<a href=\"\(server)/tags/\(Asked.escaped(name.lowercased()))\" class=\"mention hashtag\" "
                out += "rel=\"tag\">#<span>\(name)</span></a>"
                rest = rest.dropFirst(1 + name.count)
                previous = "x"
            } else if startsWord, character == "@", let handle = Self.handle(in: rest.dropFirst()),
                let account = find(String(handle))
            {
                if !mentions.contains(where: { $0.id == account.id }) { mentions.append(account) }
                out += "<span class=\"h-card\" translate=\"no\"><a href=\"\(account.profile(on: server))\" "
                out += "class=\"u-url mention\">@<span>\(account.username)</span></a></span>"
                rest = rest.dropFirst(1 + handle.count)
                previous = "x"
            } else {
                out += Self.escaped(String(character))
                rest = rest.dropFirst()
                previous = character
            }
        }
        return out
    }

    private static func link(in text: Substring) -> Substring? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        var link = text.prefix { !$0.isWhitespace && $0 != "<" && $0 != ">" && $0 != "\"" }
        while let last = link.last, ".,;:!?)'".contains(last) { link = link.dropLast() }
        return link.count > 8 ? link : nil
    }

    /// The address without its scheme is shown, its first thirty characters.
    private static func anchor(_ link: Substring) -> String {
        var prefix = link.hasPrefix("https://") ? "https://" : "http://"
        if link.dropFirst(prefix.count).hasPrefix("www.") { prefix += "www." }
        let shown = link.dropFirst(prefix.count)
        let long = shown.count > 30
        return "<a href=\"\(escaped(String(link)))\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
            + "<span class=\"invisible\">\(prefix)</span>"
            + "<span class=\"\(long ? "ellipsis" : "")\">\(escaped(String(shown.prefix(30))))</span>"
            + "<span class=\"invisible\">\(escaped(String(shown.dropFirst(30))))</span></a>"
    }

    /// Letters, digits and underscores, not digits alone.
    private static func tag(in text: Substring) -> Substring? {
        let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.contains(where: { !$0.isNumber }) ? name : nil
    }

    private static func handle(in text: Substring) -> Substring? {
        let user = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard !user.isEmpty else { return nil }
        let after = text[user.endIndex...]
        guard after.first == "@" else { return user }
        var host = after.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        while host.last == "." { host = host.dropLast() }
        return host.contains(".") ? text[user.startIndex..<host.endIndex] : user
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
