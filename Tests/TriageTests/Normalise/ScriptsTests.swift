import Testing

@testable import Triage

/// Words of every script, each with its bytes in the original.
struct ScriptsTests {
    private func words(_ text: String) -> [String] { Scene.read(text).words }

    private func matched(_ phrase: String, _ text: String) throws -> [String]? {
        Scene.matched(try Scene.rules(when: "list:it", ["it": phrase + "\n"]), text)
    }

    @Test func `a vowel written as a mark stays with its letter`() throws {
        #expect(Scene.read("ไม่มี").slices == ["ไ", "ม่", "มี"])
        #expect(words("มี") != words("มื"))
        #expect(try matched("มี", "ไม่มีไฟ") == ["มี"])
        #expect(try matched("มี", "มือถือ") == nil)
        #expect(Scene.read("ភ្លើង").slices.joined() == "ភ្លើង")
        #expect(words("ຟ້າ").count == 2)
    }

    @Test func `a voiced sound is one however it is composed`() throws {
        #expect(words("か\u{3099}") == words("が"))
        #expect(words("ｶﾞ") == words("ガ"))
        #expect(try matched("電話が壊れた", "あの電話か\u{3099}壊れた。") == ["電話か\u{3099}壊れた"])
    }

    @Test func `a word of Devanagari keeps its signs`() throws {
        #expect(words("हिन्दी में") == ["हिन्दी", "में"])
        #expect(try matched("हिन्दी", "यह हिन्दी है।") == ["हिन्दी"])
        #expect(try matched("हिन्द", "यह हिन्दी है।") == nil)
    }

    @Test func `points of Arabic and Hebrew may be written or not`() throws {
        #expect(try matched("هاتف", "هَاتِفٌ معطل") == ["هَاتِفٌ"])
        #expect(try matched("هاتف", "هـــاتف معطل") == ["هـــاتف"])
        #expect(try matched("اعطال", "أعطال") == ["أعطال"])
        #expect(try matched("שלום", "שָׁלוֹם לך") == ["שָׁלוֹם"])
    }

    @Test func `a Korean word is found with its particle, and not inside another`() throws {
        #expect(try matched("퀼폰", "퀼폰이 안 돼요") == ["퀼폰이"])
        #expect(try matched("퀼폰", "퀼폰에서는 안 돼요") == ["퀼폰에서는"])
        #expect(try matched("퀼폰 고장", "퀼폰은 고장") == ["퀼폰은 고장"])
        #expect(try matched("불", "불만이 많다") == nil)
    }

    @Test func `an emoji is one word with all that belongs to it`() throws {
        #expect(Scene.read("👩‍👩‍👧 👍🏽 ❤️‍🔥 🇬🇧🇫🇷 1️⃣ #️⃣").slices == ["👩‍👩‍👧", "👍🏽", "❤️‍🔥", "🇬🇧", "🇫🇷", "1️⃣", "#️⃣"])
        #expect(words("👍🏽") == words("👍"))
        #expect(words("🤦🏻‍♀️") == words("🤦"))
        #expect(words("👩‍👩‍👧") != words("👩"))
        #expect(words("❤️") == words("❤"))
        #expect(try matched("🇬🇧", "from 🇫🇷🇬🇧") == ["🇬🇧"])
        #expect(try matched("🤦", "oh 🤦🏿‍♂️!") == ["🤦🏿‍♂️"])
    }

    @Test func `a row of joined emoji ends somewhere`() {
        let long = words(String(repeating: "👩\u{200D}", count: 10_000) + " fire")
        #expect(long.last == "fire")
        #expect(long.allSatisfy { $0.utf8.count < 100 })
    }

    @Test func `a hashtag of any script is read as its words`() throws {
        #expect(
            words("#QuillfoneFail2026 #no_signal #5GDown #Covid19 #2026Fail") == [
                "quillfone", "fail", "2026", "no", "signal", "5g", "down", "covid", "19", "2026", "fail",
            ])
        #expect(try matched("covid19", "#Covid19 again") == ["#Covid19"])
        #expect(try matched("quillfone fail", "so #QuillfoneFail!") == ["#QuillfoneFail"])
        #expect(try matched("связи нет", "#связи_нет") == ["#связи_нет"])
        #expect(try matched("話が", "#電話が壊れた") == ["話が"])
    }

    @Test func `a disguised word is found where nothing around it is Russian`() throws {
        // The whole word is Cyrillic.
        #expect(try matched("case", "my саѕе is old") == ["саѕе"])
        #expect(try matched("cop", "сор на улице лежит") == nil)
        #expect(try matched("сор", "сор на улице лежит") == ["сор"])
        #expect(try matched("fire", "fіrе!") == ["fіrе"])
    }

    @Test func `digits of other scripts are digits`() {
        #expect(words("٤٢ ४२ ４２") == ["42", "42", "42"])
    }

    @Test func `a sentence ends as its script ends it`() {
        for end in ["。", "！", "？", "؟", "।", "።", "!", "."] where end != "።" {
            var reading = Reading()
            let bytes = Array("話\(end)話".utf8)
            bytes.withUnsafeBufferPointer { reading.read($0) }
            #expect(reading.tokens[0].after.contains(.sentence), "\(end)")
        }
    }

    @Test func `no bytes can break the reader`() {
        var state: UInt64 = 7
        func byte() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        var reading = Reading()
        for round in 0..<3000 {
            // All bytes, and in every other round mostly the leading ones of wide characters.
            let bytes = (0..<Int(byte() & 63)).map { _ in round % 2 == 0 ? byte() : byte() | 0xC0 }
            bytes.withUnsafeBufferPointer { reading.read($0) }
            for index in 0..<reading.tokens.count {
                let token = reading.tokens[index]
                #expect(token.start < token.end && Int(token.end) <= bytes.count)
                #expect(index == 0 || reading.tokens[index - 1].end <= token.start)
            }
        }
    }
}
