import CPostgres
import Storage

/// What PostgreSQL or the way to it answered, before it is known what that means for the caller.
struct PostgresFailure: Error {
    /// Five characters (PostgreSQL manual, appendix A); empty where the server said nothing.
    var state: String
    /// The primary message alone: the detail would carry a customer's words.
    var message: String
    /// Nothing more comes over this connection.
    var isConnectionLost: Bool

    init(_ connection: OpaquePointer?, _ result: OpaquePointer?) {
        state = Self.field(result, UInt8(ascii: "C"))
        let primary = Self.field(result, UInt8(ascii: "M"))
        isConnectionLost = PQstatus(connection) != CONNECTION_OK
        message = primary.isEmpty ? Self.said(connection) : primary
    }

    init(lost message: String) {
        (state, self.message, isConnectionLost) = ("", message, true)
    }

    /// Run the transaction again from the start: serialization failure, deadlock, or a plan that a change of
    /// the schema has made void.
    var isWorthRepeating: Bool {
        state == "40001" || state == "40P01" || (state == "0A000" && message.contains("cached plan"))
    }

    /// The values were at fault, and not the database.
    var isRefusal: Bool {
        switch state.prefix(2) {
        case "22", "23", "54": true
        default: false
        }
    }

    var translated: any Error {
        if isRefusal { return StatementRefused(message) }
        if isConnectionLost { return StorageError.unavailable("the connection to PostgreSQL was lost: \(message)") }
        if isWorthRepeating { return StorageError.busy("PostgreSQL is busy with conflicting work: \(message)") }
        switch state {
        case "55P03", "57014": return StorageError.busy("PostgreSQL took too long: \(message)")
        case "25006": return StorageError.unavailable("PostgreSQL is read-only here: \(message)")
        default: break
        }
        switch state.prefix(2) {
        case "53": return StorageError.unavailable("PostgreSQL has run out of room: \(message)")
        case "08", "57", "28", "3D": return StorageError.unavailable("PostgreSQL cannot be used: \(message)")
        case "42" where state == "42501":
            return StorageError.unavailable("PostgreSQL does not allow it to this role: \(message)")
        default: return StorageError.fault("PostgreSQL said \(state): \(message)")
        }
    }

    static func said(_ connection: OpaquePointer?) -> String {
        guard let text = PQerrorMessage(connection) else { return "no answer" }
        let said = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: "; ")
        return said.isEmpty ? "no answer" : said
    }

    private static func field(_ result: OpaquePointer?, _ field: UInt8) -> String {
        PQresultErrorField(result, Int32(field)).map { String(cString: $0) } ?? ""
    }
}
