import CCurl
import Glibc
import Logging

/// libcurl's multi handle and everything that may only be touched by its one thread.
///
/// Transfers wait here, not in libcurl: time spent waiting for a turn must not count against a limit, and
/// a handle costs memory only while something is carried.
final class Loop {
    let multi: UnsafeMutableRawPointer
    let inbox: Inbox
    let settings: Settings
    let connections: Int
    let logger: Logger

    private var waiting = Queue()
    private var active: [UInt64: Transfer] = [:]
    private var spare: [Easy] = []
    var streams: [UInt64: LiveStream] = [:]
    private var watched: [UInt64] = []
    private var sockets: [curl_waitfd] = []

    init(inbox: Inbox, settings: Settings, connections: Int, logger: Logger) {
        self.multi = inbox.handle
        self.inbox = inbox
        self.settings = settings
        self.connections = connections
        self.logger = logger
    }

    /// Runs until the inbox says stop. Nothing is left open or unanswered after it.
    func run() {
        while true {
            let (commands, stopping) = inbox.take()
            for command in commands { obey(command) }
            if stopping { break }
            var running: Int32 = 0
            check(curl_multi_perform(multi, &running), "perform")
            collect()
            expireStreams()
            // Last, so that a place that has just become free is not slept over. libcurl does not sleep
            // while there is something new.
            startWaiting()
            wait()
        }
        endAll()
        curl_multi_cleanup(multi)
        inbox.end()
    }

    private func obey(_ command: Command) {
        switch command {
        case .fetch(let id, let plan, let answer):
            waiting.append(HTTPTransfer(id: id, plan: plan, answer: answer))
        case .login(let id, let plan, let answer):
            waiting.append(LoginTransfer(id: id, plan: plan, answer: answer))
        case .read(let operation, let stream, let most, let limit, let answer):
            wish(.read(upTo: most, answer), operation, on: stream, within: limit)
        case .write(let operation, let stream, let bytes, let limit, let answer):
            wish(.write(bytes, sent: 0, answer), operation, on: stream, within: limit)
        case .park(let stream, let keep, let farewell):
            streams[stream]?.state = .parked(until: .now + keep, farewell: farewell)
        case .close(let stream, let answer):
            drop(stream, failing: WireError(.cancelled, "The stream was closed."))
            answer?.resume()
        case .cancel(let id):
            cancel(id)
        }
    }

    private func startWaiting() {
        while active.count < connections, let transfer = waiting.next() {
            do {
                let easy = try spare.popLast() ?? Easy()
                active[transfer.id] = transfer
                start(transfer, on: easy)
            } catch {
                transfer.fail(error)
            }
        }
    }

    private func start(_ transfer: Transfer, on easy: Easy) {
        do {
            curl_easy_reset(easy.raw)
            try transfer.begin(on: easy, settings: settings)
            guard curl_multi_add_handle(multi, easy.raw) == CURLM_OK else {
                throw WireError(.brokenOff, "libcurl took no further transfer.")
            }
        } catch {
            active[transfer.id] = nil
            transfer.left()
            keep(easy)
            transfer.fail(error)
        }
    }

    /// Takes what libcurl has finished.
    private func collect() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            let code = cc_message_result(message)
            var context: UnsafeMutableRawPointer?
            guard cc_get_pointer(handle, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else { continue }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            // Streams stay in the multi after their login is done; libcurl speaks of them only once.
            guard let easy = transfer.easy, active[transfer.id] === transfer else { continue }
            finish(transfer, easy, code)
        }
    }

    private func finish(_ transfer: Transfer, _ easy: Easy, _ code: CURLcode) {
        if let login = transfer as? LoginTransfer, code == CURLE_OK, let socket = easy.socket {
            active[login.id] = nil
            adopt(login, easy, socket)
            return
        }
        curl_multi_remove_handle(multi, easy.raw)
        if let fetch = transfer as? HTTPTransfer {
            if fetch.ended(code) {
                start(fetch, on: easy)
                return
            }
        } else {
            transfer.fail(transfer.error(for: code))
        }
        active[transfer.id] = nil
        transfer.left()
        keep(easy)
    }

    private func keep(_ easy: Easy) {
        guard spare.count < 64 else {
            curl_easy_cleanup(easy.raw)
            return
        }
        curl_easy_reset(easy.raw)
        spare.append(easy)
    }

    /// Stops what has this number. Its connection is closed by libcurl before the caller is told.
    private func cancel(_ id: UInt64) {
        if let transfer = waiting.remove(id) {
            transfer.fail(CancellationError())
        } else if let transfer = active.removeValue(forKey: id) {
            stop(transfer, failing: CancellationError())
        } else {
            cancelOperation(id)
        }
    }

    private func stop(_ transfer: Transfer, failing error: any Error) {
        if let easy = transfer.easy {
            curl_multi_remove_handle(multi, easy.raw)
            transfer.left()
            keep(easy)
        }
        transfer.fail(error)
    }

    /// Sleeps until a socket, a command or a limit wants something.
    private func wait() {
        sockets.removeAll(keepingCapacity: true)
        watched.removeAll(keepingCapacity: true)
        var timeout = 60_000
        for (id, stream) in streams {
            if let interest = stream.interest {
                sockets.append(curl_waitfd(fd: stream.socket, events: interest, revents: 0))
                watched.append(id)
            }
            if let deadline = stream.deadline {
                timeout = min(timeout, ContinuousClock.now.duration(to: deadline).milliseconds)
            }
        }
        check(
            sockets.withUnsafeMutableBufferPointer {
                curl_multi_poll(multi, $0.baseAddress, UInt32($0.count), Int32(timeout), nil)
            }, "poll")
        for (id, socket) in zip(watched, sockets) where socket.revents != 0 { roused(id) }
    }

    private func endAll() {
        for transfer in waiting.removeAll() { transfer.fail(WireError.closed) }
        for transfer in active.values { stop(transfer, failing: WireError.closed) }
        active = [:]
        for id in Array(streams.keys) { drop(id, failing: WireError.closed) }
        for easy in spare { curl_easy_cleanup(easy.raw) }
        spare = []
    }

    private func check(_ code: CURLMcode, _ what: String) {
        guard code != CURLM_OK else { return }
        logger.error("libcurl's loop stumbled", metadata: ["at": "\(what)", "code": "\(code.rawValue)"])
        // Out of memory, or a fault of ours: slower rather than spinning.
        usleep(20_000)
    }
}

/// First come, first served; anything may be taken out of the middle.
private struct Queue {
    private var items: [Transfer?] = []
    private var head = 0
    private var places: [UInt64: Int] = [:]
    private var gone = 0

    mutating func append(_ transfer: Transfer) {
        places[transfer.id] = gone + items.count
        items.append(transfer)
    }

    mutating func next() -> Transfer? {
        while head < items.count {
            let item = items[head]
            items[head] = nil
            head += 1
            if head > 1_024, head * 2 > items.count { compact() }
            if let item {
                places[item.id] = nil
                return item
            }
        }
        compact()
        return nil
    }

    mutating func remove(_ id: UInt64) -> Transfer? {
        guard let place = places.removeValue(forKey: id) else { return nil }
        defer { items[place - gone] = nil }
        return items[place - gone]
    }

    mutating func removeAll() -> [Transfer] {
        defer { self = Queue() }
        return items.compactMap(\.self)
    }

    private mutating func compact() {
        items.removeFirst(head)
        gone += head
        head = 0
    }
}
