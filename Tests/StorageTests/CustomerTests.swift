import Storage
import TestKit
import Testing
import Triage

@Suite struct CustomerTests {
    let now = Example.morning
    let ana = Customer(
        id: CustomerID(rawValue: "C-1"), name: "Ana Ruiz",
        handles: [Example.ana, Handle(channel: .email, normalised: "ana@example.org")], tier: "vip", value: 1200,
        language: "es", timeZone: "Europe/Madrid", number: "+12025550111",
        consent: ["sms": .given, "email": .refused], preferredChannel: "sms")
    let ben = Customer(
        id: CustomerID(rawValue: "C-2"), name: "Ben", handles: [Handle(channel: .sms, normalised: "+12025550122")])

    @Test(arguments: EngineKind.allCases)
    func `customers come back as they were imported, by id and by handle`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let first = try await store.importCustomers([ana, ben], now: now)
            #expect(first == CustomerImport(added: 2, changed: 0, unchanged: 0, conflicts: []))
            #expect(try await store.customer(ana.id) == ana)
            #expect(try await store.customer(with: ana.handles[1]) == ana)
            #expect(try await store.customer(with: Handle(channel: .sms, normalised: "+1")) == nil)
            #expect(try await store.customer(CustomerID(rawValue: "C-3")) == nil)
            var moved = ben
            moved.tier = "gold"
            moved.handles = [moved.handles[0], moved.handles[0]]
            let second = try await store.importCustomers([ana, moved], now: now)
            #expect(second == CustomerImport(added: 0, changed: 1, unchanged: 1, conflicts: []))
            #expect(try await store.customer(with: ben.handles[0])?.tier == "gold")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a handle that somebody else bears is refused with both ids, and nothing is imported`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            _ = try await store.importCustomers([ana], now: now)
            var thief = ben
            thief.handles.append(Example.ana)
            let new = Customer(id: CustomerID(rawValue: "C-9"))
            let refused = try await store.importCustomers([new, thief], now: now)
            #expect(refused.added == 0)
            #expect(refused.conflicts == ["mastodon:ana@mastodon.example is given for C-2 and belongs to C-1"])
            #expect(try await store.customer(new.id) == nil)
            let twice = try await store.importCustomers([ben, thief], now: now)
            #expect(twice.conflicts.first == "customer C-2 is given twice")
            var other = thief
            other.id = CustomerID(rawValue: "C-3")
            #expect(
                try await store.importCustomers([ben, other], now: now).conflicts
                    == ["sms:+12025550122 is given for both C-2 and C-3"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a handle moves when both customers are imported together`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await store.importCustomers([ana, ben], now: now)
            var (giver, taker) = (ana, ben)
            giver.handles = [ana.handles[1]]
            taker.handles.append(ana.handles[0])
            #expect(try await store.importCustomers([taker, giver], now: now).changed == 2)
            #expect(try await store.customer(with: Example.ana)?.id == ben.id)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a message is known as its customer's, and an unknown handle makes none`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await store.importCustomers([ana], now: now)
            let lease = try await store.begin()
            let stranger = Handle(channel: .mastodon, normalised: "cleo@mastodon.example")
            let page = Example.page(lease, [Example.message(1), Example.message(2, author: stranger)])
            _ = try await store.remember([page], now: now, thinking: .example)
            #expect(try await store.tickets(limit: 5).reversed().map { $0.message?.customer } == [ana, nil])
        }
    }
}
