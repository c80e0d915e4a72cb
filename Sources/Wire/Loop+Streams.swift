import CCurl
import Glibc

extension Loop {
    /// A login that succeeded becomes a stream.
    func adopt(_ login: LoginTransfer, _ easy: Easy, _ socket: Int32) {
        streams[login.id] = LiveStream(easy: easy, socket: socket, host: login.host)
        // The handle lives on without its transfer: nothing may call back into it.
        let silent: [CURLoption] = [CURLOPT_PRIVATE, CURLOPT_ERRORBUFFER]
        for option in silent { _ = cc_set_pointer(easy.raw, option, nil) }
        _ = cc_set_open_socket(easy.raw, nil)
        _ = cc_set_before_request(easy.raw, nil)
        _ = cc_set_sink(easy.raw, CURLOPT_WRITEFUNCTION, swallow)
        _ = cc_set_sink(easy.raw, CURLOPT_HEADERFUNCTION, swallow)
        let extensions = login.extensions
        login.left()
        login.answer.resume(
            returning: LoggedIn(
                stream: Stream(id: login.id, host: login.host, inbox: inbox), extensions: extensions))
    }

    func wish(_ wish: LiveStream.Wish, _ operation: UInt64, on id: UInt64, within limit: Duration) {
        let pending = LiveStream.Pending(operation: operation, wish: wish, deadline: .now + limit)
        guard let stream = streams[id] else {
            LiveStream.refuse(wish, WireError(.brokenOff, "The connection is closed."))
            return
        }
        if case .busy = stream.state {
            LiveStream.refuse(wish, WireError(.unsendable, "Two tasks use one stream to \(stream.host)."))
            return
        }
        stream.state = .busy(pending)
        if stream.advance() == .broken { drop(id, failing: WireError.closed) }
    }

    /// The socket of this stream has something to say, or takes bytes again.
    func roused(_ id: UInt64) {
        guard let stream = streams[id] else { return }
        if case .parked = stream.state {
            // Nobody asked: the server takes its leave, or is gone.
            drop(id, failing: WireError.closed)
        } else if stream.advance() == .broken {
            drop(id, failing: WireError.closed)
        }
    }

    func expireStreams() {
        let now = ContinuousClock.now
        for (id, stream) in streams {
            guard let deadline = stream.deadline, deadline <= now else { continue }
            switch stream.state {
            case .idle: continue
            case .parked: drop(id, failing: WireError.closed)
            case .busy(let pending):
                let late = WireError(.timedOut, "\(stream.host) took too long.")
                switch pending.wish {
                case .read: stream.fail(late)
                case .write: drop(id, failing: late)
                }
            }
        }
    }

    func cancelOperation(_ operation: UInt64) {
        for (id, stream) in streams {
            guard case .busy(let pending) = stream.state, pending.operation == operation else { continue }
            switch pending.wish {
            case .read: stream.fail(CancellationError())
            case .write: drop(id, failing: CancellationError())
            }
            return
        }
    }

    /// Closes the connection, says farewell if that costs no waiting, and fails what was pending.
    func drop(_ id: UInt64, failing error: any Error) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        if case .parked(_, let farewell) = stream.state {
            var gone = 0
            _ = farewell.withUnsafeBytes { curl_easy_send(stream.easy.raw, $0.baseAddress, $0.count, &gone) }
        }
        // libcurl closes the socket of a connect-only handle that leaves the multi.
        curl_multi_remove_handle(multi, stream.easy.raw)
        curl_easy_cleanup(stream.easy.raw)
        stream.fail(error)
    }
}

private let swallow: curl_write_callback = { _, size, count, _ in size * count }
