import ArgumentParser
import Channels
import Console
import Foundation
import Storage
import Triage

/// How the program ends, and the one place that says which trouble is which. From 64 on the numbers are
/// those of sysexits.h, which systemd and mail systems read too.
enum Exit: Int32, Sendable {
    case done = 0
    /// A check found fault with what it was asked to check.
    case faultFound = 1
    case usage = 64
    /// Bad data, or no such id.
    case badData = 65
    case unavailable = 69
    /// Our own fault.
    case ourFault = 70
    /// Try again, or another holds it.
    case tryAgain = 75
    case badConfiguration = 78
}

/// Why a command ends early, for the person who gave it.
struct CommandFailure: Error, Sendable, Equatable, CustomStringConvertible {
    var exit: Exit
    /// One plain sentence without a full stop. Empty where everything was said already.
    var message: String
    var remedy: String

    init(_ exit: Exit, _ message: String = "", remedy: String = "") {
        self.exit = exit
        self.message = message
        self.remedy = remedy
    }

    /// For logs: a worker that refuses a reload prints what is wrong and goes on.
    var description: String {
        if message.isEmpty { return "the configuration or the rules do not check; see the complaints above" }
        return remedy.isEmpty ? message : "\(message); \(remedy)"
    }

    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let storage as StorageError:
            switch storage {
            case .busy:
                self.init(.tryAgain, storage.description, remedy: "try again in a moment")
            case .unavailable: self.init(.unavailable, storage.description)
            case .newerDatabase: self.init(.badConfiguration, storage.description)
            case .fault: self.init(.ourFault, storage.description)
            }
        case let console as ConsoleFailure: self.init(.unavailable, console.reason)
        case let source as ListenFailure: self.init(.badConfiguration, source.reason)
        case let file as BoundedFile.Failure: self.init(.badData, file.description)
        case is CancellationError: self.init(.tryAgain, "ended before it was done")
        default: self.init(.ourFault, "\(error)")
        }
    }
}
