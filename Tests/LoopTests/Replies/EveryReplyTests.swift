import Testing
import Triage

@testable import Letters

/// All that may ever be said by the templates that come with the program, read as a customer reads it.
@Suite struct EveryReplyTests {
    @Test(arguments: ShippedReplies.languages)
    func `whatever there is to tell, it is told in whole sentences`(_ language: String) throws {
        for kind in AnswerKind.allCases {
            for scene in SaidScene.all(kind, language) {
                let text = try scene.written()
                if let slip = Proof.slip(in: text, language) {
                    Issue.record("\(slip): \(text)\n— \(scene)")
                    return
                }
            }
        }
    }

    @Test(arguments: [
        ("en", "We are back  tomorrow."), ("en", "We are back , tomorrow."), ("en", "We are back ()."),
        ("en", "we are back."), ("en", "We are back"), ("en", "\nWe are back."), ("en", "Reply with a number:"),
        ("en", "We are closed. you will hear."), ("fr", "Quand?"), ("en", "When ?"), ("en", "Back {{opening}}."),
        ("en", "We are back,. "), ("en", "One.\n\n\nTwo."), ("en", "Back..\nSoon."), ("en", "Back: ."),
        ("en", "We will ring you ."), ("en", "Reply STOP,"),
    ])
    func `a slip of the pen is seen`(_ language: String, _ text: String) {
        #expect(Proof.slip(in: text, language) != nil)
    }

    /// What a text message may cost: the most parts of a kind, offers with three times, and links, among them.
    private static func mostParts(_ kind: AnswerKind, _ language: String) -> Int {
        // Every second letter of Portuguese is outside the alphabet, and more than halves what fits.
        let wide = language == "pt" ? 2 : 0
        return switch kind {
        case .afterHours, .holiday, .hot, .callBackMissed, .callBackOffer, .callBackAsk: 3 + wide
        case .outage, .callBackNumber, .callBackBooked, .callBackMoved, .callBackCancelled, .optedOut, .help: 2 + wide
        case .optedIn, .status: 1 + wide
        }
    }

    @Test(arguments: ShippedReplies.languages)
    func `a text message stays within the parts that its kind is worth, and within the alphabet of the network`(
        _ language: String
    ) throws {
        for kind in AnswerKind.allCases {
            for scene in SaidScene.all(kind, language) where scene.form.channel == .sms {
                let text = try scene.written()
                let count = SegmentCount(text)
                let most = Self.mostParts(kind, language)
                #expect(!text.contains("\n\n"), "an empty line is paid for as well: \(text)")
                #expect(count.segments <= most, "\(count.segments) of \(most) parts: \(text)")
                let strange = text.unicodeScalars.filter { SegmentCount.septets($0) == 0 }.map(String.init)
                #expect(language == "pt" || strange.isEmpty, "\(strange): \(text)")
                guard count.segments <= most, language == "pt" || strange.isEmpty else { return }
            }
        }
    }

    @Test(arguments: ShippedReplies.languages)
    func `danger is answered with what to do first, and nothing else is`(_ language: String) throws {
        func said(_ isDanger: Bool?, isPublic: Bool) throws -> String {
            let scenes = SaidScene.all(.hot, language).filter {
                $0.draft.facts.isDanger == isDanger && $0.form.isPublic == isPublic && $0.form.channel == .mastodon
                    && $0.draft.facts.opening != nil && !$0.draft.facts.reference.isEmpty
                    && $0.draft.facts.offersPrivateWay == isPublic
            }
            return try #require(scenes.first).written()
        }
        for isPublic in [false, true] {
            let danger = try said(true, isPublic: isPublic)
            let first = danger.prefix { $0 != "." && $0 != ";" }
            #expect(first.contains("112") && !first.contains(SaidScene.brand), "\(danger)")
            #expect(danger.contains("1234567") != isPublic)
            let sober = try said(nil, isPublic: isPublic)
            #expect(!sober.contains("112") && sober.contains(SaidScene.brand), "\(sober)")
            for word in ["emergenc", "danger", "Gefahr", "Notruf", "peligro", "secours", "pericolo", "perigo"] {
                #expect(!sober.contains(word), "\(sober)")
            }
            // Nobody thanks for a threat.
            for word in ["Thank", "Danke", "Gracias", "Merci", "Grazie", "Obrigado"] {
                #expect(!sober.prefix(60).contains(word), "\(sober)")
            }
        }
    }

