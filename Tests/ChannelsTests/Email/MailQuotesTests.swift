import Testing

@testable import Channels

@Suite struct MailQuotesTests {
    /// Every way of introducing a quote, in front of the same two lines.
    private static let introductions: [String] = [
        "On Sat, Nov 21, 2026 at 10:04 AM Quillfone Support <support@quillfone.example> wrote:",
        "On 21 Nov 2026, at 10:04, Quillfone Support\n<support@quillfone.example> wrote:",
        "On 21 Nov 2026,\nat 10:04,\nQuillfone Support <support@quillfone.example> wrote:",
        "Am 21.11.2026 um 10:04 schrieb Quillfone Support <support@quillfone.example>:",
        "Am Sa., 21. Nov. 2026 um 10:04 Uhr schrieb Quillfone Support <\nsupport@quillfone.example>:",
        "Le sam. 21 nov. 2026 à 10:04, Quillfone Support <support@quillfone.example> a écrit :",
        "Le 21/11/2026 à 10:04, Quillfone Support a écrit :",
        "El sáb, 21 nov 2026 a las 10:04, Quillfone Support (<support@quillfone.example>) escribió:",
        "Il giorno sab 21 nov 2026 alle ore 10:04 Quillfone Support <support@quillfone.example> ha scritto:",
        "Em sáb., 21 de nov. de 2026 às 10:04, Quillfone Support <support@quillfone.example> escreveu:",
        "Op za 21 nov. 2026 om 10:04 schreef Quillfone Support <support@quillfone.example>:",
        "Dnia 21 listopada 2026 10:04 Quillfone Support <support@quillfone.example> napisał(a):",
        "Den lör 21 nov. 2026 kl 10:04 skrev Quillfone Support <support@quillfone.example>:",
        "la 21. marrask. 2026 klo 10.04 Quillfone Support (support@quillfone.example) kirjoitti:",
        "сб, 21 нояб. 2026 г. в 10:04, Quillfone Support <support@quillfone.example>:",
        "21.11.2026 10:04, Quillfone Support пишет:",
        "2026年11月21日(土) 10:04 Quillfone Support <support@quillfone.example>:",
        "-----Original Message-----", "----- Ursprüngliche Nachricht -----", "-------- Message d'origine --------",
        "---- Mensaje original ----",
        "________________________________\nFrom: Quillfone Support\nSent: Saturday\nSubject: Re",
        "From: Quillfone Support <support@quillfone.example>\nSent: Saturday, November 21, 2026 10:04\nTo: Ana\nSubject: Re: x",
        "*Von:* Quillfone Support <support@quillfone.example>\n*Gesendet:* Samstag, 21. November 2026\n*An:* Ana\n*Betreff:* x",
        "De : Quillfone Support <support@quillfone.example>\nEnvoyé : samedi 21 novembre 2026\nÀ : Ana\nObjet : x",
        "De: Quillfone Support <support@quillfone.example>\nEnviado el: sábado\nPara: Ana\nAsunto: x",
        "Da: Quillfone Support <support@quillfone.example>\nInviato: sabato\nA: Ana\nOggetto: x",
        "De: Quillfone Support <support@quillfone.example>\nEnviado: sábado\nPara: Ana\nAssunto: x",
        "Van: Quillfone Support <support@quillfone.example>\nVerzonden: zaterdag\nAan: Ana\nOnderwerp: x",
    ]

    @Test(arguments: introductions)
    func `what is quoted below is told apart`(introduction: String) {
        let prefixed = MailQuotes.split(
            "It is still dead!\nCome today.\n\n\(introduction)\n> We are on it.\n>\n> Quillfone")
        #expect(prefixed.new == "It is still dead!\nCome today.")
        #expect(prefixed.quoted.hasSuffix("> We are on it.\n>\n> Quillfone"))
        let bare = MailQuotes.split("It is still dead!\nCome today.\n\n\(introduction)\n\nWe are on it.\n\nQuillfone")
        #expect(bare.new == "It is still dead!\nCome today.")
        #expect(bare.quoted.hasSuffix("We are on it.\n\nQuillfone"))
        #expect(bare.quoted.hasPrefix(introduction.prefix(8)))
    }

