import Storage

/// Somebody who is known, for the length of one request.
package struct Visitor: Sendable {
    package var account: Account
    /// What they may do now: their account's role, or less where their token says so.
    package var role: Role
    package var way: Way
    /// What a form of theirs must carry.
    package var csrf: String

    package enum Way: Sendable {
        case session(ConsoleSession)
        /// A key of the API: no browser sends one by itself, so nothing is asked of its forms.
        case token(APIToken)
        /// A trusted proxy says who they are.
        case proxy
    }

    package var name: String { account.name }
    package func may(_ role: Role) -> Bool { self.role >= role }
}
