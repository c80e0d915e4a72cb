/// French and Portuguese, beside the others in `CallWords`.
extension CallWords {
    static let french: [Entry] = [
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
        Entry(
            .cancel,
            says: """
                n'appelez plus, n'appelez pas, ne m'appelez pas, ne m'appelez plus, plus besoin de m'appeler,
                plus besoin d'appeler, pas la peine d'appeler, pas la peine de m'appeler,
                ce n'est plus la peine, c'est plus la peine, laissez tomber
                """),
        Entry(
            .cancel, .afterAll,
            says: """
                finalement je peux pas, je peux pas finalement, je ne peux pas finalement, finalement je ne peux pas,
                finalement je ne peux plus, en fait je peux pas, je peux pas en fait, je ne pourrai pas finalement
                """),
        Entry(
            .filler,
            says: "en fait, finalement, du coup, max, maximum, je me lève tard, je me suis trompé, je voulais dire"),
        Entry(.around, says: "genre, genre à, genre vers"),
        Entry(.maybe, .filler, says: "j'ai dit, je disais"),
        Entry(.sameTime, .filler, says: "même heure, à la même heure, la même heure"),
        Entry(.somewhatLater, .byHour, says: "une heure plus tard, une heure après"),
        Entry(.somewhatLater, says: "une demi-heure plus tard"),
        Entry(.somewhatEarlier, .byHour, says: "une heure plus tôt, une heure avant"),
        Entry(.somewhatEarlier, says: "une demi-heure plus tôt"),
        Entry(
            .ownNumber, .filler,
            says:
                "ce numéro, à ce numéro, sur ce numéro, ce numéro-ci, ce numéro ci, à ce numéro-ci, le même numéro, au même numéro, sur le même numéro"
        ),
        Entry(
            .account,
            says:
                "client, numéro client, numéro de client, contrat, numéro de contrat, référence, facture, dossier, commande, compte"
        ),
        Entry(
            .asks,
            says: "qui m'appelle, qui appelle, c'est qui qui appelle, c'est bon pour, c'est bien noté, c'est confirmé"),
        Entry(.complaint, says: "les deux marchent pas, les deux ne marchent pas, les deux en panne"),
    ]

    static let portuguese: [Entry] = [
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
        Entry(
            .cancel,
            says: """
                já não é preciso,
                já não é preciso ligar, não é preciso ligar, não precisam de ligar, não precisa de ligar,
                já não precisam de ligar, já não precisa de ligar, não liguem, não me liguem, não precisa mais ligar,
                não precisam mais ligar, desmarquem, desmarcar a chamada, anulem, anular a chamada, deixe estar,
                deixem estar
                """),
        Entry(
            .cancel, .afterAll, says: "afinal não posso, não posso afinal, afinal já não posso, afinal não vou poder"),
        Entry(.filler, says: "afinal, na verdade, aliás, alias, quer dizer"),
        Entry(.maybe, .filler, says: "disse, eu disse"),
        Entry(.sameTime, .filler, says: "mesma hora, à mesma hora, a mesma hora, na mesma hora"),
        Entry(.somewhatLater, .byHour, says: "uma hora mais tarde, uma hora depois"),
        Entry(.somewhatLater, says: "meia hora mais tarde, meia hora depois"),
        Entry(.somewhatEarlier, .byHour, says: "uma hora mais cedo, uma hora antes"),
        Entry(.somewhatEarlier, says: "meia hora mais cedo, meia hora antes"),
        Entry(
            .ownNumber, .filler,
            says:
                "este número, para este número, neste número, este mesmo número, para este mesmo número, o mesmo número, no mesmo número, esse número mesmo"
        ),
        Entry(
            .account,
            says:
                "cliente, número de cliente, nº de cliente, contrato, número de contrato, referência, fatura, factura, pedido, conta, processo"
        ),
        Entry(
            .asks, says: "quem liga, quem me liga, quem vai ligar, está certo assim, hora de lisboa, hora de londres"),
        Entry(.filler, says: "já agora"),
    ]
}
