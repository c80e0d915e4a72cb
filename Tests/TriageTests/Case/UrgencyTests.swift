import Testing
import Triage

@Suite struct UrgencyTests {
    static let now = Moment(seconds: 1_793_610_000)

    @Test func `the hotter a case is the sooner its patience ends, and never at once or never`() {
        let patience = (-10...1_100).map { Urgency.patience(heat: $0) }
        #expect(zip(patience, patience.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(patience.first == .seconds(8 * 3600) && patience.last == .seconds(1))
        #expect(Urgency.patience(heat: .max) == .seconds(1) && Urgency.patience(heat: .min) == .seconds(8 * 3600))
        // Half of it for every 16 degrees.
        #expect(Urgency.patience(heat: 16) == .seconds(4 * 3600) && Urgency.patience(heat: 80) == .seconds(900))
        #expect(Urgency.patience(heat: 24) == .seconds(3 * 3600))
    }

    @Test func `a promise that ends first is its place`() {
        let patience = Urgency.patience(heat: 80)
        #expect(Urgency.rank(heat: 80, firstHeard: Self.now, promise: nil) == Self.now + patience)
        #expect(
            Urgency.rank(heat: 80, firstHeard: Self.now, promise: Self.now + .seconds(60)) == Self.now + .seconds(60))
        #expect(
            Urgency.rank(heat: 80, firstHeard: Self.now, promise: Self.now + .seconds(86_400)) == Self.now + patience)
    }

    @Test func `however hot what comes later is, it passes no case whose patience has run out`() {
        for heat in [0, 50, 80] {
            let old = Urgency.rank(heat: heat, firstHeard: Self.now, promise: nil)
            let later = Self.now + Urgency.patience(heat: heat)
            #expect(old < Urgency.rank(heat: 10_000, firstHeard: later, promise: nil))
            // Until then what is hotter goes first.
            #expect(Urgency.rank(heat: heat + 40, firstHeard: Self.now + .seconds(60), promise: nil) < old)
        }
    }
}
