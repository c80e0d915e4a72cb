import Triage
import Wire

/// What every means over HTTP is built with: the way out, the addresses that are open to it, and the time.
package struct PageLine: Sendable {
    private let addresses: Addresses
    private let limits: Limits
    private let fetch: @Sendable (HTTPRequest) async throws -> HTTPResponse
    let now: @Sendable () -> Moment

    /// A person is waiting for the page: who does not answer within this is not waited for.
    package static let limits = Limits(
        connect: .seconds(5), total: .seconds(15), lowSpeedTime: .seconds(10), bytes: 1 << 20, headerBytes: 64 << 10,
        redirects: 0)

    /// - Parameter addresses: `.anywhere` where the configuration says `private-address: allowed`.
    package init(
        exchange: Exchange, addresses: Addresses = .open, limits: Limits = PageLine.limits,
        now: @escaping @Sendable () -> Moment
    ) {
        self.init(addresses: addresses, limits: limits, now: now) { try await exchange.send($0) }
    }

    init(
        addresses: Addresses = .open, limits: Limits = PageLine.limits, now: @escaping @Sendable () -> Moment,
        fetch: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) {
        self.addresses = addresses
        self.limits = limits
        self.now = now
        self.fetch = fetch
    }

    /// - Parameters:
    ///   - means: as reasons name it.
    ///   - hiding: the path of the URL, where it is a secret.
    /// - Throws: `PageFailure`, and `CancellationError`.
    func ask(_ request: HTTPRequest, means: String, hiding: [String] = []) async throws -> HTTPResponse {
        var request = request
        request.limits = limits
        request.addresses = addresses
        do {
            return try await fetch(request)
        } catch let error as WireError {
            throw PageFailure(error, means: means, hiding: hiding)
        }
    }

    /// The same for an answer that has to be a success.
    func tell(_ request: HTTPRequest, means: String, hiding: [String] = []) async throws -> HTTPResponse {
        let response = try await ask(request, means: means, hiding: hiding)
        let said = Self.words(of: response)
        if let failure = PageFailure(status: response, means: means, said: said, now: now()) { throw failure }
        return response
    }

    /// The first words of an answer that is text, for a sentence.
    static func words(of response: HTTPResponse) -> String {
        let type = response.header("content-type")?.lowercased() ?? ""
        guard type.hasPrefix("text/plain") || type.hasPrefix("application/json") else { return "" }
        return HeaderText.plain(String(decoding: response.body.prefix(400), as: UTF8.self), limit: 120)
    }
}
