import Storage
import Triage

/// Calls that are promised, held against a configuration that must keep them: what was agreed is not forgotten because
/// a key was taken away.
struct StandingCalls: Sendable {
    /// By time; at most `most`.
    var calls: [CallBack]

    private static let most = 1_000
    /// A call that has rung for longer has ended otherwise.
    private static let past = Duration.seconds(3 * 86_400)

    static func ask(_ store: Store, now: Moment) async throws -> StandingCalls {
        StandingCalls(
            calls: try await store.callBacks(
                from: now - past, states: CallBack.State.allCases.filter(\.stands), limit: most))
    }

    /// The same for whoever can do without: nil where no database can be read.
    static func askAnyway(_ configuration: Configuration) async -> StandingCalls? {
        do {
            guard let store = try await History.store(configuration) else { return nil }
            let found = try await ask(store, now: .wallClock)
            await store.engine.close()
            return found
        } catch {
            Output.complaints.line(
                "earshot: promised calls were not looked at: \(Shown.line(CommandFailure(error).message))")
            return nil
        }
    }

    /// `4 calls are promised (the next on …)`; nil: none is.
    func words(_ configuration: Configuration) -> String? {
        guard let first = calls.first else { return nil }
        return "\(Self.count(calls.count)) promised (the next on \(Self.clock(first, configuration)))"
    }

    /// What would become of them under this configuration, as far as it is not what was agreed.
    func complaints(about configuration: Configuration) -> [Complaint] {
        guard let promised = words(configuration) else { return [] }
        var complaints: [Complaint] = []
        func warn(_ message: String, _ remedy: String) {
            complaints.append(
                Complaint(
                    .warning, file: configuration.file, line: 1, column: 1, source: "", message: message,
                    remedy: remedy))
        }
        let list = "`earshot callbacks list --state booked` names them"
        if configuration.callBackTerms == nil {
            let who =
                configuration.acd == nil && configuration.onCall == nil
                ? "and without `acd` and `on-call` nobody is asked to ring" : "they are rung by its usual values"
            warn(
                "\(promised), and there is no `callbacks`: \(who), and nobody is offered another",
                "put `callbacks` back until they are over, or cancel them: \(list)")
        }
        let known = Set(configuration.sources.map(\.name))
        let answered = configuration.manners.flatMap { $0.mode == .on ? $0.sources : nil } ?? []
        for (source, its) in Dictionary(grouping: calls, by: \.source).sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where !source.rawValue.isEmpty && !answered.contains(source) {
            let why =
                !known.contains(source)
                ? "which is no source any more"
                : configuration.manners?.sources.contains(source) == true
                    ? "while `acknowledge.mode` is \(configuration.manners?.mode.rawValue ?? "off")"
                    : "where nobody is answered by itself"
            warn(
                "\(Self.count(its.count)) promised to customers of `\(source.rawValue)`, \(why): "
                    + "they are rung, and not told if anything changes",
                "tell them yourself what changes; \(list)")
        }
        let terms = configuration.termsOfAnyCall
        let displaced = calls.filter {
            $0.state == .booked && $0.attempts == 0
                && (configuration.callBacks == nil ? Self.isClosed($0, terms) : Self.isOutside($0, terms))
        }
        if let first = displaced.first {
            warn(
                "\(Self.count(displaced.count)) promised at times that are none by `hours` and `slot` now "
                    + "(the first on \(Self.clock(first, configuration))): they are rung all the same",
                "see that somebody is there, or move them: `earshot callbacks move \(first.id) --to TIME`")
        }
        return complaints
    }

    /// No slot begins then by now, whether it could still be sold or not.
    private static func isOutside(_ call: CallBack, _ terms: CallBackTerms) -> Bool {
        var plan = terms.plan
        plan.lead = .zero
        let slots = Slots(plan: plan, calendar: terms.calendar(of: call), taken: [:], now: call.start)
        return slots.state(of: call.start) == .closed
    }

    private static func isClosed(_ call: CallBack, _ terms: CallBackTerms) -> Bool {
        terms.calendar(of: call).state(at: call.start) != .open
    }

    private static func count(_ calls: Int) -> String {
        calls == 1 ? "1 call is" : "\(calls)\(calls == most ? " calls or more" : " calls") are"
    }

    private static func clock(_ call: CallBack, _ configuration: Configuration) -> String {
        HoursWords.clock(call.start, configuration.hours?.standard.zone ?? .utc)
    }
}

extension Configuration {
    /// By what a call is rung and looked after that was agreed: as configured, else by the usual values.
    var termsOfAnyCall: CallBackTerms { callBackTerms ?? termsOfAnyCall(perSlot: 0) }

    /// - Parameter perSlot: none, and nobody is offered a call.
    func termsOfAnyCall(perSlot: Int) -> CallBackTerms {
        var plan = CallBackPlan(perSlot: perSlot)
        plan.ring = acd == nil ? .onCall : onCall == nil ? .acd : .both
        plan.region = region ?? plan.region
        let always = OpeningInterval(start: 0, end: 86_400)
        let anyHour = BusinessCalendar(
            name: "default", zone: .utc,
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [always]) }))
        return CallBackTerms(
            plan: plan, hours: hours ?? BusinessHours(anyHour), onCall: onCall, ticketDomain: acd?.ticketDomain,
            heat: hotHeat, manners: manners)
    }
}
