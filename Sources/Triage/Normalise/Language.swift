/// Which language a message is in: what its channel declares, else a vote of its commonest words.
enum Language {
    /// Eight bits of a vote each, in this order.
    static let voted = ["en", "de", "fr", "es", "it", "pt", "nl"]

    /// So many words vote at most, so that eight bits suffice.
    static let mostVotes = 200

    private static let words: [String: String] = [
        "en":
            "the and you is are to of for my me your was were with have has not this that what when why how they we he she it its be been do does did dont cant im ive will would just get got from on at in so if but all can out up no about there been their them our",
        "de":
            "der die das und ich ist nicht ein eine einen mit auf für von zu den dem es sie wir ihr was wie auch aber mein meine bei nach seit kein keine wird haben habe hat sind war noch nur mal schon wenn oder",
        "fr":
            "le la les un une des et est je ne pas vous nous mon ma mes pour dans sur avec que qui ce cette il elle ils mais plus au aux du en suis sont depuis chez très",
        "es":
            "el la los las un una y es no que de en mi mis por para con me se lo su como pero más muy esta este está tengo hay ya qué del al son desde sin",
        "it":
            "il lo la gli le un una e è non che di in mi per con si da sono ho ma come più questo questa della del dei nel alla al anche perché senza",
        "pt":
            "o a os as um uma e é não que de em me meu minha por para com se do da dos das no na mas mais muito está estou como já foi sem vocês você",
        "nl":
            "de het een en is niet ik je jij wij we van voor met op te dat die er maar ook mijn nog wel bij naar al geen heb heeft zijn was wordt sinds",
    ]

    private static let common: Set<String> = Set((words["en"] ?? "").split(separator: " ").map(String.init)).union([
        "a", "i", "u", "or", "as", "by", "an", "am", "go", "like", "now", "one", "good", "time", "day", "know", "some",
        "people", "who", "then", "than", "too", "very", "his", "her", "him", "us", "here", "more", "only", "any", "had",
    ])

    /// A word that stands in nearly every message.
    static func isCommon(_ word: [UInt8]) -> Bool {
        word.count <= 6 && common.contains(String(decoding: word, as: UTF8.self))
    }

    static func enter(into compiled: inout Compiled) {
        var votes: [UInt32: UInt64] = [:]
        for (lane, language) in voted.enumerated() {
            for word in (words[language] ?? "").split(separator: " ") {
                let number = compiled.vocabulary.insert(Array(word.utf8), .folded)
                votes[number, default: 0] += 1 << UInt64(lane * 8)
            }
        }
        compiled.wordVotes = Array(repeating: 0, count: Int(votes.keys.max() ?? 0) + 1)
        for (number, vote) in votes { compiled.wordVotes[Int(number)] = vote }
    }

    /// What the channel declares, where it is a language at all; else the winner of the vote, else `und`.
    static func choose(declared: String, votes: UInt64, tongue: SIMD8<Int32>, words: Int) -> String {
        if !declared.isEmpty {
            let tag = declared.lowercased()
            if tag != "und", LanguageTag.isPlausible(tag) { return tag }
        }
        var best = (lane: -1, count: 0)
        var second = 0
        for lane in voted.indices {
            let count = Int(votes >> UInt64(lane * 8) & 0xFF)
            if count > best.count {
                second = best.count
                best = (lane, count)
            } else {
                second = max(second, count)
            }
        }
        guard best.count > second, best.count >= 2 || words <= 6 else { return "und" }
        return voted[best.lane]
    }

    static func lean(_ word: UnsafePointer<UInt8>, _ length: Int) -> SIMD8<Int16> { SIMD8() }
}
