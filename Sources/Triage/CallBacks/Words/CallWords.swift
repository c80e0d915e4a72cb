/// What is said about the call itself, in each language: a request to be called, a question about the call that
/// stands, the wish to be written to instead, and doubts. The notation is that of `TimeVocabulary`; a star stands for
/// each of the words that are given first.
enum CallWords {
    static func entries(_ language: String) -> [TimeVocabulary.Entry] {
        switch language {
        case "en": english
        case "es": spanish
        case "de": german
        case "fr": french
        case "pt": portuguese
        default: []
        }
    }

    typealias Entry = TimeVocabulary.Entry

    static func each(_ words: String, _ phrases: String) -> String {
        words.split(separator: ",").map { word in
            phrases.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
                .joined(separator: String(word.drop { $0 == " " }))
        }.joined(separator: ",")
    }

    private static let verbs = "call, ring, phone"

    private static let english: [Entry] = [
        Entry(
            .callMe, .wishes,
            says: each(
                verbs,
                """
                * me, * me back, pls *, plz *, pls * me, plz * me, please * me, please *, can you * me, could you * me, would you * me, can u * me,
                can you *, could you *, can someone *, could someone *, can somebody *, could somebody *, can anyone *,
                can someone * me, could someone * me, can somebody * me, could somebody * me, can anyone * me,
                could anyone * me, can you please * me, could you please * me, can someone please * me,
                could someone please * me, someone to * me, somebody to * me, anyone to * me, you to * me
                """)),
        Entry(
            .callMe, .wishes,
            says: """
                give me a call, give me a ring, give me a bell, give us a call, give us a ring, request a call,
                request a callback, request a call back, arrange a call, arrange a callback, book a call, book a callback,
                schedule a call, schedule a callback, like a call, want a call, need a call, like a callback, want a callback,
                need a callback, like a call back, want a call back, need a call back, callback please, call back please,
                like to be called, want to be called, be called back
                """),
        // Somebody else's promise.
        Entry(
            .complaint,
            says: each(verbs, "will * me, would * me, to * me, they * me, you * me, will * me back, would * me back")),
        Entry(
            .asks,
            says: each(
                verbs,
                """
                when will you *, what time will you *, when will someone *, when will somebody *, when do you *,
                what time do you *, will you *, will someone *, will somebody *, will anyone *, do you still *, you'll *,
                you will *, which number will you *, what number will you *, when can you *, what time can you *,
                when will you * me, what time will you * me, will you * me, will someone * me, will somebody * me,
                will anyone * me, you'll * me, you will * me, when can you * me, what time will someone * me
                """)),
        Entry(
            .asks,
            says: each(
                "calling, ringing, phoning",
                """
                when are you *, what time are you *, are you *, are you still *, is someone *, is somebody *, is anyone *,
                when is someone *, which number are you *, what number are you *, when are you * me, are you * me
                """)),
        Entry(
            .asks,
            says: """
                when is my call, when is the call, when's my call, when's the call, what time is my call, what time is the call,
                what time was my call, what time was it, what time is it, when was it, when is it, is my call, is the call,
                is my callback, is the callback, is my call still on, is it still on, which number, what number,
                when is my appointment, what time is my appointment, is my appointment, am i booked, is it booked,
                do i have a call, have a callback, have a call booked, got a callback, still on for, when should i expect,
                when can i expect, what time should i expect, what times do you have, don't cancel, dont cancel,
                do not cancel, don't cancel my call, do not cancel my call, dont cancel my call
                """),
        Entry(.asks, says: "can i cancel, could i cancel, how do i cancel, how can i cancel, am i able to cancel"),
        Entry(.not, says: "don't you dare, dont you dare, do not ever, don't ever, dont ever"),
        Entry(.free, says: "free, available, i'm free, i am free, i'm available, i am available"),
        Entry(.probes, says: "is it, was it"),
        Entry(.wishes, says: "is it possible, is it ok, would it be possible"),
        Entry(.next, says: "the next"),
        Entry(.complaint, says: "first time, second time, third time, fourth time, fifth time"),
        Entry(
            .callMe, .wishes,
            says: each(
                "i'd like, i would like, id like, i'd love, i want, i need, would like",
                "* a call, * a callback, * a call back, * a phone call, * to be called, * to be called back")),
        Entry(
            .inWriting,
            says: """
                text me, texted me, email me, emailed me, e-mail me, mail me, write to me, wrote to me, write me, message me, messaged me,
                whatsapp me, by email, by e-mail, by text, by mail, in writing, via email, via text, an email, a text, text, email,
                reply here, answer here, prefer email, prefer text, prefer texting, no phone calls
                """),
        Entry(.instead, says: "instead, rather, i'd rather, i would rather, prefer, i'd prefer, instead of calling"),
        Entry(
            .somewhatLater,
            says: each(
                "a bit, bit, a little, slightly, somewhat, a tad, a little bit, a touch", "* later, * after")
        ),
        Entry(
            .somewhatEarlier,
            says: each("a bit, bit, a little, slightly, somewhat, a tad, a little bit, a touch", "* earlier, * sooner")
                + ", earlier, anything earlier, something earlier, earlier slot"),
        Entry(
            .maybe, .glue,
            says: "maybe, perhaps, possibly, probably, i think, i guess, not sure, i'm not sure, im not sure, might"),
        // Where they are then is not yet when they want to be called.
        Entry(.maybe, .wishes, says: "i'm home, im home, be home, get home, i get home, i finish, i'm back, be back"),
        Entry(.condition, .filler, says: "if, unless, in case, depends, depending"),
        Entry(
            .lastOne,
            says: "the later one, later one, the later, the later slot, the later option, the latest slot"),
        Entry(
            .firstOne,
            says: """
                the earlier one, earlier one, the earlier, the earlier slot, the earlier option, the earliest one, the earliest slot,
                earliest one
                """),
        Entry(
            .anyOffered,
            says:
                "any, all three, all 3, all of these, all work, both, both are fine, both work, both fine, either is fine, either time, any will do, either will do"
        ),
        Entry(
            .cancel,
            says: each(
                verbs,
                """
                no need to *, no need to * me, don't need to *, don't need you to *, no longer need you to *, dont need to *,
                no need to * me any more, cancel the phone *, cancel my phone *, cancel tomorrows *, cancel this *
                """)),
        Entry(.cancel, says: "cancel the callback, cancel the call back, cancel my call back, cancel the appointment"),
        Entry(
            .cancel,
            says: """
                no longer need you to call, no longer need to be called, don't need to call, you don't need to call,
                you don't have to call, no need for the call, no need for a call, don't bother calling, scrap the call,
                can't make the call, can't do the call, forget the call, no call needed, call not needed
                """),
        Entry(
            .cancel, .afterAll,
            says: "i can't make it after all, can't make it after all, i can't make it anymore, can't make it anymore"),
        Entry(.halfPast, says: "half passed"),
        Entry(.sameTime, .filler, says: "same time, at the same time, the same time"),
        Entry(.somewhatLater, .byHour, says: "an hour later, one hour later, 1 hour later"),
        Entry(.somewhatLater, says: "half an hour later, a half hour later, 30 minutes later"),
        Entry(.somewhatEarlier, .byHour, says: "an hour earlier, one hour earlier, 1 hour earlier"),
        Entry(.somewhatEarlier, says: "half an hour earlier, 30 minutes earlier"),
        Entry(
            .ownNumber, .filler,
            says:
                "this number, on this number, this number here, same number, the same number, this one number, the number i'm texting from, the number i am texting from, the number i'm writing from, my current number"
        ),
        Entry(
            .account,
            says:
                "account, customer number, customer no, contract, reference, ref, order, ticket, invoice, policy, case"),
        Entry(.complaint, says: "not fine, not ok, both down, both are down, both dead, both not working, both broken"),
        Entry(
            .asks,
            says:
                "did you book, did you book me in, have you booked me in, which number have you got, what number have you got, who is calling, who will be calling, who rings, who is it that calls, is that right, is that confirmed"
        ),
    ]

