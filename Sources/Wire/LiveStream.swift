import CCurl

/// A stream as the loop sees it: an easy handle that stays in the multi, and what is wanted of it.
final class LiveStream {
    enum Wish {
        case read(upTo: Int, CheckedContinuation<[UInt8], any Error>)
        /// `sent` bytes of them are gone.
        case write([UInt8], sent: Int, CheckedContinuation<Void, any Error>)
    }
    struct Pending {
        let operation: UInt64
        var wish: Wish
        let deadline: ContinuousClock.Instant
    }
    enum State {
        case idle
        case busy(Pending)
        case parked(until: ContinuousClock.Instant, farewell: [UInt8])
    }

    let easy: Easy
    let socket: Int32
    let host: String
    var state = State.idle

    init(easy: Easy, socket: Int32, host: String) {
        self.easy = easy
        self.socket = socket
        self.host = host
    }

    /// What `poll` is to look out for, if anything.
    var interest: Int16? {
        switch state {
        case .idle: nil
        case .parked: Int16(CURL_WAIT_POLLIN)
        case .busy(let pending):
            switch pending.wish {
            case .read: Int16(CURL_WAIT_POLLIN)
            case .write: Int16(CURL_WAIT_POLLOUT)
            }
        }
    }

    var deadline: ContinuousClock.Instant? {
        switch state {
        case .idle: nil
        case .parked(let until, _): until
        case .busy(let pending): pending.deadline
        }
    }

    /// Ends what is pending with an error.
    func fail(_ error: any Error) {
        guard case .busy(let pending) = state else { return }
        state = .idle
        LiveStream.refuse(pending.wish, error)
    }

    static func refuse(_ wish: Wish, _ error: any Error) {
        switch wish {
        case .read(_, let answer): answer.resume(throwing: error)
        case .write(_, _, let answer): answer.resume(throwing: error)
        }
    }

    enum Progress { case waiting, broken }

    /// Moves bytes as far as the socket allows without waiting.
    func advance() -> Progress {
        guard case .busy(var pending) = state else { return .waiting }
        switch pending.wish {
        case .read(let most, let answer):
            // Never more at once than what a stranger's length may cost us.
            let size = min(most, 65_536)
            var code = CURLE_OK
            let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                code = curl_easy_recv(easy.raw, buffer.baseAddress, size, &count)
                if code != CURLE_OK { count = 0 }
            }
            if code == CURLE_AGAIN { return .waiting }
            state = .idle
            guard code == CURLE_OK else {
                answer.resume(throwing: broken(code))
                return .broken
            }
            // A few bytes must not hold on to the room for many.
            answer.resume(returning: bytes.count * 2 < size ? Array(bytes[...]) : bytes)
            return .waiting
        case .write(let bytes, var sent, let answer):
            while sent < bytes.count {
                var gone = 0
                // After CURLE_AGAIN, OpenSSL insists on being given the same bytes at the same place: the
                // array is not touched and the piece is cut the same way again.
                let code = bytes.withUnsafeBytes { all in
                    let piece = UnsafeRawBufferPointer(rebasing: all[sent..<min(all.count, sent + 65_536)])
                    return curl_easy_send(easy.raw, piece.baseAddress, piece.count, &gone)
                }
                if code == CURLE_AGAIN {
                    pending.wish = .write(bytes, sent: sent, answer)
                    state = .busy(pending)
                    return .waiting
                }
                guard code == CURLE_OK else {
                    // What the server said before it closed can still be read.
                    state = .idle
                    answer.resume(throwing: broken(code))
                    return .waiting
                }
                sent += gone
            }
            state = .idle
            answer.resume()
            return .waiting
        }
    }

    private func broken(_ code: CURLcode) -> WireError {
        WireError(.brokenOff, "\(host) broke off: \(String(cString: curl_easy_strerror(code))).")
    }
}
