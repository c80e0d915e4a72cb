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

    private typealias Entry = TimeVocabulary.Entry

    private static func each(_ words: String, _ phrases: String) -> String {
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
    ]

    private static let french: [Entry] = [
        Entry(
            .callMe, .wishes,
            says: each(
                "me rappeler, m'appeler, me téléphoner",
                """
                pouvez-vous *, pouvez vous *, vous pouvez *, pourriez-vous *, pourriez vous *, merci de *, veuillez *,
                quelqu'un peut *, quelqu'un pourrait *, quelqu'un peut-il *, quelqu'un pourrait-il *, peut-on *, pourrait-on *
                """)),
        Entry(
            .callMe, .wishes,
            says: """
                appelez-moi, appelez moi, rappelez-moi, rappelez moi, appelle-moi, rappelle-moi, être rappelé, être rappelée,
                être appelé, être appelée, qu'on me rappelle, que l'on me rappelle, qu'on m'appelle, que vous me rappeliez
                """),
        Entry(
            .asks,
            says: each(
                "à quelle heure, quand, quand est-ce que",
                """
                * vous m'appelez, * m'appelez-vous, * allez-vous m'appeler, * vous appelez, * appelez-vous, * allez-vous appeler,
                * me rappelez-vous, * vous me rappelez, * est l'appel, * est mon appel, * est mon rendez-vous, * est mon rdv,
                * on m'appelle, * on me rappelle, * allez-vous me rappeler
                """)),
        Entry(
            .asks,
            says: """
                quel numéro, sur quel numéro, à quel numéro, toujours prévu, l'appel est toujours, mon appel est toujours,
                c'était à quelle heure, c'est à quelle heure, est-ce que l'appel, mon rendez-vous est toujours, mon rdv est toujours,
                quand serai-je rappelé, quand serai-je rappelée, toujours d'actualité, n'annulez pas
                """),
        Entry(
            .probes,
            says:
                "vous appelez, vous m'appelez, vous me rappelez, allez-vous m'appeler, allez-vous appeler, on m'appelle"
        ),
        Entry(.complaint, says: "première fois, deuxième fois, seconde fois, troisième fois, quatrième fois"),
        Entry(.about, says: "pour ma, pour mon, pour mes"),
        Entry(.complaint, says: "va me rappeler, va m'appeler, allez me rappeler, allez m'appeler, vont me rappeler"),
        Entry(
            .inWriting,
            says: """
                par mail, par e-mail, par email, par écrit, par sms, par message, par courriel, écrivez-moi, écrivez moi, écris-moi,
                envoyez-moi un mail, envoyez-moi un email, envoyez-moi un sms, un mail, un email, un sms, un e-mail
                """),
        Entry(.instead, says: "plutôt, à la place, préfère, je préfère, préférerais, au lieu"),
        Entry(
            .somewhatLater,
            says: "un peu plus tard, légèrement plus tard, un petit peu plus tard, un chouia plus tard"),
        Entry(.somewhatEarlier, says: "un peu plus tôt, légèrement plus tôt, plus tôt, un petit peu plus tôt"),
        Entry(
            .maybe, .glue,
            says: "peut-être, peut être, je crois, je pense, pas sûr, pas sûre, je ne sais pas, je sais pas"),
        Entry(
            .maybe, .wishes,
            says: "suis chez moi, serai chez moi, je rentre, je finis, je finis le travail, suis rentré"),
        Entry(.condition, .filler, says: "si, au cas où, à moins que, ça dépend"),
        Entry(.lastOne, says: "le plus tard, la plus tard, le plus tardif"),
        Entry(.now, says: "le plus tôt"),
        Entry(.firstOne, says: "le premier des deux, le plus matinal"),
        Entry(.anyOffered, says: "n'importe, nimporte, n'importe laquelle, l'un ou l'autre, les deux me vont"),
        Entry(
            .free,
            says: """
                libre, disponible, dispo, joignable, suis libre, je suis disponible, suis disponible, serai disponible,
                suis là
                """),
        Entry(
            .asks,
            says: "puis-je annuler, je peux annuler, comment annuler, peut-on annuler, est-ce que je peux annuler"),
        Entry(.onwards, says: "donc après, après ça, après cela"),
        Entry(.cancel, says: "annulez l'appel, annulez le rappel, annulez mon rdv, annulez mon rendez-vous"),
    ]

    private static let portuguese: [Entry] = [
        Entry(
            .callMe, .wishes,
            says: """
                liguem-me, ligue-me, liga-me, me ligue, me liguem, me liga, me ligar, ligar-me, podem ligar-me, pode ligar-me,
                podem me ligar, pode me ligar, me pode ligar, me podem ligar, alguém me pode ligar, alguém pode me ligar,
                que me liguem, que me ligassem, quero uma ligação, solicito uma ligação, preciso de uma ligação
                """),
        Entry(
            .complaint,
            says: "vão me ligar, vai me ligar, iam me ligar, ia me ligar, que me ligam, que me ligavam, de me ligar"),
        Entry(
            .asks,
            says: each(
                "a que horas, que horas, quando",
                """
                * me ligam, * ligam, * vão ligar, * me vão ligar, * vão me ligar, * vocês ligam, * vocês vão ligar,
                * é a ligação, * é a chamada, * era, * é o meu horário, * vocês me ligam
                """)),
        Entry(
            .asks,
            says: """
                que número, para que número, em que número, qual número, qual o número, para qual número, ainda está marcada,
                ainda está marcado, ainda está de pé, a ligação está, a chamada está, a ligação ainda, a chamada ainda,
                está confirmada, não cancelem, não cancele
                """),
        Entry(.probes, says: "vão ligar, ligam, vai ligar, me ligam, vocês ligam"),
        Entry(
            .inWriting,
            says: """
                por email, por e-mail, por escrito, por mensagem, por sms, por whatsapp, um email, um e-mail, uma mensagem,
                me escrevam, escrevam-me, escreva-me, me escreva, manda email, mandem email, mande email, envie um email,
                enviem um email, mandem um email, mande um email, mandem mensagem
                """),
        Entry(.instead, says: "melhor, prefiro, preferia, em vez, ao invés, preferiria"),
        Entry(
            .somewhatLater, says: "um pouco mais tarde, um pouquinho mais tarde, um pouco depois, um bocado mais tarde"),
        Entry(.somewhatEarlier, says: "um pouco antes, um pouco mais cedo, mais cedo, um bocado mais cedo"),
        Entry(.maybe, .glue, says: "talvez, acho, acho que, quem sabe, não sei, não tenho certeza, se calhar"),
        Entry(
            .maybe, .wishes, says: "estou em casa, estarei em casa, chego em casa, chego a casa, saio, saio do trabalho"
        ),
        Entry(.condition, says: "caso, a menos que, depende"),
        Entry(.lastOne, says: "o mais tarde, a mais tarde, o mais tardio"),
        Entry(.firstOne, says: "o mais cedo, a mais cedo"),
        Entry(.anyOffered, says: "os dois, ambos, qualquer um dos dois, os dois servem"),
        Entry(.feminine, says: "duas, uma"),
        Entry(.free, says: "livre, disponível, estou livre, estou disponível, estarei disponível, estarei"),
        Entry(.asks, says: "posso cancelar, como cancelo, como posso cancelar, dá para cancelar"),
        Entry(.next, says: "na próxima, no próximo, da próxima, do próximo"),
        Entry(.complaint, says: "primeira vez, segunda vez, terceira vez, quarta vez"),
        Entry(.wishes, says: "saio do trabalho, saio do serviço, largo o trabalho, acabo de trabalhar"),
        Entry(.about, says: "por causa da, por causa do, sobre a minha, sobre o meu"),
        Entry(
            .cancel,
            says:
                "cancelar a ligação, cancelar a chamada, cancelem a ligação, cancele a ligação, quero cancelar a ligação"
        ),
    ]
}
