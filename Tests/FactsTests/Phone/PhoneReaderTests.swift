import Foundation
import Testing
import Triage

@testable import Facts

struct PhoneReaderTests {
    /// As people of the country write it, and what is dialled from anywhere.
    private static let national: [(region: String, written: String, e164: String, kind: PhoneReading.Kind)] = [
        ("AR", "011 15-2345-6789", "+5491123456789", .mobile), ("AR", "011 2345-6789", "+541123456789", .fixedLine),
        ("AU", "0412 345 678", "+61412345678", .mobile), ("AU", "(02) 1234 5678", "+61212345678", .fixedLine),
        ("AT", "0664 123456", "+43664123456", .mobile), ("BE", "0470 12 34 56", "+32470123456", .mobile),
        ("BR", "(11) 96123-4567", "+5511961234567", .mobile), ("BR", "(11) 2345-6789", "+551123456789", .fixedLine),
        ("CA", "(506) 234-5678", "+15062345678", .fixedOrMobile), ("CH", "078 123 45 67", "+41781234567", .mobile),
        ("CN", "131 2345 6789", "+8613123456789", .mobile), ("CN", "010 1234 5678", "+861012345678", .fixedLine),
        ("CO", "321 1234567", "+573211234567", .mobile), ("CZ", "601 123 456", "+420601123456", .mobile),
        ("DE", "01512 3456789", "+4915123456789", .mobile), ("DE", "030/123456", "+4930123456", .fixedLine),
        ("DK", "32 12 34 56", "+4532123456", .fixedOrMobile), ("EG", "0100 123 4567", "+201001234567", .mobile),
        ("ES", "612 34 56 78", "+34612345678", .mobile), ("FI", "041 2345678", "+358412345678", .mobile),
        ("FR", "06.12.34.56.78", "+33612345678", .mobile), ("FR", "01 23 45 67 89", "+33123456789", .fixedLine),
        ("GB", "07400 123456", "+447400123456", .mobile), ("GB", "(0121) 234 5678", "+441212345678", .fixedLine),
        ("GR", "691 234 5678", "+306912345678", .mobile), ("HK", "5123 4567", "+85251234567", .mobile),
        ("HU", "06 20 123 4567", "+36201234567", .mobile), ("IE", "085 012 3456", "+353850123456", .mobile),
        ("IL", "050-234-5678", "+972502345678", .mobile), ("IN", "081234 56789", "+918123456789", .mobile),
        ("IT", "312 345 6789", "+393123456789", .mobile), ("IT", "02 1234 5678", "+390212345678", .fixedLine),
        ("JP", "090-1234-5678", "+819012345678", .mobile), ("JP", "03-1234-5678", "+81312345678", .fixedLine),
        ("KE", "0712 123456", "+254712123456", .mobile), ("KR", "010-2000-0000", "+821020000000", .mobile),
        ("MX", "222 123 4567", "+522221234567", .fixedOrMobile), ("NG", "0802 123 4567", "+2348021234567", .mobile),
        ("NL", "06-12345678", "+31612345678", .mobile), ("NO", "406 12 345", "+4740612345", .mobile),
        ("PL", "512 345 678", "+48512345678", .mobile), ("PT", "912 345 678", "+351912345678", .mobile),
        ("RU", "8 (912) 345-67-89", "+79123456789", .mobile), ("SE", "070-123 45 67", "+46701234567", .mobile),
        ("SG", "8123 4567", "+6581234567", .mobile), ("TR", "0501 234 56 78", "+905012345678", .mobile),
        ("UA", "050 123 4567", "+380501234567", .mobile), ("US", "(201) 555-0123", "+12015550123", .fixedOrMobile),
        ("ZA", "071 123 4567", "+27711234567", .mobile),
    ]

    @Test func `numbers as people of forty countries write them are read`() throws {
        #expect(Set(Self.national.map(\.region)).count >= 35)
        for (region, written, e164, kind) in Self.national {
            let reading = try #require(PhoneReader(region: region).read(written), "\(region) \(written)")
            #expect(reading.e164 == e164, "\(region) \(written)")
            #expect(reading.kind == kind, "\(region) \(written)")
            #expect(reading.standing == .valid && reading.region == region, "\(region) \(written)")
            #expect(reading.obstacle == nil && reading.extensionDigits == nil, "\(region) \(written)")
            // Their international form is the same number, whoever reads it.
            for reader in ["GB", "US", "JP", ""] {
                #expect(PhoneReader(region: reader).read(reading.international) == reading, "\(written) in \(reader)")
                #expect(PhoneReader(region: reader).read(e164) == reading, "\(written) in \(reader)")
            }
        }
    }