    private static let spanish: [Entry] = [
        Entry(
            .callMe, .wishes,
            says: """
                llámenme, llámeme, llámame, llamadme, me llamen, me llame, me llames, me pueden llamar, me puede llamar,
                me puedes llamar, pueden llamarme, puede llamarme, puedes llamarme, podrían llamarme, podría llamarme,
                me podrían llamar, me podría llamar, que me llamen, que me llame, que me llamaran, devuélvanme la llamada,
                solicito una llamada, quiero una llamada, necesito una llamada, quisiera una llamada
                """),
        Entry(.next, says: "en el próximo, en la próxima"),
        Entry(.complaint, says: "primera vez, segunda vez, tercera vez, cuarta vez"),
        Entry(.wishes, says: "salgo del trabajo, salgo de trabajar, termino de trabajar, acabo de trabajar"),
        Entry(.about, says: "por mi, por la factura, sobre mi"),
        Entry(.complaint, says: "me van a llamar, que me llaman, que me llamarán, me llamarán, iban a llamarme"),
        Entry(
            .asks,
            says: """
                a qué hora me llaman, a qué hora llaman, a qué hora me van a llamar, a qué hora van a llamar, cuándo me llaman,
                cuándo llaman, cuándo me van a llamar, cuándo van a llamar, a qué hora es la llamada, a qué hora era,
                cuándo es la llamada, a qué hora me llamarán, cuándo me llamarán, a qué hora es, a qué hora quedamos, sigue en pie,
                sigue la llamada, a qué número, qué número, en qué número, tengo la llamada, tengo una llamada, tengo cita,
                cuándo es mi cita, a qué hora es mi cita, no cancelen, no canceles, no lo canceles
                """),
        Entry(.probes, says: "me llaman, llaman, van a llamar, me llamáis, llamáis"),
        Entry(
            .inWriting,
            says: """
                escríbanme, escríbeme, escríbame, escribidme, por escrito, por email, por correo, por correo electrónico, por mail,
                por mensaje, por sms, por whatsapp, un email, un correo, un mail, un mensaje, un whatsapp, mándenme un correo,
                mándeme un correo, mándenme un email, mándame un mensaje, envíenme un correo, envíenme un email, un sms
                """),
        Entry(.instead, says: "mejor, prefiero, preferiría, en vez de, en lugar de, en vez de llamar"),
        Entry(
            .somewhatLater,
            says:
                "un poco más tarde, algo más tarde, un poquito más tarde, un poco después, poco más tarde, algo después"
        ),
        Entry(
            .somewhatEarlier,
            says: "un poco antes, algo antes, un poco más temprano, más temprano, más pronto, un poquito antes"),
        Entry(
            .maybe, .glue,
            says: "quizás, quizá, tal vez, a lo mejor, creo, creo que, no sé, no estoy seguro, no estoy segura"),
        Entry(
            .maybe, .wishes,
            says: "estoy en casa, estaré en casa, llego a casa, salgo, salgo del trabajo, salgo de trabajar"),
        Entry(.condition, says: "en caso de, en caso de que, siempre que, a menos que, depende"),
        Entry(.lastOne, says: "la más tarde, el más tarde, la más tardía, el más tardío"),
        Entry(.firstOne, says: "la más temprana, el más temprano, la más temprano"),
        Entry(.anyOffered, says: "los dos, ambos, ambas, cualquiera de los dos, cualquiera de las dos"),
        Entry(.feminine, says: "una"),
        Entry(.free, says: "libre, disponible, estoy libre, estoy disponible, estaré disponible, tengo libre"),
        Entry(.asks, says: "puedo cancelar, cómo cancelo, cómo puedo cancelar, se puede cancelar"),
        Entry(
            .cancel,
            says: """
                anulad, anulad la llamada, anulen la llamada, anule la llamada, anular la llamada, ya no hace falta, ya no hace falta que llamen,
                no hace falta que llamen, no hace falta que llaméis, no hace falta que me llamen, ya no me llamen,
                no me llamen, cancelad la llamada, cancelad, desmarcad
                """),
        Entry(
            .cancel, .afterAll,
            says: "al final no puedo, no puedo al final, finalmente no puedo, no voy a poder, al final no voy a poder"),
        Entry(
            .filler,
            says: "al final, finalmente, en realidad, de hecho, si no contesto llamad otra vez, si no contesto, o sea"),
        Entry(.maybe, .filler, says: "dije, yo dije, he dicho"),
        Entry(.sameTime, .filler, says: "misma hora, a la misma hora, la misma hora"),
        Entry(.somewhatLater, .byHour, says: "una hora más tarde, una hora después"),
        Entry(.somewhatLater, says: "media hora más tarde, media hora después"),
        Entry(.somewhatEarlier, .byHour, says: "una hora antes"),
        Entry(.somewhatEarlier, says: "media hora antes"),
        Entry(
            .ownNumber, .filler,
            says:
                "este número, a este número, en este número, este mismo número, a este mismo número, a este mismo, al mismo número, este móvil, a este móvil"
        ),
        Entry(
            .account,
            says:
                "cliente, nº de cliente, número de cliente, contrato, nº de contrato, número de contrato, referencia, factura, pedido, cuenta"
        ),
        Entry(
            .asks,
            says:
                "quién me llama, quién llama, quién me va a llamar, está confirmado, está confirmada, queda confirmada, desde qué número"
        ),
        Entry(.complaint, says: "da igual todo, les da igual, os da igual, no funciona ninguno, ninguno funciona"),
    ]

