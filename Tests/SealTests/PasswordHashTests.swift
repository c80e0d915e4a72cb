import Seal
import Testing

@Suite struct PasswordHashTests {
    /// RFC 7914 §12.
    @Test func `scrypt is that of RFC 7914`() throws {
        let first = try Scrypt(cost: 16, block: 1, lanes: 1).derive([], salt: [], count: 64)
        #expect(
            hex(first)
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        let second = try Scrypt(cost: 1024, block: 8, lanes: 16)
            .derive(Array("password".utf8), salt: Array("NaCl".utf8), count: 64)
        #expect(
            hex(second)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
        let third = try Scrypt(cost: 16384, block: 8, lanes: 1)
            .derive(Array("pleaseletmein".utf8), salt: Array("SodiumChloride".utf8), count: 64)
        #expect(
            hex(third)
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
    }

    @Test func `a password holds against its own hash alone, and no hash is made twice`() async throws {
        let first = try await PasswordHash.make("correct horse battery")
        let second = try await PasswordHash.make("correct horse battery")
        #expect(first.hasPrefix("scrypt$32768$8$1$"))
        #expect(first != second)
        let holds = try await PasswordHash.holds("correct horse battery", against: first)
        #expect(holds)
        let wrong = try await PasswordHash.holds("correct horse batterz", against: first)
        #expect(!wrong)
        let nobody = try await PasswordHash.holds("correct horse battery", against: "")
        #expect(!nobody)
    }

    @Test func `the same letters hold, composed or not`() async throws {
        let hash = try await PasswordHash.make("Kaffee mit Pl\u{E4}tzchen")
        let holds = try await PasswordHash.holds("Kaffee mit Pla\u{308}tzchen", against: hash)
        #expect(holds)
    }

    @Test(arguments: [
        "", "x", "scrypt$32768$8$1$$", "scrypt$1099511627776$8$1$AAAAAAAAAAAAAAAAAAAAAA$",
        "scrypt$4294967296$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$32768$8$18446744073709551615$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$3$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a hash that somebody meddled with holds for nothing and costs no more than ours`(_ stored: String)
        async throws
    {
        let holds = try await PasswordHash.holds("", against: stored)
        #expect(!holds)
    }

    @Test func `two passwords are hashed at once, and no more`() async throws {
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 { group.addTask { try await PasswordHash.make("password number \(number)") } }
            try await group.waitForAll()
        }
        #expect(PasswordHash.turnstile.mostInside == 2)
    }

    @Test func `a turnstile lets its width through, in order, and sends away what its line cannot hold`() async throws {
        let turnstile = Turnstile(width: 1, line: 1)
        let (inside, entered) = AsyncStream.makeStream(of: Void.self)
        let (leave, leaving) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            try await turnstile.pass {
                entered.yield()
                for await _ in leave { break }
            }
        }
        for await _ in inside { break }
        let second = Task { try await turnstile.pass { 2 } }
        while turnstile.waiting == 0 { await Task.yield() }
        await #expect(throws: TooMany.self) { try await turnstile.pass { 3 } }
        leaving.finish()
        try await first.value
        let value = try await second.value
        #expect(value == 2)
        #expect(turnstile.mostInside == 1)
        // Its place was given back.
        let third = try await turnstile.pass { 4 }
        #expect(third == 4)
    }

    func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
