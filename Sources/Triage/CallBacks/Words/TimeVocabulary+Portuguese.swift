extension TimeVocabulary {
    static let portuguese = TimeVocabulary(
        language: "pt",
        [
            // Numbers.
            Entry(.number(1), says: "um, uma"), Entry(.number(2), says: "dois, duas"), Entry(.number(3), says: "três"),
            Entry(.number(4), says: "quatro"), Entry(.number(5), says: "cinco"), Entry(.number(6), says: "seis"),
            Entry(.number(7), says: "sete"), Entry(.number(8), says: "oito"), Entry(.number(9), says: "nove"),
            Entry(.number(10), says: "dez"), Entry(.number(11), says: "onze"), Entry(.number(12), says: "doze"),
            Entry(.number(13), says: "treze"), Entry(.number(14), says: "catorze, quatorze"),
            Entry(.number(15), says: "quinze"), Entry(.number(16), says: "dezesseis, dezasseis"),
            Entry(.number(17), says: "dezessete, dezassete"), Entry(.number(18), says: "dezoito"),
            Entry(.number(19), says: "dezenove, dezanove"), Entry(.number(20), says: "vinte"),
            Entry(.number(30), says: "trinta"), Entry(.number(40), says: "quarenta"),
            Entry(.number(50), says: "cinquenta"),
            Entry(.number(2), says: "um par de"),
            Entry(.ordinal(1), says: "primeiro, primeira"),
            Entry(.ordinal(2), says: "segundo, segunda opção, segunda alternativa"),
            Entry(.ordinal(3), says: "terceiro, terceira"), Entry(.ordinal(4), says: "quarto, quarta opção"),
            Entry(.ordinal(5), says: "quinto, quinta opção"),
            Entry(.ordinalMark, says: "º, ª, o, a, °"),

            // Days.
            Entry(
                .weekday(.monday),
                says:
                    "segunda, segunda-feira, segundas, seg, segunda feira, 2ª feira, 2a feira, 2a-feira, 2ª, seg.-feira"
            ),
            Entry(.weekday(.tuesday), says: "terça, terça-feira, terças, ter, terça feira, 3ª feira, 3a feira, 3ª"),
            Entry(
                .weekday(.wednesday), says: "quarta, quarta-feira, quartas, qua, quarta feira, 4ª feira, 4a feira, 4ª"),
            Entry(
                .weekday(.thursday), says: "quinta, quinta-feira, quintas, qui, quinta feira, 5ª feira, 5a feira, 5ª"),
            Entry(.weekday(.friday), says: "sexta, sexta-feira, sextas, sex, sexta feira, 6ª feira, 6a feira, 6ª"),
            Entry(.weekday(.saturday), says: "sábado, sábados, sáb"),
            Entry(.weekday(.sunday), says: "domingo, domingos, dom"),
            Entry(.today(0), says: "hoje, hj, hoje mesmo"),
            Entry(.today(1), says: "amanhã, amanhã mesmo, amnh, amanha, o dia seguinte, amanhâ"),
            Entry(.today(2), says: "depois de amanhã, dpois de amanha"), Entry(.today(-1), says: "ontem, anteontem"),
            Entry(.today(0), .part(.morning), says: "esta manhã, hoje de manhã, hoje pela manhã, hoje cedo"),
            Entry(.today(0), .part(.afternoon), says: "esta tarde"),
            Entry(.today(0), .part(.evening), says: "esta noite, logo à noite"),
            Entry(.today(0), .part(.afternoon), says: "logo à tarde"),
            Entry(
                .workdays,
                says:
                    "dias úteis, dia útil, dias de semana, dia de semana, em dias úteis, durante a semana, dias da semana, de segunda a sexta, segunda a sexta, segunda à sexta, de segunda à sexta"
            ),
            Entry(
                .weekend,
                says:
                    "fim de semana, final de semana, fds, fim-de-semana, este fim de semana, finais de semana, fins de semana"
            ),
            Entry(.everyDay, says: "qualquer dia, todos os dias, todo dia, todo o dia útil, cada dia"),
            Entry(
                .anyTime,
                says: """
                    qualquer hora, a qualquer hora, qualquer horário, qualquer momento, a qualquer momento, em qualquer horário, quando quiser,
                    quando quiserem, quando puder, quando puderem, o dia todo, o dia inteiro, todo o dia, em qualquer momento, dia todo, a hora que quiser, a hora que for
                    """),
            Entry(.month(1), says: "janeiro, jan"), Entry(.month(2), says: "fevereiro, fev"),
            Entry(.month(3), says: "março, mar"),
            Entry(.month(4), says: "abril, abr"), Entry(.month(5), says: "maio, mai"),
            Entry(.month(6), says: "junho, jun"),
            Entry(.month(7), says: "julho, jul"), Entry(.month(8), says: "agosto, ago"),
            Entry(.month(9), says: "setembro, set"),
            Entry(.month(10), says: "outubro, out"), Entry(.month(11), says: "novembro, nov"),
            Entry(.month(12), says: "dezembro, dez"),
            Entry(.dayWord, says: "dia, no dia, o dia, do dia, para o dia, para dia"),
            Entry(.thisWeek, says: "esta semana, essa semana, nesta semana, nessa semana, ainda esta semana"),
            Entry(
                .nextWeek,
                says:
                    "na próxima semana, na semana que vem, semana que vem, próxima semana, semana próxima, semana seguinte, outra semana, para a semana"
            ),
            Entry(
                .coming,
                says:
                    "esta, este, essa, esse, nesta, neste, nessa, nesse, que vem, seguinte, agora, desta, deste"
            ),
            Entry(.next, says: "próxima, próximo"),
            Entry(.last, says: "passada, passado, última, último"), Entry(.weekLater, says: "da outra semana"),

            // Clocks.
            Entry(
                .part(.morning),
                says: """
                    de manhã, da manhã, pela manhã, na manhã, manhã, manhãs, na parte da manhã, parte da manhã, período da manhã, no período da manhã, cedo,
                    antes do almoço, antes de almoçar, antes do meio dia, antes do meio-dia, durante a manhã, às manhãs
                    """),
            Entry(
                .part(.earlyMorning),
                says:
                    "logo cedo, bem cedo, de manhã cedo, primeira hora, logo de manhã, de manhãzinha, cedinho, à primeira hora, logo pela manhã, no início da manhã"
            ),
            Entry(
                .part(.lateMorning),
                says: "fim da manhã, final da manhã, no fim da manhã, no final da manhã, meio da manhã"),
            Entry(.part(.beforeWork), says: "antes do trabalho, antes de ir trabalhar"),
            Entry(
                .part(.lunchtime),
                says:
                    "hora do almoço, na hora do almoço, horário de almoço, no horário de almoço, no almoço, à hora de almoço, na hora de almoço"
            ),
            Entry(
                .part(.earlyAfternoon), says: "início da tarde, no início da tarde, começo da tarde, no começo da tarde"
            ),
            Entry(.part(.afterLunch), says: "depois do almoço, após o almoço, depois de almoçar, depois de almoço"),
            Entry(
                .part(.afternoon),
                says:
                    "à tarde, da tarde, de tarde, na tarde, pela tarde, tarde, tardes, na parte da tarde, parte da tarde, período da tarde, no período da tarde, a tarde, durante a tarde, às tardes, tardinha"
            ),
            Entry(
                .part(.lateAfternoon),
                says:
                    "fim da tarde, final da tarde, no fim da tarde, no final da tarde, fim de tarde, final de tarde, ao fim da tarde"
            ),
            Entry(
                .part(.evening),
                says: "à noite, da noite, de noite, na noite, pela noite, noite, noites, a noite, noitinha"),
            Entry(
                .part(.endOfDay),
                says: "fim do dia, final do dia, no fim do dia, no final do dia, ao fim do dia, final do expediente"),
            Entry(
                .part(.afterWork),
                says:
                    "depois do trabalho, após o trabalho, depois do serviço, após o expediente, depois do expediente, depois da escola"
            ),
            Entry(
                .part(.officeHours),
                says: "horário comercial, em horário comercial, no horário comercial, horário de expediente"),
            Entry(.early, says: "cedo, início da, no início da, começo da, no começo da"),
            Entry(.late, says: "fim da, no fim da, final da, no final da, mais para o fim da"),
            Entry(.hourMark, says: "h, hs, hrs, horas, hora, em ponto, h.", ), Entry(.am, says: "am, a.m."),
            Entry(.pm, says: "pm, p.m."),
            Entry(.noon, says: "meio-dia, meio dia, ao meio-dia, ao meio dia, o meio-dia, meio-dia em ponto"),
            Entry(.midnight, says: "meia-noite, meia noite"), Entry(.half, says: "meia"),
            Entry(.quarter, says: "um quarto, quarto"),
            Entry(.toHour, says: "para as, para a, para o, pras, pra, pro, para"), Entry(.plus, says: "e"),
            Entry(.minus, says: "menos"),

            // Relations.
            Entry(.at, says: "às, à, as, ao, @, para as, pelas, pras, para a"),
            Entry(
                .around,
                says: """
                    por volta das, por volta da, por volta de, por volta do, lá pelas, lá pela, lá pelo, cerca das, cerca da, cerca de, aproximadamente às, em torno das, em torno de, perto das,
                    mais ou menos às, umas, tipo, ali pelas, ~, pelas, por volta, a volta das, aproximadamente, lá para as, mais ou menos
                    """),
            Entry(.aroundBehind, says: "mais ou menos, aproximadamente, por aí, e pouco, aprox, +-, ou por aí, e tal"),
            Entry(
                .after,
                says: """
                    depois das, depois da, depois de, depois do, após as, após a, após, a partir das, a partir da, a partir de, a partir do, desde as, desde a, passadas as,
                    não antes das, não antes da, não antes de, mas não antes das, só depois das, sempre depois das, só a partir das, dps das, dps de, dpois das, depois, >
                    """),
            Entry(
                .before,
                says:
                    "antes das, antes da, antes de, antes do, não depois das, no máximo até, o mais tardar às, no máximo até às, no máximo às, sempre antes das, antes, <, o mais tardar"
            ),
            Entry(.until, says: "até às, até as, até à, até ao, até a, até, até o"),
            Entry(.between, says: "entre as, entre a, entre, entre às, entre o"),
            Entry(
                .rangeFrom,
                says: "das, da, de, do, desde as, desde, a partir de, a partir da, a partir do, não antes de"),
            Entry(.rangeTo, says: "às, à, a, as, até às, até as, até, e as, até ao, ao, ate as"),
            Entry(
                .or, says: "ou, /, ou então, senão, ou ainda, caso contrário, ou na, ou no, ou às, ou talvez, ou até"),
            Entry(.and, says: "e, &, e também, também, bem como, e as, e na, e no"),
            Entry(.ahead, says: "daqui a, dentro de, em, daqui, de aqui a, daqui a umas, em umas, em uns, daqui há"),
            Entry(.within, says: "nas próximas, nos próximos, na próxima, no próximo, em até, em menos de"),
            Entry(.unit(.minute), says: "minuto, minutos, min, mins, minutinhos"),
            Entry(.unit(.quarterHour), says: "quarto de hora, um quarto de hora"),
            Entry(.onwards, says: "em diante, ou depois, ou mais tarde, depois disso, pra frente, para frente"),
            Entry(.unit(.hour), says: "hora, horas, h, hs, horinha, horinhas"),
            Entry(.unit(.day), says: "dia, dias"), Entry(.unit(.week), says: "semana, semanas"),
            Entry(.unit(.month), says: "mês, meses"),
            Entry(.unit(.year), says: "ano, anos"),

            // Stances.
            Entry(
                .not,
                says:
                    "não, exceto, menos, menos na, tirando, salvo, que não seja, mas não, nem, só não, não na, não no, menos no"
            ),
            Entry(
                .cannot,
                says: """
                    não posso, não dá, não dá pra mim, não consigo, não vai dar, não é possível, impossível, não estou, não estarei, não poderei, não vou poder, não vou conseguir, não vou estar, não me convém,
                    não serve, não pode ser, trabalho, estou trabalhando, estou a trabalhar, ocupado, ocupada, estou ocupado, estou ocupada, estou no trabalho, não estou disponível,
                    não fica bem, não é bom, é ruim, ruim, fica ruim, não me dá jeito, não dá jeito, em reunião, tenho reunião, tenho uma reunião, sem condições, não tenho tempo, não rola, indisponível, em aula, não funciona pra mim, não posso não, não me serve
                    """),
            Entry(
                .wishes,
                says: """
                    ligar, ligue, liguem, liga, ligação, me ligar, me liga, me ligue, me liguem, ligar-me, ligar pra mim, telefonar, telefonem, telefone, chamar, falar, contactar, contatar, contacto, contato, retornar,
                    retorno, retornem, pode ser, pode, podem, podia, poderia, poderiam, podemos, dá, dá pra, dá para, serve, me serve, serviria, fica bom, fica bem, fica melhor, ficaria bom, ficaria melhor, está bom, está bem, é bom, é melhor, seria, seria bom,
                    seria ótimo, seria melhor, seria ideal, seria perfeito, ótimo, perfeito, ideal, melhor, prefiro, preferia, preferiria, preferência, de preferência, preferencialmente, posso, consigo, estou livre, livre,
                    disponível, estou disponível, estarei disponível, estarei, estou em casa, em casa, estou, marcar, marca, marque, marquem, agendar, agende, agendem, reservar, remarcar, mudar, mudem, adiar, trocar, alterar, gostaria, gostava, queria, quero,
                    tem, têm, há algum, algum, algo, que tal, dá jeito, dá-me jeito, dava jeito, convém, me convém, se possível, se der, é possível, seria possível, possível, bom, boa, bem, combinado, vamos, fechado, só, somente, apenas, tentar, tentem, tente, saio, chego em casa, chego, pode ligar, podem ligar, vocês podem, serve-me, tá bom, ok pra mim
                    """),
            Entry(
                .please,
                says:
                    "por favor, pfv, pf, por gentileza, pff, se possível, fazendo favor, se faz favor, sff, se puder, se puderem, se for possível, se não for incômodo"
            ),
            Entry(.moves, says: "mudar, muda, mude, alterar, altere, passar para, passe para, adiar"),
            Entry(
                .choiceNoun, says: "opção, número, num, nº, n°, alternativa, #, horário, nr, escolha, resposta, vaga"),
            Entry(
                .one,
                says:
                    "o das, a das, o da, a da, o de, a de, o do, horário, horário das, horário de, opção, opção das, opção de, aquele das, aquela das, o horário das, o horário de, a opção das, alternativa, vaga"
            ),
            Entry(
                .lastOne,
                says:
                    "o último, a última, última opção, a última opção, último horário, o último horário, última, último"
            ),
            Entry(
                .anyOffered,
                says:
                    "qualquer um, qualquer uma, tanto faz, qualquer um deles, qualquer uma delas, todos, todas, tanto me faz, qualquer um serve, é indiferente, indiferente, os três, o que for melhor pra vocês, qualquer um dos três, qualquer um está bom"
            ),
            Entry(
                .yes,
                says: """
                    sim, s, ok, okay, tá, tá bom, ta bom, está bem, está bom, claro, com certeza, certo, correto, isso, isso mesmo, exato, exatamente, confirmo, confirmado, perfeito, beleza, blz, combinado, pode ser, pode, concordo,
                    ótimo, bom, tudo bem, fechado, de acordo, sim por favor, 👍, ✅, ✔, 👌, 🆗, aham, positivo, joia, bora, simm, sem problema, aceito
                    """),
            Entry(
                .no,
                says:
                    "não, não obrigado, não obrigada, n, nao, não quero, não precisa, dispenso, não tenho interesse, ❌, 👎, melhor não, não é necessário, não é preciso, nope, obrigado mas não, não preciso, agradeço mas não"
            ),
            Entry(
                .cancel,
                says: """
                    cancelar, cancela, cancele, cancelem, cancelo, cancelar a ligação, cancelar a chamada, cancelar ligação, cancelar chamada, cancelar meu horário, cancelar o agendamento, desmarcar, desmarque, desmarca, desmarquem, anular,
                    não me liguem mais, não me ligue mais, não liguem mais, não ligue mais, não quero mais a ligação, não quero a ligação, não quero mais ligação, não quero ligação, não quero ligações, não quero mais que me liguem, não quero que me liguem,
                    não preciso mais, não preciso mais da ligação, não precisa mais, não precisa ligar, não precisam ligar, não precisa mais ligar, não precisam mais ligar, parem de ligar, parem de me ligar, pare de me ligar, esquece, esqueçam, esqueça, deixa pra lá, deixem pra lá, não quero mais, já não quero, já não preciso, já não é preciso, já não é necessário, quero cancelar, não me telefonem, não me telefonem mais
                    """),
            Entry(.cancel, .cannot, says: "não me liguem, não me ligue, não me liga, não liguem, não ligue"),
            Entry(
                .now,
                says: """
                    agora, agora mesmo, já, imediatamente, de imediato, o mais rápido possível, o quanto antes, quanto antes, o mais cedo possível, assim que possível, logo que possível, urgente, com urgência, neste momento, nesse momento, já já, asap,
                    o mais breve possível, o mais rapidamente possível, assim que puder, assim que puderem, urgentemente, nesse instante, neste instante, o mais rápido que puderem, para já, pra já, quanto mais cedo melhor, o mais depressa possível, logo
                    """),
            Entry(
                .later,
                says: """
                    outro dia, em outro dia, noutro dia, outro horário, em outro horário, outra hora, outra data, outro momento, em outro momento, noutra altura, outra altura, outros horários, outras opções, outras datas, mais opções, mais horários, nenhum, nenhuma,
                    nenhum desses, nenhuma dessas, nenhum desses horários, nenhuma das opções, nenhum destes, nenhum deles, nenhuma delas, nenhum dos três, nenhum dos horários, nenhum serve, mais tarde, depois, outra opção, outro, outra, outros, outras, outra vez, agora não, agora não posso, agora não dá,
                    talvez mais tarde, talvez depois, nenhuma destas, nenhum me serve, numa outra hora, outra ocasião, em outra ocasião, outra alternativa
                    """),

            // Stories and other requests.
            Entry(
                .complaint,
                says: """
                    que horas, a que horas, abrem, abre, aberto, abertos, fecham, fecha, horário de funcionamento, estão abertos,
                    desde segunda, desde terça, desde quarta, desde quinta, desde sexta, desde sábado, desde domingo, desde ontem, há, faz, fazem, esperando, à espera, esperei, espero, esperar, prometeram, prometeu, prometido, paguei, pago, pagar, pagamento, cobraram, cobrado, cobrança, cobrando, cobrou, liguei, ligaram, ligou,
                    disse, disseram, falaram, falou, falei, atendeu, atende, atenderam, ninguém, nunca, nada, sem, funciona, funcionava, funcionam, não funciona, funcionando, quebrado, quebrada, quebrou, caiu, cai, cair, queda, fora do ar, parou, fatura, faturas, conta, boleto, dinheiro,
                    reais, euros, euro, preço, contrato, cliente, internet, wifi, wi-fi, roteador, router, modem, linha, linhas, sinal, rede, conexão, ligação à internet, fibra, técnico, técnicos, vir, veio, vieram, vinha, era, foi, foram, estava, estavam, estive, tinha, ficou de, ficaram de, ia, iam, resolver,
                    resolvam, resolva, resolvido, consertar, conserto, consertem, arrumar, arrumem, reparar, reembolso, devolver, devolução, estorno, estornar, reclamação, reclamar, pedido, encomenda, entrega, entregue, chegou, enviaram, enviei, mandaram, mandei, por que, porque não, quem, sempre, vezes, toda noite, toda hora,
                    ainda, continua, continuo, estou esperando, vergonha, absurdo, péssimo, horrível, lento, lenta, lixo, filhos, crianças, pessoas, gb, mb, problema, problemas, protocolo, senha, cancelamento, vence, venceu, perdi, recebi, recebido, comprei, cansado, cansada, erro, errada, errado, apareceu, aniversário, tive, teve, chamei, já faz, demora, demorou, fiz
                    """),
            Entry(
                .filler,
                says: """
                    eu, me, mim, meu, minha, meus, te, tu, você, vocês, seu, sua, vc, vcs, nos, nós, se, é, são, estou, está, estão, tá, ser, seria, o, a, os, as, um, que, como, quando, qual, se, para, pra, pro, por, com, em, no, na, nos, nas, de, do, da, dos, das, ao, aos, e, ou,
                    então, pois, bom, obrigado, obrigada, muito obrigado, muito obrigada, obg, obgd, brigado, brigada, valeu, vlw, ok, fico, escolho, escolher, quero, vou, vai, preciso, tenho, fazer, momento, hora, horário, dia, muito, mais, só, também, talvez, acho, penso, desculpe, desculpa, desculpem, infelizmente,
                    telefone, celular, telemóvel, telemovel, fixo, número, meu número, meu número é, no meu celular, este número, esse número, 🙏, 😊, 🙂, eh, ah, oi, alguém, algo, assim, aí, isso, essa, esse, isto, novo, nova, novamente, de novo, bem, sim, tudo, todo, toda, pouco, tão, possível, igual, mas, lá, aqui, gente, senhor, senhora, tarde, mesmo, mesma, melhor, casa, logo, pega, pegar, por mim
                    """),
            Entry(
                .glue,
                says:
                    "o, a, os, as, na, no, nas, nos, de, do, da, em, às, ao, para, pra, para a, para o, talvez, este, esta, feira, lá, então, já, por, pelo, pela, ali, aí, sim, logo, só, bem"
            ),
            Entry(
                .greeting,
                says: """
                    olá, oi, bom dia, boa tarde, boa noite, prezado, prezada, prezados, caro, cara, obrigado, obrigada, muito obrigado, muito obrigada, abraços, abraço, um abraço, atenciosamente, att, cumprimentos, com os melhores cumprimentos, melhores cumprimentos, beijos, bjs, grato, grata, sou, meu nome é, chamo-me, me chamo, abs, oie, opa, cordialmente, valeu
                    """),
            Entry(.about, says: "sobre o, sobre a, a respeito, por causa, porque, pois, já que, para falar de, acerca"),
            Entry(.but, says: "mas, porém, então, por isso, portanto, e por favor, por favor"),
        ])
}
