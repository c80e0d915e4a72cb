/// What the booking page says, in one language. `{}` is where a time, a number's end or a zone goes.
struct BookingWords: Sendable {
    /// BCP 47, and the language's own name.
    var language: String
    var name: String

    var choose: String
    var intro: String
    var number: String
    var numberHint: String
    var knownNumber: String
    var otherNumber: String
    var zone: String
    var book: String
    var noneFree: String

    var agreed: String
    var when: String
    var ringing: String
    var move: String
    var moveButton: String
    var change: String
    var changeButton: String
    var cancel: String
    var cancelButton: String

    var didBook: String
    var didMove: String
    var didCancel: String
    var didChange: String

    var kept: String
    var missed: String
    var cancelled: String
    var again: String

    var taken: String
    var stale: String
    var standsAlready: String
    var needsTime: String
    var needsNumber: String
    var impossibleNumber: String
    var doubtfulNumber: String
    var refusedNumber: String
    var notUnderstood: String

    var gone: String
    var goneWhy: String
    var refused: String
    var tooFast: String
    var notNow: String

    /// English where we do not speak it.
    static func of(_ language: String) -> BookingWords {
        let tag = language.lowercased().prefix { $0 != "-" && $0 != "_" }
        return all.first { $0.language == tag } ?? english
    }

    /// The first that a browser asks for (`Accept-Language`) and we speak.
    static func asked(_ header: String) -> BookingWords {
        for part in header.utf8.prefix(400).split(separator: UInt8(ascii: ",")).prefix(20) {
            let tag = String(decoding: part.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self).trimmed.lowercased()
            if let words = all.first(where: { $0.language == tag.prefix { $0 != "-" } }) { return words }
        }
        return english
    }

    static func filled(_ text: String, _ value: String) -> String { text.replacing("{}", with: value) }

    static let all = [english, spanish, german, french, portuguese, italian]

    static let english = BookingWords(
        language: "en", name: "English", choose: "Choose a time for our call",
        intro: "We ring you at the time that you choose.", number: "Your telephone number",
        numberHint: "With the country code, such as +44.",
        knownNumber: "We ring the number that ends in {}.", otherNumber: "Another number, if you like",
        zone: "Times are those of {}.", book: "Book this time",
        noneFree: "No time is free just now. Answer our last message, and we find one together.",
        agreed: "Your call is agreed", when: "We ring you {}.", ringing: "We are about to ring you.",
        move: "Choose another time", moveButton: "Move the call", change: "Use another number",
        changeButton: "Change the number", cancel: "Cancel the call", cancelButton: "Yes, cancel it",
        didBook: "Booked. You can move or cancel the call here.", didMove: "Moved.",
        didCancel: "Cancelled.", didChange: "The number was changed.",
        kept: "We have spoken. Thank you!", missed: "This call did not come about. We are sorry.",
        cancelled: "Your call is cancelled.", again: "If you like, choose a new time.",
        taken: "This time cannot be had any more. Please choose one of these.",
        stale: "Something has changed since you opened this page. Nothing was done; this is how it stands now.",
        standsAlready: "A call is agreed already. Nothing was done; you can move it here.",
        needsTime: "Please choose a time.", needsNumber: "Please give the number that we should ring.",
        impossibleNumber: "This cannot be a telephone number. Please check it.",
        doubtfulNumber: "We do not know this kind of number. If it is right, please write it once more.",
        refusedNumber: "We cannot ring this number. Please give another one.",
        notUnderstood: "We did not understand this. Nothing was done.",
        gone: "This link does not open anything any more",
        goneWhy: "It has run out, or part of it was lost on the way. "
            + "Answer our last message or write to us again, and you get a new one.",
        refused: "This was not done", tooFast: "That was very fast. Please wait a minute and try again.",
        notNow: "We cannot do this just now. Please try again in a minute, or answer our last message.")

