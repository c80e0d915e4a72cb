extension TimeVocabulary {
    static let german = TimeVocabulary(
        language: "de",
        [
            // Numbers.
            Entry(.number(1), says: "eins"), Entry(.number(1), .filler, says: "ein, eine, einer, einem, einen"),
            Entry(.number(2), says: "zwei, zwo"), Entry(.number(3), says: "drei"),
            Entry(.number(4), says: "vier"), Entry(.number(5), says: "fünf"), Entry(.number(6), says: "sechs"),
            Entry(.number(7), says: "sieben"), Entry(.number(8), says: "acht"), Entry(.number(9), says: "neun"),
            Entry(.number(10), says: "zehn"), Entry(.number(11), says: "elf"), Entry(.number(12), says: "zwölf"),
            Entry(.number(13), says: "dreizehn"), Entry(.number(14), says: "vierzehn"),
            Entry(.number(15), says: "fünfzehn"), Entry(.number(16), says: "sechzehn"),
            Entry(.number(17), says: "siebzehn"), Entry(.number(18), says: "achtzehn"),
            Entry(.number(19), says: "neunzehn"), Entry(.number(20), says: "zwanzig"),
            Entry(.number(21), says: "einundzwanzig"), Entry(.number(22), says: "zweiundzwanzig"),
            Entry(.number(23), says: "dreiundzwanzig"), Entry(.number(25), says: "fünfundzwanzig"),
            Entry(.number(30), says: "dreißig"), Entry(.number(40), says: "vierzig"),
            Entry(.number(45), says: "fünfundvierzig"), Entry(.number(50), says: "fünfzig"),
            Entry(.number(2), says: "ein paar"),
            Entry(.ordinal(1), says: "erste, ersten, erster, erstes"),
            Entry(.ordinal(2), says: "zweite, zweiten, zweiter, zweites"),
            Entry(.ordinal(3), says: "dritte, dritten, dritter, drittes"),
            Entry(.ordinal(4), says: "vierte, vierten, vierter"),
            Entry(.ordinal(5), says: "fünfte, fünften, fünfter"),
            Entry(.ordinalMark, says: "te, ten, ter"),

            // Days.
            Entry(.weekday(.monday), says: "montag, montags, mo, mon"),
            Entry(.weekday(.tuesday), says: "dienstag, dienstags, di, die."),
            Entry(.weekday(.wednesday), says: "mittwoch, mittwochs, mi, mittw"),
            Entry(.weekday(.thursday), says: "donnerstag, donnerstags, do, don, donn"),
            Entry(.weekday(.friday), says: "freitag, freitags, fr, frei."),
            Entry(.weekday(.saturday), says: "samstag, samstags, sa, sam, sonnabend, sonnabends"),
            Entry(.weekday(.sunday), says: "sonntag, sonntags, so, son"),
            Entry(.weekday(.monday), .part(.morning), says: "montagmorgen, montagvormittag, montagfrüh"),
            Entry(.weekday(.tuesday), .part(.morning), says: "dienstagmorgen, dienstagvormittag, dienstagfrüh"),
            Entry(.weekday(.wednesday), .part(.morning), says: "mittwochmorgen, mittwochvormittag, mittwochfrüh"),
            Entry(.weekday(.thursday), .part(.morning), says: "donnerstagmorgen, donnerstagvormittag, donnerstagfrüh"),
            Entry(.weekday(.friday), .part(.morning), says: "freitagmorgen, freitagvormittag, freitagfrüh"),
            Entry(.weekday(.saturday), .part(.morning), says: "samstagmorgen, samstagvormittag, samstagfrüh"),
            Entry(.weekday(.monday), .part(.lunchtime), says: "montagmittag"),
            Entry(.weekday(.tuesday), .part(.lunchtime), says: "dienstagmittag"),
            Entry(.weekday(.wednesday), .part(.lunchtime), says: "mittwochmittag"),
            Entry(.weekday(.thursday), .part(.lunchtime), says: "donnerstagmittag"),
            Entry(.weekday(.friday), .part(.lunchtime), says: "freitagmittag"),
            Entry(.weekday(.saturday), .part(.lunchtime), says: "samstagmittag"),
            Entry(.weekday(.monday), .part(.afternoon), says: "montagnachmittag"),
            Entry(.weekday(.tuesday), .part(.afternoon), says: "dienstagnachmittag"),
            Entry(.weekday(.wednesday), .part(.afternoon), says: "mittwochnachmittag"),
            Entry(.weekday(.thursday), .part(.afternoon), says: "donnerstagnachmittag"),
            Entry(.weekday(.friday), .part(.afternoon), says: "freitagnachmittag"),
            Entry(.weekday(.saturday), .part(.afternoon), says: "samstagnachmittag"),
            Entry(.weekday(.monday), .part(.evening), says: "montagabend"),
            Entry(.weekday(.tuesday), .part(.evening), says: "dienstagabend"),
            Entry(.weekday(.wednesday), .part(.evening), says: "mittwochabend"),
            Entry(.weekday(.thursday), .part(.evening), says: "donnerstagabend"),
            Entry(.weekday(.friday), .part(.evening), says: "freitagabend"),
            Entry(.weekday(.saturday), .part(.evening), says: "samstagabend"),
            Entry(.today(0), says: "heute, heut"),
            Entry(.tomorrowOrMorning, says: "morgen"),
            Entry(.today(1), says: "mrg, morgn, moin morgen"),
            Entry(.today(2), says: "übermorgen"),
            Entry(.today(-1), says: "gestern, vorgestern"),
            Entry(
                .workdays,
                says: "werktags, wochentags, unter der woche, werktage, an werktagen, werktag, an einem werktag"),
            Entry(.weekend, says: "wochenende, am wochenende, we, dieses wochenende"),
            Entry(.everyDay, says: "jeden tag, täglich, alle tage, an jedem tag, egal welcher tag, an allen tagen"),
            Entry(
                .anyTime,
                says:
                    "jederzeit, immer, egal wann, wann sie wollen, wann ihr wollt, den ganzen tag, ganztägig, ganztags, zu jeder zeit, wann immer, irgendwann"
            ),
            Entry(.month(1), says: "januar, jänner, jan"), Entry(.month(2), says: "februar, feber, feb"),
            Entry(.month(3), says: "märz, mär, mrz"), Entry(.month(4), says: "april, apr"),
            Entry(.month(5), says: "mai"),
            Entry(.month(6), says: "juni, jun, juno"), Entry(.month(7), says: "juli, jul"),
            Entry(.month(8), says: "august, aug"), Entry(.month(9), says: "september, sept, sep"),
            Entry(.month(10), says: "oktober, okt"), Entry(.month(11), says: "november, nov"),
            Entry(.month(12), says: "dezember, dez"),
            Entry(.dayWord, says: "am, den, dem, der, zum, vom"),
            Entry(.thisWeek, says: "diese woche, in dieser woche, noch diese woche"),
            Entry(
                .nextWeek,
                says:
                    "nächste woche, kommende woche, nächster woche, kommender woche, in der nächsten woche, folgende woche"
            ),
            Entry(.next, says: "nächsten, nächster, nächste, nächstes, nächstem"),
            Entry(
                .coming,
                says: "diesen, dieser, diese, diesem, kommenden, kommender, kommende, kommendem"),
            Entry(.last, says: "letzten, letzter, letzte, vergangenen, vorigen"),
            Entry(.weekLater, says: "in acht tagen"),

            // Clocks.
            Entry(
                .part(.morning),
                says: """
                    vormittag, vormittags, morgens, früh, am morgen, am vormittag, in der früh, frühs, am früh, vorm, vm,
                    vormittgas, vor dem mittag, vor dem mittagessen
                    """),
            Entry(
                .part(.earlyMorning),
                says: "frühmorgens, ganz früh, am frühen morgen, gleich morgens, gleich in der früh, gleich früh"),
            Entry(.part(.beforeWork), says: "vor der arbeit"),
            Entry(.part(.lateMorning), says: "am späten vormittag, spätvormittag, später vormittag"),
            Entry(
                .part(.lunchtime),
                says:
                    "mittag, mittags, über mittag, in der mittagspause, mittagspause, mittagszeit, um die mittagszeit, am mittag"
            ),
            Entry(.part(.earlyAfternoon), says: "am frühen nachmittag, früher nachmittag, frühen nachmittag"),
            Entry(.part(.afterLunch), says: "nach dem mittagessen, nach mittag, nach der mittagspause, nach dem essen"),
            Entry(.part(.afternoon), says: "nachmittag, nachmittags, am nachmittag, nachm, nm, nachmittgas"),
            Entry(
                .part(.lateAfternoon),
                says: "am späten nachmittag, später nachmittag, spätnachmittag, späten nachmittag"),
            Entry(.part(.evening), says: "abend, abends, am abend, nacht, nachts, am frühen abend, früher abend"),
            Entry(.part(.lateEvening), says: "am späten abend, später abend, spätabends"),
            Entry(.part(.afterWork), says: "nach der arbeit, nach feierabend, nach der schule, feierabend"),
            Entry(
                .part(.officeHours), says: "zu den geschäftszeiten, zu bürozeiten, tagsüber, zu ihren geschäftszeiten"),
            Entry(.early, says: "zeitig, anfang, am anfang der, zu beginn der"),
            Entry(.late, says: "spät, ende, am ende der, gegen ende der"),
            Entry(.hourMark, says: "uhr, h, uhrr, u."),
            Entry(.noon, says: "punkt zwölf"), Entry(.midnight, says: "mitternacht"),
            Entry(.half, says: "halbe, halben, halb, einer halben, eine halbe, einem halben, ner halben"),
            Entry(.quarter, says: "viertel"), Entry(.threeQuarters, says: "dreiviertel, drei viertel"),
            Entry(.halfBefore, says: "halb, halber"),
            Entry(.pastHour, says: "nach"), Entry(.toHour, says: "vor"),

            // Relations.
            Entry(.at, says: "um, @, für, punkt, so um, so, gleich um"),
            Entry(
                .around,
                says:
                    "gegen, ungefähr um, etwa um, circa, ca, ca., zirka, ungefähr, etwa, so gegen, um circa, um ca., ~, so ungefähr, um etwa, um ungefähr, so ca., in etwa, kurz nach, kurz vor"
            ),
            Entry(.aroundBehind, says: "rum, herum, oder so, ungefähr, circa, ca., etwa"),
            Entry(
                .after,
                says: """
                    nach, ab, erst ab, erst nach, nicht vor, frühestens, frühestens um, frühestens ab, später als,
                    nicht früher als, ab ca., ab circa, ab ungefähr, ab etwa, aber nicht vor, aber erst ab, jederzeit ab,
                    jederzeit nach, immer ab, immer nach, >
                    """),
            Entry(
                .before,
                says: """
                    vor, nicht nach, spätestens, spätestens um, früher als, nicht später als, aber nicht nach, jederzeit vor,
                    spätestens bis, immer vor, noch vor, <
                    """),
            Entry(.until, says: "bis, bis um, bis spätestens, bis ca., jederzeit bis, bis etwa, bis circa"),
            Entry(.between, says: "zwischen, irgendwann zwischen, jederzeit zwischen"),
            Entry(.rangeFrom, says: "von, ab, erst ab, nicht vor, frühestens, von ca."), Entry(.rangeTo, says: "bis"),
            Entry(
                .or,
                says:
                    "oder, /, bzw, bzw., beziehungsweise, sonst, alternativ, ansonsten, oder auch, oder am, oder um, oder vielleicht, od., od, ersatzweise"
            ),
            Entry(.and, says: "und, &, u., sowie, u, und auch"),
            Entry(.ahead, says: "in, in ca., in etwa, in circa, in ungefähr, in so"),
            Entry(
                .within,
                says:
                    "innerhalb, innerhalb der nächsten, in den nächsten, binnen, innerhalb von, die nächsten, in der nächsten, innerhalb der"
            ),
            Entry(.unit(.minute), says: "minute, minuten, min, mins"),
            Entry(.unit(.quarterHour), says: "viertelstunde, viertel stunde"),
            Entry(.onwards, says: "oder später, oder danach, und später, danach, aufwärts"),
            Entry(.unit(.hour), says: "stunde, stunden, std, std., h, stündchen"),
            Entry(.unit(.day), says: "tag, tage, tagen"),
            Entry(.unit(.week), says: "woche, wochen"), Entry(.unit(.month), says: "monat, monate, monaten"),
            Entry(.unit(.year), says: "jahr, jahre, jahren"),

            // Stances.
            Entry(
                .not,
                says:
                    "nicht, nicht mehr, außer, kein, keinen, nur nicht, bloß nicht, ausgenommen, bis auf, nicht am, aber nicht, auf keinen fall"
            ),
            Entry(
                .cannot,
                says: """
                    kann nicht, kann ich nicht, geht nicht, geht leider nicht, geht bei mir nicht, passt nicht, passt mir nicht,
                    passt leider nicht, passt mir leider nicht, passt gar nicht, leider nicht, nicht möglich, geht gar nicht,
                    geht es nicht, ist schlecht, schlecht, ungünstig, ist ungünstig, keine zeit, habe ich keine zeit, bin ich nicht,
                    bin nicht da, nicht da, nicht zu hause, nicht erreichbar, nicht verfügbar, arbeite, arbeiten, ich arbeite,
                    bin ich arbeiten, bei der arbeit, auf der arbeit, auf arbeit, in der arbeit, in der schule, im büro,
                    im meeting, im termin, beschäftigt, unterwegs, verhindert, bin ich weg, weg, kann leider nicht,
                    kann ich leider nicht, geht's nicht, gehts nicht, klappt nicht, klappt leider nicht, klappt es nicht,
                    unpassend, bin ich beim, muss ich arbeiten, muss arbeiten
                    """),
            Entry(
                .wishes,
                says: """
                    anrufen, rufen, anruf, ruf, ruft, rufe, zurückrufen, rückruf, telefonieren, sprechen, melden, meldet, erreichen,
                    erreichbar, bin erreichbar, bin ich erreichbar, passt, passt mir, passt gut, passt mir gut, passt besser,
                    passt am besten, passen, passend, würde passen, würde mir passen, ginge, geht, geht gut, geht es, geht es bei mir,
                    ginge es, würde gehen, gehen, gehts, wäre gut, wäre super, wäre prima, wäre toll, wäre ideal, wäre perfekt,
                    wäre besser, wäre schön, wäre mir lieber, wäre am besten, wäre okay, wäre ok, wäre möglich, wäre, ist gut,
                    ist super, ist perfekt, ist ok, ist okay, ist besser, ist am besten, wär, lieber, am liebsten, am besten,
                    besser, bevorzugt, vorzugsweise, möglichst, gerne, gern, gut, möglich, könnten, könnten sie, können sie,
                    können wir, könnt ihr, kannst du, könnte, könnte ich, kann ich, ich kann, ginge auch, hätte, hätte ich, ich hätte,
                    habe ich zeit, hab ich zeit, hätte ich zeit, zeit, habe zeit, zu hause, zuhause, daheim, bin ich da, da, frei,
                    verfügbar, buchen, eintragen, vormerken, vereinbaren, verschieben, verlegen, stattdessen, wie wäre, wie wärs,
                    wie wär's, wie wäre es, wie wäre es mit, wäre es möglich, möchte, ich möchte, würde, würde gern, klappt, klappt es,
                    nehme, nehmen, erst, optimal, ideal, super, prima, perfekt, würd, favorisiere, wünsche, haben sie, habt ihr, was frei,
                    versuchen, probieren, bevorzuge, ich bevorzuge, nur, hat zeit
                    """),
            Entry(
                .please,
                says:
                    "bitte, bidde, bitte schön, wenn möglich, falls möglich, wenn es geht, wenns geht, bitte sehr, wenn das geht"
            ),
            Entry(
                .moves, says: "verschieben, verschieben wir, verschiebe, verlegen, verlege, ändern, ändere, machen wir"),
            Entry(
                .choiceNoun,
                says:
                    "option, nummer, nr, nr., termin, vorschlag, möglichkeit, variante, auswahl, antwort, #, no., slot, zeitfenster, angebot"
            ),
            Entry(
                .one,
                says: """
                    termin, den am, der am, den um, der um, den vom, die um, die am, das am, das um, vorschlag, slot, option,
                    zeitfenster, möglichkeit
                    """),
            Entry(
                .lastOne,
                says:
                    "den letzten, der letzte, die letzte, das letzte, letzter, letzten termin, der letzte termin, den letzten termin, letzte option"
            ),
            Entry(
                .anyOffered,
                says: """
                    egal, mir egal, ist egal, ist mir egal, alle, alle passen, jeder, beide, alle drei, einer davon, egal welcher,
                    egal welche, suchen sie aus, alles gut, passen alle, passt alles, alles passt, ganz egal
                    """),
            Entry(
                .yes,
                says: """
                    ja, jo, jup, jap, jawohl, jepp, ok, okay, okey, gerne, gern, genau, passt, passt so, passt gut, stimmt, richtig,
                    einverstanden, klar, na klar, natürlich, sehr gerne, sicher, gut, in ordnung, alles klar, perfekt, super, prima,
                    bestätigt, bestätige, ich bestätige, ja bitte, ja gerne, k, 👍, ✅, ✔, 👌, 🆗, jaa, joa, korrekt, abgemacht,
                    geht klar, geht in ordnung, so ist es, mach ich
                    """),
            Entry(
                .no,
                says:
                    "nein, ne, nee, nö, nein danke, kein interesse, nicht nötig, kein bedarf, n, ❌, 👎, lieber nicht, eher nicht, danke nein, brauche ich nicht"
            ),
            Entry(
                .cancel,
                says: """
                    absagen, termin absagen, stornieren, storno, abbestellen, löschen, nicht mehr anrufen, lieber nicht mehr anrufen, lieber nicht anrufen, kein anruf,
                    keinen anruf, kein anruf mehr, keine anrufe, keinen rückruf, kein rückruf, nicht mehr nötig, hat sich erledigt,
                    hat sich schon erledigt, erledigt, sage ab, ich sage ab, sagen sie ab, nicht mehr zurückrufen,
                    rufen sie mich nicht mehr an, ruft mich nicht mehr an,
                    vergessen sie es, vergesst es, keinen anruf mehr, abblasen, will keinen anruf,
                    will nicht mehr angerufen werden, möchte keinen anruf, rückruf absagen, keine anrufe mehr, termin streichen,
                    cancel, canceln, sag den termin ab, sagen sie den termin ab, den anruf nicht mehr, brauche keinen anruf mehr
                    """),
            Entry(
                .cancel, .cannot,
                says:
                    "nicht anrufen, nicht zurückrufen, rufen sie nicht an, rufen sie mich nicht an, ruft nicht an, bitte nicht anrufen"
            ),
            Entry(
                .now,
                says: """
                    sofort, jetzt, jetzt gleich, gleich jetzt, gleich, umgehend, asap, so schnell wie möglich, schnellstmöglich,
                    baldmöglichst, so bald wie möglich, möglichst bald, sobald wie möglich, unverzüglich, schnellstens, möglichst schnell,
                    so früh wie möglich, am besten sofort, am besten jetzt, dringend, auf der stelle, jetzt sofort, eilig, ab sofort,
                    am besten gleich, sobald es geht, so schnell es geht, so schnell wies geht
                    """),
            Entry(
                .later,
                says: """
                    ein anderer termin, anderer termin, anderen termin, einen anderen termin, ein andermal, ein anderes mal, andermal,
                    anderer tag, an einem anderen tag, einen anderen tag, andere zeit, eine andere zeit, andere uhrzeit, andere termine,
                    andere zeiten, keiner, keiner davon, keiner passt, keinen davon, keine davon, keines, keins, keins davon, keine,
                    passt alles nicht, alles nicht, später, vielleicht später, lieber später, nichts davon, keiner der termine,
                    keiner von denen, weitere termine, mehr termine, andere vorschläge, was anderes, etwas anderes, anderes, anderer,
                    neue termine, neuen termin, neuer termin, ein neuer termin, einen neuen termin, passt mir alles nicht, nicht jetzt,
                    jetzt nicht, gerade nicht, ein andern mal, noch andere termine, anders
                    """),

            // Stories and other requests.
            Entry(
                .complaint,
                says: """
                    wann habt ihr, wann haben sie, wann hat, habt ihr offen, offen, geöffnet, öffnungszeiten, geschlossen, öffnet, schließt,
                    seit, versprochen, versprachen, bezahlt, bezahle, zahle, gezahlt, gewartet, warte, warten, wartete, war, waren,
                    hatte, hatten, habe gekündigt, gekündigt, kündigung, kündigen, kündige, nie, niemand, keiner da, nichts, ohne, falsch,
                    kaputt, defekt, tot, ausgefallen, ausfall, störung, gestört, abgebucht, abbuchung, gebucht, rechnung, geld, euro,
                    preis, kosten, kostet, vertrag, konto, kunde, kundin, internet, wlan, router, leitung, netz, empfang, verbindung,
                    anschluss, techniker, sollte, sollten, wollte, wollten, warum, wieso, weshalb, wer, beschwerde, ständig, mal, zweimal,
                    dreimal, jedes mal, warteschleife, beheben, behoben, repariert, reparieren, erstattung, erstatten, rückerstattung,
                    geklappt, funktioniert, funktionierte, ging, kam, kommen, gekommen, angerufen, angekommen, gesagt, gemeldet,
                    geschrieben, geschickt, gesendet, bestellt, bestellung, lieferung, geliefert, paket, auftrag, bricht, abgebrochen, ab und zu,
                    langsam, immer noch, geht nichts, geht nicht mehr, funktioniert nicht, kinder, jahre, jahren, leute,
                    geräte, frechheit, unverschämt, katastrophe, schlimm, wütend, enttäuscht, versuche, versucht, lief, läuft, fiel, fällt,
                    gab, gibt, bekommen, bekam, erhalten, hieß, laut, passwort, kundennummer, vorgangsnummer, geworden, gewesen, worden,
                    wurde, wurden, hat, haben, ist weg, geburtstag, abgelaufen, frist, urlaub, lösen, gelöst, klären, mahnung, gebühr, mb, gb,
                    storniert, verpasst, vergessen, verloren, schulden, immer wieder, schon wieder
                    """),
            Entry(
                .filler,
                says: """
                    ich, jeweils, endlich, beides, gerade, mich, mir, mein, meine, meiner, meinem, sie, ihr, ihnen, euch, du, dich, wir, uns, es, das, der, die, den,
                    dem, ist, bin, sind, wird, werden, wäre, würde, kann, können, könnte, dann, doch, mal, auch, noch, nur, eher, halt,
                    eigentlich, vielleicht, leider, aber, also, so, wohl, bei, mit, an, auf, zu, zum, zur, für, von, ja, ok, danke,
                    vielen dank, danke schön, dankeschön, herzlichen dank, danke sehr, besten dank, dankbar, 🙏, 😊, 🙂, hm, äh, na, ach, gerne, sehr,
                    ganz, etwas, einfach, dafür, davon, wenn, ob, wann, was, welcher, entschuldigung, sorry, tag, termin, zeit, uhrzeit,
                    habe, hab, hätte, nehme, nehm, wähle, nehmen, möchte, will, brauche, wünsche, denke, glaube, zurück, schon, hier, beim,
                    handy, festnetz, mobil, telefon, nummer, telefonnummer, handynummer, meine nummer ist, meine nummer, unter, diese nummer,
                    dieser nummer, alles, irgendwie, her, hin, wieder, soll, sollen, darf, dürfte, bitte, jemand, team, lg, vg, mfg, dass, als, damit,
                    im, lassen, lass, lasst, uns, hallo nochmal, nochmal, bestens, halbwegs, herr, frau, erst, wegen mir, meinetwegen, von mir aus, wenn's, mein name ist
                    """),
            Entry(
                .glue,
                says:
                    "am, um, der, die, den, dem, das, im, an, des, vom, zum, von, dann, vielleicht, so, gleich, schon, erst, noch, etwa, eventuell, evtl, evtl., irgendwann, wieder, gerne, gern, bitte, in der, aber"
            ),
            Entry(
                .greeting,
                says: """
                    hallo, hi, hey, moin, servus, guten morgen, guten tag, guten abend, grüß gott, liebe, lieber herr, sehr geehrte,
                    sehr geehrter, danke, vielen dank, gruß, grüße, viele grüße, lg, vg, mfg, liebe grüße, beste grüße, schöne grüße,
                    freundliche grüße, mit freundlichen grüßen, herzliche grüße, bg, mein name ist, hier ist, besten dank, lieben gruß, ich heiße
                    """),
            Entry(.about, says: "wegen, bezüglich, betreffend, weil, da ich, denn, bzgl, bzgl."),
            Entry(
                .but,
                says: "aber, sondern, jedoch, dafür, deshalb, daher, deswegen, und bitte, dann, und dann, also bitte"),
        ])
}
