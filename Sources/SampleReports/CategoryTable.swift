/// The 27 categories of 2020: how often, when and where each is reported.
enum CategoryTable {
    /// A line per category: share in per cent; share of the public's reports confirmed in per cent; weights as digits
    /// for the twelve months, the seven weekdays from Monday, and the hours of the day from 00; factor for weekend
    /// nights; key; then the places with their weights.
    static let text = """
        24.0 37 777888667877 6666654 100000257999999998866532 1.0 parking centre:32 street:58 artery:4 village:6
        30.0 47 566788888776 7777777 321112499877777889987654 1.6 speeding artery:30 street:20 road:24 village:26
        6.0 42 899876666667 7777754 110001488888888888875432 1.0 road-infrastructure street:38 artery:22 road:16 village:24
        5.0 38 777777667777 7777743 110001699777778998764322 1.0 traffic-organisation artery:44 street:32 centre:8 road:8 village:8
        1.6 36 345789999753 2223797 952100000000111223568999 3.0 street-racing artery:58 street:20 road:20 village:2
        0.25 45 766777778777 7777766 111124677777777777654321 1.0 unguarded-footway-crossing crossing:100
        0.3 45 766777778777 7777766 111124677777777777654321 1.0 unguarded-level-crossing crossing:92 road:8
        0.6 60 566765557998 7777777 664456852111112358997776 1.0 wildlife-collisions road:72 forest:10 village:18
        0.7 40 346889999863 3333499 000000012468999999863100 1.0 quads-in-forest forest:74 edge:26
        2.6 48 348998666743 6666687 211112456788888888764322 1.0 illegal-dump edge:54 forest:12 village:16 street:18
        1.2 38 236899998753 6666677 110001357888888887653221 1.0 damage-to-greenery street:56 centre:22 edge:12 village:10
        0.5 40 899854455689 7777754 111123689999999864322111 1.0 illegal-logging forest:52 edge:22 village:16 street:10
        0.8 42 139910001100 5555688 000000001236899999874210 1.0 grass-burning edge:56 village:36 street:8
        0.8 42 221237993111 5555699 110000012468999999875431 1.0 dangerous-place-on-water shore:40 river:34 beach:26
        0.3 42 221237993111 5555699 110000012468999999875431 1.0 dangerous-water-area shore:44 river:46 beach:10
        0.35 40 000016992000 5555699 110000012468999999885431 1.0 wild-bathing shore:66 river:30 beach:4
        0.08 70 111237994111 5555699 210000012468999999886432 1.0 drowning shore:48 river:40 beach:12
        4.2 37 566788888876 5555688 975321123344445566788999 1.7 vandalism street:48 centre:30 artery:6 village:16
        2.6 35 345788998764 5556887 521000001122235778999975 1.6 minors-at-risk street:52 centre:34 village:14
        0.3 36 456788999765 3334899 986310000000011234678999 2.2 dangerous-entertainment centre:72 street:20 artery:8
        9.0 42 345789999754 5555698 653211123345567788999998 1.7 public-drinking street:46 centre:39 village:15
        4.6 33 556778888866 5556787 754211112233445566788998 1.5 drug-use street:58 centre:27 village:15
        1.2 55 999743333579 7777766 543334566777777777888876 1.0 homeless-in-need centre:46 street:50 artery:4
        0.5 48 555667888679 5555686 000000125789999998753100 1.0 begging centre:78 artery:10 street:12
        0.3 38 788654334899 5555677 555567764333333468876655 1.0 poaching forest:62 edge:20 shore:10 river:8
        0.5 36 877777888777 6666677 211112467888888888876543 1.0 animal-cruelty village:54 street:46
        1.3 45 677777777777 6666666 211113578888888888876543 1.0 stray-dogs street:50 village:44 edge:6
        """
}
