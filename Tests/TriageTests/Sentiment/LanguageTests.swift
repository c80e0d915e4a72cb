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

    @Test(arguments: [
        ("hola", "es"), ("router en rojo", "es"), ("prefiero en español por favor", "es"), ("no hay internet", "es"),
        ("boa tarde", "pt"), ("bom dia", "pt"), ("olá", "pt"), ("obrigado", "pt"), ("ta a sair fumo", "pt"),
        ("ma box clignote rouge", "fr"), ("la box a pris feu", "fr"), ("salut me revoilà en mp", "fr"),
        ("merci", "fr"), ("oui", "fr"), ("lundi 11h", "fr"), ("ya le feu au boitier", "fr"), ("svp", "fr"),
        ("Moin, Router blinkt rot", "de"), ("WLAN tot", "de"), ("Internet weg, wer kann mir helfen?", "de"),
        ("bitte", "de"), ("danke", "de"), ("Montag 11 Uhr", "de"), ("Hilfe es brennt", "de"), ("Telefon tot", "de"),
        ("ciao", "it"), ("buongiorno", "it"), ("luce rossa", "it"), ("lunedì alle 11", "it"),
        ("hello", "en"), ("router dead", "en"), ("wifi not working", "en"), ("yes", "en"), ("thanks", "en"),
    ])
    func `a greeting, an answer or three words about a line are enough`(text: String, wanted: String) {
        #expect(language(text) == wanted)
    }

    @Test(arguments: ["ok", "2", "Internet?", "wifi", "SOS", "pizza", "super", "router", "no", "non", "stop", "hej"])
    func `what people say alike in many languages tells nothing`(text: String) {
        #expect(language(text) == "und")
    }

    @Test func `a foreign greeting does not make a message foreign`() {
        #expect(language("Hola folks, internet is down again") == "en")
        #expect(language("merci beaucoup for the quick fix guys") == "en")
        #expect(language("Hello, ma box est morte") == "fr")
        #expect(language("Hi, mein WLAN geht nicht") == "de")
        #expect(language("hello no tengo internet") == "es")
        #expect(language("sorry aber das WLAN ist schon wieder weg") == "de")
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
