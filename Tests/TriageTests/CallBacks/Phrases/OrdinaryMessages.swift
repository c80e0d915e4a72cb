/// What customers also write while an offer stands: complaints, thanks and stories with times and numbers in
/// them. None is a wish, and none may be taken for one.
enum OrdinaryMessages {
    static let table: [String: [String]] = [
        "en": lines(
            """
            My internet has been down since Tuesday 3pm
            The engineer was supposed to come on Monday at 10
            You charged me twice on the 15th
            I was on hold for 2 hours yesterday
            I've been a customer for 10 years
            The bill from 3 November is wrong
            Your app says 5 to 7 working days
            Nobody showed up on Friday morning
            order 4711 still not here after 3 weeks
            My phone died at 3 this morning
            I called you on Monday and again on Tuesday
            every evening after 8 the connection drops
            The signal is terrible in the morning
            Refund my 20 pounds by Friday
            It worked fine until last Thursday
            why is it always down on Sundays?
            I told your colleague at 10 this morning
            The router you sent on Monday is broken
            you people are a joke, 3 engineers in 2 weeks
            Please fix this by Monday
            Can you tell me what time you open tomorrow
            Do you open on Sunday?
            """),
        "es": lines(
            """
            Llevo sin línea desde el lunes por la mañana
            El técnico tenía que venir el martes a las 10
            Me cobraron 25 euros el 3 de noviembre
            Ayer estuve 2 horas esperando
            Todas las noches después de las 9 se corta
            Mi pedido 4711 no llega desde hace 3 semanas
            Prometieron arreglarlo antes del viernes
            Funcionaba bien hasta el jueves
            La factura del 15 está mal
            Nadie vino el viernes por la tarde
            Tengo 3 líneas con ustedes
            El router que enviaron el lunes no funciona
            ¿A qué hora abren mañana?
            """),
        "de": lines(
            """
            Seit Dienstag 15 Uhr ist das Internet weg
            Der Techniker sollte am Montag um 10 kommen
            Ich habe gestern 2 Stunden in der Warteschleife gewartet
            Ihr habt mir am 15. zweimal Geld abgebucht
            Jeden Abend nach 20 Uhr bricht die Verbindung ab
            Die Rechnung vom 3. November ist falsch
            Am Freitag war niemand da
            Meine Bestellung 4711 ist nach 3 Wochen noch nicht da
            Bis Donnerstag hat alles funktioniert
            Bitte beheben Sie das bis Montag
            Ich bin seit 10 Jahren Kunde
            Warum ist sonntags immer alles tot?
            Wann habt ihr morgen auf?
            """),
        "fr": lines(
            """
            Internet est coupé depuis mardi 15h
            Le technicien devait venir lundi à 10h
            J'ai attendu 2 heures hier
            Vous m'avez prélevé deux fois le 15
            Tous les soirs après 20h ça coupe
            La facture du 3 novembre est fausse
            Personne n'est venu vendredi matin
            Ma commande 4711 n'est toujours pas arrivée après 3 semaines
            Ça marchait bien jusqu'à jeudi
            Je suis client depuis 10 ans
            Merci de réparer avant lundi
            La box reçue lundi est en panne
            Vous ouvrez à quelle heure demain ?
            """),
        "pt": lines(
            """
            Estou sem internet desde terça às 15h
            O técnico ficou de vir na segunda às 10
            Esperei 2 horas ontem
            Cobraram duas vezes no dia 15
            Toda noite depois das 20h a conexão cai
            A fatura de 3 de novembro está errada
            Ninguém apareceu na sexta de manhã
            Meu pedido 4711 não chegou depois de 3 semanas
            Funcionava bem até quinta
            Sou cliente há 10 anos
            Resolvam isso até segunda
            O roteador que mandaram na segunda não funciona
            A que horas abrem amanhã?
            """),
    ]

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
