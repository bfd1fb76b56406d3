/// Districts of the big cities, each with a centre of its own: a large city is never one round blob.
///
/// A line beginning with `=` names the voivodeship; latitude, longitude, residents in thousands, name. They are laid
/// out like towns of that size, and the road network links them, which gives a city its arteries.
package enum CityDistrictTable {
    package static let text = """
        = mazowieckie
        52.190 21.015 150 Warszawa Mokotów
        52.178 21.050 50 Warszawa Stegny
        52.150 21.045 105 Warszawa Ursynów
        52.134 21.060 45 Warszawa Kabaty
        52.162 21.090 35 Warszawa Wilanów
        52.236 20.965 110 Warszawa Wola
        52.215 20.975 80 Warszawa Ochota
        52.245 20.910 110 Warszawa Bemowo
        52.262 20.945 45 Warszawa Koło
        52.275 20.985 60 Warszawa Żoliborz
        52.288 20.935 110 Warszawa Bielany
        52.333 20.942 75 Warszawa Tarchomin
        52.335 21.005 50 Warszawa Białołęka
        52.258 21.040 70 Warszawa Praga
        52.275 21.055 110 Warszawa Targówek
        52.243 21.080 90 Warszawa Grochów
        52.228 21.075 60 Warszawa Gocław
        52.238 21.125 30 Warszawa Rembertów
        52.205 21.170 45 Warszawa Wawer
        52.180 21.185 25 Warszawa Falenica
        52.255 21.225 25 Warszawa Wesoła
        52.193 20.935 45 Warszawa Włochy
        52.195 20.885 60 Warszawa Ursus
        = malopolskie
        50.072 20.037 100 Kraków Nowa Huta
        50.090 20.010 55 Kraków Mistrzejowice
        50.085 19.960 70 Kraków Prądnik Czerwony
        50.092 19.935 60 Kraków Prądnik Biały
        50.078 19.895 55 Kraków Bronowice
        50.043 19.950 45 Kraków Podgórze
        50.020 19.915 55 Kraków Ruczaj
        50.015 19.965 65 Kraków Kurdwanów
        50.013 20.015 65 Kraków Prokocim
        50.050 19.895 25 Kraków Zwierzyniec
        = lodzkie
        51.812 19.425 90 Łódź Radogoszcz
        51.765 19.395 75 Łódź Retkinia
        51.720 19.480 60 Łódź Chojny
        51.755 19.515 80 Łódź Widzew
        51.795 19.470 70 Łódź Bałuty
        51.750 19.560 20 Łódź Andrespol
        = dolnoslaskie
        51.085 17.005 80 Wrocław Krzyki
        51.080 17.060 45 Wrocław Gaj
        51.130 16.975 60 Wrocław Popowice
        51.125 16.935 45 Wrocław Kozanów
        51.140 17.035 60 Wrocław Karłowice
        51.150 17.090 45 Wrocław Psie Pole
        51.108 17.085 35 Wrocław Biskupin
        51.115 16.955 50 Wrocław Nowy Dwór
        51.150 16.890 15 Wrocław Leśnica
        = wielkopolskie
        52.395 16.970 55 Poznań Rataje
        52.450 16.920 60 Poznań Piątkowo
        52.430 16.880 40 Poznań Podolany
        52.395 16.880 55 Poznań Grunwald
        52.372 16.925 45 Poznań Dębiec
        52.380 17.010 25 Poznań Starołęka
        52.420 17.000 20 Poznań Śródka
        52.455 16.960 20 Poznań Naramowice
        = pomorskie
        54.380 18.605 80 Gdańsk Wrzeszcz
        54.410 18.570 60 Gdańsk Oliwa
        54.400 18.600 60 Gdańsk Przymorze
        54.338 18.585 60 Gdańsk Chełm
        54.355 18.560 30 Gdańsk Piecki
        54.375 18.690 12 Gdańsk Stogi
        54.318 18.600 20 Gdańsk Łostowice
        54.500 18.510 45 Gdynia Witomino
        54.545 18.480 45 Gdynia Chylonia
        54.480 18.535 45 Gdynia Redłowo
        54.545 18.515 30 Gdynia Obłuże
        = zachodniopomorskie
        53.450 14.520 55 Szczecin Niebuszewo
        53.435 14.500 40 Szczecin Pogodno
        53.388 14.655 60 Szczecin Dąbie
        53.380 14.680 25 Szczecin Słoneczne
        53.405 14.505 25 Szczecin Gumieńce
        53.480 14.600 20 Szczecin Golęcino
        = kujawsko-pomorskie
        53.130 18.075 70 Bydgoszcz Fordon
        53.145 18.145 40 Bydgoszcz Nowy Fordon
        53.105 18.030 40 Bydgoszcz Wyżyny
        = slaskie
        50.275 18.985 35 Katowice Tysiąclecie
        50.225 19.000 30 Katowice Ligota
        50.270 19.060 25 Katowice Zawodzie
        50.200 19.000 20 Katowice Piotrowice
        = lubelskie
        51.235 22.510 45 Lublin Czuby
        51.265 22.520 40 Lublin Sławin
        51.230 22.620 30 Lublin Felin
        = lubuskie
        52.750 15.240 25 Gorzów Górczyn
        52.722 15.225 8 Gorzów Zawarcie
        51.960 15.480 10 Zielona Góra Chynów
        """
}
