import Testing

@testable import Wire

/// Cancelling and closing.
struct EndingTests {
    @Test func `a cancelled request leaves the server`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
            peer.waitForEnd()
        }
        try await withExchange { exchange in
            let task = Task { try await exchange.send(local(server.url)) }
            try await eventually("the server has it") { server.requests.count == 1 }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await eventually("the server sees it") { server.ended == 1 }
        }
    }

    @Test func `a request cancelled before it began is never made`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("ok")) }
        try await withExchange { exchange in
            for _ in 0..<200 {
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return try await exchange.send(local(server.url))
                }
                await #expect(throws: CancellationError.self) { try await task.value }
            }
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `a cancellation at any moment is answered`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("ok")) }
        try await withExchange(connections: 4) { exchange in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        let task = Task { try await exchange.send(local(server.url)) }
                        for _ in 0..<(number % 20) { await Task.yield() }
                        task.cancel()
                        _ = await task.result
                    }
                }
            }
            let after = try await exchange.send(local(server.url))
            #expect(after.status == 200)
        }
    }

    @Test func `a request cancelled while it waits its turn is never made`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.waitForEnd()
        }
        try await withExchange(connections: 1) { exchange in
            let first = Task { try await exchange.send(local(server.url)) }
            try await eventually("the first is under way") { server.requests.count == 1 }
            let second = Task { try await exchange.send(local(server.url)) }
            try await Task.sleep(for: .milliseconds(20))
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
            first.cancel()
            _ = await first.result
        }
        #expect(server.requests.count == 1)
    }

    @Test func `a post cancelled when it may have been read says so`() async throws {
        let server = try ScriptedServer { peer in
            _ = peer.request()
            peer.waitForEnd()
        }
        try await withExchange { exchange in
            let task = Task { try await exchange.send(local(.post, server.url)) }
            try await eventually("the server has it") { server.requests.count == 1 }
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled)
            #expect(error.mayHaveArrived)
        }
    }

    @Test func `closing ends what is under way and what waits`() async throws {
        let server = try ScriptedServer { peer in
            _ = peer.request()
            peer.waitForEnd()
        }
        let exchange = try Exchange(connections: 1)
        let tasks = (0..<3).map { _ in Task { try await exchange.send(local(server.url)) } }
        try await eventually("the first is under way") { server.requests.count == 1 }
        await exchange.close()
        for task in tasks { try await fails(.cancelled) { try await task.value } }
        try await eventually("the server sees it") { server.ended == 1 }
        try await fails(.cancelled) { try await exchange.send(local(server.url)) }
        await exchange.close()
    }

    @Test func `an exchange that nobody holds any more ends by itself`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say(answer("ok"))
            peer.waitForEnd()
        }
        do {
            let exchange = try Exchange()
            _ = try await exchange.send(local(server.url))
        }
        try await eventually("its connection is closed") { server.ended == 1 }
    }
}
