/// What words and pieces of three letters say of the language that they stand in.
///
/// Weights of a logistic regression, in steps, the most telling alone; made from 18,600 short messages in the
/// languages named (our own lines, and tweets of the sets named in `Rules/sentiment/MODELS.md`). `=der` is a
/// whole word, `^sc` begins one, `en$` ends one; a lone letter is a letter that ASCII lacks.
enum TongueTable {
    static let rows: [(language: String, weights: String)] = [
        (
            "en",
            """
            ^th+47 bro+40 ^it+39 ll$+39 ay$+38 ays+38 ed$+38 =left+36 ry$+33 pri+32 ith+31 tom+31 =august+30 ^up+30
            gan+30 ^my+29 an$+29 th$+29 =about+28 =how+28 =st+28 =was+28 or$+28 ow$+28 row+28 rs$+28 ume+28 dri+27
            may+27 mus+27 =at+26 =been+26 ^ap+26 ^or+26 ^wh+26 amp+26 ld$+26 sat+26 st$+26 =here+25 eel+25 een+25
            id$+25 sep+25 the+25 =may+24 =thanks+24 =to+24 =us+24 =want+24 ^ex+24 ^oc+24 ly$+24 ood+24 ts$+24 =get+23
            =inside+23 =the+23 ^ch+23 oni+23 set+23 ul$+23 wit+23 =and+22 =tickets+22 =you+22 ad$+22 nt$+22 rch+22
            ret+22 ron+22 =could+21 =whats+21 ^ro+21 aid+21 at$+21 by$+21 car+21 ck$+21 har+21 he$+21 ou$+21 =going+20
            =nicki+20 =sat+20 =th+20 ^br+20 ^lo+20 ^ou+20 ^ti+20 ^to+20 day+20 fou+20 ght+20 igh+20 ng$+20 rt$+20
            ual+20 =as+19 =be+19 =car+19 =john+19 =make+19 =no+19 =shawn+19 =west+19 =working+19 cel+19 kan+19 ley+19
            own+19 =isnt+18 =sent+18 =win+18 ^af+18 ^ha+18 ^id+18 ^ju+18 ^ke+18 ^sh+18 eat+18 eca+18 ena+18 hel+18
            ing+18 ls$+18 oug+18 rd$+18 ree+18 ss$+18 tel+18 tiv+18 tti+18 ws$+18 =four+17 =he+17 =last+17 =my+17
            =number+17 =off+17 =pm+17 =ya+17 ^tu+17 ans+17 ash+17 for+17 ic$+17 nch+17 ode+17 op$+17 oto+17 rri+17
            sic+17 =answer+16 =does+16 =eid+16 =gay+16 =point+16 =until+16 =via+16 ^sa+16 am$+16 bra+16 cre+16 hou+16
            on$+16 one+16 rab+16 tan+16 tia+16 =again+15 =are+15 =frank+15 =george+15 =it+15 =its+15 =kanye+15
            =march+15 =please+15 =saturday+15 =your+15 ^ea+15 ^fi+15 ^fr+15 ^ic+15 ar$+15 hre+15 ott+15 ric+15 to$+15
            tra+15 ust+15 van+15 =bought+14 =done+14 =hope+14 =more+14 =one+14 =paper+14 =ready+14 =tomorrow+14
            =trump+14 =w+14 ^ar+14 ^he+14 ^ki+14 air+14 ake+14 arc+14 ato+14 ea$+14 hin+14 in$+14 ite+14 ke$+14 ria+14
            =ant+13 =bank+13 =for+13 =i+13 =milan+13 =sun+13 ^do+13 ^ei+13 ^i$+13 ca$+13 cou+13 ece+13 ede+13 gre+13
            ire+13 mer+13 new+13 not+13 od$+13 ove+13 rad+13 rmi+13 tit+13 ton+13 ty$+13 up$+13 ut$+13 vel+13
            =actually+12 =friday+12 =full+12 =that+12 =this+12 ^at+12 ^sp+12 ^wo+12 ^yo+12 ado+12 aha+12 ate+12 ci$+12
            ds$+12 ham+12 ima+12 is$+12 lai+12 nd$+12 nti+12 ol$+12 onn+12 pro+12 see+12 sho+12 tro+12 tto+12 use+12
            =b+11 =believe+11 =from+11 =have+11 =party+11 =she+11 =so+11 =will+11 ^ba+11 ^ne+11 ^of+11 bia+11 end+11
            ey$+11 hes+11 nie+11 oin+11 rto+11 she+11 tle+11 tos+11 vid+11 wie+11 =due+10 =fans+10 =got+10 =there+10
            all+10 ban+10 cho+10 do$+10 ga$+10 ick+10 isc+10 ks$+10 mis+10 nce+10 nda+10 nk$+10 of$+10 ons+10 re$+10
            rte+10 sal+10 =ah+9 =an+9 =in+9 =m+9 =set+9 ^bi+9 ^gl+9 ^is+9 ^na+9 ^nu+9 ^ta+9 dad+9 edi+9 ee$+9 ela+9
            ero+9 es$+9 far+9 ial+9 ies+9 omo+9 rop+9 uit+9 und+9 =a+8 =best+8 =film+8 =mon+8 =new+8 =when+8 =with+8
            ^a$+8 ^cl+8 ^fl+8 ^ho+8 ^ku+8 ^on+8 ^pa+8 ale+8 ang+8 ank+8 ant+8 ce$+8 dis+8 eni+8 erc+8 esp+8 fun+8
            han+8 me$+8 orn+8 tin+8 tur+8 wee+8 ya$+8 =app+7 =on+7 =white+7 ^ca+7 ^em+7 ^re+7 ^we+7 ^wi+7 ah$+7 al$+7
            ala+7 dic+7 ern+7 ger+7 hot+7 li$+7 ma$+7 mas+7 men+7 sol+7 sto+7 tar+7 ven+7 =ever+6 =has+6 =mario+6
            =now+6 =rd+6 =see+6 =what+6 =yo+6 ^ga+6 ^ja+6 ^jo+6 ^mo+6 ^st+6 ^wa+6 ana+6 bar+6 ema+6 iva+6 lea+6 mme+6
            raz+6 rid+6 un$+6 =amo-6 =com-6 =das-6 =dem-6 =dit-6 =een-6 =je-6 =les-6 =mein-6 =mijn-6 =news-6 =niet-6
            =our-6 =plus-6 =their-6 =time-6 =watch-6 ^er-6 ^ph-6 ^sc-6 ^si-6 ^te-6 ^zu-6 alk-6 ass-6 chi-6 deo-6 eci-6
            eri-6 get-6 my$-6 osa-6 out-6 sia-6 str-6 tag-6 tas-6 te$-6 ten-6 tod-6 utt-6 zie-6 ñ-6 =che-7 =es-7 =et-7
            =face-7 =if-7 =kya-7 =ma-7 =nahi-7 =nog-7 =paris-7 =tha-7 =ye-7 ^co-7 ^ee-7 ^ji-7 ^kh-7 ^kl-7 ^le-7 ^um-7
            cor-7 eer-7 eis-7 gel-7 gli-7 il$-7 iqu-7 le$-7 min-7 oll-7 olo-7 ore-7 pas-7 sem-7 sta-7 vo$-7 ó-7
            =during-8 =er-8 =god-8 =h-8 =il-8 =ka-8 =know-8 =lo-8 =mi-8 =never-8 =non-8 =p-8 =sto-8 =thats-8 =toh-8
            =try-8 =un-8 =wanna-8 ^h$-8 ^li-8 ^mu-8 ^p$-8 ^pr-8 ahr-8 auf-8 bha-8 ek$-8 err-8 hau-8 ior-8 leg-8 lic-8
            lov-8 met-8 mos-8 nco-8 noi-8 nve-8 ny$-8 po$-8 tut-8 =dat-9 =het-9 =indvssa-9 =los-9 =makes-9 =op-9
            =thenoite-9 =way-9 ^bh-9 ^et-9 ^hu-9 ali-9 con-9 est-9 hen-9 hey-9 ina-9 las-9 mon-9 nge-9 onc-9 orm-9
            pec-9 ren-9 san-9 tre-9 um$-9 à-9 =center-10 =di-10 =dream-10 =hain-10 =music-10 =os-10 =te-10 =tweet-10
            ^de-10 ^ge-10 ^pe-10 ^ri-10 ai$-10 bal-10 eco-10 ei$-10 eit-10 et$-10 eu$-10 gen-10 gio-10 hea-10 nta-10
            por-10 qui-10 sac-10 ssi-10 ure-10 =against-11 =before-11 =ji-11 =na-11 =order-11 ^ve-11 ach-11 alt-11
            dag-11 die-11 ega-11 ein-11 hai-11 ier-11 ir$-11 maa-11 nes-11 oy$-11 rei-11 ri$-11 rin-11 tte-11 us$-11
            è-11 =da-12 =india-12 =ko-12 =main-12 =nice-12 =thursday-12 =wasnt-12 ^un-12 aar-12 cas-12 da$-12 dit-12
            ent-12 eve-12 her-12 ja$-12 omp-12 ona-12 par-12 per-12 ral-12 tal-12 try-12 una-12 wer-12 á-12 =ki-13
            =mere-13 =night-13 =railbudget-13 =thing-13 =y-13 ^du-13 ^es-13 ^gr-13 ^y$-13 ace-13 ada-13 dia-13 enn-13
            how-13 io$-13 isa-13 kt$-13 lla-13 lot-13 och-13 reg-13 rro-13 rti-13 wei-13 ä-13 =base-14 =ci-14
            =hahaha-14 =hai-14 =han-14 =into-14 =late-14 =le-14 =pe-14 =person-14 =story-14 =told-14 ^po-14 en$-14
            fac-14 fin-14 hac-14 ile-14 ita-14 mom-14 nos-14 orr-14 í-14 =en-15 =had-15 =looking-15 =ne-15 =saw-15
            =season-15 ^fa-15 co$-15 cti-15 del-15 el$-15 hah-15 his-15 ich-15 isv-15 ito-15 lia-15 ni$-15 ogi-15
            pic-15 sa$-15 ssa-15 vol-15 =playing-16 =premier-16 =tu-16 =very-16 ^la-16 ^lu-16 ano-16 ath-16 di$-16
            ech-16 ell-16 ien-16 mi$-16 ola-16 pen-16 sir-16 tat-16 =de-17 =doing-17 =hit-17 =modi-17 =salman-17
            =thought-17 =we-17 ^el-17 ^gu-17 ehr-17 ens-17 mpl-17 sse-17 ta$-17 =ball-18 =ke-18 =movie-18 =november-18
            =se-18 =well-18 ^am-18 ^ko-18 ^ok-18 als-18 ast-18 aye-18 eg$-18 je$-18 kei-18 ned-18 ril-18 rno-18 rsa-18
            =guys-19 =let-19 =rt-19 =work-19 aan-19 atu-19 cid-19 de$-19 ggi-19 iss-19 mo$-19 ndi-19 nio-19 pos-19
            sso-19 tim-19 =lol-20 den-20 evo-20 fra-20 lun-20 ser-20 uff-20 =dont-21 =might-21 =senior-21 ab$-21
            len-21 non-21 os$-21 pag-21 ü-21 =beefban-22 =class-22 =over-22 ^en-22 ^ky-22 che-22 iso-22 ota-22 rma-22
            =excited-23 =unionbudget-23 ari-23 ner-23 onl-23 =du-24 =past-24 cht-24 cia-24 eir-24 enz-24 ese-24 mig-24
            sit-24 ste-24 urr-24 =good-25 =page-25 ag$-25 efb-25 fel-25 lo$-25 oit-25 que-25 rre-25 blo-26 rde-26
            ro$-26 si$-26 =they-27 ^vo-27 aap-27 aus-27 em$-27 eo$-27 erd-27 pel-27 =san-28 amo-28 ia$-28 ti$-28
            ^rt-29 gra-29 ie$-29 mie-29 =ho-30 bil-30 omi-30 sar-30 ^av-31 mit-31 vem-31 é-31 ^aa-32 emp-32 sch-32
            =girl-34 du$-34 ndv-35 =cant-36 dvs-37 upe-37 fes-39 uis-39
            """
        ),
        (
            "de",
            """
            ü+87 ung+71 ein+70 sch+68 ch$+59 ich+59 cht+53 ä+52 aus+44 die+43 eit+43 ö+40 ach+38 en$+38 ht$+38 sse+36
            im$+35 er$+34 ier+34 kei+32 =not+31 eis+31 ng$+30 ahr+29 auf+28 chl+28 ehr+27 =rt+26 ^rt+26 lei+26 ^vo+25
            ^we+25 gen+25 mit+25 rt$+25 um$+25 =cool+24 ^ge+24 ine+24 itt+24 rei+24 tag+24 ut$+24 war+24 ^ei+23 ^um+23
            ebe+23 nac+23 ol$+23 ^ph+22 ben+22 oll+22 rn$+22 uff+22 =ja+21 ^zu+21 ck$+21 den+21 low+21 omp+21 =aus+20
            ^au+20 ^na+20 bei+20 der+20 ech+20 ei$+20 lic+20 =mit+19 =war+19 ^gu+19 ang+19 ann+19 ete+19 hat+19 mus+19
            nic+19 rst+19 ste+19 uss+19 wei+19 =das+18 ner+18 sen+18 =dem+17 =ok+17 ^bi+17 ^er+17 ^eu+17 ese+17 hre+17
            lie+17 nd$+17 str+17 und+17 =und+16 =youre+16 ^si+16 ^un+16 hau+16 hei+16 not+16 nt$+16 set+16 tar+16
            =für+15 =was+15 ^ko+15 ^ve+15 ^wa+15 dem+15 ja$+15 las+15 ley+15 ne$+15 nge+15 och+15 res+15 =danke+14
            =der+14 =nicht+14 =sind+14 =zu+14 bar+14 ber+14 ear+14 he$+14 hen+14 ok$+14 was+14 wie+14 =dont+13 =gut+13
            ^fe+13 ^ok+13 ^sc+13 als+13 be$+13 das+13 ere+13 ers+13 ert+13 ey$+13 hol+13 iti+13 ot$+13 st$+13 tig+13
            =im+12 =kein+12 =phone+12 =von+12 ^am+12 ^da+12 ^ic+12 ^im+12 ^wi+12 ari+12 dan+12 gli+12 gri+12 isc+12
            mme+12 ola+12 qua+12 se$+12 so$+12 =back+11 =bei+11 =ist+11 =s+11 ^gl+11 ag$+11 ank+11 au$+11 bre+11
            che+11 ess+11 evo+11 ick+11 ie$+11 ls$+11 orn+11 ran+11 sta+11 ter+11 us$+11 =aber+10 =auf+10 =echt+10
            =ever+10 =hola+10 =ich+10 =mal+10 =mehr+10 =nur+10 =super+10 ^ah+10 ^ha+10 art+10 llo+10 rab+10 =die+9
            =ihr+9 =last+9 =morning+9 =muss+9 ^ab+9 ^du+9 ^gr+9 ^he+9 bal+9 end+9 err+9 lle+9 one+9 sit+9 ten+9 tim+9
            ton+9 ure+9 =du+8 =ein+8 =eso+8 =meine+8 =oh+8 =top+8 =wir+8 =wird+8 ^fl+8 ^ni+8 ^yo+8 ab$+8 amp+8 app+8
            eli+8 ern+8 gra+8 hes+8 iss+8 iva+8 mpl+8 use+8 ver+8 you+8 =den+7 =eine+7 =guys+7 =if+7 =schon+7 =why+7
            ^hu+7 ^sp+7 ban+7 ble+7 em$+7 enn+7 ial+7 int+7 kan+7 lin+7 mon+7 tan+7 tte+7 upe+7 =an+6 =good+6 =nice+6
            =sa+6 =shit+6 =so+6 ^be+6 ^ka+6 ^ku+6 ^se+6 alt+6 erd+6 ge$+6 ger+6 ons+6 osa+6 ras+6 tem+6 tit+6 tiv+6
            uer+6 vol+6 =and-6 =aur-6 =by-6 =da-6 =going-6 =h-6 =ik-6 =ke-6 =ki-6 =lo-6 =m-6 =masterchefbr-6 =may-6
            =mi-6 =na-6 =new-6 =ni-6 =night-6 =no-6 =sir-6 =tomorrow-6 =v-6 =will-6 ^ea-6 ^fo-6 ^h$-6 ^je-6 ^ki-6
            ^le-6 ^li-6 ^wh-6 ad$-6 ahi-6 bel-6 br$-6 cre-6 dis-6 dit-6 dvs-6 eel-6 efb-6 ena-6 enc-6 ez$-6 ga$-6
            har-6 ima-6 iso-6 les-6 li$-6 mi$-6 mo$-6 mos-6 ndv-6 ned-6 orr-6 ott-6 pen-6 rma-6 ron-6 tel-6 une-6
            urr-6 wan-6 ã-6 =after-7 =are-7 =as-7 =au-7 =che-7 =come-7 =hain-7 =he-7 =its-7 =number-7 =rd-7 =true-7
            =u-7 =we-7 ^ac-7 ^br-7 ^et-7 ^ex-7 ^kh-7 ^su-7 ^u$-7 ^up-7 ada-7 ado-7 by$-7 dec-7 fou-7 ges-7 go$-7 ham-7
            ing-7 ire-7 isa-7 ito-7 ki$-7 me$-7 mis-7 nce-7 nch-7 nne-7 ota-7 oug-7 po$-7 rid-7 row-7 sal-7 tal-7
            ted-7 thi-7 tom-7 tre-7 ul$-7 uon-7 urs-7 ws$-7 =anche-8 =bij-8 =heeft-8 =il-8 =nog-8 =out-8 =when-8 ^jo-8
            ^ky-8 ^lu-8 ^nu-8 ^ro-8 ate-8 bha-8 ca$-8 ee$-8 ega-8 eme-8 et$-8 hin-8 ia$-8 ida-8 ien-8 men-8 ndo-8
            new-8 nte-8 ont-8 ous-8 sem-8 tto-8 utt-8 vo$-8 wit-8 ê-8 =from-9 =han-9 =in-9 =it-9 =que-9 =start-9
            =the-9 =tu-9 =y-9 =you-9 ^bo-9 ^ce-9 ^pu-9 ^qu-9 ^ra-9 ^re-9 ^y$-9 ais-9 ami-9 an$-9 ana-9 anc-9 as$-9
            cor-9 dad-9 eat-9 for-9 ind-9 ma$-9 oin-9 owa-9 qui-9 rch-9 ri$-9 ugh-9 à-9 í-9 =e-10 =for-10 =i-10 =la-10
            =mijn-10 ^ap-10 ^e$-10 ^i$-10 ^ta-10 am$-10 ano-10 co$-10 eve-10 hou-10 ld$-10 ow$-10 per-10 rd$-10 tro-10
            ze$-10 á-10 ó-10 =ho-11 =me-11 =per-11 ^aa-11 ^en-11 ^ji-11 ^me-11 ^so-11 ^ti-11 ce$-11 ed$-11 ek$-11
            inc-11 ks$-11 nos-11 nti-11 omo-11 ond-11 reg-11 si$-11 th$-11 ust-11 =al-12 =school-12 =si-12 ^fa-12
            ^tu-12 ai$-12 air-12 are-12 cho-12 da$-12 di$-12 han-12 id$-12 ion-12 is$-12 lo$-12 op$-12 ry$-12 ti$-12
            uit-12 zie-12 =le-13 =to-13 ^at-13 ^bh-13 ^do-13 ^fi-13 ^ho-13 ^is-13 ^no-13 ^of-13 ^pr-13 ^sa-13 act-13
            ale-13 ays-13 eco-13 il$-13 om$-13 ome-13 pas-13 re$-13 è-13 =grazie-14 =te-14 =un-14 ^an-14 ^to-14 dag-14
            maa-14 ord-14 ou$-14 out-14 ro$-14 ye$-14 =je-15 ^co-15 ^lo-15 ^te-15 ^ya-15 col-15 ep$-15 est-15 ith-15
            lla-15 mas-15 min-15 nda-15 the-15 ven-15 za$-15 =se-16 =with-16 aan-16 con-16 erc-16 ght-16 que-16 sto-16
            ue$-16 =on-17 ^on-17 ha$-17 ho$-17 io$-17 =op-18 ^ca-18 ^ma-18 and-18 eri-18 hi$-18 raz-18 =a-19 =niet-19
            ^a$-19 ^op-19 ^pe-19 ^af-20 ^pa-20 ^pi-20 ds$-20 je$-20 oit-20 un$-20 ^it-21 ^th-21 or$-21 ra$-21 bro-22
            do$-22 no$-22 at$-23 wee-23 =een-24 =is-24 ^ch-24 aar-24 ant-24 oor-24 ya$-24 ^ee-25 é-25 na$-28 =en-29
            eer-29 la$-29 =de-31 de$-31 een-31 ta$-32 ^va-34 to$-39
            """
        ),
        (
            "fr",
            """
            é+85 es$+45 è+37 le$+35 re$+34 ur$+33 à+33 nt$+32 au$+31 our+31 du$+29 iqu+29 is$+29 eur+28 ux$+28 =du+27
            =à+27 ^à$+27 ce$+27 =au+26 =le+26 ^au+26 ^ce+26 ien+26 rs$+26 ^en+25 col+25 gie+25 ie$+25 nne+25 ns$+25
            =en+24 =et+24 =la+24 ^le+24 ne$+24 que+24 us$+24 =de+23 ^du+23 ^et+23 ogi+23 éco+23 ez$+22 =est+21 ire+21
            log+21 on$+21 ^je+20 ans+20 les+20 =les+19 =pas+19 oli+19 pas+19 une+19 =sur+18 ^la+18 ^vi+18 ous+18
            pou+18 urs+18 ^ré+17 eco+17 ent+17 olo+17 ui$+17 =ce+16 =je+16 =plus+16 =une+16 ^da+16 ^ec+16 ^jo+16
            ion+16 ri$+16 tou+16 ^un+15 ^éc+15 de$+15 et$+15 lis+15 un$+15 ure+15 =des+14 =pour+14 =via+14 ^il+14
            ^su+14 air+14 men+14 nce+14 ç+14 =mon+13 ^po+13 ali+13 ati+13 di$+13 erg+13 ima+13 je$+13 lai+13 ls$+13
            me$+13 tio+13 ue$+13 =il+12 =un+12 =vous+12 ^pl+12 age+12 che+12 erc+12 lle+12 mer+12 ssa+12 tal+12 tre+12
            via+12 =dans+11 =qui+11 ^av+11 ^de+11 ^mo+11 ai$+11 est+11 ge$+11 ina+11 san+11 sol+11 tte+11 uis+11
            mon+10 ner+10 oin+10 onn+10 out+10 pro+10 ut$+10 =climatique+9 =ecologie+9 =l+9 =ne+9 ^cl+9 ^pa+9 ^ph+9
            att+9 enn+9 il$+9 ive+9 la$+9 mar+9 ons+9 st$+9 van+9 =ma+8 ^bo+8 ^dé+8 ^es+8 ais+8 ant+8 ble+8 cti+8
            her+8 ist+8 it$+8 ita+8 ota+8 qui+8 rt$+8 ven+8 =avec+7 =cest+7 ^ch+7 ^li+7 ^ne+7 ^pe+7 ci$+7 eme+7 enc+7
            ens+7 hau+7 rmi+7 rte+7 sto+7 =chez+6 =depuis+6 ^ou+6 ^vo+6 anc+6 ari+6 atu+6 cha+6 cou+6 ell+6 ett+6
            lot+6 lun+6 mai+6 mal+6 mie+6 ndi+6 omp+6 ren+6 tit+6 ues+6 uit+6 upe+6 vel+6 =a-6 =for-6 =is-6 =it-6
            =mi-6 =was-6 ^a$-6 ^co-6 ^fu-6 ^gu-6 ^in-6 ^kl-6 ^on-6 ah$-6 aja-6 ala-6 ano-6 bro-6 co$-6 con-6 del-6
            den-6 ece-6 eer-6 eri-6 ese-6 ete-6 evo-6 ind-6 ja$-6 ke$-6 lic-6 ly$-6 nie-6 not-6 nta-6 ood-6 pre-6
            rd$-6 rea-6 rn$-6 sho-6 ss$-6 ste-6 thi-6 ti$-6 wee-6 ze$-6 ö-6 =qué-7 =the-7 ^ti-7 ^va-7 ad$-7 am$-7
            aus-7 ka$-7 nto-7 ord-7 ost-7 ot$-7 raz-7 rin-7 ter-7 ya$-7 you-7 =con-8 =to-8 ^an-8 ^br-8 ^di-8 ^ei-8
            ^mu-8 ^of-8 ^sh-8 ^te-8 as$-8 cht-8 go$-8 hi$-8 ho$-8 in$-8 kt$-8 ld$-8 lo$-8 mi$-8 mo$-8 mos-8 ndo-8
            oni-8 ove-8 oy$-8 the-8 was-8 ^al-9 ^ba-9 ^er-9 ^is-9 ^ke-9 ^sc-9 ^wo-9 ach-9 ag$-9 ch$-9 ck$-9 ee$-9
            ega-9 ha$-9 leg-9 ll$-9 ni$-9 om$-9 ora-9 sta-9 ten-9 í-9 ó-9 =es-10 =no-10 =que-10 =é-10 ^na-10 ^si-10
            ^we-10 ^yo-10 ^é$-10 al$-10 amo-10 ast-10 bra-10 ei$-10 ide-10 io$-10 so$-10 ^ab-11 ^bu-11 ^it-11 ^ka-11
            ^mi-11 ca$-11 der-11 ed$-11 ein-11 em$-11 ero-11 ga$-11 he$-11 ht$-11 nd$-11 ome-11 sa$-11 vo$-11 á-11
            ^ni-12 ar$-12 ich-12 ing-12 ra$-12 sch-12 ü-12 =in-13 =me-13 ^be-13 ^he-13 an$-13 and-13 ate-13 ^do-14
            el$-14 ng$-14 to$-14 ay$-15 da$-15 ere-15 one-15 ^wa-16 are-16 os$-16 do$-17 ^ge-18 ^ha-19 na$-19 or$-19
            ro$-19 ^th-20 ta$-24 no$-26
            """
        ),
        (
            "es",
            """
            í+54 os$+52 ^es+46 =el+45 oy$+43 ñ+43 as$+41 lo$+41 ^el+38 =que+37 =y+35 ^si+35 ^y$+35 á+34 ó+34 =yo+33
            ía$+33 ra$+32 ada+31 el$+31 =en+30 =me+30 =ya+29 ero+29 go$+29 ^bu+28 ^un+28 es$+28 qui+28 yo$+28 aja+27
            bue+27 ier+27 =es+26 =la+26 =muy+26 mos+26 ^mu+25 ue$+25 ás$+25 ón$+25 =un+24 ^ll+24 =de+23 =lo+23
            =pero+23 =se+23 ^cu+23 ^lo+23 pue+23 tra+23 =mi+22 ^nu+22 ^yo+22 ca$+22 emp+22 uen+22 =con+21 ^co+21
            ana+21 mal+21 no$+21 or$+21 =las+20 aci+20 do$+20 eo$+20 hac+20 la$+20 las+20 mo$+20 ya$+20 =qué+19
            =sin+19 ^ha+19 ito+19 un$+19 =mejor+18 =más+18 =soy+18 =te+18 ^en+18 ^fu+18 ^qu+18 co$+18 ido+18 que+18
            uer+18 =no+17 ^me+17 ^pu+17 dad+17 eli+17 eni+17 =para+16 ^te+16 an$+16 da$+16 ece+16 est+16 io$+16 ja$+16
            na$+16 omo+16 osa+16 uie+16 ^ya+15 ado+15 ami+15 ien+15 mi$+15 rio+15 =los+14 ad$+14 ble+14 fel+14 gra+14
            mis+14 nto+14 orm+14 per+14 ran+14 rto+14 sin+14 ta$+14 una+14 ^la+13 ^pe+13 ace+13 bre+13 cia+13 con+13
            mig+13 tod+13 =del+12 =hoy+12 ^ex+12 ^fe+12 ^ve+12 amp+12 me$+12 on$+12 raz+12 ron+12 se$+12 tas+12 ues+12
            va$+12 =a+11 =como+11 =cuando+11 =gracias+11 =solo+11 =tengo+11 =una+11 =va+11 ^a$+11 ^de+11 ^no+11 ^ta+11
            al$+11 ert+11 evo+11 ist+11 los+11 ro$+11 sol+11 tan+11 é+11 =al+10 =buena+10 =hace+10 =hay+10 =mis+10
            ^am+10 ^mi+10 ^po+10 en$+10 ida+10 nes+10 nte+10 par+10 por+10 pro+10 si$+10 =desde+9 =estoy+9 =feliz+9
            =son+9 =tan+9 ^ah+9 and+9 cho+9 dic+9 ndo+9 nta+9 ola+9 ona+9 pag+9 res+9 sta+9 ten+9 =este+8 =por+8
            =quiero+8 =ser+8 =ver+8 ^lu+8 ari+8 das+8 des+8 ema+8 lla+8 och+8 rea+8 rec+8 rmi+8 sit+8 tos+8 uit+8
            =mal+7 =su+7 ^ca+7 ^od+7 de$+7 her+7 nie+7 nos+7 pas+7 sa$+7 =está+6 =hola+6 =ni+6 =si+6 =tu+6 ^ci+6 ^em+6
            ^er+6 ^im+6 ^tu+6 dem+6 ena+6 ent+6 gan+6 ir$+6 len+6 men+6 pos+6 ser+6 to$+6 tur+6 ual+6 =des-6 =est-6
            =is-6 =já-6 =ma-6 =masterchefbr-6 =sempre-6 ^ce-6 ^hi-6 ^jo-6 ^ko-6 ^sh-6 ^wo-6 ^zu-6 ata-6 azi-6 br$-6
            ce$-6 efb-6 fbr-6 ham-6 hef-6 hot-6 isa-6 ka$-6 kt$-6 ll$-6 maa-6 mus-6 nti-6 oin-6 onv-6 rde-6 reg-6
            row-6 sem-6 sen-6 sso-6 uon-6 =conversacombial-7 =esse-7 =h-7 =ho-7 =morning-7 =per-7 =sur-7 =só-7
            =thenoite-7 =um-7 ^av-7 ^h$-7 aar-7 anc-7 cht-7 ds$-7 eg$-7 ger-7 ght-7 ia$-7 inh-7 ive-7 lis-7 nge-7
            not-7 ol$-7 orr-7 oss-7 rid-7 rs$-7 rsa-7 ter-7 th$-7 tta-7 voc-7 was-7 =all-8 =altashoras-8 =as-8 =com-8
            =day-8 =gente-8 =il-8 =or-8 =ti-8 ^aa-8 ^ap-8 ^ki-8 ^le-8 ^of-8 aan-8 aco-8 au$-8 ch$-8 cha-8 che-8 deo-8
            du$-8 ed$-8 er$-8 ers-8 esp-8 ht$-8 igh-8 im$-8 ine-8 ma$-8 mon-8 nha-8 ow$-8 rin-8 ry$-8 tat-8 tio-8
            tv$-8 =non-9 =so-9 =é-9 ^bi-9 ^ch-9 ^il-9 ^is-9 ^it-9 ^ri-9 ^sp-9 ^é$-9 ck$-9 col-9 cti-9 ein-9 eit-9
            end-9 for-9 han-9 he$-9 ide-9 is$-9 le$-9 met-9 onn-9 our-9 ove-9 ree-9 ure-9 utt-9 van-9 =da-10 =rt-10
            ^au-10 ^br-10 ^di-10 ^ge-10 ^in-10 ^rt-10 ag$-10 ala-10 app-10 dec-10 eca-10 ell-10 ga$-10 gli-10 hen-10
            hi$-10 ind-10 ite-10 li$-10 ls$-10 nce-10 nco-10 noi-10 non-10 ost-10 ram-10 rei-10 ri$-10 tel-10 us$-10
            =o-11 =to-11 ^ho-11 ^ma-11 ^o$-11 ^or-11 ^we-11 ais-11 ann-11 att-11 ge$-11 hai-11 il$-11 nne-11 oit-11
            oli-11 out-11 tte-11 you-11 à-11 =i-12 ^an-12 ^i$-12 ^ka-12 ^mo-12 ^um-12 ans-12 een-12 et$-12 eu$-12
            ion-12 lie-12 ot$-12 ssa-12 ssi-12 um$-12 ut$-12 ão$-12 =do-13 ^do-13 ^du-13 ^go-13 ^sc-13 ^wa-13 age-13
            all-13 ass-13 at$-13 di$-13 gre-13 ing-13 iss-13 ons-13 orn-13 the-13 ê-13 ^fr-14 ^ke-14 day-14 ei$-14
            eir-14 lan-14 nd$-14 sch-14 ts$-14 è-14 =in-15 =na-15 ^be-15 ^fo-15 ie$-15 it$-15 om$-15 ont-15 ou$-15
            rt$-15 ã-15 ela-16 ns$-16 =encontro-17 ^ba-17 ^st-17 ^th-17 mai-17 ng$-17 ^ra-18 ai$-18 ç-18 ^na-19 ash-19
            log-19 qua-19 spe-19 sse-19 ^ju-20 am$-21 st$-21 ti$-21 ur$-21 ust-21 ess-23 sho-23 em$-24 sto-24 ha$-25
            ne$-25 re$-25 ^da-26 ^ne-32 nt$-36
            """
        ),
        (
            "it",
            """
            ti$+71 to$+48 za$+48 no$+47 io$+46 lla+40 amo+38 si$+37 ell+36 =grazie+35 la$+34 po$+33 =che+32 azi+32
            non+32 raz+32 ta$+32 zie+32 anc+31 mi$+31 =non+29 nti+29 =anche+28 =per+28 gra+28 uon+28 =di+27 lia+27
            hah+26 ia$+26 li$+26 lo$+26 ono+26 re$+26 =da+25 =il+25 ^gr+25 ^pi+25 di$+25 gli+25 tto+25 tut+25 è+25
            =dopo+24 =monti+24 ^il+24 ano+24 del+24 nch+24 ^fa+23 gio+23 he$+23 ma$+23 are+22 che+22 orn+22 per+22
            =si+21 ^an+21 chi+21 cor+21 ior+21 zio+21 =è+20 ^ri+20 ^st+20 ^è$+20 le$+20 mo$+20 ott+20 rno+20 à+20
            =forza+19 =in+19 =lo+19 =ma+19 =rt+19 ^al+19 ^am+19 ^rt+19 enz+19 mor+19 sa$+19 ssi+19 utt+19 vo$+19 =c+18
            =sto+18 ^co+18 ne$+18 =alla+17 =amore+17 =italia+17 ^ci+17 ^di+17 ^mi+17 ato+17 co$+17 ide+17 ni$+17
            one+17 qua+17 =della+16 =e+16 =un+16 ^da+16 ^e$+16 ^tu+16 att+16 for+16 ona+16 ore+16 =al+15 =fare+15
            =ho+15 =nel+15 =oh+15 ata+15 cia+15 cos+15 far+15 il$+15 nte+15 ont+15 ora+15 tta+15 vol+15 =le+14 =mi+14
            =ti+14 ^br+14 ^fi+14 ci$+14 ett+14 fin+14 ggi+14 iam+14 mon+14 ndo+14 tro+14 =con+13 =più+13 ^sc+13 ^se+13
            ^sp+13 ^un+13 ei$+13 met+13 ro$+13 un$+13 =due+12 =io+12 =sono+12 ^ca+12 ^ch+12 aha+12 =come+11 =del+11
            =fatto+11 =ha+11 =i+11 =mario+11 =quanto+11 =tutti+11 ^av+11 ^bu+11 ^i$+11 ^it+11 ^ne+11 ado+11 ile+11
            iss+11 ita+11 ri$+11 rid+11 =ancora+10 =bene+10 =sempre+10 =tutto+10 =una+10 ^do+10 ^pr+10 ^pu+10 bil+10
            do$+10 nat+10 pre+10 rt$+10 tti+10 ve$+10 =perché+9 ^in+9 ^si+9 ang+9 ann+9 ie$+9 ist+9 nde+9 nto+9 olo+9
            oss+9 rri+9 sto+9 tal+9 tan+9 tte+9 =governo+8 ^lu+8 ass+8 ati+8 ben+8 bra+8 edi+8 end+8 ese+8 ho$+8 ove+8
            rti+8 sar+8 sso+8 una+8 =a+7 =d+7 =dei+7 =gli+7 =la+7 =questo+7 ^a$+7 ^d$+7 ^vo+7 ali+7 ate+7 dit+7 lle+7
            na$+7 ola+7 oni+7 pen+7 ral+7 tat+7 tel+7 =grillo+6 =video+6 ^gl+6 ^mo+6 ^od+6 ^ti+6 ^vi+6 bar+6 col+6
            eco+6 el$+6 ess+6 inc+6 llo+6 lun+6 mar+6 nos+6 ran+6 ren+6 ric+6 rin+6 rmi+6 spe+6 te$+6 tur+6 =du-6
            =encontro-6 =modi-6 =soy-6 =videoshowaovivo-6 =ya-6 ^at-6 ^au-6 ^ji-6 ^ko-6 ^ll-6 ^ph-6 ^ra-6 ^te-6 aov-6
            cht-6 ck$-6 die-6 ebe-6 ema-6 eos-6 gre-6 hai-6 hef-6 ich-6 ien-6 kar-6 las-6 lov-6 nne-6 oit-6 ood-6
            oor-6 osh-6 pue-6 rad-6 sac-6 sin-6 tod-6 ux$-6 wao-6 ás$-6 ã-6 =dia-7 =for-7 =k-7 =para-7 =à-7 ^be-7
            ^bh-7 ^cl-7 ^cu-7 ^hi-7 ^ke-7 ^à$-7 aar-7 ala-7 ame-7 ana-7 cho-7 dec-7 dia-7 eca-7 eit-7 ela-7 gie-7
            hac-7 hat-7 hen-7 ida-7 im$-7 iqu-7 ka$-7 lei-7 mas-7 och-7 ode-7 om$-7 oto-7 owa-7 rec-7 ste-7 tas-7
            you-7 ç-7 ón$-7 ö-7 =are-8 =es-8 =is-8 =pero-8 =yo-8 ^er-8 ^go-8 ^ki-8 ^nu-8 ^su-8 ^we-8 age-8 air-8 ay$-8
            bre-8 dad-8 ek$-8 ert-8 hel-8 ind-8 len-8 ls$-8 mai-8 min-8 mos-8 out-8 ry$-8 sse-8 tin-8 uen-8 uer-8
            ung-8 ä-8 =como-9 =ni-9 =te-9 =y-9 ^ab-9 ^ho-9 ^ku-9 ^um-9 ^y$-9 aja-9 au$-9 du$-9 ers-9 ez$-9 ge$-9 hol-9
            ht$-9 ier-9 maa-9 ol$-9 ovi-9 sal-9 ter-9 ye$-9 ê-9 =el-10 =me-10 =the-10 ^ga-10 ^hu-10 ^je-10 ^sh-10
            ^wh-10 ^wo-10 ^ya-10 ach-10 act-10 ad$-10 am$-10 ara-10 ast-10 ch$-10 day-10 des-10 est-10 et$-10 han-10
            har-10 ja$-10 kt$-10 ld$-10 nda-10 ntr-10 ond-10 pro-10 se$-10 the-10 tio-10 uit-10 =do-11 =en-11 =h-11
            ^ba-11 ^h$-11 ^me-11 ais-11 bes-11 ds$-11 er$-11 hor-11 lie-11 ll$-11 omo-11 oy$-11 pel-11 rs$-11 th$-11
            ue$-11 ^ge-12 ^wa-12 ble-12 hi$-12 je$-12 ke$-12 ly$-12 mis-12 rea-12 sho-12 um$-12 und-12 ur$-12 us$-12
            yo$-12 ü-12 ^no-13 de$-13 ein-13 em$-13 ou$-13 que-13 sch-13 tra-13 ñ-13 =na-14 ^aa-14 ^ex-14 ^ha-14
            ^jo-14 ^wi-14 ag$-14 at$-14 enc-14 eu$-14 me$-14 nce-14 qui-14 ^el-15 ^is-15 ^ja-15 ^ka-15 ^to-15 ^yo-15
            ot$-15 ut$-15 =que-16 ^ni-16 ada-16 dan-16 ed$-16 ts$-16 ^mu-17 al$-17 ing-17 =to-18 ir$-18 á-18 ^de-19
            is$-19 nd$-19 ya$-19 ^na-20 í-20 ó-20 ^he-21 ^re-21 cha-21 os$-21 ^th-22 it$-22 nt$-22 or$-22 é-22 ^en-24
            ^es-24 ng$-24 st$-24 an$-25 =de-27 =no-27 ar$-30 as$-33 es$-38 en$-43
            """
        ),
        (
            "pt",
            """
            em$+56 eu$+47 ã+45 ê+41 da$+39 do$+39 á+37 ro$+36 ão$+36 noi+35 sho+35 =encontro+34 oit+33 que+33 =o+32
            =thenoite+32 ^o$+32 hef+32 br$+31 com+31 voc+31 =masterchefbr+30 efb+30 eno+30 fbr+30 min+30 ais+29 hen+29
            hor+29 ou$+29 os$+28 ç+28 ó+28 =é+27 ^é$+27 ela+27 =na+26 con+26 ia$+26 ^do+25 ^um+25 ess+25 inh+25 mai+25
            mas+25 ra$+25 erc+24 om$+24 sa$+24 ara+23 as$+23 dia+23 isv+23 nco+23 nha+23 rch+23 svo+23 am$+22 ite+22
            ntr+22 omi+22 =domingolegal+21 =e+21 =só+21 ^e$+21 eir+21 enc+21 ora+21 sac+21 the+21 =altashoras+20
            =esse+20 cas+20 de$+20 rec+20 sse+20 tro+20 í+20 aco+19 dec+19 eca+19 leg+19 ode+19 osh+19 =meu+18 =um+18
            ^qu+18 aov+18 asa+18 ega+18 nda+18 owa+18 ras+18 wao+18 =conversacombial+17 =de+17 =dia+17 =maisvoce+17
            =videoshowaovivo+17 ^ma+17 ash+17 deo+17 ei$+17 eos+17 ole+17 onv+17 viv+17 vo$+17 ^ca+16 ^se+16 ^va+16
            ast+16 bia+16 ca$+16 na$+16 ndo+16 ont+16 rsa+16 sem+16 tas+16 =com+15 =do+15 =edecasa+15 ^co+15 how+15
            io$+15 lta+15 ovi+15 ram+15 sso+15 tem+15 vid+15 é+15 =a+14 =hoje+14 ^a$+14 ^fa+14 alt+14 che+14 ivo+14
            nta+14 orr+14 pel+14 ter+14 um$+14 =pra+13 =sem+13 ^na+13 ^no+13 ida+13 ma$+13 nve+13 ria+13 ssa+13 =da+12
            =gente+12 =já+12 =não+12 ^es+12 ^pr+12 ha$+12 ind+12 lin+12 =ainda+11 =em+11 =eu+11 =isso+11 =muito+11
            =no+11 =por+11 =uma+11 =vai+11 ^bo+11 ^em+11 ^en+11 ^me+11 ^od+11 ^pe+11 ^th+11 ^ve+11 ass+11 bra+11
            eci+11 esp+11 fun+11 ial+11 no$+11 nte+11 qua+11 so$+11 va$+11 =minha+10 ^eu+10 al$+10 ede+10 ent+10
            nto+10 =os+9 =que+9 ^fo+9 ^po+9 car+9 iso+9 iva+9 por+9 rro+9 to$+9 ada+8 amo+8 gen+8 man+8 =como+7 ^an+7
            ^at+7 ^de+7 ar$+7 cid+7 des+7 ers+7 ing+7 iss+7 mo$+7 ona+7 or$+7 rei+7 ta$+7 und+7 =das+6 =foi+6 =mais+6
            =tem+6 ^fi+6 ^of+6 ano+6 dad+6 eit+6 ito+6 lic+6 met+6 nos+6 ome+6 par+6 uit+6 =il-6 =is-6 =las-6 =mejor-6
            =más-6 =pero-6 =si-6 =soy-6 =te-6 =the-6 ^ki-6 aja-6 ake-6 at$-6 ate-6 ck$-6 dan-6 ds$-6 enz-6 eo$-6 eri-6
            ett-6 han-6 ht$-6 len-6 li$-6 mil-6 nie-6 ok$-6 one-6 osa-6 pas-6 rd$-6 ri$-6 sal-6 ss$-6 tal-6 tra-6
            tur-6 vol-6 ón$-6 =del-7 =ma-7 =mal-7 =me-7 =rt-7 =tu-7 =una-7 =you-7 ^be-7 ^cl-7 ^gu-7 ^ho-7 ^hu-7 ^le-7
            ^ll-7 ^ni-7 ^rt-7 ^sp-7 ^ti-7 aci-7 anc-7 ann-7 der-7 erd-7 ero-7 il$-7 ive-7 ka$-7 la$-7 ll$-7 lo$-7
            ly$-7 mis-7 ne$-7 ola-7 our-7 pue-7 sta-7 ten-7 th$-7 yo$-7 you-7 ü-7 =di-8 =in-8 =le-8 =lo-8 ^cu-8 ^ga-8
            ^il-8 ^im-8 ^it-8 ^ke-8 ^mi-8 ^sa-8 ^wo-8 ^ya-8 ali-8 ble-8 chi-8 di$-8 eni-8 ge$-8 ich-8 ill-8 ja$-8
            ni$-8 per-8 rmi-8 ts$-8 ust-8 è-8 =con-9 ^bi-9 ^nu-9 ^sh-9 ^su-9 ^we-9 ag$-9 bue-9 ch$-9 ed$-9 ell-9 gra-9
            her-9 las-9 mon-9 nat-9 nd$-9 sch-9 tio-9 tte-9 una-9 ut$-9 ye$-9 =al-10 =es-10 ^au-10 ^gr-10 ^je-10
            ^sc-10 ^wa-10 ee$-10 ert-10 ie$-10 lla-10 nti-10 ono-10 ot$-10 ues-10 ía$-10 =el-11 ^he-11 ^ja-11 ^yo-11
            ay$-11 ere-11 in$-11 ke$-11 lle-11 olo-11 oy$-11 rt$-11 ur$-11 =en-12 =mi-12 ^in-12 ^so-12 et$-12 me$-12
            mer-12 si$-12 ñ-12 =un-13 ^tu-13 ad$-13 es$-13 ier-13 ya$-13 ^ka-14 ^to-14 all-14 mi$-14 ti$-14 =y-15
            ^st-15 ^y$-15 it$-15 st$-15 ^bu-16 el$-16 er$-16 un$-16 ^si-17 mal-17 ng$-17 ien-18 le$-19 ^ha-20 ^lo-20
            =la-21 nt$-22 an$-23 he$-24 ^un-25 re$-25 ^la-28 on$-34 en$-37
            """
        ),
        (
            "nl",
            """
            ag$+80 en$+71 aar+58 dag+56 ^ge+52 ^op+51 kt$+51 eer+47 =een+45 ^ee+45 oor+43 it$+42 =op+39 =is+38 ek$+38
            et$+37 lie+37 oit+37 maa+36 =niet+35 een+34 ep$+34 ^kl+33 aan+33 ze$+33 de$+32 gel+32 op$+32 =te+31 ^va+31
            eri+31 ord+31 =mijn+30 ^is+30 eg$+30 and+29 rin+29 ond+27 ot$+27 reg+26 =de+25 =het+25 ^te+25 ^he+24
            om$+24 ds$+23 ges+23 =wordt+22 nie+22 wee+22 =dit+21 =je+21 bel+21 est+21 ger+21 rd$+21 ur$+21 =bij+20
            uit+20 =in+19 =zijn+19 ^be+19 ast+19 bes+19 dan+19 erd+19 sch+19 =nog+18 ^ho+18 ^ni+18 ^re+18 ^so+18
            dit+18 je$+18 ste+18 =al+17 ^sc+17 ie$+17 nda+17 pel+17 age+16 ank+16 ee$+16 is$+16 te$+16 =heeft+15
            ^aa+15 ^ke+15 ^nu+15 ^we+15 at$+15 =ik+14 =van+14 =weg+14 ^af+14 ^de+14 ^er+14 ant+14 ont+14 van+14 ^li+13
            ^zu+13 han+13 lan+13 ost+13 pas+13 ten+13 =er+12 ^je+12 act+12 air+12 der+12 fac+12 nd$+12 us$+12 zie+12
            ^al+11 ^ja+11 ah$+11 el$+11 ld$+11 =en+10 =ook+10 ^bi+10 ^mi+10 pen+10 ril+10 spe+10 =die+9 ^le+9 ^on+9
            ^ti+9 ^wo+9 dri+9 eme+9 ing+9 los+9 onn+9 ser+9 tre+9 =sinds+8 =voor+8 an$+8 in$+8 ng$+8 nne+8 rte+8 ta$+8
            ven+8 ^go+7 ^ju+7 ^of+7 er$+7 eve+7 =dat+6 =na+6 ^in+6 ^ka+6 ^la+6 ^ma+6 ^wa+6 cht+6 gre+6 len+6 ott+6
            was+6 =aus-6 =been-6 =el-6 =im-6 =le-6 =not-6 =o-6 =rt-6 =so-6 ^at-6 ^ba-6 ^cl-6 ^fl-6 ^fu-6 ^il-6 ^ku-6
            ^o$-6 ^ro-6 ^rt-6 ^to-6 ^um-6 ab$-6 ami-6 ana-6 ans-6 aus-6 azi-6 dem-6 enc-6 ett-6 ey$-6 go$-6 gra-6
            gri-6 hah-6 hai-6 hat-6 her-6 hin-6 ial-6 ina-6 int-6 ive-6 lia-6 lic-6 ma$-6 mi$-6 mis-6 mme-6 nce-6
            ndo-6 ni$-6 now-6 nta-6 ntr-6 od$-6 of$-6 ome-6 out-6 ove-6 ri$-6 rn$-6 rro-6 san-6 th$-6 yo$-6 á-6 é-6
            í-6 =get-7 =my-7 =or-7 =the-7 ^ar-7 ^ce-7 ^eu-7 ^my-7 ^ok-7 ^pa-7 ^pi-7 aha-7 ahr-7 ais-7 amo-7 ara-7
            ata-7 ati-7 bei-7 ben-7 col-7 com-7 dia-7 ech-7 ega-7 ehr-7 ei$-7 enn-7 err-7 fin-7 id$-7 ita-7 iti-7
            ja$-7 kar-7 kei-7 las-7 one-7 rab-7 rch-7 sal-7 sse-7 tim-7 tio-7 ton-7 utt-7 wei-7 =h-8 =mit-8 =no-8
            ^an-8 ^h$-8 ^im-8 ^or-8 ^pl-8 ^ya-8 ad$-8 als-8 anc-8 be$-8 bro-8 chi-8 con-8 cor-8 ese-8 hea-8 hi$-8
            ich-8 ies-8 iss-8 ke$-8 lis-8 mas-8 mo$-8 my$-8 nic-8 oll-8 our-8 pre-8 pro-8 rea-8 ss$-8 tar-8 =i-9 =to-9
            ^da-9 ^fe-9 ^fi-9 ^hu-9 ^i$-9 ^sh-9 ^tu-9 ai$-9 auf-9 day-9 di$-9 eco-9 ga$-9 ide-9 im$-9 io$-9 ka$-9
            lo$-9 mer-9 na$-9 ner-9 rit-9 rs$-9 ti$-9 tra-9 un$-9 war-9 you-9 ä-9 =la-10 ^en-10 ^lo-10 ^wh-10 ang-10
            ber-10 ear-10 eis-10 ess-10 for-10 ha$-10 ick-10 ls$-10 ly$-10 mar-10 par-10 sa$-10 tag-10 ya$-10 ^do-11
            ^ki-11 ^mu-11 ^si-11 ^yo-11 att-11 ell-11 gen-11 ien-11 mor-11 ns$-11 ow$-11 que-11 ue$-11 um$-11 ve$-11
            ö-11 =and-12 =it-12 ^bu-12 ^ta-12 ay$-12 che-12 des-12 end-12 ho$-12 ier-12 ll$-12 mil-12 nge-12 the-12
            ts$-12 ^gu-13 ^mo-13 ^qu-13 ^su-13 ce$-13 chl-13 ck$-13 da$-13 do$-13 ion-13 man-13 res-13 so$-13 to$-13
            ung-13 ^am-14 ^fo-14 ^ga-14 ^wi-14 ia$-14 ill-14 ite-14 mit-14 nte-14 os$-14 und-14 ü-14 ^es-15 ^fr-15
            art-15 on$-15 ra$-15 ^au-16 ^ha-16 ^it-16 eit-16 ent-16 ist-16 no$-16 ran-16 ro$-16 ^po-17 ^pr-17 =a-18
            ^a$-18 ^ch-18 ch$-18 ine-18 ^ca-19 es$-19 ^sa-20 la$-20 rt$-20 se$-20 ^co-21 ^se-21 hen-22 ^th-23 le$-23
            ^un-24 ne$-24 re$-24 he$-26
            """
        ),
        (
            "other",
            """
            hi$+58 ^aa+55 dvs+49 ndv+48 ha$+47 ^bh+46 =ho+45 ^ky+45 ^th+45 ya$+44 =cant+42 ^ra+42 hai+41 ^ka+39 aap+39
            =to+38 out+38 fes+37 =h+36 ^ba+36 ^h$+36 ab$+36 uis+36 =tu+35 ^hu+35 blo+35 urr+35 ust+35 =girl+34 =or+34
            ai$+34 bha+34 ye$+34 =ke+33 vem+33 =good+32 =han+32 =ki+32 =modi+32 ^ji+32 ^sa+32 my$+32 =salman+31 ka$+31
            mit+31 upe+31 =they+30 ^ki+30 you+30 =class+29 ^ga+29 ^ok+29 ^ya+29 aye+29 =over+28 =unionbudget+28 ^kh+28
            ho$+28 sir+28 =san+27 ^to+27 bil+27 cha+27 du$+27 hea+27 iso+27 kar+27 ni$+27 =of+26 =page+26 =work+26
            get+26 mie+26 =ji+25 isa+25 =excited+24 =main+24 =past+24 ^ko+24 ^wa+24 day+24 ga$+24 len+24 ned+24 nio+24
            onl+24 =beefban+23 =for+23 =mere+23 =night+23 =pe+23 ^hi+23 ahi+23 cid+23 eir+23 ki$+23 lov+23 rde+23
            sal+23 sar+23 =hai+22 =lol+22 =might+22 =movie+22 =we+22 ^ha+22 ^sh+22 ala+22 at$+22 ath+22 eo$+22 ome+22
            rma+22 sit+22 thi+22 =all+21 =aur+21 =hain+21 =into+21 =k+21 =ko+21 =let+21 =on+21 =senior+21 ^be+21
            all+21 =ka+20 =nhi+20 =u+20 =ye+20 ^gu+20 ^ho+20 ^u$+20 ^wi+20 di$+20 han+20 his+20 ota+20 pag+20 tat+20
            ti$+20 wer+20 =ball+19 =dont+19 =it+19 =late+19 =na+19 =november+19 =the+19 =very+19 =with+19 ^pr+19
            als+19 ar$+19 fel+19 fra+19 ion+19 ke$+19 ny$+19 ong+19 rre+19 tha+19 try+19 utt+19 =day+18 =doing+18
            =hit+18 =nahi+18 =sir+18 ^su+18 efb+18 ega+18 ien+18 ind+18 ko$+18 mig+18 na$+18 omi+18 pic+18 rea+18
            ted+18 th$+18 tio+18 ts$+18 =great+17 =had+17 =kya+17 =playing+17 =railbudget+17 =thought+17 ^ab+17 ^fo+17
            ^fr+17 ^ye+17 aan+17 aur+17 cti+17 ill+17 ugh+17 =do+16 =guddu+16 =looking+16 =mein+16 =p+16 =premier+16
            =se+16 =story+16 =well+16 ^it+16 ^ja+16 ^on+16 ^p$+16 act+16 an$+16 ew$+16 her+16 how+16 ir$+16 pec+16
            re$+16 rit+16 rro+16 til+16 =by+15 =dream+15 =hahaha+15 =india+15 =person+15 =saw+15 =season+15 =start+15
            =thursday+15 =toh+15 =told+15 =true+15 atu+15 ed$+15 ese+15 ing+15 its+15 mil+15 mom+15 pel+15 ri$+15
            ro$+15 sto+15 =after+14 =against+14 =guys+14 =is+14 =tha+14 =thing+14 =try+14 ^ku+14 ^mu+14 ens+14 eve+14
            ggi+14 iss+14 ks$+14 mpl+14 nce+14 ndi+14 ng$+14 nge+14 pos+14 =before+13 =came+13 =kar+13 =know+13
            =news+13 =order+13 ^an+13 ^av+13 ^en+13 den+13 hey+13 il$+13 lot+13 now+13 tim+13 wan+13 =bhai+12 =but+12
            =ci+12 =d+12 =ek+12 =indvssa+12 =re+12 =still+12 =wasnt+12 ^d$+12 ^in+12 ^la+12 be$+12 eci+12 eg$+12
            enz+12 he$+12 hin+12 ja$+12 reg+12 rsa+12 the+12 =center+11 =like+11 =love+11 =music+11 =never+11 =out+11
            =par+11 =v+11 =y+11 ^jo+11 ^ma+11 ^na+11 ^pl+11 ^wo+11 ^y$+11 am$+11 ght+11 ile+11 je$+11 lun+11 ly$+11
            maa+11 nd$+11 ow$+11 ral+11 ta$+11 ve$+11 =aap+10 =and+10 =base+10 =from+10 =our+10 =school+10 =time+10
            =up+10 =way+10 =you+10 ^ch+10 ^go+10 ^wh+10 are+10 bal+10 ech+10 em$+10 enn+10 hen+10 ll$+10 ner+10 new+10
            nt$+10 of$+10 orr+10 ovi+10 sso+10 st$+10 =during+9 =game+9 =god+9 =ne+9 =thats+9 =tweet+9 =wanna+9
            =watch+9 =would+9 ^no+9 alk+9 ate+9 dec+9 fac+9 har+9 ies+9 in$+9 ita+9 or$+9 ser+9 tte+9 =i+8 =m+8 =new+8
            =nice+8 =os+8 =power+8 =so+8 =their+8 =too+8 =were+8 ^i$+8 ^rt+8 ami+8 aus+8 dia+8 ds$+8 emp+8 hac+8 le$+8
            pen+8 ril+8 rno+8 rti+8 si$+8 ssa+8 um$+8 ved+8 =bhi+7 =dat+7 =es+7 =face+7 =go+7 =los+7 =ni+7 =now+7
            =paris+7 =them+7 =video+7 =when+7 ^ne+7 ^or+7 ^pi+7 ^yo+7 ad$+7 ear+7 eco+7 erd+7 id$+7 ide+7 isv+7 mos+7
            non+7 onc+7 se$+7 was+7 wei+7 =are+6 =days+6 =di+6 =down+6 =he+6 =if+6 =just+6 =makes+6 =nd+6 =rd+6
            =then+6 =think+6 ^ac+6 ^ar+6 ^at+6 ^lo+6 ^lu+6 ^mo+6 ^pa+6 ^po+6 ada+6 ake+6 ay$+6 cia+6 ee$+6 ehr+6 evo+6
            for+6 gre+6 ham+6 hav+6 nes+6 ns$+6 od$+6 ot$+6 oy$+6 =anche-6 =app-6 =be-6 =con-6 =does-6 =fare-6
            =forza-6 =het-6 =mal-6 =mario-6 =muy-6 =one-6 =que-6 =sind-6 =super-6 ^fu-6 ^sc-6 ber-6 br$-6 ch$-6 co$-6
            der-6 el$-6 gen-6 hef-6 hel-6 im$-6 iqu-6 mo$-6 nde-6 ol$-6 oss-6 oug-6 our-6 tem-6 uer-6 ç-6 =back-7
            =del-7 =dit-7 =dopo-7 =gut-7 =ha-7 =je-7 =solo-7 =that-7 =thenoite-7 =there-7 =war-7 =zijn-7 ^ea-7 ^fa-7
            aar-7 ali-7 ana-7 by$-7 een-7 enc-7 ess-7 fbr-7 fou-7 hat-7 hau-7 ie$-7 it$-7 la$-7 llo-7 met-7 ra$-7
            sch-7 ste-7 tas-7 ues-7 uie-7 un$-7 ur$-7 ão$-7 ö-7 =che-8 =domingolegal-8 =em-8 =hat-8 =party-8 =pm-8
            =set-8 =shit-8 =sun-8 =youre-8 ^fi-8 ^je-8 ^te-8 as$-8 da$-8 dad-8 dan-8 ema-8 esp-8 gel-8 gie-8 hor-8
            lan-8 mon-8 nne-8 oli-8 ona-8 ord-8 ran-8 uen-8 ui$-8 vo$-8 voc-8 ã-8 ê-8 =an-9 =not-9 =para-9 =your-9
            ^br-9 ^my-9 ^ou-9 arc-9 ei$-9 eos-9 es$-9 ond-9 oor-9 osa-9 que-9 sse-9 une-9 uss-9 ven-9 =actually-10
            =bank-10 =believe-10 =bought-10 =el-10 =full-10 =going-10 =ok-10 =per-10 =wordt-10 ^da-10 ^ec-10 ^es-10
            ^fe-10 ^kl-10 ^pu-10 ^vo-10 ^we-10 aci-10 ara-10 cht-10 eur-10 ez$-10 gli-10 hei-10 inh-10 itt-10 lei-10
            lic-10 ls$-10 mme-10 nha-10 no$-10 on$-10 ono-10 ood-10 pas-10 po$-10 qua-10 ras-10 rei-10 ten-10 ver-10
            =answer-11 =b-11 =fans-11 =four-11 =hope-11 =italia-11 =march-11 =mon-11 =number-11 =saturday-11 ^af-11
            ^du-11 ^ph-11 ^un-11 aco-11 and-11 ant-11 cos-11 cou-11 eca-11 eni-11 ern-11 ert-11 ges-11 ivo-11 los-11
            nac-11 nte-11 own-11 pou-11 rin-11 us$-11 viv-11 war-11 zio-11 ä-11 ó-11 =done-12 =due-12 =ever-12
            =george-12 =get-12 =lo-12 =may-12 =phone-12 =trump-12 ^um-12 ^zu-12 aha-12 au$-12 bel-12 cre-12 de$-12
            est-12 ida-12 ist-12 kt$-12 noi-12 rd$-12 to$-12 tur-12 vel-12 =al-13 =ant-13 =cool-13 =de-13 =eid-13
            =gay-13 =make-13 =more-13 =o-13 =off-13 =sent-13 =th-13 =until-13 ^ci-13 ^de-13 ^o$-13 ^ti-13 ^up-13
            ^va-13 bei-13 bre-13 cel-13 dag-13 ea$-13 er$-13 gri-13 hes-13 les-13 lta-13 ole-13 oni-13 ons-13 sic-13
            zie-13 á-13 è-13 =again-14 =ah-14 =been-14 =frank-14 =oh-14 =paper-14 =point-14 =un-14 ^er-14 ^mi-14
            ^sp-14 air-14 azi-14 dic-14 ece-14 far-14 ich-14 lin-14 lis-14 low-14 nto-14 ret-14 ric-14 row-14 str-14
            tom-14 ut$-14 =at-15 =car-15 =die-15 =john-15 =kanye-15 =w-15 ^eu-15 ^il-15 ^se-15 ays-15 com-15 edi-15
            ete-15 iam-15 is$-15 ite-15 mal-15 not-15 nti-15 onn-15 raz-15 res-15 sa$-15 tar-15 tou-15 tra-15 tti-15
            tto-15 und-15 va$-15 vid-15 =c-16 =ready-16 =want-16 ^bi-16 ^ei-16 ^id-16 ^oc-16 ans-16 das-16 die-16
            ena-16 ode-16 rt$-16 ton-16 ze$-16 í-16 =could-17 =inside-17 =isnt-17 =milan-17 =please-17 ^ah-17 ^od-17
            ^ro-17 ^si-17 ank-17 ela-17 eli-17 ier-17 ire-17 iva-17 lai-17 may-17 ndo-17 one-17 pro-17 rop-17 rs$-17
            rto-17 sat-17 sep-17 tos-17 =st-18 =working-18 ^em-18 ^nu-18 aid-18 asa-18 ash-18 ben-18 che-18 ero-18
            isc-18 orn-18 rec-18 ria-18 tia-18 wie-18 à-18 ü-18 =about-19 =la-19 =nicki-19 =sat-19 =shawn-19 =via-19
            =west-19 =win-19 ati-19 ede-19 erc-19 erg-19 fun-19 ima-19 nda-19 tig-19 =whats-20 ^ex-20 ebe-20 op$-20
            tiv-20 =how-21 =last-21 =tickets-21 =yo-21 ^al-21 ^ic-21 ^qu-21 bar-21 bia-21 car-21 eel-21 ial-21 kan-21
            men-21 ont-21 rab-21 ron-21 rri-21 rte-21 te$-21 =e-22 =here-22 ^e$-22 ^ge-22 ^op-22 ^ve-22 ang-22 dem-22
            eno-22 lle-22 ma$-22 ott-22 rmi-22 sol-22 =thanks-23 =us-23 ^gl-23 ci$-23 nch-23 ag$-24 ato-24 ein-24
            ual-24 en$-25 ger-25 oto-25 tit-25 za$-25 bra-26 hre-26 lie-26 ora-26 rch-26 van-26 ado-27 do$-27 io$-27
            uit-27 é-27 =august-28 =was-29 dri-29 set-29 =left-30 =ya-30 gan-30 ley-30 nie-30 pri-30 ume-31 ca$-32
            mus-32 ung-33 ^vi-38 amp-38 tan-38 tro-39
            """
        ),
    ]
}
