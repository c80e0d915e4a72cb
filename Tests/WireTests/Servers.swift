import Foundation
import Glibc
import TestKit

/// nginx with a small site: `/` plain and by HTTP/2 over TLS, compressing text.
struct Nginx {
    let port: Int
    let tlsPort: Int
    let folder: URL
    let authority: String

    var url: String { "http://127.0.0.1:\(port)" }
    var tlsURL: String { "https://localhost:\(tlsPort)" }

    /// `protocol connection status` of each answered request.
    func log() throws -> [String] {
        try String(contentsOf: folder.appending(path: "access.log"), encoding: .utf8).split(separator: "\n").map(
            String.init)
    }

    static func run<T>(files: [String: String], _ work: (Nginx) async throws -> T) async throws -> T {
        let folder = try Program.newFolder("nginx")
        let certificates = try Certificates.shared.get()
        let (port, tlsPort) = (try freePort(), try freePort())
        let site = folder.appending(path: "www")
        try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: site.appending(path: name)) }
        let base = folder.path
        let user = geteuid() == 0 ? "user root;" : ""
        let configuration = """
            daemon off; \(user) pid \(base)/nginx.pid; error_log \(base)/error.log; worker_processes 1;
            events { worker_connections 4096; }
            http {
              log_format short '$server_protocol $connection $status';
              access_log \(base)/access.log short;
              client_body_temp_path \(base)/a; proxy_temp_path \(base)/b; fastcgi_temp_path \(base)/c;
              uwsgi_temp_path \(base)/d; scgi_temp_path \(base)/e;
              keepalive_requests 1000000;
              gzip on; gzip_min_length 1; gzip_types text/plain application/json;
              types { text/plain txt; application/json json; }
              server { listen 127.0.0.1:\(port) backlog=2048; root \(base)/www; }
              server {
                listen 127.0.0.1:\(tlsPort) ssl http2; root \(base)/www;
                ssl_certificate \(certificates.certificate); ssl_certificate_key \(certificates.key);
              }
            }
            """
        try Data(configuration.utf8).write(to: folder.appending(path: "nginx.conf"))
        let program = try Program("nginx", ["-c", "\(base)/nginx.conf", "-p", base], in: folder)
        defer { program.stop() }
        try await program.listens(on: port)
        try await program.listens(on: tlsPort)
        return try await work(Nginx(port: port, tlsPort: tlsPort, folder: folder, authority: certificates.authority))
    }
}

/// Dovecot with one mailbox for whoever knows the password `secret`.
struct Dovecot {
    let port: Int
    let tlsPort: Int
    let authority: String

    static func run<T>(_ work: (Dovecot) async throws -> T) async throws -> T {
        let folder = try Program.newFolder("dovecot")
        let certificates = try Certificates.shared.get()
        let (port, tlsPort) = (try freePort(), try freePort())
        let base = folder.path
        let isRoot = geteuid() == 0
        let owner = isRoot ? "nobody" : NSUserName()
        let uid = isRoot ? "nobody" : "\(getuid())"
        let gid = isRoot ? "nogroup" : "\(getgid())"
        if isRoot {
            // The mail is the business of an ordinary user.
            chmod(base, 0o755)
            let mail = "\(base)/mail"
            mkdir(mail, 0o777)
            chmod(mail, 0o777)
        }
        let unprivileged =
            isRoot
            ? ""
            : """
            default_internal_user = \(owner)
            default_login_user = \(owner)
            service anvil { chroot = }
            """
        let chroot = isRoot ? "" : "chroot ="
        let configuration = """
            base_dir = \(base)/run
            log_path = \(base)/dovecot.log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <\(certificates.certificate)
            ssl_key = <\(certificates.key)
            disable_plaintext_auth = no
            auth_mechanisms = plain login
            mail_location = maildir:\(base)/mail/%u
            mail_uid = \(uid)
            mail_gid = \(gid)
            first_valid_uid = 1
            \(unprivileged)
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid=\(uid) gid=\(gid) home=\(base)/mail/%u
            }
            service imap-login {
              \(chroot)
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = \(tlsPort)
                ssl = yes
              }
            }
            """
        try Data(configuration.utf8).write(to: folder.appending(path: "dovecot.conf"))
        let program = try Program("dovecot", ["-F", "-c", "\(base)/dovecot.conf"], in: folder)
        defer { program.stop() }
        try await program.listens(on: port)
        try await program.listens(on: tlsPort)
        return try await work(Dovecot(port: port, tlsPort: tlsPort, authority: certificates.authority))
    }
}

