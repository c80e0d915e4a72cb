import Foundation

/// A real IMAP server with a mailbox of its own, on loopback, in a folder that goes with it.
final class Dovecot: Sendable {
    let port: Int
    let folder: URL
    private let process: Process

    /// Runs a test against a server of its own. Where none can run, it says why: Dovecot changes to a user of
    /// its own, which needs root.
    static func run(_ test: (Dovecot) async throws -> Void) async throws {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/sbin/dovecot") else {
            print("skipped: Dovecot is not installed or cannot be started by this user")
            return
        }
        let dovecot = try Dovecot()
        do {
            try await until { dovecot.answers }
            try await test(dovecot)
        } catch {
            await dovecot.stop()
            throw error
        }
        await dovecot.stop()
    }

    private static func until(_ holds: () -> Bool) async throws {
        for _ in 0..<400 {
            if holds() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw Waited()
    }

    private struct Waited: Error {}

    private init() throws {
        port = try Self.freePort()
        folder = URL(filePath: "/tmp/earshot-dovecot-\(UUID().uuidString.prefix(8))")
        let dir = folder.path
        for name in ["run", "home", "mail"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try """
        base_dir = \(dir)/run
        log_path = \(dir)/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        mail_location = maildir:\(dir)/mail/%u
        first_valid_uid = 1
        last_valid_uid = 65534
        mail_fsync = never
        passdb {
          driver = static
          args = password=secret
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=\(dir)/home/%u
        }
        service imap-login {
          inet_listener imap {
            port = \(port)
          }
          inet_listener imaps {
            port = 0
          }
        }
        """.write(to: folder.appending(path: "conf"), atomically: true, encoding: .utf8)
        process = Process()
        process.executableURL = URL(filePath: "/usr/sbin/dovecot")
        process.arguments = ["-F", "-c", "\(dir)/conf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        Self.giveAway(folder)
        // Tasks run on threads that block signals, and a child inherits that: it could not be ended.
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    func stop() async {
        process.terminate()
        do {
            try await Self.until { !process.isRunning }
        } catch {
            kill(process.processIdentifier, SIGKILL)
        }
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: The Maildir

    private func maildir(_ user: String, _ mailbox: String) -> URL {
        let home = folder.appending(path: "mail/\(user)")
        return mailbox == "INBOX" ? home : home.appending(path: ".\(mailbox)")
    }

    /// Delivers as a local delivery agent does, oldest first.
    ///
    /// - Parameter opened: as if a person's program had looked into the mailbox since. Dovecot searches the
    ///   whole folder for each mail that it may not move out of `new`, which takes long with thousands.
    func deliver(_ mails: [String], to user: String, _ mailbox: String = "INBOX", opened: Bool = false) throws {
        let maildir = maildir(user, mailbox)
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(
                at: maildir.appending(path: name), withIntermediateDirectories: true)
        }
        if mailbox != "INBOX" { try Data().write(to: maildir.appending(path: "maildirfolder")) }
        Self.giveAway(self.maildir(user, "INBOX"))
        let before = try files(user, mailbox).count
        for (place, mail) in mails.enumerated() {
            let name = "\(1_700_000_000 + before + place).M\(before + place)P1.mail"
            let file = open(
                maildir.path + (opened ? "/cur/\(name):2," : "/new/\(name)"), O_CREAT | O_EXCL | O_WRONLY, 0o600)
            var mail = mail
            let count = mail.withUTF8 { write(file, $0.baseAddress, $0.count) }
            fchown(file, Self.nobody, Self.nogroup)
            close(file)
            guard file >= 0, count == mail.utf8.count else { throw NotDelivered() }
        }
    }

    private struct NotDelivered: Error {}

    /// The mail files' names, with the flags in them.
    func files(_ user: String, _ mailbox: String = "INBOX") throws -> [String] {
        let maildir = maildir(user, mailbox)
        return ["new", "cur"].flatMap {
            (try? FileManager.default.contentsOfDirectory(atPath: maildir.appending(path: $0).path)) ?? []
        }.sorted()
    }

    /// Forgets every UID that was given, as when a mailbox is restored from files.
    func forgetUIDs(_ user: String) throws {
        let maildir = maildir(user, "INBOX")
        for name in try FileManager.default.contentsOfDirectory(atPath: maildir.path) where name.hasPrefix("dovecot") {
            try FileManager.default.removeItem(at: maildir.appending(path: name))
        }
        // Otherwise the new UIDVALIDITY is the second of the clock, and may be the old one.
        let list = maildir.appending(path: "dovecot-uidlist")
        try "3 V1234567 N1 G0123456789abcdef0123456789abcdef\n".write(to: list, atomically: false, encoding: .utf8)
        chown(list.path, Self.nobody, Self.nogroup)
    }

    func remove(_ user: String, _ mailbox: String) throws {
        try FileManager.default.removeItem(at: maildir(user, mailbox))
    }

    private static let nobody = uid_t(65534)
    private static let nogroup = gid_t(65534)

    /// A folder and what is in it, but not Dovecot's own.
    private static func giveAway(_ folder: URL) {
        chown(folder.path, nobody, nogroup)
        for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            if name != "run" { chown(folder.path + "/" + name, nobody, nogroup) }
        }
    }

    // MARK: The port

    private static func freePort() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(handle, $0, length)
                _ = getsockname(handle, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private var answers: Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = Self.loopback(UInt16(port))
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
