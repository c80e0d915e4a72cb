/// What people write who want to be left alone, and who only use the same words; written before the reader of them.
enum StopWordsTable {
    /// The agreed word, and nothing else said.
    static let agreed = """
        STOP
        stop
        Stop.
        "Stop"
        STOP!!!
        s t o p
        S.T.O.P.
        ＳＴＯＰ
        stop stop stop
        🛑 STOP 🛑
        STOPALL
        STOP ALL
        Stop all
        UNSUBSCRIBE
        Unsubscribe.
        CANCEL
        END
        Quit
        REVOKE
        OPT OUT
        Opt-out
        optout
        opt me out
        remove me
        Unsubscribe me
        Stopp
        ARRET
        Arrêt
        ARRÊTE
        Arrêter
        désabonner
        Désinscription
        ABMELDEN
        abbestellen
        Beenden
        ALTO
        BAJA
        Parar
        cancelar
        SAIR
        Descadastrar
        ANNULLA
        disiscrivi
        Afmelden
        uitschrijven
        avsluta
        СТОП
        отписаться
        退订
        停止
        수신거부
        """

    /// In their own words: that counts too, and a person looks at it.
    static let freeForm = """
        STOP please
        STOP 60777
        Stop!!! go away
        nein danke, STOP
        please stop
        Stop now!
        Please stop texting me
        please stop texting me!!
        Stop texting me
        STOP MESSAGING ME
        Can you please stop sending me messages?
        stop sending me these texts
        Stop sending texts to this number
        Would you stop emailing me
        I want you to stop texting me
        I asked you to stop contacting me.
        I told you already, stop texting me
        My line is fine again so stop writing to me
        Hi, please don't text me anymore
        Do not text me again
        don't contact me again please
        DO NOT MESSAGE ME
        never text me again
        Quit texting me
        cease all contact
        no more texts please
        No more messages!
        Please take me off your list
        remove me from this list
        Remove my number from your list please
        please delete my number
        please unsubscribe me from your messages
        I want to unsubscribe from these texts
        I'd like to opt out
        I would like to opt out of these messages
        opt me out please
        I no longer wish to receive these messages
        I don't want to receive your texts
        I don't want any more texts from you
        I do not wish to be contacted
        leave me alone
        Stop bothering me
        stop spamming me
        Arrêtez de m'écrire
        arrêtez de m’envoyer des SMS svp
        Ne m'écrivez plus
        ne m’écrivez plus s'il vous plaît
        Merci de ne plus me contacter
        Merci de ne plus m'envoyer de messages
        Ne me contactez plus !
        Ne m'envoyez plus de SMS
        Je ne veux plus recevoir vos messages
        Je ne souhaite plus recevoir de sms
        Laissez-moi tranquille
        Retirez-moi de votre liste
        Désabonnez-moi
        Bitte schreiben Sie mir nicht mehr
        Schreibt mir nicht mehr!
        Hören Sie auf, mir zu schreiben
        hört bitte auf mir SMS zu schicken
        Bitte keine SMS mehr
        Bitte keine weiteren Nachrichten
        Ich möchte keine Nachrichten mehr von Ihnen
        Ich will keine SMS mehr bekommen
        Schicken Sie mir keine Nachrichten mehr
        Kontaktieren Sie mich nicht mehr
        Lassen Sie mich in Ruhe
        Streichen Sie mich aus dem Verteiler
        No me escriban más
        por favor no me escriban más
        No me manden más mensajes
        no me envíen más SMS
        Dejen de escribirme
        dejad de mandarme mensajes
        Deja de molestarme
        Paren de enviarme mensajes
        No quiero recibir más mensajes
        no quiero más sms
        Déjenme en paz
        Bórrenme de su lista
        No me contacten más
        Não me mandem mais mensagens
        Parem de me mandar mensagem
        pare de me enviar SMS
        Não quero mais receber mensagens
        Não quero receber mais nada
        não me escrevam mais
        Me deixem em paz
        Retirem o meu número da lista
        Smettetela di scrivermi
        Smettila di mandarmi messaggi
        Non scrivetemi più
        non mandatemi più SMS
        Non voglio più ricevere messaggi
        Basta messaggi
        Lasciatemi in pace
        Toglietemi dalla lista
        Stop met sms'en
        Stuur me geen berichten meer
        Ik wil geen sms'jes meer ontvangen
        Haal me van jullie lijst
        Laat me met rust
        Sluta skicka sms till mig
        Skriv inte till mig mer
        """

    /// The same words of somebody who wants something else.
    static let ordinary = """
        The bus stop outside your shop has no signal
        it won't stop ringing
        My phone won't stop ringing, please help
        The router does not stop blinking
        How do I stop scammers texting me?
        They won't stop texting me, these fraudsters
        can you stop the noise on my line
        Please stop charging me twice
        Stop sending me bills for a line that I cancelled!
        stop lying to your customers
        This has to stop
        When will this stop?
        Why did you stop texting me updates?
        Did you stop texting me?
        I stopped getting texts since Monday
        I can't stop receiving error 42
        my texts stop after 20 characters
        Non-stop outages since Friday
        One-stop shop my foot
        I want to cancel my contract
        Cancel my order please
        please cancel the appointment
        How do I unsubscribe from the sports package?
        I want to unsubscribe from Quillfone TV
        I want to opt out of paper billing
        The end of my contract is in May
        at the end of the day nothing works
        I will quit Quillfone tomorrow
        Don't text me back, call me
        you don't text me back
        why don't you text me
        I don't receive texts any more
        I don't get any messages
        no more texts arrive since yesterday
        No network, no more texts, nothing
        remove the block on my number
        delete my number from the directory entry of my late father
        My dog ate the cable, please don't laugh
        leave me a message
        Don't leave me alone with this
        I am alone
        help me
        yes
        start
        Yes please call me
        start again from the beginning
        I reply STOP and nothing happens
        What happens if I text STOP?
        The shop at the next stop is closed
        J'ai un arrêt de service depuis hier
        L'arrêt du bus est devant
        Je ne reçois plus vos SMS
        Mon téléphone n'arrête pas de redémarrer
        Vous m'écrivez que c'est réparé
        Je veux arrêter mon abonnement
        Ich bekomme keine SMS mehr
        Keine SMS mehr seit gestern
        Kein Netz, keine SMS mehr, nichts geht
        Das Internet hört nicht auf abzubrechen
        Am Ende der Straße ist kein Empfang
        Ich möchte meinen Vertrag beenden
        Warum schreiben Sie mir nicht?
        No recibo más mensajes desde ayer
        Quiero dar de baja mi línea
        no para de sonar
        La parada del autobús
        Para mí no funciona
        No me llegan mensajes
        Não recebo mais mensagens
        O telefone não para de tocar
        Quero cancelar o meu contrato
        Non ricevo più messaggi
        Il telefono non smette di suonare
        Vorrei annullare l'ordine
        Ik krijg geen berichten meer
        De bushalte is gesloten
        Stop
        """.split(separator: "\n").dropLast().joined(separator: "\n")

    static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
