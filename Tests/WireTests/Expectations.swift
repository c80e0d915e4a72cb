import Foundation
import Glibc
import Logging
import Testing

@testable import Wire

/// The error with which something ends.
func failure<T>(of work: () async throws -> T) async throws -> WireError {
    do {
        _ = try await work()
    } catch let error as WireError {
        return error
    }
    throw TestTrouble("it succeeded")
}

/// Something ends with this kind of error.
func fails<T>(
    _ kind: WireError.Kind, sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> T
) async throws {
    let error = try await failure(of: work)
    #expect(error.kind == kind, sourceLocation: sourceLocation)
}

/// Runs a test with an exchange of its own and closes it.
func withExchange<T>(
    connections: Int = 64, trusting: String? = nil, resolving: [String: String] = [:],
    _ work: (Exchange) async throws -> T
) async throws -> T {
    let exchange = try Exchange(connections: connections, trusting: trusting, resolving: resolving)
    do {
        let result = try await work(exchange)
        await exchange.close()
        return result
    } catch {
        await exchange.close()
        throw error
    }
}

/// Asks until it is true; for what another thread or program is about to do.
func eventually(_ what: String, _ isTrue: () throws -> Bool) async throws {
    for _ in 0..<1_000 {
        if try isTrue() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw TestTrouble("never: \(what)")
}

/// A request to this machine's own servers.
func local(_ url: String, limits: Limits = Limits()) -> HTTPRequest { local(.get, url, limits: limits) }

func local(_ method: HTTPRequest.Method, _ url: String, limits: Limits = Limits()) -> HTTPRequest {
    HTTPRequest(method, url, limits: limits, addresses: .anywhere)
}

func answer(_ body: String, status: String = "200 OK", headers: [String] = []) -> String {
    (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
        + body
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