    static let spanish = BookingWords(
        language: "es", name: "Español", choose: "Elija la hora de nuestra llamada",
        intro: "Le llamamos a la hora que usted elija.", number: "Su número de teléfono",
        numberHint: "Con el prefijo del país, por ejemplo +34.",
        knownNumber: "Llamamos al número que termina en {}.", otherNumber: "Otro número, si lo prefiere",
        zone: "Las horas son las de {}.", book: "Reservar esta hora",
        noneFree: "Ahora no queda ninguna hora libre. Responda a nuestro último mensaje y buscamos una juntos.",
        agreed: "Su llamada está acordada", when: "Le llamamos {}.", ringing: "Estamos a punto de llamarle.",
        move: "Elegir otra hora", moveButton: "Cambiar la hora", change: "Usar otro número",
        changeButton: "Cambiar el número", cancel: "Cancelar la llamada", cancelButton: "Sí, cancelarla",
        didBook: "Reservada. Aquí puede cambiarla o cancelarla.", didMove: "Cambiada.",
        didCancel: "Cancelada.", didChange: "El número se ha cambiado.",
        kept: "Ya hemos hablado. ¡Gracias!", missed: "Esta llamada no llegó a hacerse. Lo sentimos.",
        cancelled: "Su llamada está cancelada.", again: "Si quiere, elija una hora nueva.",
        taken: "Esta hora ya no está disponible. Elija una de estas.",
        stale: "Algo ha cambiado desde que abrió esta página. No se ha hecho nada; así está ahora.",
        standsAlready: "Ya hay una llamada acordada. No se ha hecho nada; aquí puede cambiarla.",
        needsTime: "Elija una hora.", needsNumber: "Indique el número al que debemos llamar.",
        impossibleNumber: "Esto no puede ser un número de teléfono. Compruébelo.",
        doubtfulNumber: "No conocemos este tipo de número. Si es correcto, escríbalo otra vez.",
        refusedNumber: "No podemos llamar a este número. Indique otro.",
        notUnderstood: "No lo hemos entendido. No se ha hecho nada.",
        gone: "Este enlace ya no abre nada",
        goneWhy: "Ha caducado o se perdió una parte. "
            + "Responda a nuestro último mensaje o escríbanos de nuevo y recibirá otro.",
        refused: "No se ha hecho", tooFast: "Ha sido muy rápido. Espere un minuto e inténtelo de nuevo.",
        notNow: "Ahora mismo no es posible. Inténtelo dentro de un minuto o responda a nuestro último mensaje.")

    static let german = BookingWords(
        language: "de", name: "Deutsch", choose: "Wählen Sie eine Zeit für unseren Anruf",
        intro: "Wir rufen Sie zu der Zeit an, die Sie wählen.", number: "Ihre Telefonnummer",
        numberHint: "Mit Ländervorwahl, zum Beispiel +49.",
        knownNumber: "Wir rufen die Nummer an, die auf {} endet.", otherNumber: "Eine andere Nummer, wenn Sie möchten",
        zone: "Die Zeiten gelten für {}.", book: "Diese Zeit buchen",
        noneFree: "Im Moment ist keine Zeit frei. Antworten Sie auf unsere letzte Nachricht, dann finden wir eine.",
        agreed: "Ihr Anruf ist vereinbart", when: "Wir rufen Sie {} an.", ringing: "Wir rufen Sie gleich an.",
        move: "Eine andere Zeit wählen", moveButton: "Anruf verschieben", change: "Eine andere Nummer angeben",
        changeButton: "Nummer ändern", cancel: "Den Anruf absagen", cancelButton: "Ja, absagen",
        didBook: "Gebucht. Hier können Sie den Anruf verschieben oder absagen.",
        didMove: "Verschoben.",
        didCancel: "Abgesagt.", didChange: "Die Nummer ist geändert.",
        kept: "Wir haben gesprochen. Vielen Dank!", missed: "Dieser Anruf kam nicht zustande. Das tut uns leid.",
        cancelled: "Ihr Anruf ist abgesagt.", again: "Wenn Sie möchten, wählen Sie eine neue Zeit.",
        taken: "Diese Zeit ist nicht mehr zu haben. Bitte wählen Sie eine von diesen.",
        stale:
            "Seit Sie diese Seite geöffnet haben, hat sich etwas geändert. Es wurde nichts getan; so steht es jetzt.",
        standsAlready: "Ein Anruf ist schon vereinbart. Es wurde nichts getan; hier können Sie ihn verschieben.",
        needsTime: "Bitte wählen Sie eine Zeit.", needsNumber: "Bitte geben Sie die Nummer an, die wir anrufen sollen.",
        impossibleNumber: "Das kann keine Telefonnummer sein. Bitte prüfen Sie sie.",
        doubtfulNumber: "Diese Art von Nummer kennen wir nicht. Wenn sie stimmt, schreiben Sie sie bitte noch einmal.",
        refusedNumber: "Diese Nummer können wir nicht anrufen. Bitte geben Sie eine andere an.",
        notUnderstood: "Das haben wir nicht verstanden. Es wurde nichts getan.",
        gone: "Dieser Link öffnet nichts mehr",
        goneWhy: "Er ist abgelaufen, oder ein Teil ging unterwegs verloren. "
            + "Antworten Sie auf unsere letzte Nachricht oder schreiben Sie uns neu, dann bekommen Sie einen neuen.",
        refused: "Das wurde nicht getan",
        tooFast: "Das war sehr schnell. Bitte versuchen Sie es in einer Minute wieder.",
        notNow: "Das geht gerade nicht. Bitte versuchen Sie es in einer Minute wieder, "
            + "oder antworten Sie auf unsere letzte Nachricht.")

