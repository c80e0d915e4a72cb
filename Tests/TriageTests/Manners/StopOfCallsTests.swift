import Testing

@testable import Triage

/// Who wants nobody to ring, and who only uses the same words.
@Suite struct StopOfCallsTests {
    private static let stops = """
        Stop calling me
        stop calling me!!
        STOP RINGING ME
        Stop phoning me please
        please stop calling us
        Can you please stop calling me?
        I want you to stop calling me
        stop calling
        Stop cold calling me
        Don't call me any more
        dont call me anymore
        Do not call me again
        please don't ring me again
        Please don't phone me ever again.
        never call me again
        don't call me
        I don't want you to call me
        I do not want anybody to ring me
        I don't want to be called any more
        I don't want to get called
        I don't want any more calls
        I don't want your phone calls
        no more calls please
        No more phone calls!
        stop these calls
        Stop your sales calls
        your salesmen don't stop calling me
        Your people won't stop calling me
        your call centre keeps ringing me
        You keep calling me every day
        you never stop calling me
        why do you keep calling me?
        I am sick of your calls
        sick and tired of you calling me
        No me llamen más
        no me llame más por favor
        No me vuelvan a llamar
        dejen de llamarme
        Deja de llamarme
        no quiero más llamadas
        No quiero recibir llamadas
        no quiero que me llamen
        no más llamadas
        sus comerciales no paran de llamarme
        Nunca más me llamen
        Rufen Sie mich nicht mehr an
        Bitte rufen Sie mich nicht mehr an!
        ruft mich nicht mehr an
        Rufen Sie mich nie wieder an
        bitte nicht mehr anrufen
        Ich möchte nicht mehr angerufen werden
        Ich will keine Anrufe mehr
        Keine Anrufe mehr bitte
        Hören Sie auf, mich anzurufen
        Ihre Verkäufer hören nicht auf mich anzurufen
        Ne m'appelez plus
        ne m’appelez plus jamais
        Merci de ne plus m'appeler
        Arrêtez de m'appeler
        arrêtez de me téléphoner
        Cessez de m'appeler svp
        Je ne veux plus d'appels
        je ne veux plus être appelé
        vos commerciaux n'arrêtent pas de m'appeler
        Plus d'appels svp
        Parem de me ligar
        pare de ligar para mim
        Não me liguem mais
        não me ligue de novo
        Não quero mais ligações
        não quero receber chamadas
        deixem de me telefonar
        Chega de ligações
        seus vendedores não param de me ligar
        Smettetela di chiamarmi
        non chiamatemi più
        Non mi chiamate più
        Non voglio più chiamate
        non voglio ricevere telefonate
        basta chiamate
        i vostri venditori non smettono di chiamarmi
        """

    private static let ordinary = """
        Please call me
        call me
        Can somebody ring me tomorrow?
        Nobody calls me back
        you never call me back
        Why don't you call me?
        Don't call me before ten
        Don't call me today, call me tomorrow
        don't call me at work, ring me on my mobile
        don't call me on Monday
        Please don't call my mother
        My phone won't stop ringing
        it won't stop ringing me awake
        Scammers keep calling me
        They won't stop calling me, these fraudsters
        How do I stop scammers calling me?
        How do I stop these calls?
        can you stop the calls from that number
        Calls drop after ten seconds
        no more calls get through since yesterday
        I don't get any calls
        I don't receive phone calls any more
        I called you on Monday
        you keep calling me Mr Smith
        I stopped calling you
        no need to ring
        my calls stop after a minute
        No me llaman
        nadie me llama
        Llámenme mañana
        no recibo llamadas
        ¿Por qué no me llaman?
        no me llegan llamadas
        Warum rufen Sie mich nicht an?
        Niemand ruft mich an
        Ich bekomme keine Anrufe mehr
        keine Anrufe mehr seit gestern
        Rufen Sie mich bitte an
        Rufen Sie mich morgen nicht an, rufen Sie mich am Montag an
        Das Telefon hört nicht auf zu klingeln
        Appelez-moi demain
        Je ne reçois plus d'appels
        plus d'appels depuis hier
        Personne ne m'appelle
        Pourquoi vous ne m'appelez pas demain ?
        Ninguém me liga
        Liguem para mim amanhã
        não recebo chamadas
        O telefone não para de tocar
        Nessuno mi chiama
        Chiamatemi domani
        Non ricevo più chiamate
        perché non mi chiamate?
        """

    static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test(arguments: lines(stops))
    func `who wants nobody to ring is heard`(_ line: String) {
        #expect(StopOfCalls.reading(line) == .everything)
    }

    @Test(arguments: lines(ordinary))
    func `who tells of a fault or wants a call stops nothing`(_ line: String) {
        #expect(StopOfCalls.reading(line) == nil)
    }

    @Test(
        arguments: [
            "Don't call me, text me", "stop calling me. Write to me instead", "Do not ring me, email me please",
            "no me llamen, escríbanme", "Rufen Sie mich nicht an, schreiben Sie mir", "Ne m'appelez plus, écrivez-moi",
            "não me liguem, mandem mensagem", "non chiamatemi, scrivetemi",
        ])
    func `who wants to be written to instead wants no call, and no more than that`(_ line: String) {
        #expect(StopOfCalls.reading(line) == .callsOnly)
    }

    @Test func `a text without end is read to an end, and a feed says nothing to us`() {
        #expect(StopOfCalls.reading(String(repeating: "stop and call ", count: 200_000)) == nil)
        #expect(StopOfCalls.reading("") == nil)
        let feed = Message(
            identity: "feed:1", source: "feed", channel: .feed,
            author: .init(handle: Handle(channel: .feed, normalised: "ana")), text: "Stop calling me",
            time: Moment(seconds: 0))
        #expect(StopOfCalls.reading(feed) == nil)
    }
}
