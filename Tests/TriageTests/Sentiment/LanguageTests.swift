import Testing

@testable import Triage

struct LanguageTests {
    private func language(_ text: String, declared: String = "") -> String {
        RuleSet.empty.judge(Scene.message(text, language: declared)).language
    }

    @Test(arguments: [
        ("the router is broken and nobody answers", "en"), ("der Router ist kaputt und ich warte", "de"),
        ("le réseau est en panne depuis hier", "fr"), ("el pedido no ha llegado todavía", "es"),
        ("il pacco non è ancora arrivato, che vergogna", "it"), ("o pedido ainda não chegou, que vergonha", "pt"),
        ("het internet doet het al de hele dag niet meer", "nl"), ("интернет опять не работает", "ru"),
        ("الانترنت لا يعمل منذ الصباح", "ar"), ("インターネットが使えません", "ja"), ("网络又断了", "zh"),
        ("인터넷이 안 돼요", "ko"), ("האינטרנט לא עובד", "he"), ("το ίντερνετ δεν δουλεύει", "el"),
        ("इंटरनेट नहीं चल रहा है", "hi"), ("อินเทอร์เน็ตใช้ไม่ได้", "th"), ("", "und"), ("12:30", "und"),
    ])
    func `script, words and their pieces tell the language`(text: String, wanted: String) {
        #expect(language(text) == wanted)
    }

    @Test func `a declaration is a hint that clear words overrule`() {
        #expect(language("der Router ist schon wieder kaputt und ich warte seit Stunden", declared: "en") == "de")
        #expect(language("ok", declared: "fr") == "fr")
        #expect(language("ok", declared: "pt-BR") == "pt-br")
        #expect(language("інтернет не працює", declared: "uk") == "uk")
        #expect(language("интернет опять не работает", declared: "en") == "ru")
        #expect(language("the router is broken", declared: "not a tag") == "en")
    }
}