    static let french = BookingWords(
        language: "fr", name: "Français", choose: "Choisissez l’heure de notre appel",
        intro: "Nous vous appelons à l’heure que vous choisissez.", number: "Votre numéro de téléphone",
        numberHint: "Avec l’indicatif du pays, par exemple +33.",
        knownNumber: "Nous appelons le numéro qui se termine par {}.", otherNumber: "Un autre numéro, si vous préférez",
        zone: "Les heures sont celles de {}.", book: "Réserver cette heure",
        noneFree:
            "Aucune heure n’est libre pour le moment. Répondez à notre dernier message et nous en trouverons une.",
        agreed: "Votre appel est convenu", when: "Nous vous appelons {}.",
        ringing: "Nous allons vous appeler d’un instant à l’autre.",
        move: "Choisir une autre heure", moveButton: "Déplacer l’appel", change: "Utiliser un autre numéro",
        changeButton: "Changer le numéro", cancel: "Annuler l’appel", cancelButton: "Oui, annuler",
        didBook: "C’est réservé. Vous pouvez déplacer ou annuler l’appel ici.",
        didMove: "C’est déplacé.",
        didCancel: "C’est annulé.", didChange: "Le numéro est changé.",
        kept: "Nous nous sommes parlé. Merci !", missed: "Cet appel n’a pas eu lieu. Nous en sommes désolés.",
        cancelled: "Votre appel est annulé.", again: "Si vous le souhaitez, choisissez une nouvelle heure.",
        taken: "Cette heure n’est plus disponible. Choisissez l’une de celles-ci.",
        stale:
            "Quelque chose a changé depuis que vous avez ouvert cette page. Rien n’a été fait ; voici l’état actuel.",
        standsAlready: "Un appel est déjà convenu. Rien n’a été fait ; vous pouvez le déplacer ici.",
        needsTime: "Choisissez une heure.", needsNumber: "Indiquez le numéro que nous devons appeler.",
        impossibleNumber: "Ce ne peut pas être un numéro de téléphone. Vérifiez-le.",
        doubtfulNumber: "Nous ne connaissons pas ce type de numéro. S’il est juste, écrivez-le encore une fois.",
        refusedNumber: "Nous ne pouvons pas appeler ce numéro. Indiquez-en un autre.",
        notUnderstood: "Nous n’avons pas compris. Rien n’a été fait.",
        gone: "Ce lien n’ouvre plus rien",
        goneWhy: "Il a expiré, ou une partie s’est perdue en route. "
            + "Répondez à notre dernier message ou écrivez-nous à nouveau et vous en recevrez un autre.",
        refused: "Cela n’a pas été fait", tooFast: "C’était très rapide. Attendez une minute et réessayez.",
        notNow: "Ce n’est pas possible pour l’instant. Réessayez dans une minute "
            + "ou répondez à notre dernier message.")

