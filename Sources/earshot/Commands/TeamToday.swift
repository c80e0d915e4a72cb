import Storage
import Triage

/// The team as it can be called now: of the configuration, less what people have ended with STOP.
struct TeamToday {
    var team: OnCall
    /// Of means that people of the configuration have.
    var troubles: [MeansTrouble] = []
    /// Why the database was not asked; nil: it was, or there is none yet.
    var silence: String?

    /// No database is made by asking, and who is on duty is answered without one.
    static func ask(_ configuration: Configuration, _ team: OnCall) async -> TeamToday {
        do {
            guard let store = try await History.store(configuration) else { return TeamToday(team: team) }
            let troubles = try await store.meansTroubles()
            await store.engine.close()
            return TeamToday(team: team, troubles: troubles)
        } catch {
            var today = TeamToday(team: team)
            today.silence = CommandFailure(error).message
            return today
        }
    }

    init(team: OnCall, troubles: [MeansTrouble] = []) {
        let known = troubles.filter { team.person(at: $0.means) != nil }
        self.team = team.without(Set(known.filter { $0.what == .stopped }.map(\.means)))
        self.troubles = known
    }

    /// For people, a line each.
    func notes(at now: Moment) -> [String] {
        let told = troubles.map { trouble in
            let who = team.people.first { ($0.reach + $0.stopped).contains(trouble.means) }?.title ?? ""
            let what = "\(trouble.means.kind.rawValue) \(trouble.means.address)"
            return switch trouble.what {
            case .stopped:
                "\(who) sent STOP \(Self.since(trouble, now)): nobody is called by \(what) until they text START"
            case .failed: "\(who) was not reached by \(what) \(Self.since(trouble, now)): \(trouble.reason)"
            }
        }
        return told + (silence.map { ["whether somebody sent STOP is not known: \($0)"] } ?? [])
    }

    private static func since(_ trouble: MeansTrouble, _ now: Moment) -> String {
        let ago = trouble.since.ago(at: now)
        return ago == "now" ? "just now" : "\(ago) ago"
    }

    func trouble(of means: Means) -> MeansTrouble? { troubles.first { $0.means == means } }
}

extension MeansTrouble {
    var json: JSON {
        .object([
            ("person", .text(person.rawValue)), ("means", .text(means.kind.rawValue)),
            ("address", .text(means.address)), ("trouble", .text(what.rawValue)), ("since", since.json),
            ("reason", .text(reason)),
        ])
    }
}