    @Test(arguments: [
        "020 7946 0958", "020-7946-0958", "02079460958", "(020) 7946 0958", "+44 20 7946 0958", "+44 (0)20 7946 0958",
        "0044 20 7946 0958", "tel:+44-20-7946-0958", "Tel.: 020 7946 0958", "☎ 020 7946 0958", " 020 7946 0958. ",
        "０２０　７９４６　０９５８", "＋４４２０７９４６０９５８", "٠٢٠ ٧٩٤٦ ٠٩٥٨", "۰۲۰۷۹۴۶۰۹۵۸", "०२० ७९४६ ०९५८",
        "\u{202A}+44 20 7946 0958\u{202C}", "020\u{A0}7946\u{2011}0958", "020 7946 0958 👍",
    ])
    func `one number is one number, however it is written`(_ written: String) throws {
        let reading = try #require(PhoneReader(region: "gb").read(written))
        #expect(reading.e164 == "+442079460958")
        #expect(reading.international == "+44 20 7946 0958")
        #expect(reading.standing == .valid && reading.kind == .fixedLine && reading.region == "GB")
    }

    @Test(arguments: [
        "020 7946 0958 ext. 5", "020 7946 0958x5", "+44 20 7946 0958 ext 5", "tel:+442079460958;ext=5",
        "020 7946 0958 #5", "020 7946 0958, Durchwahl: 5", "020 7946 0958 poste 5", "020 7946 0958 Ramal ٥",
    ])
    func `an extension is kept apart from the number`(_ written: String) throws {
        let reading = try #require(PhoneReader(region: "GB").read(written))
        #expect(reading.e164 == "+442079460958")
        #expect(reading.extensionDigits == "5")
        #expect(reading.international == "+44 20 7946 0958 ext. 5")
    }

    @Test(arguments: [
        // Sentences, and digits that are spread over one.
        "12345 or 6789", "call me on oh seven 700 900123", "020 7946 0958 after 5", "no 020 7946 0958",
        "020 7946 0958, 07400 123456", "seven: 7", "07400 123456 Ann", "020 SEVEN 46 0958", "日本 090-1234-5678",
        // Marks upon the digits.
        "0\u{337}20 7946 0958", "020 79\u{337}\u{321}\u{489}46 0958", "٠٢٠ ٧٩\u{651}٤٦ ٠٩٥٨",
        "020 7946 0958 ext 123456789012", "020 7946 0958 ext", "1", "+", "+1", "1+2", "02079\u{0}460958",
    ])
    func `what is not wholly a number is none`(_ written: String) {
        let reading = PhoneReader(region: "GB").read(written)
        guard let reading else { return }
        guard case .impossible = reading.standing else {
            Issue.record("\(written) was read as \(reading)")
            return
        }
        #expect(reading.e164.isEmpty && reading.international.isEmpty && reading.obstacle != nil)
    }