    static let portuguese = BookingWords(
        language: "pt", name: "Português", choose: "Escolha a hora da nossa chamada",
        intro: "Ligamos-lhe à hora que escolher.", number: "O seu número de telefone",
        numberHint: "Com o indicativo do país, por exemplo +351.",
        knownNumber: "Ligamos para o número que termina em {}.", otherNumber: "Outro número, se preferir",
        zone: "As horas são as de {}.", book: "Marcar esta hora",
        noneFree: "De momento não há horas livres. Responda à nossa última mensagem e encontramos uma.",
        agreed: "A sua chamada está combinada", when: "Ligamos-lhe {}.", ringing: "Estamos prestes a ligar-lhe.",
        move: "Escolher outra hora", moveButton: "Mudar a hora", change: "Usar outro número",
        changeButton: "Mudar o número", cancel: "Cancelar a chamada", cancelButton: "Sim, cancelar",
        didBook: "Reservada. Aqui pode mudá-la ou cancelá-la.", didMove: "Mudada.",
        didCancel: "Foi cancelada.", didChange: "O número foi mudado.",
        kept: "Já falámos. Obrigado!", missed: "Esta chamada não se realizou. Lamentamos.",
        cancelled: "A sua chamada está cancelada.", again: "Se quiser, escolha uma nova hora.",
        taken: "Esta hora já não está disponível. Escolha uma destas.",
        stale: "Algo mudou desde que abriu esta página. Nada foi feito; é assim que está agora.",
        standsAlready: "Já há uma chamada combinada. Nada foi feito; pode mudá-la aqui.",
        needsTime: "Escolha uma hora.", needsNumber: "Indique o número para o qual devemos ligar.",
        impossibleNumber: "Isto não pode ser um número de telefone. Verifique-o.",
        doubtfulNumber: "Não conhecemos este tipo de número. Se estiver certo, escreva-o outra vez.",
        refusedNumber: "Não podemos ligar para este número. Indique outro.",
        notUnderstood: "Não percebemos. Nada foi feito.",
        gone: "Esta ligação já não abre nada",
        goneWhy: "Expirou ou perdeu-se uma parte. "
            + "Responda à nossa última mensagem ou escreva-nos de novo e recebe outra.",
        refused: "Isto não foi feito", tooFast: "Foi muito rápido. Espere um minuto e tente de novo.",
        notNow: "Agora não é possível. Tente dentro de um minuto ou responda à nossa última mensagem.")

    static let italian = BookingWords(
        language: "it", name: "Italiano", choose: "Scelga l’ora della nostra chiamata",
        intro: "La chiamiamo all’ora che sceglie.", number: "Il suo numero di telefono",
        numberHint: "Con il prefisso del paese, per esempio +39.",
        knownNumber: "Chiamiamo il numero che finisce con {}.", otherNumber: "Un altro numero, se preferisce",
        zone: "Gli orari sono quelli di {}.", book: "Prenotare quest’ora",
        noneFree: "Al momento nessun orario è libero. Risponda al nostro ultimo messaggio e ne troviamo uno insieme.",
        agreed: "La sua chiamata è fissata", when: "La chiamiamo {}.", ringing: "Stiamo per chiamarla.",
        move: "Scegliere un’altra ora", moveButton: "Spostare la chiamata", change: "Usare un altro numero",
        changeButton: "Cambiare il numero", cancel: "Annullare la chiamata", cancelButton: "Sì, annullare",
        didBook: "Prenotata. Qui può spostarla o annullarla.", didMove: "Spostata.",
        didCancel: "Annullata.", didChange: "Il numero è stato cambiato.",
        kept: "Ci siamo parlati. Grazie!", missed: "Questa chiamata non c’è stata. Ci dispiace.",
        cancelled: "La sua chiamata è annullata.", again: "Se vuole, scelga una nuova ora.",
        taken: "Quest’ora non è più disponibile. Ne scelga una di queste.",
        stale: "Qualcosa è cambiato da quando ha aperto questa pagina. Non è stato fatto nulla; ora è così.",
        standsAlready: "Una chiamata è già fissata. Non è stato fatto nulla; può spostarla qui.",
        needsTime: "Scelga un’ora.", needsNumber: "Indichi il numero che dobbiamo chiamare.",
        impossibleNumber: "Questo non può essere un numero di telefono. Lo controlli.",
        doubtfulNumber: "Non conosciamo questo tipo di numero. Se è giusto, lo scriva ancora una volta.",
        refusedNumber: "Non possiamo chiamare questo numero. Ne indichi un altro.",
        notUnderstood: "Non abbiamo capito. Non è stato fatto nulla.",
        gone: "Questo link non apre più nulla",
        goneWhy: "È scaduto, o una parte è andata persa. "
            + "Risponda al nostro ultimo messaggio o ci scriva di nuovo e ne riceverà un altro.",
        refused: "Non è stato fatto", tooFast: "È stato molto veloce. Aspetti un minuto e riprovi.",
        notNow: "Ora non è possibile. Riprovi fra un minuto o risponda al nostro ultimo messaggio.")
}
