import Console
import Logging
import Seal
import Storage
import Triage

/// The console as a part of the program.
enum ConsoleRoom {
    /// - Parameters:
    ///   - secret: of the configuration; links and forms are sealed with it.
    ///   - pages: the pages beyond sign-in and account.
    /// - Throws: `ConsoleFailure`.
    static func service(
        _ settings: ConsoleSettings, secret: String, store: Store, clock: any Timekeeper,
        onCall: @escaping @Sendable () -> OnCall, rules: @escaping @Sendable () -> RuleSet,
        pages: (Hall) -> Void = { _ in }
    ) throws -> ConsoleService {
        try ConsoleService(
            desk: Desk(
                store: store, onCall: onCall, rules: rules, settings: settings, clock: clock,
                seal: LinkSeal(secret: Array(secret.utf8))),
            pages: pages)
    }
}
