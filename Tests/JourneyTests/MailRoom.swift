import Foundation

/// A contact centre's mail as operators run it: Postfix takes it in, Dovecot keeps it. Needs root, because
/// both change to users of their own.
final class MailRoom {
    let folder: URL
    let smtpPort: Int
    let imapPort: Int
    private var dovecot: Process?
    private let domains: [String]
    private let vacations: [String]

    /// - Parameters:
    ///   - domains: taken in beside the contact centre's own.
    ///   - vacations: mailboxes that answer everybody by themselves that they are away, each time.
    /// - Returns: nil, after saying why, where it cannot run.
    static func open(domains: [String] = [], vacations: [String] = []) async throws -> MailRoom? {
        guard geteuid() == 0 else {
            print("skipped: Postfix and Dovecot are started by root")
            return nil
        }
        for program in ["/usr/sbin/postfix", "/usr/sbin/dovecot"]
        where !FileManager.default.isExecutableFile(atPath: program) {
            print("skipped: no \(program)")
            return nil
        }
        guard vacations.isEmpty || FileManager.default.isExecutableFile(atPath: "/usr/bin/sievec") else {
            print("skipped: no Sieve for Dovecot")
            return nil
        }
        for _ in 0..<2 {
            let room = try MailRoom(domains, vacations)
            do {
                try await room.start()
                return room
            } catch is NotStarted {
                // Somebody else took a port in the meantime.
                await room.close()
            }
        }
        let room = try MailRoom(domains, vacations)
        try await room.start()
        return room
    }

    private init(_ domains: [String], _ vacations: [String]) throws {
        self.domains = domains
        self.vacations = vacations
        folder = URL(filePath: "/tmp/em-\(UUID().uuidString.prefix(8))")
        smtpPort = try Self.freePort()
        imapPort = try Self.freePort()
    }

    private func start() async throws {
        let lmtp = try Self.freePort()
        let dir = folder.path
        let manager = FileManager.default
        for name in ["etc", "queue", "data", "mail", "home", "run", "sieve"] {
            try manager.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try """
        base_dir = \(dir)/run
        log_path = \(dir)/dovecot.log
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        mail_location = maildir:\(dir)/mail/%u
        mail_uid = nobody
        mail_gid = nogroup
        first_valid_uid = 1
        last_valid_uid = 65534
        passdb {
          driver = static
          args = password=agent
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=\(dir)/home/%u
        }
        service imap-login {
          inet_listener imap {
            port = \(imapPort)
          }
          inet_listener imaps {
            port = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            port = \(lmtp)
          }
        }
        \(try away())
        """.write(to: folder.appending(path: "dovecot.conf"), atomically: true, encoding: .utf8)
        try """
        compatibility_level = 3.6
        queue_directory = \(dir)/queue
        data_directory = \(dir)/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.acd.example
        mydestination =
        virtual_mailbox_domains = \((["acd.example"] + domains).joined(separator: " "))
        virtual_transport = lmtp:[127.0.0.1]:\(lmtp)
        default_transport = discard:
        relay_transport = discard:
        maillog_file = \(dir)/mail.log
        maillog_file_prefixes = \(dir)
        smtpd_recipient_restrictions = permit_mynetworks, reject
        """.write(to: folder.appending(path: "etc/main.cf"), atomically: true, encoding: .utf8)
        let services = [
            "127.0.0.1:\(smtpPort) inet n - n - - smtpd", "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr", "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce", "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush",
            "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "error unix - - n - - error",
            "retry unix - - n - - error", "discard unix - - n - - discard", "lmtp unix - - n - - lmtp",
            "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache", "postlog unix-dgram n - n - 1 postlogd",
        ]
        try (services.joined(separator: "\n") + "\n")
            .write(to: folder.appending(path: "etc/master.cf"), atomically: true, encoding: .utf8)
        try await Self.command(
            "/bin/sh", "-c",
            """
            chown postfix \(dir)/data; chown -R nobody:nogroup \(dir)/mail \(dir)/home \(dir)/sieve; chmod 755 \(dir)
            touch /etc/aliases; exec postfix -c \(dir)/etc start
            """)
        let dovecot = Process()
        dovecot.executableURL = URL(filePath: "/usr/sbin/dovecot")
        dovecot.arguments = ["-F", "-c", "\(dir)/dovecot.conf"]
        dovecot.standardOutput = FileHandle.nullDevice
        dovecot.standardError = FileHandle.nullDevice
        // Tasks run on threads that block signals, and a child inherits that: it could not be ended.
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try dovecot.run()
        self.dovecot = dovecot
        for port in [smtpPort, imapPort, lmtp] {
            guard try await eventually({ Self.answers(port) }) else { throw NotStarted(port: port, folder: folder) }
        }
    }

    /// What makes Dovecot answer for those who are away.
    private func away() throws -> String {
        guard !vacations.isEmpty else { return "" }
        for user in vacations {
            try """
            require ["vacation", "vacation-seconds"];
            vacation :seconds 0 :subject "Away" "I am on holiday until the snow melts.";

            """.write(to: folder.appending(path: "sieve/\(user).sieve"), atomically: true, encoding: .utf8)
        }
        return """
            postmaster_address = postmaster@acd.example
            hostname = mx.acd.example
            submission_host = 127.0.0.1:\(smtpPort)
            protocol lmtp {
              mail_plugins = sieve
            }
            plugin {
              sieve = file:\(folder.path)/sieve/%u.sieve
              sieve_extensions = +vacation-seconds
              sieve_vacation_min_period = 0
            }
            """
    }

    struct NotStarted: Error {
        var port: Int
        var folder: URL
    }

    func close() async {
        _ = try? await Self.command("/usr/sbin/postfix", "-c", folder.appending(path: "etc").path, "stop")
        if let dovecot, dovecot.isRunning {
            dovecot.terminate()
            _ = try? await eventually { !dovecot.isRunning }
        }
        try? FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    static func command(_ program: String, _ arguments: String...) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        _ = try await process.ended()
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Outside the range that the system gives to clients, so that nobody takes it before the server does.
    private static func freePort() throws -> Int {
        while true {
            let port = Int.random(in: 12_000..<32_000)
            let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { Glibc.close(handle) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            address.sin_port = UInt16(port).bigEndian
            let isFree = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isFree { return port }
        }
    }

    private static func answers(_ port: Int) -> Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Glibc.close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = UInt16(port).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Hands in a mail as a person's program does.
    func hand(in mail: String, from: String, to: String) async throws {
        let script = """
            import smtplib, sys
            s = smtplib.SMTP("127.0.0.1", int(sys.argv[1])); s.sendmail(sys.argv[2], [sys.argv[3]], sys.argv[4].encode())
            s.quit(); print("taken")
            """
        _ = try await Self.command("/usr/bin/python3", "-c", script, "\(smtpPort)", from, to, mail)
    }

    /// Whole mails, oldest first.
    func mails(of user: String) async throws -> [String] {
        let script = """
            import imaplib, sys
            m = imaplib.IMAP4("127.0.0.1", int(sys.argv[1])); m.login(sys.argv[2], "agent"); m.select("INBOX", readonly=True)
            for u in m.uid("SEARCH", "ALL")[1][0].split():
                print(m.uid("FETCH", u, "(BODY.PEEK[])")[1][0][1].decode("utf-8", "replace")); print("=====END=====")
            """
        let said = try await Self.command("/usr/bin/python3", "-c", script, "\(imapPort)", user)
        return said.components(separatedBy: "=====END=====\n").filter { !$0.isEmpty }
    }
}