/// aiosmtpd, which writes down each mail that it takes.
struct MailSink {
    let port: Int
    let authority: String
    private let folder: URL

    struct Taken: Decodable {
        var from: String
        var to: [String]
        var options: [String]
        var greeting: String
        var connection: Int
        var tls: Bool
        var user: String?
        /// As it stood between DATA and the final dot, dots taken back out.
        var mail: Data
        /// Every command line of the connection up to here.
        var commands: [String]
    }

    func taken() throws -> [Taken] {
        guard let text = try? String(contentsOf: folder.appending(path: "taken.jsonl"), encoding: .utf8) else {
            return []
        }
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Taken.self, from: Data($0.utf8)) }
    }

    /// - Parameters:
    ///   - tls: offer STARTTLS.
    ///   - login: require the user `earshot` with the password `secret`.
    static func run<T>(
        tls: Bool = false, login: Bool = false, _ work: (MailSink) async throws -> T
    ) async throws -> T {
        let folder = try Program.newFolder("sink")
        let certificates = try Certificates.shared.get()
        let port = try freePort()
        try Data(script.utf8).write(to: folder.appending(path: "sink.py"))
        let program = try Program(
            try python.get(),
            [
                "sink.py", "\(port)", tls ? certificates.certificate : "", tls ? certificates.key : "",
                login ? "login" : "",
            ], in: folder)
        defer { program.stop() }
        try await program.listens(on: port)
        return try await work(MailSink(port: port, authority: certificates.authority, folder: folder))
    }

    /// A Python that has aiosmtpd: a virtual environment's, or the system's.
    private static let python = Result {
        let own = SharedFolder.packageRoot.appending(path: ".venv/bin/python3").path
        let found = [own, "python3", "/usr/bin/python3"].first {
            (try? Program.run($0, ["-c", "import aiosmtpd.smtp"])) != nil
        }
        guard let found else { throw TestTrouble("no Python here has aiosmtpd") }
        return found
    }

    private static let script = #"""
        import asyncio, base64, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        port, cert, key, login = sys.argv[1:5]

        class Sink:
            async def handle_DATA(self, server, session, envelope):
                user = session.auth_data.login.decode() if session.auth_data else None
                with open("taken.jsonl", "a") as file:
                    file.write(json.dumps({
                        "from": envelope.mail_from, "to": envelope.rcpt_tos, "options": envelope.mail_options,
                        "greeting": session.host_name, "connection": server.number, "tls": session.ssl is not None,
                        "user": user, "mail": base64.b64encode(envelope.original_content).decode(),
                        "commands": server.commands}) + "\n")
                return "250 2.0.0 Ok: queued as %d" % server.number

        class Server(SMTP):
            count = 0
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.number = 0
                self.commands = []
            async def _call_limit(self): pass
            def _timeout_cb(self): pass

        for name in ("EHLO", "HELO", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT", "VRFY"):
            def wrap(name, inner):
                async def command(self, arg):
                    if not self.number:
                        Server.count += 1
                        self.number = Server.count
                    self.commands.append(name + " " + (arg or ""))
                    return await inner(self, arg)
                return command
            inner = getattr(SMTP, "smtp_" + name)
            wrapped = wrap(name, inner)
            for attribute in ("__smtp_syntax__", "__smtp_syntax_extended__", "__smtp_syntax_when__"):
                if hasattr(inner, attribute): setattr(wrapped, attribute, getattr(inner, attribute))
            setattr(Server, "smtp_" + name, wrapped)

        def authenticate(server, session, envelope, mechanism, data):
            good = data.login == b"earshot" and data.password == b"secret"
            return AuthResult(success=good, handled=good, auth_data=data)

        async def main():
            context = None
            if cert:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(cert, key)
            def make():
                return Server(Sink(), hostname="sink.example", enable_SMTPUTF8=True, tls_context=context,
                              auth_required=bool(login), auth_require_tls=False,
                              authenticator=authenticate if login else None, data_size_limit=None)
            server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", int(port))
            await server.serve_forever()

        asyncio.run(main())
        """#
}
