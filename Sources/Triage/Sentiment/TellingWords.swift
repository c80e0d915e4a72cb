/// Words that tell by themselves which language a message of three words is in: greetings, answers, days, and what
/// people say of their line. The learnt table reads their pieces as well, and has learnt from whole tweets: of a lone
/// "hola" or "WLAN tot" it knows too little, and of "ok" and "internet" it makes Dutch.
enum TellingWords {
    /// What the languages that are named for a word are given at least; every other may only lose by it.
    struct Say {
        var atLeast = SIMD8<Int16>()

        func of(_ learnt: SIMD8<Int16>) -> SIMD8<Int16> {
            let named = atLeast .> SIMD8()
            // The pieces of an international word mean nothing, not even that it is no German.
            guard any(named) else { return SIMD8() }
            var votes = pointwiseMin(learnt, SIMD8())
            votes.replace(with: pointwiseMax(learnt, atLeast), where: named)
            return votes
        }
    }

    /// In the learnt table's steps. Both are beyond the margin that a lone word must have.
    private static let sure: Int16 = 70
    /// People of other languages greet and thank with it as well, or write a word of their own alike.
    private static let likely: Int16 = 40

    /// By the hash of a whole word.
    static let all: [UInt64: Say] = {
        var all: [UInt64: Say] = [:]
        for word in international.split(whereSeparator: \.isWhitespace) { all[key(word)] = Say() }
        for (words, steps) in [(likelyWords, likely), (sureWords, sure)] {
            for (language, row) in words {
                guard let lane = Language.lanes.firstIndex(of: language) else { continue }
                for word in row.split(whereSeparator: \.isWhitespace) {
                    all[key(word), default: Say()].atLeast[lane] = steps
                }
            }
        }
        return all
    }()

    private static func key(_ word: Substring) -> UInt64 {
        word.utf8.reduce(WordHash.seed) { WordHash.add($1, to: $0) }
    }

    private static let sureWords: [(language: String, words: String)] = [
        (
            "en",
            """
            answer because been cant doesnt fire friday have isnt its just monday never not really saturday slow
            sunday that the there they this thursday tomorrow tuesday waiting wednesday what when why with wont would
            your youre
            """
        ),
        (
            "de",
            """
            abend anschluss ausfall ausgefallen blinkt brennt dankeschön deutsch dienstag donnerstag empfang euer eure
            falsch festnetz feuer freitag geht gerät gestern gruss gruß grüss grüß grüße guten habe haben heute hilfe
            ich ihr immer kein keine keinen kundendienst kündigen kündigung langsam leuchtet mein meine mir mittwoch
            moinsen montag morgen nein nicht noch rauch rechnung samstag seit sonntag stoerung störung störungen
            techniker tschuess uhr vertrag wann warum wegen wer wie wieder wlan
            """
        ),
        (
            "fr",
            """
            aide aidez aujourdhui avec boitier bonsoir boîtier chez clignote coucou coupure dans demain depuis
            dimanche facture feu flammes fonctionne forfait francais français fumee fumée hier jai je jeudi ligne
            lundi ma marche marché mardi mercredi moi mon notre nous oui pas pourquoi quand remboursement reseau
            revoilà rouge réseau résilier samedi secours suis téléphone vendredi vos votre vous ya ça
            """
        ),
        (
            "es",
            """
            adios adiós aparato averia avería ayer ayuda ayúdenme caida caido castellano caída caído cobertura corte
            cuándo domingo espanol españa español está factura fuego hay hoy humo incendio jueves lento linea llamas
            lunes línea manana martes mañana mi miercoles miércoles movil móvil por prefiero quiero salen señal sin
            sábado sí teléfono tengo usted ustedes viernes vosotros
            """
        ),
        (
            "pt",
            """
            ajuda ajudem amanha amanhã arder avaria avariada avariado boa bom celular chamas dia estou estão fatura
            fogo fumaça fumo hoje incêndio lenta ligação nao noite não obg olá ontem portugues português quarta quero
            quinta rede segunda sem sexta sim socorro tarde telemovel telemóvel tenho terca terça vermelha vermelho
            você vocês
            """
        ),
        (
            "it",
            """
            aiuto assistenza bolletta buonanotte buonasera buongiorno cellulare disdetta domani domenica fattura
            fiamme funziona fuoco giovedi giovedì guasto ieri italiano lampeggia linea luce lunedi lunedì martedi
            martedì mercoledi mercoledì niente oggi perché prego rete rossa rosso rotta rotto sabato segnale senza
            sono sì telefono venerdi venerdì
            """
        ),
        (
            "nl",
            """
            alsjeblieft alstublieft bedankt dank dankjewel dinsdag donderdag geen goedemiddag goedemorgen goedenavond
            goedendag kapot maandag niet rekening storing vrijdag woensdag zaterdag zondag
            """
        ),
        (
            "other",
            """
            ahoj buna bună czesc cześć dekuji dobry dobrý dzieki dzien dzień dzięki děkuji hei hej kiitos koszonom
            köszönöm merhaba multumesc mulțumesc namaste prosim prosze proszę prosím salam selam shukran szia tack tak
            takk tesekkurler teşekkürler ziua
            """
        ),
    ]

    private static let likelyWords: [(language: String, words: String)] = [
        (
            "en",
            """
            again anyone bill blinking broadband broken complaint dead down flames flashing hello help hey hi landline
            light morning nobody nope phone please pls refund signal smoke someone still thank thanks working yeah yep
            yes
            """
        ),
        (
            "de",
            """
            bitte danke hallo ja kaputt lampe moin netz nö rot servus tag telefon tot tschüss weg
            """
        ),
        (
            "fr",
            """
            bjr bonjour bsr ciel merci non panne salut slt stp svp va voyant
            """
        ),
        (
            "es",
            """
            amigo buenas buenos gracias hola luz rojo
            """
        ),
        (
            "pt",
            """
            adeus obrigada obrigado olá
            """
        ),
        (
            "it",
            """
            ciao grazie non salve va
            """
        ),
        (
            "nl",
            """

            """
        ),
    ]

    /// Said in all of them alike.
    private static let international = """
        app box chat email fax hotline hub info internet mail modem ok okay online pizza router service si sms sos
        start status stop super tv wifi
        """
}
