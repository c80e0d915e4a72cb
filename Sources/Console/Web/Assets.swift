import Hummingbird
import Seal

/// What pages load beside themselves. Each stands under its own hash, so that a browser may keep it for ever and
/// never has an old one.
struct Assets: Sendable {
    struct Asset: Sendable {
        var name: String
        var type: String
        var text: String
        var hash: String
    }

    private let byName: [String: Asset]

    init(_ files: [(name: String, type: String, text: String)] = Assets.all) {
        byName = Dictionary(
            uniqueKeysWithValues: files.map { file in
                let hash = String(Digest256.hex(file.text).prefix(20))
                return (file.name, Asset(name: file.name, type: file.type, text: file.text, hash: hash))
            })
    }

    private static let all: [(name: String, type: String, text: String)] = [
        ("desk.css", "text/css; charset=utf-8", DeskStyle.text + BoardStyle.text),
        ("desk.js", "text/javascript; charset=utf-8", DeskScript.text + BoardScript.text),
        ("booking.css", "text/css; charset=utf-8", BookingStyle.text),
        ("icon.svg", "image/svg+xml", DeskStyle.icon),
    ]

    func path(of name: String) -> String { byName[name].map { "/assets/\($0.hash)/\(name)" } ?? "/assets/" }

    func answer(_ visit: Visit) throws -> Response {
        guard let name = visit.parameter("name"), let asset = byName[name], visit.parameter("hash") == asset.hash
        else { throw Refusal.notFound }
        let tag = "\"\(asset.hash)\""
        var response =
            visit.request.headers[.ifNoneMatch] == tag
            ? Response(status: .notModified) : .text(asset.text, type: asset.type)
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        if response.status == .notModified { response.headers[.contentLength] = nil }
        return response
    }
}
