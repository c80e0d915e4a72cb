import Triage
import Wire

/// What a server's status line and headers say about asking again.
struct MastodonAnswer {
    var response: HTTPResponse
    var server: String
    var lane: MastodonLane
    var hasToken: Bool
    var now: Moment

    /// Why the answer is no page; nil where it may be one.
    var failure: ListenFailure? {
        let place = "\(server), \(lane.key)"
        switch response.status {
        case 200: break
        case 206: return ListenFailure(.tryAgain, "\(place): the server is still building this timeline")
        case 401 where hasToken:
            return ListenFailure(
                .tellPerson,
                "\(place): the server does not accept the token; make a new one (scope read) and put it in `token`")
        case 401:
            return ListenFailure(
                .tellPerson, "\(place): the server shows this only to members; set `token` (scope read)")
        case 403:
            return ListenFailure(
                .tellPerson,
                "\(place): the server forbids this; the token needs the scope read, or the server has shut us out")
        case 422 where !hasToken:
            return ListenFailure(
                .tellPerson, "\(place): the server wants to know who asks; set `token` (scope read)")
        case 404, 410, 422:
            return ListenFailure(
                .tellPerson, "\(place): nothing is there (\(response.status)); is `url` a Mastodon-compatible server?")
        case 429:
            let at = reset ?? now + (response.retryAfter ?? .seconds(300))
            return ListenFailure(.tryAgainAt(at, .host), "\(place): too many requests (429)")
        case 503 where response.retryAfter != nil:
            return ListenFailure(
                .tryAgainAt(now + (response.retryAfter ?? .zero), .host), "\(place): not available (503)")
        case 400...499:
            return ListenFailure(.tellPerson, "\(place): the server refused the request (\(response.status))")
        default:
            return ListenFailure(.tryAgain, "\(place): the server answered \(response.status)")
        }
        let first = response.body.first { $0 > 0x20 }
        if first == nil { return ListenFailure(.tryAgain, "\(place): the answer was empty") }
        if first == UInt8(ascii: "<") {
            return ListenFailure(
                .tryAgain, "\(place): a web page came instead of JSON; is `url` the address of the server itself?")
        }
        return nil
    }

    /// When to come back where nearly all allowed requests are spent: a tenth is left to others who share
    /// the account or the address.
    var notBefore: Moment? {
        guard let left = response.header("x-ratelimit-remaining").flatMap({ Int($0) }), let reset else { return nil }
        let limit = response.header("x-ratelimit-limit").flatMap { Int($0) } ?? 0
        return left <= max(1, limit / 10) ? reset : nil
    }

    /// Mastodon gives a time, others seconds since 1970. At most a day ahead, so that nonsense does not
    /// silence the source.
    private var reset: Moment? {
        guard let text = response.header("x-ratelimit-reset") else { return nil }
        guard let read = Moment(rfc3339: text) ?? Int64(text).flatMap({ $0 < 1 << 40 ? Moment(seconds: $0) : nil })
        else { return nil }
        return read <= now ? nil : min(read, now + .seconds(86_400))
    }

    /// The id that the `Link` header's next page goes on before. The address itself is never followed.
    var next: TimelineID? {
        for (name, value) in response.headers where name == "link" {
            for link in value.split(separator: ",") where link.contains("rel=\"next\"") || link.contains("rel=next") {
                guard let start = link.firstRange(of: "max_id=") else { continue }
                let rest = link[start.upperBound...]
                if let id = TimelineID(String(rest.prefix { $0 != "&" && $0 != ">" })) { return id }
            }
        }
        return nil
    }
}
