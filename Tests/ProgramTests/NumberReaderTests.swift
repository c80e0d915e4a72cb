import Channels
import Foundation
import Storage
import Testing
import Triage

@testable import earshot

/// One person is one handle, however their number is written.
struct NumberReaderTests {
    private let spain = NumberReader(region: "ES")

    @Test(arguments: [
        "+34612345678", "0034 612 345 678", "612345678", "612 34 56 78", "34612345678",
    ]) func `a number of the line's country is one handle, whichever way it comes`(_ written: String) {
        #expect(spain.handle(written)?.address == "+34612345678")
        #expect(SenderNumbers(spain).handle(written)?.address == "+34612345678")
    }

    @Test(arguments: [
        ("447911123456", "+447911123456"), ("+44 (0)7911 123456", "+447911123456"), ("22345", "22345"),
        ("MOVISTAR", "MOVISTAR"), ("112", "112"),
    ]) func `other countries, short codes and names stay what they are`(_ written: String, _ address: String) {
        #expect(spain.handle(written)?.address == address)
    }

    @Test func `where no country is configured nobody guesses one`() {
        let nowhere = NumberReader(region: nil)
        #expect(nowhere.handle("612345678")?.address == "612345678")
        #expect(nowhere.handle("34612345678")?.address == "34612345678")
        #expect(nowhere.handle("+34612345678")?.address == "+34612345678")
        #expect(nowhere.e164("612345678") == nil)
    }

    private static let least = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
    private static let modem = "sources: [ { name: modem, channel: sms, provider: gammu, inbox: /in"

    @Test func `the nearest region counts`() throws {
        func source(_ text: String) throws -> String? {
            let loaded = settings(Self.least + text)
            return try #require(loaded.configuration, "\(loaded.complaints)").sources.first?.region
        }
        let acd =
            "acd: { smtp: \"smtp://127.0.0.1:25\", from: e@quillfone.example, queues: { default: a@acd.example } }\n"
        let hours = "hours: { time-zone: UTC, weekly: { mon-sun: [\"00:00-24:00\"] } }\n"
        let calls = acd + hours + "callbacks: { region: PT }\n"
        #expect(try source(Self.modem + " } ]\n") == nil)
        #expect(try source("region: ES\n" + Self.modem + " } ]\n") == "ES")
        #expect(try source("region: ES\n" + Self.modem + ", region: FR } ]\n") == "FR")
        #expect(try source(calls + Self.modem + " } ]\n") == "PT")
        #expect(try source("region: ES\n" + calls + Self.modem + " } ]\n") == "ES")
        let both = settings(Self.least + "region: ES\n" + acd + hours + "callbacks: { slot: 15m }\n").configuration
        #expect(both?.callBacks?.region == "ES")
        #expect(settings(Self.least + calls).configuration?.callBacks?.region == "PT")
    }

    @Test func `a modem without a region is noted, once it has one it is not`() {
        func notes(_ text: String) -> [String] {
            settings(Self.least + text).complaints.filter { $0.weight == .note }.map(\.message)
        }
        #expect(notes(Self.modem + " } ]\n").contains { $0.contains("of which country numbers are") })
        #expect(notes("region: ES\n" + Self.modem + " } ]\n").isEmpty)
    }

    @Test func `handles of the configuration and of the CRM are read the same way`() throws {
        let loaded = settings(Self.least + "region: ES\nagents: [\"sms:612345678\", \"sms:22345\"]\n")
        #expect(loaded.configuration?.agents.map(\.address) == ["+34612345678", "22345"])
        let homeless = settings(Self.least + "agents: [\"sms:612345678\"]\n").complaints
        #expect(homeless.contains { $0.weight == .warning && $0.message.contains("no country's code") })
        let impossible = settings(Self.least + "agents: [\"sms:+3461234\"]\n").complaints
        #expect(impossible.contains { $0.weight == .error && $0.message.contains("too short") }, "\(impossible)")

        let rows = "id,number,handles\n1,612 345 678,sms:612345678\n2,+34 612 345 679,sms:22345\n"
        let reading = CustomerFile.read(Array(rows.utf8), numbers: spain)
        #expect(reading.flaws == [])
        #expect(reading.customers.map(\.number) == ["+34612345678", "+34612345679"])
        #expect(reading.customers.flatMap(\.handles).map(\.address) == ["+34612345678", "22345"])
        let wrong = CustomerFile.read(Array("id,number\n1,123\n2,+34612\n".utf8), numbers: spain)
        #expect(wrong.flaws.map(\.line) == [2, 3])
        #expect(CustomerFile.read(Array("id,number\n1,612345678\n".utf8)).flawCount == 1)
    }

    @Test func `the number of a text line has a country too`() throws {
        func number(_ text: String, _ region: String = "region: ES\n") -> String? {
            let line =
                "sources: [ { name: a, channel: sms, provider: twilio, account: AC1, token: \"${env:T}\", number: \"\(text)\" } ]\n"
            let loaded = settings(Self.least + region + line, environment: ["T": "x"])
            guard case .twilio(_, _, _, let number) = loaded.configuration?.sources.first?.place else { return nil }
            return number
        }
        #expect(number("612 345 678") == "+34612345678")
        #expect(number("22345") == "22345")
        #expect(number("+3461") == nil)
    }

    @Test func `a stop that was noted before the country was known holds for the number that is read now`() async throws
    {
        let folder = try Scratch()
        let text = "brand: Quillfone\ndatabase: sqlite:\(folder.path)/e.db\nrules: Rules\nregion: ES\n"
        let configuration = try #require(settings(text).configuration)
        let store = try await openStore(configuration)
        let now = Moment.wallClock
        for number in ["612345678", "22345", "612345679"] {
            _ = try await store.setOptOut(Handle(channel: .sms, normalised: number), why: "STOP", now: now)
        }
        // They took it back under the number with its country.
        let back = Handle(channel: .sms, normalised: "+34612345679")
        _ = try await store.setOptOut(back, why: "STOP", now: now)
        _ = try await store.clearOptOut(back, now: now)
        #expect(try await OptOutNumbers.carryOver(configuration, store) == 1)
        #expect(try await OptOutNumbers.carryOver(configuration, store) == 0)
        let held = try await store.optOut(of: Handle(channel: .sms, normalised: "+34612345678"))
        #expect(held?.words == "STOP")
        #expect(try await store.optOut(of: back) == nil)
        await store.engine.close()
    }
}
