extension TimeVocabulary {
    static let french = TimeVocabulary(
        language: "fr",
        [
            // Numbers.
            Entry(.number(1), says: "un, une"), Entry(.number(2), says: "deux"), Entry(.number(3), says: "trois"),
            Entry(.number(4), says: "quatre"), Entry(.number(5), says: "cinq"), Entry(.number(6), says: "six"),
            Entry(.number(7), says: "sept"), Entry(.number(8), says: "huit"), Entry(.number(9), says: "neuf"),
            Entry(.number(10), says: "dix"), Entry(.number(11), says: "onze"), Entry(.number(12), says: "douze"),
            Entry(.number(13), says: "treize"), Entry(.number(14), says: "quatorze"),
            Entry(.number(15), says: "quinze"),
            Entry(.number(16), says: "seize"), Entry(.number(17), says: "dix-sept"),
            Entry(.number(18), says: "dix-huit"),
            Entry(.number(19), says: "dix-neuf"), Entry(.number(20), says: "vingt"),
            Entry(.number(21), says: "vingt et un, vingt et une, vingt-et-une"), Entry(.number(30), says: "trente"),
            Entry(.number(40), says: "quarante"), Entry(.number(50), says: "cinquante"),
            Entry(.number(2), says: "une paire de, une ou deux"),
            Entry(.ordinal(1), says: "premier, première"), Entry(.ordinal(2), says: "deuxième, second, seconde"),
            Entry(.ordinal(3), says: "troisième"), Entry(.ordinal(4), says: "quatrième"),
            Entry(.ordinal(5), says: "cinquième"),
            Entry(.ordinalMark, says: "er, ère, ere, e, ème, eme, è, nd, nde, ième, re"),

            // Days.
            Entry(.weekday(.monday), says: "lundi, lundis, lun"), Entry(.weekday(.tuesday), says: "mardi, mardis, mar"),
            Entry(.weekday(.wednesday), says: "mercredi, mercredis, mer, merc"),
            Entry(.weekday(.thursday), says: "jeudi, jeudis, jeu"),
            Entry(.weekday(.friday), says: "vendredi, vendredis, ven, vend"),
            Entry(.weekday(.saturday), says: "samedi, samedis, sam"),
            Entry(.weekday(.sunday), says: "dimanche, dimanches, dim"),
            Entry(.today(0), says: "aujourd'hui, aujourd hui, auj, ajd, aujourdui, ce jour"),
            Entry(.today(1), says: "demain, dem, 2main, dmain, le lendemain"),
            Entry(.today(2), says: "après-demain, apres demain, surlendemain"),
            Entry(.today(-1), says: "hier, avant-hier"),
            Entry(.today(0), .part(.morning), says: "ce matin"),
            Entry(.today(0), .part(.afternoon), says: "cet après-midi, cette après-midi, cet aprem, cet apm"),
            Entry(.today(0), .part(.evening), says: "ce soir, cette nuit"),
            Entry(.today(0), .part(.lunchtime), says: "ce midi"),
            Entry(
                .workdays,
                says:
                    "en semaine, jours ouvrés, jours ouvrables, jour ouvré, jours de semaine, du lundi au vendredi, lundi au vendredi, jours de la semaine"
            ),
            Entry(.weekend, says: "week-end, weekend, ce week-end, le week-end, we, ce we, ce weekend"),
            Entry(
                .everyDay,
                says: "n'importe quel jour, tous les jours, chaque jour, quel que soit le jour, nimporte quel jour"),
            Entry(
                .anyTime,
                says: """
                    n'importe quand, nimporte quand, à tout moment, n'importe quelle heure, à n'importe quelle heure, quand vous voulez,
                    toute la journée, quand vous pouvez, dans la journée, en journée, à toute heure, quand vous le souhaitez, quand tu veux,
                    la journée, toute heure
                    """),
            Entry(.month(1), says: "janvier, janv, jan"), Entry(.month(2), says: "février, févr, fév"),
            Entry(.month(3), says: "mars"),
            Entry(.month(4), says: "avril, avr"), Entry(.month(5), says: "mai"), Entry(.month(6), says: "juin"),
            Entry(.month(7), says: "juillet, juil"), Entry(.month(8), says: "août"),
            Entry(.month(9), says: "septembre, sept"),
            Entry(.month(10), says: "octobre, oct"), Entry(.month(11), says: "novembre, nov"),
            Entry(.month(12), says: "décembre, déc"), Entry(.dayWord, says: "le, au, du, pour le, date du"),
            Entry(.thisWeek, says: "cette semaine, dans la semaine, d'ici la fin de semaine"),
            Entry(
                .nextWeek,
                says:
                    "dans la semaine prochaine, la semaine prochaine, semaine prochaine, semaine pro, semaine suivante, semaine d'après, sem prochaine"
            ),
            Entry(.next, says: "prochain, prochaine, proch"),
            Entry(.coming, says: "ce, cet, cette, qui vient, à venir"), Entry(.last, says: "dernier, dernière, passé"),
            Entry(.weekLater, says: "en huit"),

            // Clocks.
            Entry(
                .part(.morning),
                says: """
                    matin, le matin, du matin, matinée, dans la matinée, en matinée, au matin, les matins, matins, mat, avant le déjeuner,
                    avant déjeuner, avant manger, avant de manger, dans la mat
                    """),
            Entry(
                .part(.earlyMorning),
                says:
                    "tôt le matin, en début de matinée, début de matinée, à la première heure, de bonne heure, à l'ouverture, dès l'ouverture, première heure"
            ),
            Entry(
                .part(.lateMorning), says: "fin de matinée, en fin de matinée, milieu de matinée, en milieu de matinée"),
            Entry(.part(.beforeWork), says: "avant le travail, avant le boulot, avant d'aller travailler"),
            Entry(
                .part(.lunchtime),
                says:
                    "le midi, entre midi et deux, entre midi et 2, pause déjeuner, pendant la pause déjeuner, à l'heure du déjeuner, heure du déjeuner, pendant la pause de midi, sur l'heure du midi"
            ),
            Entry(
                .part(.earlyAfternoon),
                says: "début d'après-midi, en début d'après-midi, début d'aprem, en début d'aprem"),
            Entry(
                .part(.afterLunch),
                says: "après le déjeuner, après manger, après déjeuner, après la pause déjeuner, après le repas"),
            Entry(
                .part(.afternoon),
                says:
                    "après-midi, l'après-midi, de l'après-midi, dans l'après-midi, en après-midi, aprem, l'aprem, dans l'aprem, apm, aprèm, après midi, apresmidi, les après-midis, les après-midi, après-midis, d'après-midi"
            ),
            Entry(.part(.lateAfternoon), says: "fin d'après-midi, en fin d'après-midi, fin d'aprem, en fin d'aprem"),
            Entry(
                .part(.evening),
                says:
                    "soir, le soir, du soir, soirée, dans la soirée, en soirée, au soir, les soirs, soirs, en début de soirée, début de soirée"
            ),
            Entry(.part(.endOfDay), says: "fin de journée, en fin de journée"),
            Entry(
                .part(.afterWork),
                says:
                    "après le travail, après le boulot, après mon travail, après l'école, en sortant du travail, à la sortie du travail, après le taf, après les cours"
            ),
            Entry(.part(.officeHours), says: "heures de bureau, aux heures de bureau, pendant les heures de bureau"),
            Entry(.early, says: "tôt, début de, en début de, au début de, début"),
            Entry(.late, says: "tard, fin de, en fin de, à la fin de, fin"),
            Entry(.hourMark, says: "h, heure, heures, hrs, pile, h., hr"), Entry(.am, says: "am"),
            Entry(.pm, says: "pm"),
            Entry(.noon, says: "midi, à midi"), Entry(.midnight, says: "minuit"),
            Entry(.half, says: "demi, demie, une demi, une demie"), Entry(.quarter, says: "quart, un quart"),
            Entry(.plus, says: "et"), Entry(.minus, says: "moins"),

            // Relations.
            Entry(.at, says: "à, a, @, pour, dès"),
            Entry(
                .around,
                says: """
                    vers, vers les, aux environs de, environ, autour de, aux alentours de, à environ, environ à, à peu près à, ~, plutôt vers,
                    sur les coups de, approximativement, dans les environs de, à peu près, juste après, juste avant, peu après, un peu après, un peu avant
                    """),
            Entry(.aroundBehind, says: "environ, à peu près, ou par là, par là, approximativement, et quelques"),
            Entry(
                .after,
                says: """
                    après, à partir de, à partir du, à compter de, dès, pas avant, à partir d', a partir de, plus tard que, au plus tôt à, au plus tôt, mais pas avant,
                    n'importe quand après, passé, dès le, tout après, à partir, toujours après, >
                    """),
            Entry(
                .before,
                says:
                    "avant, pas après, au plus tard à, au plus tard, plus tôt que, mais pas après, n'importe quand avant, d'ici, toujours avant, avant le, <"
            ),
            Entry(.until, says: "jusqu'à, jusqu'au, jusque, jusqu'a, jusqua, jusquà"),
            Entry(.between, says: "entre, entre le"),
            Entry(.rangeFrom, says: "de, du, d', à partir de, à partir du, dès, dès le, pas avant, à compter de"),
            Entry(.rangeTo, says: "à, a, jusqu'à, au"),
            Entry(.or, says: "ou, /, ou bien, sinon, à défaut, ou alors, ou encore, ou à, ou le, ou peut-être"),
            Entry(.and, says: "et, &, ainsi que, et aussi, et le, et à"),
            Entry(.ahead, says: "dans, d'ici, dans environ, dans à peu près"),
            Entry(
                .within,
                says: "dans les, dans les prochaines, dans l', d'ici les, dans la prochaine, dans les prochains"),
            Entry(.unit(.minute), says: "minute, minutes, min, mn, mins"),
            Entry(.unit(.quarterHour), says: "quart d'heure, un quart d'heure, petit quart d'heure"),
            Entry(.onwards, says: "ou plus tard, ou après, et après, et plus tard, ou plus"),
            Entry(.unit(.hour), says: "heure, heures, h, petite heure"),
            Entry(.unit(.day), says: "jour, jours"), Entry(.unit(.week), says: "semaine, semaines"),
            Entry(.unit(.month), says: "mois"), Entry(.unit(.year), says: "an, ans, année, années"),

            // Stances.
            Entry(.not, says: "pas, sauf, pas le, excepté, mais pas, hormis, tout sauf, surtout pas, pas ce, à part"),
            Entry(
                .cannot,
                says: """
                    je ne peux pas, ne peux pas, peux pas, je peux pas, ne pourrai pas, ne me convient pas, ne convient pas, me convient pas,
                    ne va pas, ça ne va pas, ça va pas, impossible, c'est impossible, pas possible, n'est pas possible, ce n'est pas possible,
                    c'est pas possible, ne suis pas disponible, pas disponible, suis pas disponible, ne suis pas là, suis pas là, pas libre, pas dispo, indisponible,
                    ne m'arrange pas, m'arrange pas, je travaille, travaille, suis au travail, je suis au travail, suis en réunion, en réunion, occupé, occupée,
                    je suis occupé, je suis pris, je suis prise, ne marche pas pour moi, absent, absente, ne suis pas dispo, en cours, n'est pas bon, c'est pas bon,
                    c'est mort, ne sera pas possible, je bosse, je ne suis pas, je ne serai pas, pas là
                    """),
            Entry(
                .wishes,
                says: """
                    appeler, appelez, appelle, appelles, appelez-moi, rappeler, rappelez, rappelez-moi, rappelle, rappel, appel, téléphoner, téléphonez, joindre,
                    me joindre, joignable, contacter, contactez, contactez-moi, parler, me rappeler, m'appeler, convient, me convient, me conviendrait,
                    conviendrait, me va, ça me va, m'irait, irait, ça irait, m'arrange, m'arrangerait, arrangerait, va bien, c'est bon, c'est bien, c'est parfait,
                    c'est mieux, serait, ce serait, ça serait, serait parfait, serait bien, serait mieux, serait idéal, parfait, idéal, idéalement, super, mieux,
                    plutôt, préfère, je préfère, préférerais, préférence, de préférence, préférable, possible, est-ce possible, c'est possible, serait possible,
                    pouvez-vous, pouvez, pourriez-vous, pourriez, pourrait, pourrions, peut-on, peut, peux, pourrais, pouvons, disponible, dispo, je suis disponible,
                    suis disponible, serai disponible, libre, suis libre, serai, suis là, chez moi, à la maison, réserver, réservez, réserve, mettez-moi, inscrire, notez,
                    prévoir, fixer, planifier, décaler, décalez, reporter, déplacer, repousser, changer, voudrais, j'aimerais, aimerais, souhaite, souhaiterais, veux, veuillez, voulez, avez-vous,
                    y a-t-il, quelque chose, bien, bon, d'accord pour, ok pour, est-ce que, ça marche, marche pour moi, disons, va pour, partons sur, essayer, essayez, favorable, seulement, uniquement, que, rentre, finis, termine, je finis, opte
                    """),
            Entry(
                .please,
                says:
                    "svp, s'il vous plaît, s'il te plaît, stp, merci de, s'il vous plait, si possible, si c'est possible, sil vous plait, s v p, si vous pouvez"
            ),
            Entry(.moves, says: "déplacer, déplacez, changer, changez, décaler, décalez, reporter, reportez"),
            Entry(
                .choiceNoun,
                says:
                    "option, numéro, num, n°, nº, no, choix, créneau, #, proposition, rendez-vous, rdv, réponse, horaire"
            ),
            Entry(
                .one,
                says: """
                    celui de, celui du, celui d', celle de, celle du, celui à, créneau, créneau de, créneau du, rendez-vous, rdv, rdv de, rdv du, option, horaire, celui, le créneau, celui vers
                    """),
            Entry(
                .lastOne,
                says:
                    "le dernier, la dernière, dernier créneau, le dernier créneau, dernier, dernière, la dernière option, le dernier choix"
            ),
            Entry(
                .anyOffered,
                says:
                    "n'importe lequel, n'importe laquelle, peu importe, tous, tous me conviennent, les trois, ça m'est égal, au choix, comme vous voulez, indifférent, les deux, nimporte lequel, c'est égal, au plus simple, comme ça vous arrange, à vous de choisir"
            ),
            Entry(
                .yes,
                says: """
                    oui, ouais, ok, okay, d'accord, dac, daccord, parfait, bien sûr, exact, exactement, c'est ça, c'est bon, ça marche, entendu, très bien, volontiers,
                    je confirme, confirmé, confirme, bien, ça me va, ça me convient, tout à fait, absolument, super, avec plaisir, oui merci, ça roule, va pour ça, c'est noté, nickel,
                    👍, ✅, ✔, 👌, 🆗, oui svp, ui, vi, carrément, juste, correct, certainement
                    """),
            Entry(
                .no,
                says:
                    "non, non merci, nan, pas intéressé, pas besoin, sans façon, ❌, 👎, merci mais non, pas nécessaire, ce n'est pas nécessaire, inutile, ça ira merci, non pas besoin"
            ),
            Entry(
                .cancel,
                says: """
                    annuler, annulez, annule, annuler mon rendez-vous, annuler le rendez-vous, annuler l'appel, annuler le rappel, annulation, annuler mon rdv, annuler le rdv, annulez tout,
                    ne me rappelez plus, ne m'appelez plus, ne plus m'appeler, ne plus me rappeler, ne plus appeler, ne plus rappeler, n'appelez plus,
                    ne rappelez plus, pas d'appel, plus d'appel, plus besoin, plus besoin d'être rappelé, plus besoin d'être rappelée, plus besoin qu'on m'appelle,
                    je ne veux plus être rappelé, je ne veux plus être rappelée, je ne veux pas être rappelé, je ne veux plus d'appel, laissez tomber, laisse tomber, oubliez, n'appelez plus jamais,
                    plus la peine, pas la peine, supprimer mon rendez-vous, supprimez, arrêtez de m'appeler, arrêtez d'appeler, décommander, ne souhaite plus être rappelé, ne veux plus être rappelé, pas la peine de me rappeler, plus nécessaire, ce n'est plus nécessaire, inutile de me rappeler
                    """),
            Entry(.cancel, .cannot, says: "ne m'appelez pas, ne me rappelez pas, n'appelez pas, ne rappelez pas"),
            Entry(
                .now,
                says: """
                    maintenant, tout de suite, immédiatement, dès que possible, au plus vite, le plus vite possible, le plus tôt possible, au plus tôt, asap, dès maintenant,
                    sans attendre, de suite, rapidement, urgent, en urgence, aussi vite que possible, dans l'immédiat, dès que vous pouvez, aussitôt que possible, le plus rapidement possible,
                    à l'instant, sur le champ, illico, urgemment, là maintenant, tout d'suite
                    """),
            Entry(
                .later,
                says: """
                    une autre fois, autre fois, un autre jour, autre jour, un autre moment, autre moment, une autre heure, autre heure, un autre créneau, autre créneau, autres créneaux,
                    d'autres créneaux, une autre date, autre date, d'autres dates, un autre horaire, autre horaire, d'autres horaires, autre chose, aucun, aucune, aucun de ces créneaux, aucun ne me convient,
                    aucun ne convient, aucun des trois, aucun des deux, aucun créneau, aucune de ces options, aucun de ceux-là, plus tard, pas maintenant, d'autres propositions, un autre rendez-vous, autre rendez-vous, un autre rdv, autre rdv,
                    plus d'options, autres, d'autres, une autre, un autre, autre, aucun d'eux, ni l'un ni l'autre, peut-être plus tard, d'autres options, d'autres possibilités, d'autres choix, autre option, une autre option, autre proposition
                    """),

            // Stories and other requests.
            Entry(
                .complaint,
                says: """
                    à quelle heure, ouvrez, ouvert, ouverts, ouverte, fermez, fermé, horaires d'ouverture, êtes-vous ouvert,
                    depuis, promis, promettez, avez promis, aviez promis, payé, paye, payer, paie, paiement, attends, j'attends, attendu, attend, attendre, ça fait, il y a, était, étais, étaient, avait, avais,
                    devait, devaient, deviez, jamais, personne, rien, sans, panne, en panne, hs, coupé, coupée, coupe, coupure, ça coupe, facture, factures, facturé, prélevé, prélèvement, argent, euros, euro, prix, tarif,
                    contrat, abonnement, compte, client, cliente, internet, wifi, box, ligne, réseau, signal, connexion, débit, fibre, technicien, techniciens, venir, venu, venue, vient, appelé, appelée, rappelé, téléphoné,
                    dit, disait, répondu, répond, marche plus, ne marche, marchait, fonctionne, fonctionnait, fonctionne plus, réparer, réparez, réparé, résoudre, résolvez, résolu, régler, réglez, rembourser, remboursement, remboursez,
                    réclamation, plainte, commande, colis, livraison, livré, livrée, arrivé, arrivée, reçu, reçue, envoyé, envoyée, pourquoi, qui, toujours, fois, chaque fois, encore, encore une fois, honte, scandale, nul, inadmissible,
                    marre, déçu, déçue, lent, lente, enfants, personnes, gens, go, mo, problème, problèmes, référence, mot de passe, résilier, résiliation, expire, expiré, perdu, acheté, eu, été, faux, fausse, erreur, ai eu, anniversaire, tombe en panne, tombé, âge
                    """),
            Entry(
                .filler,
                says: """
                    je, j, me, m, moi, mon, ma, mes, vous, votre, vos, tu, te, t, nous, on, c, ce, c'est, ça, est, suis, sera, serait, être, il, elle, le, la, les, l, un, une, des, du, de, d,
                    au, aux, et, ou, à, a, en, y, pour, par, avec, sur, si, que, qu, quand, comment, quel, quelle, alors, donc, bon, bien, merci, merci beaucoup, ok, oui, prends, choisis, choisir, prendre, vais, veux, faire,
                    avoir, peut-être, éventuellement, désolé, désolée, pardon, excusez-moi, malheureusement, heure, jour, moment, créneau, rdv, rendez-vous, numéro, téléphone, portable, fixe, mobile, sur mon portable,
                    mon numéro, mon numéro est, au, ce numéro, 🙏, 😊, 🙂, euh, ah, oh, n, ne, très, plus, aussi, même, là, quelqu'un, tout, toute, tous, simplement, juste, avance, d'avance, par avance, s, soit, ai, beaucoup, ensuite, puis, cela, celui, option, seulement, retour, soirs, pas de souci, sans problème, vu, noté, serais, passer, libre, monsieur, madame, mieux, j'ai
                    """),
            Entry(
                .glue,
                says:
                    "le, la, les, de, du, d, l, à, a, au, aux, en, dans la, dans, vers le, pour, pour le, peut-être, plutôt, ou sinon, sinon, de la, dans le, éventuellement, disons, dès, ce"
            ),
            Entry(
                .greeting,
                says: """
                    bonjour, bonsoir, salut, coucou, madame, monsieur, cher, chère, merci, merci beaucoup, merci d'avance, cordialement, bien cordialement, bonne journée, bonne soirée, amicalement, bien à vous,
                    sincères salutations, salutations, bises, je m'appelle, je suis monsieur, je suis madame, belle journée, respectueusement, cdt, cdlt, mon nom est, à bientôt
                    """),
            Entry(.about, says: "au sujet, à propos, concernant, car, parce que, puisque, pour parler, par rapport à"),
            Entry(.but, says: "mais, donc, cependant, toutefois, par contre, du coup, alors, svp, merci de"),
        ])
}
