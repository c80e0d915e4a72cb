extension TimeVocabulary {
    static let spanish = TimeVocabulary(
        language: "es",
        [
            // Numbers.
            Entry(.number(1), says: "uno, una, un"), Entry(.number(2), says: "dos"), Entry(.number(3), says: "tres"),
            Entry(.number(4), says: "cuatro"), Entry(.number(5), says: "cinco"), Entry(.number(6), says: "seis"),
            Entry(.number(7), says: "siete"), Entry(.number(8), says: "ocho"), Entry(.number(9), says: "nueve"),
            Entry(.number(10), says: "diez"), Entry(.number(11), says: "once"), Entry(.number(12), says: "doce"),
            Entry(.number(13), says: "trece"), Entry(.number(14), says: "catorce"), Entry(.number(15), says: "quince"),
            Entry(.number(16), says: "dieciséis"), Entry(.number(17), says: "diecisiete"),
            Entry(.number(18), says: "dieciocho"), Entry(.number(19), says: "diecinueve"),
            Entry(.number(20), says: "veinte"), Entry(.number(21), says: "veintiuno, veintiuna, veintiún"),
            Entry(.number(22), says: "veintidós"), Entry(.number(23), says: "veintitrés"),
            Entry(.number(24), says: "veinticuatro"), Entry(.number(25), says: "veinticinco"),
            Entry(.number(30), says: "treinta"), Entry(.number(40), says: "cuarenta"),
            Entry(.number(50), says: "cincuenta"), Entry(.number(2), says: "un par de, par de"),
            Entry(.ordinal(1), says: "primero, primera, primer"), Entry(.ordinal(2), says: "segundo, segunda"),
            Entry(.ordinal(3), says: "tercero, tercera, tercer"), Entry(.ordinal(4), says: "cuarto, cuarta"),
            Entry(.ordinal(5), says: "quinto, quinta"), Entry(.ordinalMark, says: "º, ª, ro, ra, do, da, ero, era, °"),

            // Days.
            Entry(.weekday(.monday), says: "lunes, lun, los lunes"),
            Entry(.weekday(.tuesday), says: "martes, mar, los martes"),
            Entry(.weekday(.wednesday), says: "miércoles, mié, miérc, los miércoles, miercole"),
            Entry(.weekday(.thursday), says: "jueves, jue, juev, los jueves"),
            Entry(.weekday(.friday), says: "viernes, vie, vier, los viernes"),
            Entry(.weekday(.saturday), says: "sábado, sábados, sáb, los sábados"),
            Entry(.weekday(.sunday), says: "domingo, domingos, dom, los domingos"),
            Entry(.today(0), says: "hoy, hoy mismo, el día de hoy"),
            Entry(.tomorrowOrMorning, says: "mañana, mñn, mñana"),
            Entry(.today(1), says: "mañana mismo, el día de mañana, el día siguiente"),
            Entry(.today(2), says: "pasado mañana, pasado, pasadomañana"),
            Entry(.today(-1), says: "ayer, anteayer, antes de ayer"),
            Entry(.today(0), .part(.morning), says: "esta mañana, hoy por la mañana, hoy en la mañana"),
            Entry(.today(0), .part(.afternoon), says: "esta tarde"),
            Entry(.today(0), .part(.evening), says: "esta noche, hoy noche"),
            Entry(.today(0), .part(.lunchtime), says: "este mediodía"),
            Entry(
                .workdays,
                says:
                    "entre semana, días laborables, días hábiles, día laborable, día hábil, días de semana, días entre semana, laborables, de lunes a viernes, lunes a viernes"
            ),
            Entry(.weekend, says: "fin de semana, finde, este fin de semana, el finde, fines de semana"),
            Entry(
                .everyDay,
                says: "cualquier día, todos los días, cada día, a diario, el día que sea, cualquiera de los días"),
            Entry(
                .anyTime,
                says: """
                    cualquier momento, en cualquier momento, a cualquier hora, cualquier hora, cuando quieran, cuando quiera,
                    cuando quieras, cuando puedan, cuando pueda, cuando puedas, todo el día, a la hora que sea, cualquier horario,
                    la hora que sea, cuando sea, en algún momento
                    """),
            Entry(.month(1), says: "enero, ene"), Entry(.month(2), says: "febrero, feb"),
            Entry(.month(3), says: "marzo"),
            Entry(.month(4), says: "abril, abr"), Entry(.month(5), says: "mayo"), Entry(.month(6), says: "junio, jun"),
            Entry(.month(7), says: "julio, jul"), Entry(.month(8), says: "agosto, ago"),
            Entry(.month(9), says: "septiembre, setiembre, sept, sep"), Entry(.month(10), says: "octubre, oct"),
            Entry(.month(11), says: "noviembre, nov"), Entry(.month(12), says: "diciembre, dic"),
            Entry(.dayWord, says: "día, el día, el, al, del, del día, para el día, para el"),
            Entry(.thisWeek, says: "esta semana, esta misma semana, en esta semana"),
            Entry(
                .nextWeek,
                says:
                    "en la próxima semana, la próxima semana, semana que viene, próxima semana, semana próxima, semana entrante, siguiente semana, semana siguiente, otra semana"
            ),
            Entry(
                .coming,
                says: "este, esta, que viene, siguiente, entrante, que entra, este próximo"),
            Entry(.next, says: "próximo, próxima, el próximo"),
            Entry(.last, says: "pasado, último"), Entry(.weekLater, says: "de la otra semana, en ocho"),

            // Clocks.
            Entry(
                .part(.morning),
                says: """
                    por la mañana, de la mañana, en la mañana, a la mañana, las mañanas, por las mañanas, mañanas, durante la mañana,
                    antes de comer, antes de almorzar, antes del almuerzo, antes de la comida, antes del mediodía
                    """),
            Entry(
                .part(.earlyMorning),
                says:
                    "a primera hora, primera hora, a primera hora de la mañana, primera hora de la mañana, tempranito, por la mañana temprano"
            ),
            Entry(
                .part(.lateMorning),
                says: "media mañana, a media mañana, última hora de la mañana, a última hora de la mañana"),
            Entry(.part(.beforeWork), says: "antes del trabajo, antes de trabajar"),
            Entry(
                .part(.lunchtime),
                says:
                    "mediodía, al mediodía, a mediodía, medio día, al medio día, a medio día, del mediodía, a la hora de comer, hora de comer, a la hora del almuerzo, de mediodía"
            ),
            Entry(.part(.earlyAfternoon), says: "a primera hora de la tarde, primera hora de la tarde"),
            Entry(
                .part(.afterLunch),
                says:
                    "después de comer, después del almuerzo, después de almorzar, tras la comida, después de la comida"),
            Entry(
                .part(.afternoon),
                says:
                    "por la tarde, de la tarde, en la tarde, a la tarde, tarde, las tardes, por las tardes, tardes, media tarde, a media tarde, durante la tarde"
            ),
            Entry(
                .part(.lateAfternoon),
                says: "a última hora de la tarde, última hora de la tarde, última hora, a última hora"),
            Entry(
                .part(.evening),
                says:
                    "por la noche, de la noche, en la noche, a la noche, noche, noches, por las noches, tardenoche, tarde noche"
            ),
            Entry(
                .part(.afterWork),
                says:
                    "después del trabajo, después de trabajar, al salir del trabajo, cuando salga del trabajo, tras el trabajo"
            ),
            Entry(
                .part(.officeHours),
                says: "horario de oficina, en horario de oficina, horas de oficina, horario laboral, horario comercial"),
            Entry(
                .early,
                says: "temprano, pronto, a principios de, principios de, al principio de, a inicios de, al inicio de"),
            Entry(.late, says: "a finales de, finales de, al final de, a fines de"),
            Entry(.hourMark, says: "h, hs, hrs, horas, hora, en punto, h.", ), Entry(.am, says: "am, a.m."),
            Entry(.pm, says: "pm, p.m."), Entry(.midnight, says: "medianoche, media noche"),
            Entry(.half, says: "media"), Entry(.quarter, says: "cuarto, un cuarto"),
            Entry(.toHour, says: "para, para las, para la"), Entry(.plus, says: "y, con"), Entry(.minus, says: "menos"),

            // Relations.
            Entry(.at, says: "a las, a la, las, a, @, para las, a partir de la, sobre la, a las puntas de, tipo"),
            Entry(
                .around,
                says: """
                    sobre las, sobre la, sobre, hacia las, hacia la, hacia, a eso de las, a eso de la, a eso de, alrededor de las,
                    alrededor de la, alrededor de, más o menos a las, tipo, como a las, como a la, cerca de las, en torno a las,
                    aproximadamente a las, sobre eso de las, ~, a ser posible sobre las, aproximadamente, más o menos sobre las
                    """),
            Entry(
                .aroundBehind, says: "más o menos, aproximadamente, o así, aprox, aprox., y pico, o por ahí, aproximado"
            ),
            Entry(
                .after,
                says: """
                    después de las, después de la, después de, a partir de las, a partir de la, a partir de, a partir del, desde las,
                    desde la, desde, luego de las, luego de, pasadas las, no antes de las, no antes de la, no antes de, tras las, tras,
                    pero no antes de las, más tarde de las, siempre después de las, después del, en adelante desde, >
                    """),
            Entry(
                .before,
                says: """
                    antes de las, antes de la, antes de, antes del, no después de las, no después de, como máximo a las,
                    a más tardar a las, a más tardar, no más tarde de las, más temprano de las, siempre antes de las, <, como tarde a las
                    """),
            Entry(.until, says: "hasta las, hasta la, hasta, hasta el"),
            Entry(.between, says: "entre las, entre la, entre, entre el, de entre"),
            Entry(
                .rangeFrom,
                says:
                    "de, de las, de la, desde las, desde la, desde, del, a partir de, a partir del, no antes del, no antes de"
            ), Entry(.rangeTo, says: "a, a las, a la, hasta las, hasta la, hasta, al, y las, y la"),
            Entry(
                .or,
                says: "o, u, /, o bien, si no, sino, en su defecto, o sino, o también, o si no, o quizás, o incluso"),
            Entry(.and, says: "y, e, &, y también, también, así como, y las, y la, y el"),
            Entry(.ahead, says: "dentro de, en, de aquí a, en unas, en unos, en como, dentro de unas, en cosa de"),
            Entry(.within, says: "en las próximas, en los próximos, durante las próximas, en menos de, en la próxima"),
            Entry(.unit(.minute), says: "minuto, minutos, min, mins, minutitos"),
            Entry(.unit(.quarterHour), says: "cuarto de hora, un cuarto de hora"),
            Entry(
                .onwards,
                says: "en adelante, o después, o más tarde, o luego, después de eso, a partir de ahí, para adelante"),
            Entry(.unit(.hour), says: "hora, horas, h, hs, horita, horitas"),
            Entry(.unit(.day), says: "día, días"), Entry(.unit(.week), says: "semana, semanas"),
            Entry(.unit(.month), says: "mes, meses"), Entry(.unit(.year), says: "año, años"),

            // Stances.
            Entry(
                .not,
                says:
                    "no, excepto, salvo, excepto el, menos, que no sea, menos el, no el, pero no, ni, tampoco, todos menos"
            ),
            Entry(
                .cannot,
                says: """
                    no puedo, no me viene bien, no me va bien, no me va, imposible, no es posible, no estoy, no estaré, no voy a estar,
                    no podré, no podría, no me sirve, no me queda bien, no me conviene, trabajo, estoy trabajando, estoy ocupado,
                    estoy ocupada, ocupado, ocupada, no tengo tiempo, no estoy disponible, no va a poder ser, no va, no puede ser,
                    me viene mal, mal, no me cuadra, no me encaja, no viene bien, tengo una reunión, reunión, estoy en el trabajo,
                    no me es posible, estoy fuera, en clase
                    """),
            Entry(
                .wishes,
                says: """
                    llamar, llamarme, llame, llamen, llámame, llámenme, llámeme, llamada, llaméis, llamáis, llama, llamad, llamadme,
                    llamas, llaman, me llame, me llamen, me llaman, telefonear, hablar, hablamos, contactar, contactarme, localizarme,
                    devolver la llamada, devuélvanme, me viene bien, me va bien, me iría bien, me vendría bien, viene bien, vendría bien,
                    iría bien, va bien, me queda bien, me conviene, conviene, me sirve, sirve, me cuadra, me encaja, está bien, estaría bien,
                    sería, sería mejor, sería ideal, sería perfecto, sería genial, me vale, vale, perfecto, genial, ideal, mejor, prefiero,
                    preferiría, preferible, preferiblemente, preferentemente, puede ser, podría ser, podría, podrían, puede, pueden, puedes,
                    podéis, podríais, puedo, podemos, se puede, disponible, estoy disponible, estoy libre, libre, estoy en casa, estoy, en casa,
                    estaré, estaré disponible, estaré en casa, quiero, quisiera, querría, me gustaría, quedamos, agendar, reservar, reserva, resérvenme, agéndame,
                    apúntame, apúntenme, cambiar, cambiarlo, mover, posponer, aplazar, reprogramar, qué tal, que tal, si es posible, de ser posible,
                    elijo, si, sí, tiene, tienen, tenéis, hay, algo, alguna, bien, bueno, intentar, intenten, salgo, salgo de trabajar, solo, sólo,
                    solamente, únicamente, me pueden, pueden ser, como muy pronto, estupendo, mejor sería, fenomenal, tengo libre
                    """),
            Entry(
                .please,
                says:
                    "por favor, porfa, porfavor, plis, x favor, xfa, si puede ser, si es posible, por fa, si pueden, si no es molestia, xfavor"
            ),
            Entry(.moves, says: "cambiar, cambia, cambie, cambiarlo a, mover, mueva, pasar a, pasarlo a"),
            Entry(
                .choiceNoun,
                says:
                    "opción, número, num, núm, nº, n°, no., alternativa, #, nro, nro., horario, turno, hueco, respuesta, cita, franja"
            ),
            Entry(
                .one,
                says: """
                    la del, la de las, la de la, el de las, el de la, el del, la de, el de, la cita del, la cita de las, la opción del,
                    la opción de las, horario, turno, hueco, opción, alternativa, la de el, el hueco de las, el hueco del
                    """),
            Entry(
                .lastOne,
                says:
                    "el último, la última, último, última, la última opción, el último horario, la última cita, última opción"
            ),
            Entry(
                .anyOffered,
                says:
                    "cualquiera, cualquiera de ellas, cualquiera de ellos, me da igual, da igual, igual, la que sea, el que sea, cualquiera me viene bien, todas, todos, cualquiera de las tres, me da lo mismo, las tres, cualquiera está bien, la que quieran, indiferente, me es indiferente"
            ),
            Entry(
                .yes,
                says: """
                    sí, si, sip, claro, claro que sí, vale, ok, okay, okey, de acuerdo, perfecto, genial, bien, muy bien, está bien, por supuesto,
                    correcto, exacto, confirmo, confirmado, confirmar, eso es, adelante, dale, bueno, me parece bien, así es, afirmativo, cierto,
                    listo, estupendo, sale, sí por favor, 👍, ✅, ✔, 👌, 🆗, sii, siii, conforme, acepto
                    """),
            Entry(
                .no,
                says:
                    "no, no gracias, nop, gracias pero no, no me interesa, no hace falta, no hace falta gracias, ❌, 👎, mejor no, no es necesario, no quiero, nada, para nada, ni hablar"
            ),
            Entry(
                .cancel,
                says: """
                    cancelar, cancela, cancelen, cancele, cancelo, cancelar la llamada, cancelar la cita, cancelar mi cita, cancelad, anular,
                    anula, anulen, anule, anular la llamada, anular la cita, no quiero que me llamen, ya no quiero que me llamen,
                    ya no quiero la llamada, no quiero la llamada, ya no necesito la llamada, no necesito la llamada,
                    no me llamen más, dejen de llamarme, dejen de llamar, no quiero llamadas, olvídenlo, olvídelo, olvídalo, ya no hace falta,
                    ya no hace falta que me llamen, no hace falta que me llamen, ya no es necesario, ya no lo necesito, no quiero más llamadas,
                    eliminar la cita, quiero cancelar, no me vuelvan a llamar, ya no la necesito, ya no necesito que me llamen
                    """),
            Entry(
                .cancel, .cannot,
                says: "no me llamen, no me llames, no me llame, no llamen, no llamar, que no me llamen"),
            Entry(
                .now,
                says: """
                    ahora, ahora mismo, ya, ya mismo, lo antes posible, cuanto antes, lo más pronto posible, lo más rápido posible, inmediatamente,
                    de inmediato, urgente, enseguida, en seguida, lo antes que puedan, asap, tan pronto como sea posible, en este momento,
                    al momento, ahorita, en cuanto puedan, en cuanto pueda, lo antes que se pueda, urgentemente, cuanto antes mejor, lo más antes posible, a la brevedad, lo mas pronto
                    """),
            Entry(
                .later,
                says: """
                    otro día, otro momento, en otro momento, otra hora, otro horario, otra fecha, a otra hora, otros horarios, otra cita, otras horas,
                    otras opciones, otras fechas, más opciones, ninguna, ninguno, ninguna de estas, ninguno de estos, ninguna de las tres, ninguna de las anteriores, ninguno de los tres, ninguna de ellas,
                    ninguno de ellos, ninguna de esas, no me viene bien ninguna, no me va bien ninguna, no puedo ninguno, no puedo ninguna,
                    no puedo en ninguna, más tarde, luego, más adelante, después, otra opción, otros, otras, otra, otro, otra vez, en otra ocasión, otro rato,
                    ninguna me viene bien, ninguno me viene bien, ninguno me sirve, ninguna me sirve, ahora no, ahora no puedo, más horarios, ni una ni otra, ninguna opción, quizás más tarde, otro hueco
                    """),

            // Stories and other requests.
            Entry(
                .complaint,
                says: """
                    a qué hora, abren, abre, abierto, abiertos, cierran, cierra, cerrado, horario de atención, están abiertos,
                    llevo, llevamos, desde hace, hace, esperando, espero, esperé, esperar, prometieron, prometió, prometiste, prometido, pagué,
                    pago, pagar, pagado, cobraron, cobrado, cobran, cobro, cargo, cargaron, llamé, llamaron, llamado, llamó, dijeron, dijo, dijiste,
                    me dijeron, contestó, contestaron, contesta, nadie, nunca, nada, sin, mal servicio, funciona, funcionaba, funcionan, no funciona, roto, rota, avería,
                    averiado, caído, caída, corta, cortó, cortan, se corta, factura, facturas, dinero, euros, euro, pesos, dólares, precio, contrato, cuenta,
                    cliente, clienta, internet, wifi, router, módem, línea, líneas, señal, red, conexión, cobertura, fibra, técnico, técnicos, venía, tenía, era, fue,
                    fueron, estaba, estuve, estuvo, había, vino, vinieron, viene nadie, iba, iban, arreglar, arreglen, arreglarlo, arreglado, solucionar, solucionen,
                    solución, reparar, reembolso, devolver el dinero, devolución, reclamación, queja, quejarme, pedido, paquete, entrega, llega, llegó, enviaron, envié, mandaron,
                    por qué, porque no, quién, siempre, veces, cada vez, otra vez sin, todavía, aún, sigo, seguimos, estafa, vergüenza, pésimo, fatal, harto, harta, lento,
                    lenta, hijos, niños, personas, gente, gb, mb, problema, problemas, incidencia, número de cliente, referencia, contraseña, baja, dar de baja, vence, venció, caduca,
                    resuelvan, resolver, perdí, recibí, recibido, compré, comprado, cumpleaños, atendió, atendieron, atiende, falla, fallando, falló, me falta, edad, abrir, tarda, tardan, tardaron
                    """),
            Entry(
                .filler,
                says: """
                    me, mi, mis, yo, te, tu, su, sus, se, le, les, nos, usted, ustedes, es, son, estoy, está, ser, sería, lo, la, el, los, las, un,
                    unos, unas, que, qué, como, cómo, cuándo, cuando, si, para, por, con, en, de, del, al, a, y, o, pues, entonces, mejor, bueno, gracias,
                    muchas gracias, mil gracias, ok, favor, quedo, tomo, escojo, elijo, cojo, escoger, elegir, voy, quiero, necesito, puedo, tengo, hacer, momento,
                    hora, día, cita, horario, muy, más, solo, también, tal vez, quizá, quizás, creo, pienso, perdón, disculpe, disculpen, disculpa, lamentablemente,
                    número, teléfono, móvil, celular, fijo, a mi móvil, mi número, mi número es, mi teléfono es, al, este número, 🙏, 😊, 🙂, eh, ah, uy, saludo, alguien, algo, así, ahí, eso, esa, ese, esto, estos, esas, esos, nuevo, de nuevo,
                    a ver, bien, sí, todo, toda, poco, poquito, amable, tan, posible, igual, sólo, pero, quedamos, dale, va, casa, mismo, misma
                    """),
            Entry(
                .glue,
                says:
                    "el, la, los, las, a, al, de, del, en, por, para, para el, a eso, quizás, tal vez, quizá, este, el día, como, ya, o sea, mejor, pues, sí, si, bien"
            ),
            Entry(
                .greeting,
                says: """
                    hola, buenos días, buenas tardes, buenas noches, buenas, buen día, estimado, estimada, estimados, gracias, muchas gracias, mil gracias,
                    saludos, un saludo, saludos cordiales, cordialmente, atentamente, atte, un abrazo, abrazos, besos, soy, me llamo, mi nombre es, saludo, muy amable, hola buenas
                    """),
            Entry(
                .about,
                says:
                    "por lo de, porque, ya que, acerca de, respecto a, en relación, por el tema, para hablar de, es que"
            ),
            Entry(.but, says: "pero, sino, aunque, así que, por eso, entonces, y por favor, y llámenme, por favor"),
        ])
}
