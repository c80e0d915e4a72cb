import Wire

/// The address of a hook: often its path is all that keeps strangers from using it.
enum HookAddress {
    /// - Returns: what must not be shown of it: path and query.
    /// - Throws: `PageFailure.refused` for what is no http(s) address.
    static func secrets(of url: String, means: String) throws(PageFailure) -> [String] {
        guard url.utf8.count <= 2048, url.hasPrefix("https://") || url.hasPrefix("http://"),
            HTTPPlace.host(url) != nil, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw PageFailure(.refused, "\(means): `url` must be an http(s) address") }
        let rest = url.drop { $0 != ":" }.dropFirst(3)
        let path = rest.drop { $0 != "/" && $0 != "?" }
        let bare = path.prefix { $0 != "?" && $0 != "#" }
        return [String(path), String(bare)].filter { $0.utf8.count > 1 }
    }
}