    @Test(arguments: ShippedReplies.languages)
    func `whoever says stop is told of the call that stands, and only then`(_ language: String) throws {
        let chosen = SpokenTime(zone: .utc, isTheirZone: true, now: SaidScene.slots[0], language: language)
            .sentence(SaidScene.slots[1], inFull: true).replacing(" (UTC)", with: "")
        for scene in SaidScene.all(.optedOut, language) where !scene.form.isPublic {
            let text = try scene.written()
            let tells = text.replacing("\u{A0}", with: " ").contains(chosen.replacing("\u{A0}", with: " "))
            #expect(tells == (scene.draft.facts.chosen != nil), "\(text)")
        }
    }
}

/// Reads a text as a proof-reader does.
private enum Proof {
    /// What is wrong with it; nil: nothing that a program can see.
    static func slip(in text: String, _ language: String) -> String? {
        for (slip, why) in [
            ("  ", "two spaces"), (" ,", "a space before a comma"), (",,", "two commas"), ("()", "an empty bracket"),
            ("( ", "a space in a bracket"), (" )", "a space in a bracket"), (" .", "a space before a full stop"),
            (",.", "a comma before a full stop"), ("..", "two full stops"), ("{{", "a brace"), ("}}", "a brace"),
            (";.", "a semicolon before a full stop"), (": .", "a colon before a full stop"),
            ("\n\n\n", "two empty lines"),
            (" \n", "a space at the end of a line"), ("nil", "a nil"), ("Optional", "an optional"),
        ] where text.contains(slip) {
            return why
        }
        for mark in ["?", ";", ":", "!"] {
            let isSpaced = text.contains(" \(mark)") || text.contains("\u{A0}\(mark)")
            if language == "fr" ? isTight(mark, in: text) : isSpaced { return "the space before a “\(mark)”" }
        }
        if text.hasPrefix("\n") || text.hasSuffix("\n") { return "an empty line at an end" }
        guard let first = text.first(where: { !"¿¡“«".contains($0) }), first.isUppercase else { return "its beginning" }
        let lines = text.split(separator: "\n").map(String.init)
        for (place, line) in lines.enumerated() {
            guard let last = line.last else { continue }
            let next = place + 1 < lines.count ? lines[place + 1] : ""
            if isItem(line) || line.hasSuffix(SaidScene.link) { continue }
            if last == ":" ? !isItem(next) : !".!?".contains(last) { return "the end of “\(line)”" }
        }
        return sentence(in: text)
    }

    /// `3 - Mon 23 Nov, 9 am`
    private static func isItem(_ line: String) -> Bool {
        line.first?.isNumber == true && line.dropFirst().hasPrefix(" - ")
    }

    /// In French a space goes before these; not in clocks and addresses.
    private static func isTight(_ mark: String, in text: String) -> Bool {
        let letters = Array(text)
        return letters.indices.dropFirst().contains {
            String(letters[$0]) == mark && letters[$0 - 1] != " " && letters[$0 - 1] != "\u{A0}"
                && ($0 + 1 == letters.count || letters[$0 + 1].isWhitespace)
        }
    }

    /// A sentence that begins small behind the end of another. Short words with a full stop are abbreviations.
    private static func sentence(in text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        for (word, next) in zip(words, words.dropFirst()) {
            guard let last = word.last, ".?!".contains(last), word.count > 6, word.first?.isNumber == false,
                let first = next.first(where: { !"¿¡".contains($0) })
            else { continue }
            if first.isLowercase { return "the beginning of “\(next)”" }
        }
        return nil
    }
}
