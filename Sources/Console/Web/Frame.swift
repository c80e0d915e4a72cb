import Hummingbird
import NIOCore
import Seal
import Storage

/// Around every answer: headers that no answer leaves without, errors as pages, and connections closed on which
/// something unread would come in for ever.
struct Frame: RouterMiddleware {
    typealias Context = DeskContext

    let desk: Desk
    let layout: Layout

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        var closes = false
        do {
            response = try await next(request, context)
        } catch let elsewhere as Elsewhere {
            response = .redirect(to: elsewhere.to)
        } catch let refusal as Refusal {
            closes = refusal.closes
            response = layout.refusal(refusal, request, context)
        } catch {
            response = layout.refusal(refusal(for: error, request), request, context)
        }
        Self.harden(&response)
        if closes || request.hasBody && !context.notes.isBodyRead {
            response.headers[.connection] = "close"
            let channel = context.channel
            _ = channel.eventLoop.scheduleTask(in: TimeAmount(desk.limits.linger)) { channel.close(promise: nil) }
        }
        return response
    }

    private func refusal(for error: any Error, _ request: Request) -> Refusal {
        switch error {
        case let error as HTTPError where error.status == .notFound: return .notFound
        case let error as HTTPError where error.status.kind == .clientError:
            return Refusal(error.status, "The request cannot be understood.")
        case is TooMany, is NoMemory:
            return Refusal(.serviceUnavailable, "Too much is asked at once. Try again in a moment.", retryAfter: 2)
        case let error as StorageError:
            desk.logger.error("a page could not be made", metadata: ["path": "\(path(request))", "error": "\(error)"])
            switch error {
            case .busy, .unavailable:
                return Refusal(
                    .serviceUnavailable, "The database cannot be reached. Try again in a moment.", retryAfter: 5)
            case .newerDatabase, .fault: return Self.ourFault
            }
        default:
            desk.logger.error("a page could not be made", metadata: ["path": "\(path(request))", "error": "\(error)"])
            return Self.ourFault
        }
    }

    private static let ourFault = Refusal(
        .internalServerError, "Something went wrong on our side. It is in the log of the program.")

    private func path(_ request: Request) -> String { String(request.uri.path.prefix(200)) }

    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// `same-origin`, not `no-referrer`: with the latter browsers write `Origin: null` above forms of our own
    /// pages, and where the address is plain http that header is all that tells ours from a stranger's. Either
    /// way nothing is told to other hosts.
    static func harden(_ response: inout Response) {
        func set(_ name: FieldName, _ value: String) {
            if response.headers[name] == nil { response.headers[name] = value }
        }
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        set(.referrerPolicy, "same-origin")
        set(.cacheControl, "no-store")
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
    }
}

typealias FieldName = HTTPFields.Element.Name

extension FieldName {
    static let referrerPolicy = Self("Referrer-Policy")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let secFetchSite = Self("Sec-Fetch-Site")!
    static let earshotToken = Self("X-Earshot-Token")!
    static let forwardedFor = Self("X-Forwarded-For")!
    static let forwarded = Self("Forwarded")!
    static let realIP = Self("X-Real-IP")!
}