    @Test func `answers between and below quoted lines are new`() {
        let split = MailQuotes.split(
            """
            Hello,
            On 21 Nov 2026 Quillfone Support wrote:
            > Is the light red?

            No, green.

            > Did you restart it?
            Twice. It burns now.
            """)
        #expect(split.new == "Hello,\n\nNo, green.\n\nTwice. It burns now.")
        #expect(split.quoted.contains("> Did you restart it?"))
    }

    @Test(arguments: [
        "On Monday your technician wrote: nothing works\nand then he left.",
        "My boss wrote:\nsend them a letter.",
        "I rang at 10:04:\nnobody answered.",
        "From: Leeds\nTo: London\nDate: 21 November\nNo signal on the whole way.",
        "From: 10:00\nTo: 12:00\nwe had no line.",
        "Sent from my desk, which has no signal any more.",
        "The app says >90 % but I have none.",
        "First\n--\nSecond point\n\(String(repeating: "and another line\n", count: 12))last.",
        "- one\n- two\n--- three",
        "Am 3. November war noch alles gut:\nseitdem geht nichts.",
        "Le 3 novembre :\nplus rien.",
    ])
    func `what a person wrote themselves stays theirs`(text: String) {
        let split = MailQuotes.split(text)
        #expect(split.new == text)
        #expect(split.quoted == "")
        #expect(split.signature == "")
    }

    @Test(arguments: [
        "-- \nAna Ferreira\n+44 20 7946 0000", "--\nAna", "Sent from my iPhone", "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Inviato da iPhone", "Verstuurd vanaf mijn iPhone",
        "Get Outlook for Android <https://aka.example/x>", "Gesendet mit der Quillfone-App", "Wysłane z iPhone'a",
        "Sent from my iPhone\n\n-- \nAna", "_______________\nlist mailing list\nhttps://lists.example/x",
    ])
    func `a signature is told apart and kept`(signature: String) {
        let alone = MailQuotes.split("My line is dead.\n\n\(signature)\n")
        #expect(alone.new == "My line is dead.")
        #expect(alone.signature.replacing(" \n", with: "\n") == signature.replacing(" \n", with: "\n"))
        let above = MailQuotes.split("My line is dead.\n\(signature)\n\nOn 21 Nov 2026, Quillfone wrote:\n> Hello")
        #expect(above.new == "My line is dead.")
        #expect(above.quoted == "On 21 Nov 2026, Quillfone wrote:\n> Hello")
    }

    @Test func `a mail that only forwards is heard as what it forwards`() {
        let split = MailQuotes.split(
            "---------- Forwarded message ---------\nFrom: Ben <ben@customer.example>\nSubject: fire\n\nMy router burns."
        )
        #expect(split.new.hasSuffix("My router burns."))
        #expect(split.quoted == "")
        #expect(split.note == "nothing but a forwarded message")
    }

    @Test func `a mail that only quotes says nothing new`() {
        let split = MailQuotes.split("\nOn 21 Nov 2026, Quillfone wrote:\n> We are on it.\n")
        #expect(split.new == "")
        #expect(split.note == "nothing new was written")
    }

    @Test func `a mail that is nothing but a signature says what it says`() {
        #expect(MailQuotes.split("-- \nHelp").new == "--\nHelp")
    }

    @Test func `every line is kept somewhere`() {
        for introduction in Self.introductions {
            let text = "New one.\n\n\(introduction)\n> Old one.\n\nNew two.\n-- \nAna\n"
            let split = MailQuotes.split(text)
            let kept = [split.new, split.quoted, split.signature].joined(separator: "\n")
            let lines: (String) -> [String] = { text in
                text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
                    .filter { !$0.isEmpty }.sorted()
            }
            #expect(lines(kept) == lines(text))
        }
    }
}
