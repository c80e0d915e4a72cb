import Facts
import Synchronization
import Triage

/// The world's numbering plans and the host's time zones, as thinking may ask them.
extension Decider.Tables {
    /// - Parameter zones: read once each; a reload makes new tables, and with them takes an update of tzdata.
    static func ofThisHost(_ zones: HostTimeZones = HostTimeZones()) -> Decider.Tables {
        let known = KnownZones(zones)
        return Decider.Tables(
            number: { text, region in NumberFinding(text, region: region) },
            zone: { name in known.zone(name) })
    }

    private final class KnownZones: Sendable {
        private let host: HostTimeZones
        /// Names come from the CRM too: those that are none are kept as well, and all of them are few.
        private let read = Mutex<[String: TimeZoneTable?]>([:])
        private static let most = 1_000

        init(_ host: HostTimeZones) { self.host = host }

        func zone(_ name: String) -> TimeZoneTable? {
            if let known = read.withLock({ $0[name] }) { return known }
            let table = try? host.zone(named: name)
            read.withLock { if $0.count < Self.most { $0[name] = .some(table) } }
            return table
        }
    }
}

extension NumberFinding {
    /// What a customer wrote, their own country's code left out or not.
    init(_ text: String, region: String) {
        let reader = PhoneReader(region: region)
        guard let reading = reader.read(text) ?? reader.find(in: text).first?.1 else {
            self = .none
            return
        }
        self =
            switch reading.obstacle {
            case .impossible: .impossible
            case .emergency: .refused(because: "an emergency number")
            case .shortCode: .refused(because: "a short code")
            case .costly: .refused(because: "a number that costs the caller more than an ordinary call")
            case .voiceless: .refused(because: "a pager")
            case nil: reading.standing == .valid ? .good(e164: reading.e164) : .doubtful(e164: reading.e164)
            }
    }
}
