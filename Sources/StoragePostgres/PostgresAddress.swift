import CPostgres
import Storage

/// Where the server is and as whom to come: a `postgres://` URL without a password, and the password.
struct PostgresAddress: Sendable {
    let url: String
    let password: String?

    /// - Throws: `StorageError.unavailable` for what libpq cannot read, and for a password in the URL, which
    ///   would end up in process lists and logs.
    init(url: String, password: String?) throws {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
            throw StorageError.unavailable("the database's address does not begin with postgres://")
        }
        var complaint: UnsafeMutablePointer<CChar>?
        // libpq's own words could repeat a password, so they are not passed on.
        defer { PQfreemem(complaint) }
        guard let options = PQconninfoParse(url, &complaint) else {
            throw StorageError.unavailable("the database's address is not a URL that libpq can read")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            let isSet = option.pointee.val.map { $0.pointee != 0 } ?? false
            if isSet, ["password", "sslpassword"].contains(String(cString: keyword)) {
                throw StorageError.unavailable(
                    "the database's address holds a password; leave it out and give it in PGPASSWORD or a "
                        + "password file (PGPASSFILE)")
            }
            option += 1
        }
        self.url = url
        self.password = password
    }

    /// In libpq's order: what stands before `dbname` the URL may set otherwise, what stands after is ours.
    var parameters: [(keyword: String, value: String)] {
        var parameters = [
            ("connect_timeout", "5"), ("application_name", "earshot"),
            // A server that is gone without a word is noticed within half a minute.
            ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
            ("dbname", url), ("client_encoding", "UTF8"),
        ]
        if let password { parameters.append(("password", password)) }
        return parameters.map { (keyword: $0.0, value: $0.1) }
    }
}
