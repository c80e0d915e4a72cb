import Facts
import Triage
import Yams

extension OnCallReader {
    /// Whether a number in E.164 can reach somebody of the team. What cannot be is refused, with its reason; what the
    /// data of this host does not know is only warned of, since ranges are opened every year.
    func canBeReached(_ number: String, at node: Node) -> Bool {
        guard let found = PhoneReader(region: "").read(number) else { return false }
        if let obstacle = found.obstacle {
            reading.complain(
                at: node, "`\(number)` \(obstacle.inWords)",
                remedy: "compare it with the telephone that it should reach")
            return false
        }
        if found.standing == .doubtful {
            reading.complain(
                .warning, at: node,
                "`\(number)` has the length of a number of its country, but no range there that this host's data knows",
                remedy: "compare it with the telephone that it should reach; `earshot oncall now` shows who is called")
        }
        return true
    }
}
