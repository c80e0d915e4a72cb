import Foundation
import Synchronization

/// An IMAP4rev1 server on loopback (RFC 3501, with LITERAL+ and SASL-IR) with one user and a few
/// mailboxes. Mail gets in by `deliver` alone.
package final class MailboxServer: Sendable {
    struct Mail: Sendable {
        var uid: UInt32
        var bytes: [UInt8]
        var arrivedAt: Date
        var flags: Set<String> = []
    }

    struct Box: Sendable {
        var validity: UInt32
        var nextUID: UInt32 = 1
        /// UIDs grow.
        var mails: [Mail] = []

        func place(of uid: UInt32) -> Int? {
            var (low, high) = (0, mails.count)
            while low < high {
                let middle = (low + high) / 2
                if mails[middle].uid < uid { low = middle + 1 } else { high = middle }
            }
            return low < mails.count && mails[low].uid == uid ? low : nil
        }
    }

    struct State: Sendable {
        var boxes: [String: Box]
        var password: String
        var offersPlain: Bool
        var port = 0
        /// How often clients sent what, known to the server or not.
        var commands: [String: Int] = [:]
    }

    package let user: String
    let state: Mutex<State>
    private let now: @Sendable () -> Date
    private let server = LineServer()

    /// - Parameters:
    ///   - boxes: beside INBOX.
    ///   - offersPlain: whether CAPABILITY names AUTH=PLAIN; libcurl uses LOGIN where it does not.
    package init(
        user: String = "support@quillfone.example", password: String = "playground mailbox", boxes: [String] = [],
        offersPlain: Bool = true, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.user = user
        self.now = now
        var all: [String: Box] = [:]
        for (number, name) in (["INBOX"] + boxes).enumerated() {
            all[Self.canonical(name)] = Box(validity: 1_790_000_001 + UInt32(number))
        }
        state = Mutex(State(boxes: all, password: password, offersPlain: offersPlain))
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await server.start(port: port) { [self] connection in
            var session = IMAPSession(server: self)
            try await session.run(&connection)
        }
        state.withLock { $0.port = port }
    }

    /// Breaks off every session. The mail stays.
    package func stop() async { await server.stop() }

    package var port: Int { state.withLock { $0.port } }
    /// `imap://127.0.0.1:PORT/INBOX`
    package var url: String { url(of: "INBOX") }
    package func url(of box: String) -> String { "imap://127.0.0.1:\(port)/\(box)" }

    package var password: String {
        get { state.withLock { $0.password } }
        set { state.withLock { $0.password = newValue } }
    }

    /// Files a mail under the next UID.
    /// - Parameters:
    ///   - bytes: lone LFs become CRLF, as IMAP has it, unless `exactly`.
    ///   - box: one that the server was made with.
    /// - Returns: its UID.
    @discardableResult
    package func deliver(_ bytes: [UInt8], to box: String = "INBOX", exactly: Bool = false, at: Date? = nil) -> UInt32 {
        let bytes = exactly ? bytes : Self.withCRLF(bytes)
        let arrivedAt = at ?? now()
        return change(box) { box in
            let uid = box.nextUID
            box.nextUID += 1
            box.mails.append(Mail(uid: uid, bytes: bytes, arrivedAt: arrivedAt))
            return uid
        }
    }

    /// Takes a mail away, as another client of the mailbox might.
    package func remove(_ uid: UInt32, from box: String = "INBOX") {
        change(box) { box in box.mails.removeAll { $0.uid == uid } }
    }

    /// As after a mailbox was rebuilt: another UIDVALIDITY, the same mails under new UIDs from 1 on. Sessions
    /// that have it open are sent away.
    package func renumber(_ box: String = "INBOX") {
        change(box) { box in
            box.validity += 1
            for place in box.mails.indices { box.mails[place].uid = UInt32(place) + 1 }
            box.nextUID = UInt32(box.mails.count) + 1
        }
    }

    package func validity(of box: String = "INBOX") -> UInt32 { change(box) { $0.validity } }

    /// The mails by UID, with the flags that clients set.
    package func mails(in box: String = "INBOX") -> [(uid: UInt32, bytes: [UInt8], flags: Set<String>)] {
        change(box) { $0.mails.map { ($0.uid, $0.bytes, $0.flags) } }
    }

    /// How often clients sent a command: `UID FETCH`, `NOOP`.
    package func commands(named name: String) -> Int { state.withLock { $0.commands[name] ?? 0 } }

    /// A hundred different names are counted, no more.
    func count(_ command: String) {
        let name = String(command.prefix(32))
        state.withLock { state in
            guard state.commands[name] != nil || state.commands.count < 100 else { return }
            state.commands[name, default: 0] += 1
        }
    }

    private func change<Result: Sendable>(_ name: String, _ body: (inout Box) -> sending Result) -> Result {
        state.withLock { state in
            let key = Self.canonical(name)
            guard var box = state.boxes[key] else { preconditionFailure("no mailbox \(name)") }
            defer { state.boxes[key] = box }
            return body(&box)
        }
    }

    /// INBOX is INBOX in whatever case; other names are as they are.
    static func canonical(_ name: String) -> String { name.uppercased() == "INBOX" ? "INBOX" : name }

    private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 32)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 10 && previous != 13 { out.append(13) }
            out.append(byte)
            previous = byte
        }
        return out
    }
}