    @Test func `a text without digits, or longer than any number, is not read at all`() {
        for written in [
            "", " ", "call me on oh seven seven double oh", "never", "👍", "+", "\u{0}",
            String(repeating: "\u{337}", count: 40), String(repeating: "0", count: 65),
            String(repeating: "+44 20 7946 0958 ", count: 600_000), "1" + String(repeating: "\u{301}", count: 100_000),
        ] { #expect(PhoneReader(region: "GB").read(written) == nil, "\(written.prefix(20))") }
        #expect(PhoneReader(region: "GB").read(String(repeating: "0", count: 64)) != nil)
    }

    @Test func `the country may be called as people call it`() {
        for region in ["GB", "gb", "UK", "uk"] {
            #expect(PhoneReader(region: region).read("020 7946 0958")?.e164 == "+442079460958")
        }
    }

    private static let impossible: [(written: String, region: String, reason: PhoneReading.Reason)] = [
        ("7946 0958", "GB", .tooShort), ("+44 20 7946", "US", .tooShort),
        ("555-0100", "US", .tooShort), ("+1 202 555 011", "GB", .tooShort),
        ("02079460958123456", "GB", .tooLong), ("+1 202 555 0111 2", "GB", .tooLong),
        (String(repeating: "9", count: 64), "GB", .tooLong), ("+999 1234567", "GB", .unknownCountry),
        ("020 7946 0958", "", .unknownCountry), ("020 7946 0958", "XX", .unknownCountry),
        ("020 7946 0958", "Great Britain", .unknownCountry), ("0 2-", "GB", .notANumber),
    ]

    @Test func `what cannot be a number says why`() throws {
        for (written, region, reason) in Self.impossible {
            let reading = try #require(PhoneReader(region: region).read(written), "\(written)")
            #expect(reading.standing == .impossible(reason), "\(written) in \(region)")
            #expect(reading.obstacle == .impossible(reason) && reading.e164.isEmpty, "\(written) in \(region)")
        }
    }

    @Test func `a range that the data does not know is doubted and not refused`() throws {
        // The range that Britain keeps for films.
        let reading = try #require(PhoneReader(region: "GB").read("07700 900123"))
        #expect(reading.standing == .doubtful && reading.kind == .unknown)
        #expect(reading.e164 == "+447700900123" && reading.region == "GB" && reading.obstacle == nil)
        #expect(PhoneReader(region: "GB").read("+1 311 555 0100")?.standing == .doubtful)
    }

    private static let costly: [(written: String, region: String, kind: PhoneReading.Kind)] = [
        ("0909 879 0123", "GB", .premium), ("+44 901 234 5678", "US", .premium), ("0845 46 47", "GB", .premium),
        ("070 0000 0000", "GB", .personal), ("(900) 234-5678", "US", .premium), ("+1 900 555 0100", "GB", .premium),
        ("0900 1 234567", "DE", .premium), ("+499001234567", "FR", .premium), ("0180 5 123456", "DE", .sharedCost),
        ("0700 12345678", "DE", .personal),
        ("0899 70 12 34", "FR", .premium), ("0 891 12 34 56", "FR", .premium), ("803 12 34 56", "ES", .premium),
        ("760 123 456", "PT", .premium), ("899 123 456", "IT", .premium), ("0900 123456", "AT", .premium),
        ("0900 123 456", "CH", .premium), ("1900 123 456", "AU", .premium), ("0300 12 3456", "BR", .premium),
        ("8 (809) 123-45-67", "RU", .premium), ("0990-123-456", "JP", .premium), ("+979 123 456 789", "GB", .premium),
    ]

    @Test func `lines that cost extra are told in every country and not rung`() throws {
        for (written, region, kind) in Self.costly {
            let reading = try #require(PhoneReader(region: region).read(written), "\(written)")
            #expect(reading.kind == kind && reading.obstacle == .costly, "\(written) in \(region): \(reading)")
        }
        #expect(PhoneReader(region: "US").read("1-800-FLOWERS")?.kind == .tollFree)
        #expect(PhoneReader(region: "US").read("1-800-FLOWERS")?.e164 == "+18003569377")
        #expect(PhoneReader(region: "GB").read("+800 1234 5678")?.region == "001")
    }

    @Test func `help lines and short codes are told and never rung`() throws {
        let emergencies = [
            ("112", "GB"), ("999", "GB"), ("911", "GB"), ("9 1 1", "US"), ("112", "US"), ("110", "DE"), ("15", "FR"),
            ("000", "AU"), ("119", "JP"), ("+44 999", "US"), ("+1 911", "DE"), ("１１２", "DE"), ("١١٢", "EG"),
            ("112", ""), ("911 555 0100", "US"), ("Tel: 112", "ES"), ("112 ext 5", "GB"),
        ]
        for (written, region) in emergencies {
            let reading = try #require(PhoneReader(region: region).read(written), "\(written)")
            #expect(reading.kind == .emergency && reading.obstacle == .emergency, "\(written) in \(region): \(reading)")
            #expect(reading.e164.isEmpty && reading.extensionDigits == nil, "\(written)")
        }
        for (written, region) in [("101", "GB"), ("116 123", "GB"), ("118 118", "GB"), ("3615", "FR"), ("40404", "US")]
        {
            let reading = try #require(PhoneReader(region: region).read(written), "\(written)")
            #expect(reading.kind == .shortCode && reading.obstacle == .shortCode, "\(written) in \(region): \(reading)")
            #expect(reading.e164.isEmpty && reading.international == written.filter { $0 != " " }, "\(written)")
        }
        // Short as it is, it can be rung from anywhere.
        #expect(PhoneReader(region: "AU").read("13 11 26")?.e164 == "+61131126")
    }

    @Test func `many tasks at once read what one reads`() async {
        let expected = Self.national.map { PhoneReader(region: $0.region).read($0.written) }
        let text = "one 020 7946 0958 or +49 30 123456"
        await withTaskGroup(of: Bool.self) { group in
            for start in 0..<32 {
                group.addTask {
                    for step in 0..<Self.national.count {
                        let place = (start + step) % Self.national.count
                        let (region, written, _, _) = Self.national[place]
                        guard PhoneReader(region: region).read(written) == expected[place] else { return false }
                    }
                    return PhoneReader(region: "GB").find(in: text).map(\.1.e164) == ["+442079460958", "+4930123456"]
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
