/// The conversation with one SMTP server after libcurl connected, secured and logged in.
///
/// libcurl's own sending is not used: it waits for the answer to the final dot on the loop's thread, so
/// one slow mail server would stop every transfer; it ends a cancelled mail with that very dot, so half of
/// it would be delivered; and it cannot tell what may have arrived.
struct SMTPSession: Sendable {
    let stream: Stream
    let extensions: [String]
    /// What the server has said and we have not read yet: nothing, between deliveries.
    private var heard: [UInt8] = []

    init(_ login: LoggedIn) {
        stream = login.stream
        extensions = login.extensions
    }

    enum Outcome: Sendable {
        case taken(SMTPReceipt)
        /// The server said no; the connection can serve the next mail if `stillOpen`.
        case refused(WireError, stillOpen: Bool)
    }

    /// Says the mail's envelope. Nothing is accepted by it: it can be repeated elsewhere.
    ///
    /// - Returns: nil once the server waits for the mail.
    mutating func announce(_ delivery: SMTPDelivery, until deadline: ContinuousClock.Instant) async throws -> Outcome? {
        let envelope = try Envelope(delivery, extensions: extensions, host: stream.host)
        for (command, wanted, what) in [
            (envelope.from, 200..<300, "the sender"), (envelope.to, 200..<300, "the recipient"),
            ("DATA", 354..<355, "the mail"),
        ] {
            try await stream.write(Array("\(command)\r\n".utf8), within: left(until: deadline))
            let reply = try await reply(until: deadline)
            if !wanted.contains(reply.code) {
                let refusal = refusal(of: what, reply)
                return .refused(refusal, stillOpen: await reset(after: reply, until: deadline))
            }
        }
        return nil
    }

    /// Sends the mail itself. From the moment that its last byte is gone until an answer has come, it may
    /// have arrived, and every error says so.
    mutating func send(_ mail: [UInt8], until deadline: ContinuousClock.Instant) async throws -> Outcome {
        let form = Envelope.wireForm(mail)
        do {
            try await stream.write(form, within: left(until: deadline))
        } catch let error as WireError where error.kind == .brokenOff {
            // It broke off within the mail. Often it has said why.
            guard let reply = try? await reply(until: min(deadline, .now + .seconds(2))), reply.code >= 400 else {
                throw error
            }
            return .refused(refusal(of: "the mail", reply), stillOpen: false)
        }
        let reply: SMTPReply
        do {
            reply = try await self.reply(until: deadline)
        } catch var error as WireError {
            error.mayHaveArrived = true
            throw error
        } catch {
            throw WireError(
                .cancelled, "The delivery to \(stream.host) was cancelled before its answer came.", mayHaveArrived: true
            )
        }
        guard (200..<300).contains(reply.code) else {
            return .refused(refusal(of: "the mail", reply), stillOpen: reply.code != 421)
        }
        return .taken(SMTPReceipt(answer: reply.line))
    }

    /// Nothing unread is left over that the next delivery would take for its own answer.
    var isClean: Bool { heard.isEmpty }

    /// Back to the beginning after a refused envelope.
    private mutating func reset(after refusal: SMTPReply, until deadline: ContinuousClock.Instant) async -> Bool {
        guard refusal.code >= 400, refusal.code != 421 else { return false }
        do {
            try await stream.write(Array("RSET\r\n".utf8), within: left(until: deadline))
            return try await reply(until: deadline).code == 250
        } catch {
            // The refusal is what the caller must hear of; the connection is simply not kept.
            return false
        }
    }

    private mutating func reply(until deadline: ContinuousClock.Instant) async throws -> SMTPReply {
        while true {
            if let reply = try SMTPReply.take(from: &heard, host: stream.host) { return reply }
            let more = try await stream.read(upTo: 4_096, within: left(until: deadline))
            guard !more.isEmpty else { throw WireError(.brokenOff, "\(stream.host) closed the connection.") }
            heard += more
        }
    }

    private func refusal(of what: String, _ reply: SMTPReply) -> WireError {
        guard (400..<600).contains(reply.code) else {
            return WireError(.brokenOff, "\(stream.host) answered out of turn: \(reply.line)")
        }
        return WireError(.refused(code: reply.code), "\(stream.host) refused \(what): \(reply.line)")
    }

    private func left(until deadline: ContinuousClock.Instant) -> Duration {
        max(.milliseconds(1), ContinuousClock.now.duration(to: deadline))
    }
}