    private static let german: [Entry] = [
        Entry(
            .callMe, .wishes,
            says: """
                rufen sie mich, rufen sie mich bitte, ruft mich, ruf mich, rufen sie uns, bitte um rückruf, bitte um einen rückruf,
                um rückruf, um einen rückruf, rückruf erbeten, rückruf bitte, kann mich jemand, könnte mich jemand,
                kann mich bitte jemand, können sie mich, könnten sie mich, könnt ihr mich, könntet ihr mich, kannst du mich,
                angerufen werden, zurückgerufen werden, hätte gern einen rückruf, hätte gerne einen rückruf
                """),
        Entry(
            .asks,
            says: """
                wann rufen sie an, wann rufen sie mich an, wann ruft ihr an, wann ruft ihr mich an, wann rufen sie, wann ruft,
                wann kommt der anruf, wann ist der anruf, wann ist mein anruf, wann ist mein termin, wann war der termin,
                wann war das, um wieviel uhr, um wie viel uhr, welche nummer, unter welcher nummer, auf welcher nummer,
                welcher nummer, bleibt es bei, bleibt es dabei, bleibt der, ruft jemand, ruft mich jemand, steht der termin,
                steht der anruf, gilt der termin, gilt der anruf, werde ich angerufen, wann werde ich, ist der anruf,
                ist mein anruf, nicht absagen, nicht stornieren, habe ich einen termin
                """),
        Entry(.complaint, says: "erste mal, ersten mal, zweite mal, zweiten mal, dritte mal, dritten mal, vierten mal"),
        Entry(
            .free,
            says: """
                frei, verfügbar, erreichbar, bin erreichbar, bin ich erreichbar, habe ich zeit, hab ich zeit, habe zeit, zeit,
                bin ich da
                """),
        Entry(
            .asks,
            says: "kann ich absagen, kann ich noch absagen, wie sage ich ab, kann man absagen, kann ich stornieren"),
        Entry(.probes, says: "rufen sie, rufen sie an, ruft ihr, rufst du"),
        Entry(
            .inWriting,
            says: """
                per mail, per e-mail, per email, schriftlich, per sms, per whatsapp, per nachricht, schreiben sie mir, schreibt mir,
                schreib mir, eine mail, eine e-mail, eine email, eine sms, mailen sie mir, eine nachricht
                """),
        Entry(.instead, says: "lieber, stattdessen, statt, anstatt, besser, bevorzuge"),
        Entry(
            .somewhatLater,
            says:
                "etwas später, ein bisschen später, bisschen später, ein wenig später, wenig später, bissl später, kurz danach"
        ),
        Entry(
            .somewhatEarlier,
            says:
                "etwas früher, ein bisschen früher, bisschen früher, ein wenig früher, bissl früher, früher, etwas eher"
        ),
        Entry(
            .maybe, .glue,
            says: """
                vielleicht, eventuell, evtl, evtl., weiß nicht, weiß noch nicht, bin nicht sicher, nicht sicher, glaube ich,
                ich glaube, denke ich, ich denke, mal sehen, wahrscheinlich
                """),
        Entry(
            .maybe, .wishes,
            says: "bin ich zu hause, bin ich zuhause, bin ich daheim, bin zuhause, bin zu hause, bin daheim"),
        Entry(.condition, .filler, says: "falls, wenn, sofern, kommt drauf an"),
        Entry(
            .lastOne,
            says: "das spätere, den späteren, der spätere, die spätere, den spätesten, der späteste, das späteste"),
        Entry(
            .firstOne,
            says: "das frühere, den früheren, der frühere, die frühere, den frühesten, der früheste, das früheste"),
        Entry(.anyOffered, says: "beides, beide, beides passt, passt beides, beides geht, beides gut"),
        Entry(
            .cancel,
            says: "anruf absagen, anruf bitte absagen, den anruf absagen, anruf stornieren, den anruf stornieren"),
        Entry(
            .cancel,
            says: """
                brauchen nicht mehr anzurufen, brauchen nicht anzurufen, brauchen mich nicht mehr anzurufen,
                braucht nicht mehr anzurufen, braucht nicht anzurufen, müssen nicht mehr anrufen, müssen nicht anrufen,
                müsst nicht mehr anrufen, brauchen sie nicht mehr anzurufen, kein rückruf mehr nötig,
                rückruf nicht mehr nötig, anruf nicht mehr nötig, anruf ist nicht mehr nötig,
                lassen sie es gut sein
                """),
        Entry(
            .later,
            says:
                "beide passen nicht, beides passt nicht, beide zeiten passen nicht, beide termine passen nicht, beide passen mir nicht, passen beide nicht, passt beides nicht, beide gehen bei mir nicht, geht beides nicht"
        ),
        Entry(
            .complaint,
            says:
                "beide gehen nicht, beide funktionieren nicht, beide tot, beide kaputt, beide sind kaputt, die sind mir egal, sind mir egal, alles egal, euch ist alles egal, ihnen ist alles egal"
        ),
        Entry(
            .cancel, .afterAll,
            says:
                "kann nun doch nicht, ich kann nun doch nicht, kann leider doch nicht, ich kann leider doch nicht, kann jetzt doch nicht, oder wissen sie was lassen sie es"
        ),
        Entry(.weekday(.monday), says: "monday"), Entry(.weekday(.tuesday), says: "tuesday"),
        Entry(.weekday(.wednesday), says: "wednesday"), Entry(.weekday(.thursday), says: "thursday"),
        Entry(.weekday(.friday), says: "friday"), Entry(.weekday(.saturday), says: "saturday"),
        Entry(.weekday(.sunday), says: "sunday"),
        Entry(
            .sameTime, .filler,
            says:
                "gleiche zeit, selbe zeit, zur gleichen zeit, zur selben zeit, die gleiche zeit, dieselbe zeit, gleiche uhrzeit, selbe uhrzeit"
        ),
        Entry(.filler, says: "hab mich vertan, habe mich vertan, ich meinte, meinte, ich meine"),
        Entry(.somewhatLater, .byHour, says: "eine stunde später, 1 stunde später, ne stunde später"),
        Entry(.somewhatLater, says: "eine halbe stunde später, halbe stunde später"),
        Entry(.somewhatEarlier, .byHour, says: "eine stunde früher, 1 stunde früher"),
        Entry(.somewhatEarlier, says: "eine halbe stunde früher, halbe stunde früher"),
        Entry(
            .ownNumber, .filler,
            says:
                "diese nummer, auf diese nummer, auf diese nummer hier, diese nummer hier, dieser nummer, unter dieser nummer, unter dieser nummer hier, auf dieser nummer, gleiche nummer, dieselbe nummer, selbe nummer, die gleiche nummer"
        ),
        Entry(
            .account,
            says:
                "kundennummer, kunden nr, kundennr, kdnr, kunde, vertragsnummer, vertrag, vorgangsnummer, rechnung, rechnungsnummer, auftrag, auftragsnummer, ticket, konto, kontonummer, referenz, aktenzeichen"
        ),
        Entry(
            .asks,
            says:
                "wer ruft an, wer ruft mich an, wer ruft denn an, welche nummer haben sie, stimmt das so, ist das richtig so, um wieviel uhr war das, um wieviel uhr war das nochmal, wann war das nochmal"
        ),
    ]
}
