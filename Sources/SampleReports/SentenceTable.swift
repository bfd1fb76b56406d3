/// What citizens write, in Polish: a line beginning with `=` names the category, the lines below are its sentences.
enum SentenceTable {
    static let text = """
        = parking
        Auta stoją na chodniku, piesi muszą schodzić na jezdnię.
        Codziennie ktoś parkuje tuż przy przejściu dla pieszych.
        Samochody zastawiają wjazd na podwórze i drogę pożarową.
        Parkowanie na trawniku mimo znaku "zakaz zatrzymywania się".
        Kierowcy zostawiają auta na ścieżce rowerowej obok szkoły.
        = speeding
        Kierowcy pędzą tędy o każdej porze, szczególnie wieczorem.
        Przy szkole nikt nie przestrzega ograniczenia do 30 km/h.
        Długa prosta zachęca do szybkiej jazdy, proszę o kontrolę.
        Motocykliści ścigają się na łuku drogi.
        Znak "teren zabudowany" nikogo tu nie obchodzi.
        = road-infrastructure
        Głębokie dziury w jezdni, łatwo uszkodzić koło.
        Latarnie nie świecą od tygodnia, jest zupełnie ciemno.
        Zapadnięta studzienka na środku pasa ruchu.
        Brakuje chodnika, dzieci chodzą poboczem.
        = traffic-organisation
        Źle ustawione światła, korek sięga ronda.
        Krzaki zasłaniają znak "ustąp pierwszeństwa".
        Przydałby się próg zwalniający przed przejściem.
        = street-racing
        W piątki w nocy młodzi ludzie urządzają tu wyścigi.
        Driftowanie na parkingu, hałas i pisk opon do drugiej w nocy.
        = unguarded-footway-crossing
        Ludzie skracają sobie drogę przez tory, choć pociągi jeżdżą szybko.
        Dzikie przejście przez tory za osiedlem.
        = unguarded-level-crossing
        Rogatki są stale otwarte, sygnalizacja nie działa.
        Przejazd bez zapór, słaba widoczność z obu stron.
        = wildlife-collisions
        Łosie wychodzą na drogę o zmierzchu.
        W tym miesiącu potrącono tu już trzecią sarnę.
        = quads-in-forest
        Quady i motory crossowe rozjeżdżają leśne ścieżki.
        W niedziele słychać silniki w całym lesie, płoszą zwierzęta.
        = illegal-dump
        Ktoś wyrzucił opony i gruz na skraju lasu.
        Sterta śmieci za garażami rośnie z tygodnia na tydzień.
        Worki z odpadami, stare meble, a nawet lodówka.
        = damage-to-greenery
        Połamane młode drzewka w parku.
        Samochody rozjeździły trawnik pod blokiem.
        = illegal-logging
        Wycięto kilka zdrowych dębów, chyba bez zezwolenia.
        W nocy słychać piły łańcuchowe.
        = grass-burning
        Rolnik wypala łąkę, dym zasłania drogę.
        Płonie sucha trawa na nieużytkach przy torach.
        = dangerous-place-on-water
        Stromy brzeg i silny nurt, a dzieci się tu bawią.
        Pomost jest spróchniały, grozi zawaleniem.
        Ludzie wchodzą na cienki lód.
        = dangerous-water-area
        Brak tablicy ostrzegawczej, dno nagle opada.
        Kąpiący się skaczą z mostu do płytkiej wody.
        = wild-bathing
        Niestrzeżone kąpielisko, tłumy w każdy upalny dzień.
        Młodzież skacze do żwirowni mimo tablicy "kąpiel wzbroniona".
        = drowning
        W tym miejscu utonął człowiek, woda jest zdradliwa.
        = vandalism
        Zniszczona wiata przystankowa, wszędzie potłuczone szkło.
        Pomalowano świeżo odnowioną elewację.
        Wyrwane ławki i przewrócone kosze na placu zabaw.
        = minors-at-risk
        Grupa nastolatków zaczepia przechodniów przy sklepie.
        Młodzież pali papierosy i pije alkohol za szkołą.
        = dangerous-entertainment
        Bójki przed klubem w każdy weekend.
        Głośna muzyka do rana, goście zakłócają ciszę nocną.
        = public-drinking
        Pod sklepem od rana piją piwo, zaczepiają kobiety.
        Na ławkach w parku libacja, krzyki i wulgaryzmy.
        Butelki i puszki na placu zabaw po każdym weekendzie.
        Klienci nocnego "monopolowego" piją na klatce schodowej.
        = drug-use
        Na klatce schodowej leżą strzykawki.
        Wieczorem w zaułku ktoś sprzedaje dopalacze.
        Czuć marihuanę przy boisku, codziennie po zmroku.
        = homeless-in-need
        Starszy mężczyzna śpi na przystanku, jest mróz.
        Osoba bezdomna koczuje w altanie śmietnikowej, potrzebuje pomocy.
        = begging
        Natarczywe żebranie pod kościołem.
        Kobieta z dzieckiem prosi o pieniądze na skrzyżowaniu.
        = poaching
        Znaleziono wnyki przy leśnej ścieżce.
        Ktoś stawia sieci nocą, podejrzewam kłusowników.
        = animal-cruelty
        Pies na krótkim łańcuchu, bez wody i budy.
        Sąsiad bije psa, słychać skowyt.
        = stray-dogs
        Wataha bezpańskich psów biega koło przedszkola.
        Duży pies bez kagańca, właściciela nie widać.
        """
}
