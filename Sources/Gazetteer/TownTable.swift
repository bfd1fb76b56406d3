/// Towns of Poland, from general knowledge rounded to about 0.01 degree: enough to put the heat where people live.
///
/// A line beginning with `=` names a voivodeship; the lines below it are towns of it: latitude, longitude,
/// population in thousands, name; of a city that ``CityDistrictTable`` divides, the population is the middle's alone.
/// Text, because a literal of hundreds of structs takes the compiler far longer.
package enum TownTable {
    package static let text = """
        = dolnoslaskie
        51.110 17.032 300 Wrocław
        50.771 16.284 105 Wałbrzych
        51.207 16.160 95 Legnica
        50.903 15.734 76 Jelenia Góra
        51.398 16.202 70 Lubin
        51.663 16.083 64 Głogów
        50.843 16.487 55 Świdnica
        51.272 15.570 37 Bolesławiec
        51.210 17.382 32 Oleśnica
        50.735 16.650 33 Dzierżoniów
        50.690 16.618 21 Bielawa
        51.150 15.008 29 Zgorzelec
        50.438 16.654 26 Kłodzko
        50.922 16.100 10 Bolków
        51.053 16.195 22 Jawor
        50.956 17.293 30 Oława
        50.864 16.322 24 Świebodzice
        51.502 16.071 21 Polkowice
        50.586 16.520 20 Nowa Ruda
        51.118 15.289 20 Lubań
        51.168 16.650 12 Środa Śląska
        51.310 17.062 13 Trzebnica
        50.590 16.813 13 Ząbkowice Śląskie
        50.960 16.381 15 Strzegom
        51.475 16.906 9 Żmigród
        51.531 17.273 11 Milicz
        51.127 15.919 14 Złotoryja
        51.667 16.540 9 Góra
        51.273 16.545 8 Wołów
        50.784 17.066 12 Strzelin
        50.780 16.032 19 Kamienna Góra
        50.295 16.655 10 Bystrzyca Kłodzka
        51.274 15.940 13 Chojnów
        51.013 15.511 4 Lubomierz
        50.914 14.954 17 Bogatynia
        51.293 17.738 6 Syców
        = kujawsko-pomorskie
        53.123 18.008 340 Bydgoszcz
        53.013 18.605 198 Toruń
        52.648 19.068 108 Włocławek
        53.484 18.754 93 Grudziądz
        52.794 18.260 72 Inowrocław
        53.254 19.401 27 Brodnica
        53.410 18.447 25 Świecie
        53.349 18.425 19 Chełmno
        53.148 17.604 18 Nakło nad Notecią
        53.066 19.409 13 Rypin
        52.863 18.703 11 Aleksandrów Kujawski
        52.880 18.790 10 Ciechocinek
        53.110 19.055 16 Golub-Dobrzyń
        52.656 17.960 14 Mogilno
        52.848 17.720 9 Żnin
        52.622 18.520 8 Radziejów
        53.285 18.945 12 Wąbrzeźno
        53.490 17.592 12 Sępólno Krajeńskie
        53.590 17.858 13 Tuchola
        52.823 19.175 8 Lipno
        52.984 17.738 15 Szubin
        53.185 18.604 8 Chełmża
        53.390 17.950 5 Koronowo
        52.605 18.900 5 Brześć Kujawski
        52.610 18.180 8 Strzelno
        52.677 18.329 9 Kruszwica
        = lubelskie
        51.247 22.568 330 Lublin
        50.720 23.252 62 Zamość
        51.143 23.471 60 Chełm
        52.032 23.117 56 Biała Podlaska
        51.416 21.969 47 Puławy
        50.922 22.222 33 Kraśnik
        51.470 22.607 21 Lubartów
        51.929 22.380 30 Łuków
        50.809 23.892 17 Hrubieszów
        50.447 23.418 19 Tomaszów Lubelski
        50.719 22.411 12 Janów Lubelski
        50.547 22.722 26 Biłgoraj
        51.218 22.697 39 Świdnik
        51.783 22.615 15 Radzyń Podlaski
        51.985 22.785 16 Międzyrzec Podlaski
        51.547 23.552 13 Włodawa
        51.565 21.853 16 Dęblin
        51.623 22.897 13 Parczew
        50.983 23.173 18 Krasnystaw
        51.306 22.876 19 Łęczna
        51.639 21.974 10 Ryki
        51.016 22.533 4 Bychawa
        52.073 23.616 5 Terespol
        51.275 22.226 4 Nałęczów
        51.147 21.985 6 Opole Lubelskie
        = lubuskie
        52.733 15.235 117 Gorzów Wielkopolski
        51.936 15.507 140 Zielona Góra
        51.803 15.716 38 Nowa Sól
        51.638 15.137 36 Żary
        51.617 15.317 25 Żagań
        52.248 15.533 22 Świebodzin
        52.445 15.580 18 Międzyrzecz
        52.351 14.562 17 Słubice
        52.588 14.650 18 Kostrzyn nad Odrą
        52.084 15.625 17 Sulechów
        51.951 14.725 16 Gubin
        51.788 14.974 14 Lubsko
        51.806 16.317 14 Wschowa
        51.561 15.536 12 Szprotawa
        52.052 15.099 11 Krosno Odrzańskie
        52.839 15.841 10 Drezdenko
        52.875 15.531 10 Strzelce Krajeńskie
        52.600 15.506 10 Skwierzyna
        52.346 14.831 7 Rzepin
        52.443 15.116 10 Sulęcin
        52.674 14.900 7 Witnica
        52.968 15.757 4 Dobiegniew
        51.745 15.597 9 Kożuchów
        51.731 15.826 4 Bytom Odrzański
        52.453 14.875 4 Ośno Lubuskie
        52.312 15.075 2.5 Torzym
        52.243 15.818 5 Zbąszynek
        52.163 15.829 4 Babimost
        51.751 15.017 3.5 Jasień
        51.543 14.738 2.5 Łęknica
        51.799 16.060 4 Sława
        51.557 15.449 2 Małomice
        51.503 15.124 3.5 Iłowa
        51.945 15.712 2.5 Zabór
        52.334 15.297 2 Łagów
        52.460 15.360 2 Bledzew
        52.330 15.440 2 Lubrza
        51.775 15.280 2.5 Nowogród Bobrzański
        52.072 15.866 2.5 Kargowa
        52.740 15.420 3 Santok
        52.668 15.318 5 Deszczno
        52.780 15.230 5 Kłodawa
        52.515 15.250 3 Lubniewice
        52.194 14.797 2 Cybinka
        51.637 14.813 2 Trzebiel
        51.963 15.957 2.5 Kolsko
        52.660 15.130 4 Bogdaniec
        52.578 15.677 2 Przytoczna
        51.985 15.590 4 Zawada
        51.847 15.710 3 Otyń
        = lodzkie
        51.770 19.457 420 Łódź
        51.409 19.703 72 Piotrków Trybunalski
        51.664 19.355 62 Pabianice
        51.531 20.008 61 Tomaszów Mazowiecki
        51.365 19.369 56 Bełchatów
        51.855 19.409 56 Zgierz
        51.064 19.444 45 Radomsko
        51.596 18.730 41 Sieradz
        51.956 20.148 46 Skierniewice
        52.230 19.364 43 Kutno
        51.600 18.940 23 Zduńska Wola
        52.107 19.944 27 Łowicz
        51.220 18.570 22 Wieluń
        51.757 20.254 17 Rawa Mazowiecka
        51.377 20.280 21 Opoczno
        52.060 19.203 14 Łęczyca
        51.819 19.304 17 Aleksandrów Łódzki
        51.967 19.290 9 Ozorków
        51.804 19.795 15 Brzeziny
        51.964 19.715 13 Głowno
        51.748 19.325 19 Konstantynów Łódzki
        51.600 19.148 17 Łask
        51.893 18.957 6 Poddębice
        51.293 18.158 12 Wieruszów
        51.145 19.000 7 Pajęczno
        51.685 19.402 15 Ksawerów
        = malopolskie
        50.061 19.938 360 Kraków
        50.013 20.988 105 Tarnów
        49.624 20.693 82 Nowy Sącz
        50.036 19.222 37 Oświęcim
        50.135 19.401 36 Chrzanów
        50.282 19.566 35 Olkusz
        49.883 19.493 18 Wadowice
        49.968 20.430 30 Bochnia
        49.478 20.032 33 Nowy Targ
        49.299 19.950 27 Zakopane
        49.655 21.160 27 Gorlice
        49.987 20.064 26 Wieliczka
        49.968 19.828 24 Skawina
        50.130 19.640 13 Krzeszowice
        49.881 19.222 24 Kęty
        49.855 19.338 17 Andrychów
        49.706 20.423 15 Limanowa
        49.836 19.938 19 Myślenice
        49.969 20.606 17 Brzesko
        50.357 20.033 11 Miechów
        50.103 19.316 20 Libiąż
        50.160 19.480 20 Trzebinia
        49.738 19.590 9 Sucha Beskidzka
        49.718 20.060 5 Mszana Dolna
        49.421 20.955 11 Krynica-Zdrój
        49.612 19.967 6 Rabka-Zdrój
        50.178 20.980 10 Dąbrowa Tarnowska
        49.996 19.438 4 Zator
        49.865 20.320 4 Łapanów
        50.190 20.290 6 Proszowice
        49.570 20.640 9 Stary Sącz
        50.010 20.150 12 Niepołomice
        = mazowieckie
        52.230 21.012 250 Warszawa
        51.402 21.147 205 Radom
        52.547 19.706 116 Płock
        52.168 22.290 77 Siedlce
        52.171 20.812 62 Pruszków
        52.408 20.927 54 Legionowo
        53.084 21.575 51 Ostrołęka
        52.106 20.625 31 Grodzisk Mazowiecki
        52.075 21.027 49 Piaseczno
        52.105 21.261 45 Otwock
        52.349 21.240 37 Wołomin
        52.880 20.620 44 Ciechanów
        52.050 20.445 40 Żyrardów
        52.179 21.570 40 Mińsk Mazowiecki
        53.112 20.384 31 Mława
        52.226 20.240 36 Sochaczew
        52.295 21.116 52 Ząbki
        52.317 21.113 35 Marki
        52.437 20.690 28 Nowy Dwór Mazowiecki
        52.594 21.457 27 Wyszków
        52.805 21.890 22 Ostrów Mazowiecka
        52.623 20.370 22 Płońsk
        51.583 21.553 18 Kozienice
        52.404 22.252 16 Sokołów Podlaski
        52.869 19.730 18 Sierpc
        52.710 21.085 22 Pułtusk
        51.868 20.866 17 Grójec
        51.884 21.630 17 Garwolin
        53.020 20.880 16 Przasnysz
        52.430 19.460 16 Gostynin
        52.410 22.010 13 Węgrów
        51.163 21.240 6 Iłża
        51.163 21.663 11 Lipsko
        51.359 20.629 6 Przysucha
        52.866 21.097 9 Maków Mazowiecki
        51.228 20.860 5 Szydłowiec
        51.788 21.186 12 Warka
        51.990 21.220 11 Góra Kalwaria
        52.141 20.717 17 Brwinów
        52.212 22.718 5 Łosice
        52.540 20.900 3 Nasielsk
        52.245 21.283 10 Sulejówek
        53.066 19.909 6 Żuromin
        52.341 21.196 20 Kobyłka
        51.980 20.830 6 Tarczyn
        = opolskie
        50.671 17.926 125 Opole
        50.350 18.212 58 Kędzierzyn-Koźle
        50.474 17.333 42 Nysa
        50.861 17.467 34 Brzeg
        50.972 18.218 23 Kluczbork
        50.320 17.577 21 Prudnik
        50.511 18.302 18 Strzelce Opolskie
        50.479 17.972 16 Krapkowice
        51.086 17.716 15 Namysłów
        50.200 17.835 12 Głubczyce
        50.667 18.200 9 Ozimek
        50.875 18.417 9 Olesno
        50.605 18.484 7 Zawadzkie
        50.386 17.870 6 Głogówek
        50.313 17.384 7 Głuchołazy
        50.660 17.620 6 Niemodlin
        50.697 17.383 6 Grodków
        50.466 17.174 6 Otmuchów
        = podkarpackie
        50.041 21.999 195 Rzeszów
        49.784 22.768 58 Przemyśl
        50.573 21.679 46 Tarnobrzeg
        50.290 21.424 59 Mielec
        50.582 22.053 58 Stalowa Wola
        49.688 21.770 46 Krosno
        50.052 21.412 45 Dębica
        50.016 22.678 37 Jarosław
        49.558 22.206 37 Sanok
        49.745 21.472 34 Jasło
        50.069 22.233 17 Łańcut
        50.060 22.495 14 Przeworsk
        50.052 21.609 15 Ropczyce
        50.255 22.420 13 Leżajsk
        50.520 22.135 15 Nisko
        49.470 22.330 9 Lesko
        49.432 22.593 9 Ustrzyki Dolne
        50.174 23.129 12 Lubaczów
        49.868 21.828 5 Strzyżów
        50.244 21.770 14 Kolbuszowa
        50.414 21.753 5 Nowa Dęba
        49.803 22.240 6 Dynów
        49.687 22.015 11 Brzozów
        50.402 22.260 5 Rudnik nad Sanem
        = podlaskie
        53.132 23.160 292 Białystok
        54.104 22.931 69 Suwałki
        53.178 22.073 62 Łomża
        53.844 22.980 30 Augustów
        52.768 23.189 25 Bielsk Podlaski
        53.006 22.840 8 Łapy
        52.743 23.581 9 Hajnówka
        53.647 22.457 22 Grajewo
        53.408 23.502 18 Sokółka
        52.709 22.583 8 Ciechanowiec
        52.985 22.243 22 Zambrów
        52.915 22.570 9 Wysokie Mazowieckie
        52.427 22.863 14 Siemiatycze
        53.405 21.935 10 Kolno
        53.403 22.797 12 Mońki
        53.220 23.140 14 Wasilków
        54.110 23.350 5 Sejny
        53.660 23.310 5 Dąbrowa Białostocka
        52.701 23.862 3 Białowieża
        53.144 22.988 4 Choroszcz
        = pomorskie
        54.352 18.646 190 Gdańsk
        54.517 18.530 110 Gdynia
        54.441 18.562 35 Sopot
        54.464 17.028 88 Słupsk
        54.093 18.777 60 Tczew
        53.965 18.531 47 Starogard Gdański
        54.606 18.235 50 Wejherowo
        54.571 18.389 49 Rumia
        53.696 17.557 40 Chojnice
        54.036 19.027 38 Malbork
        53.734 18.934 38 Kwidzyn
        54.539 17.750 35 Lębork
        54.605 18.350 26 Reda
        54.332 18.198 18 Kartuzy
        54.259 18.641 31 Pruszcz Gdański
        54.120 17.984 24 Kościerzyna
        54.167 17.490 22 Bytów
        54.580 16.862 15 Ustka
        54.721 18.410 11 Puck
        54.789 18.400 14 Władysławowo
        53.671 17.360 14 Człuchów
        53.922 19.032 9 Sztum
        54.758 17.555 3.5 Łeba
        54.095 17.010 7 Miastko
        54.610 18.801 3 Hel
        53.840 18.800 6 Gniew
        54.210 19.117 10 Nowy Dwór Gdański
        53.800 18.000 5 Czersk
        = slaskie
        50.259 19.022 280 Katowice
        50.811 19.124 210 Częstochowa
        50.287 19.104 198 Sosnowiec
        50.294 18.671 175 Gliwice
        50.325 18.785 165 Zabrze
        49.822 19.046 168 Bielsko-Biała
        50.348 18.916 160 Bytom
        50.103 18.546 135 Rybnik
        50.297 18.954 106 Chorzów
        50.258 18.855 135 Ruda Śląska
        50.124 18.990 124 Tychy
        50.328 19.190 116 Dąbrowa Górnicza
        50.206 19.274 89 Jaworzno
        49.954 18.600 86 Jastrzębie-Zdrój
        50.235 19.140 72 Mysłowice
        50.297 18.925 48 Świętochłowice
        50.311 19.030 66 Siemianowice Śląskie
        50.445 18.856 60 Tarnowskie Góry
        50.370 18.940 53 Piekary Śląskie
        50.325 19.128 55 Będzin
        50.050 18.690 60 Żory
        50.092 18.219 53 Racibórz
        50.488 19.415 48 Zawiercie
        49.752 18.632 34 Cieszyn
        50.025 18.467 46 Wodzisław Śląski
        50.170 18.905 34 Mikołów
        49.683 19.193 31 Żywiec
        49.977 18.942 25 Pszczyna
        49.916 19.000 35 Czechowice-Dziedzice
        50.220 18.670 39 Knurów
        50.907 18.937 12 Kłobuck
        50.575 19.320 31 Myszków
        50.665 18.690 24 Lubliniec
        49.720 18.800 15 Ustroń
        49.650 18.860 11 Wisła
        50.152 18.775 20 Orzesze
        50.410 18.610 5 Pyskowice
        = swietokrzyskie
        50.872 20.631 185 Kielce
        50.936 21.390 66 Ostrowiec Świętokrzyski
        51.040 21.075 47 Starachowice
        51.114 20.870 44 Skarżysko-Kamienna
        50.683 21.749 22 Sandomierz
        51.160 20.420 20 Końskie
        50.567 20.570 10 Pińczów
        50.641 20.305 15 Jędrzejów
        50.466 20.720 15 Busko-Zdrój
        50.563 21.166 15 Staszów
        50.806 21.430 6 Opatów
        50.850 19.980 10 Włoszczowa
        50.265 20.480 5 Kazimierza Wielka
        50.790 20.460 5 Chęciny
        51.070 20.830 6 Suchedniów
        = warminsko-mazurskie
        53.778 20.480 168 Olsztyn
        54.157 19.404 117 Elbląg
        53.828 22.361 61 Ełk
        53.596 19.568 33 Iława
        53.702 19.967 20 Ostróda
        54.037 21.763 29 Giżycko
        54.079 21.377 27 Kętrzyn
        53.563 20.994 23 Szczytno
        53.864 21.304 22 Mrągowo
        54.132 20.596 16 Lidzbark Warmiński
        54.253 20.811 17 Bartoszyce
        54.383 19.823 17 Braniewo
        53.228 20.184 21 Działdowo
        53.629 21.810 11 Pisz
        53.360 20.425 13 Nidzica
        53.916 19.927 17 Morąg
        54.080 19.660 12 Pasłęk
        54.308 22.302 13 Gołdap
        54.034 22.494 16 Olecko
        53.425 19.592 10 Nowe Miasto Lubawskie
        53.505 19.750 10 Lubawa
        53.835 20.698 10 Barczewo
        53.984 20.400 10 Dobre Miasto
        54.213 21.743 11 Węgorzewo
        53.800 21.573 4 Mikołajki
        53.866 20.965 7 Biskupiec
        53.570 20.280 8 Olsztynek
        53.600 21.560 3 Ruciane-Nida
        53.977 20.746 5 Jeziorany
        53.718 19.337 8 Susz
        = wielkopolskie
        52.408 16.930 280 Poznań
        51.762 18.091 96 Kalisz
        52.223 18.251 70 Konin
        53.151 16.738 71 Piła
        51.650 17.807 70 Ostrów Wielkopolski
        52.535 17.596 66 Gniezno
        51.841 16.575 62 Leszno
        52.396 17.150 30 Swarzędz
        52.353 16.880 32 Luboń
        52.325 17.565 30 Września
        51.967 17.503 30 Jarocin
        51.700 17.436 29 Krotoszyn
        52.117 17.106 29 Śrem
        52.016 18.504 28 Turek
        52.280 17.286 22 Środa Wielkopolska
        52.205 18.640 23 Koło
        52.648 16.815 15 Oborniki
        52.808 17.202 24 Wągrowiec
        52.612 16.578 17 Szamotuły
        51.879 17.012 20 Gostyń
        52.088 16.646 24 Kościan
        51.606 16.858 18 Rawicz
        53.041 16.457 18 Trzcianka
        53.358 17.043 18 Złotów
        52.989 16.917 16 Chodzież
        52.100 16.117 14 Wolsztyn
        52.352 16.150 16 Nowy Tomyśl
        52.750 16.995 11 Rogoźno
        53.422 16.818 8 Jastrowie
        51.306 17.983 14 Kępno
        51.421 17.958 14 Ostrzeszów
        52.893 16.176 9 Wieleń
        52.593 15.895 11 Międzychód
        51.897 17.788 13 Pleszew
        52.230 16.357 9 Grodzisk Wielkopolski
        52.370 18.176 4 Kleczew
        52.248 17.840 12 Słupca
        52.248 16.850 14 Mosina
        52.902 16.470 10 Czarnków
        52.652 16.081 4 Sieraków
        52.253 15.917 7 Zbąszyń
        = zachodniopomorskie
        53.430 14.553 220 Szczecin
        54.191 16.181 105 Koszalin
        53.336 15.050 67 Stargard
        54.175 15.577 46 Kołobrzeg
        53.910 14.248 40 Świnoujście
        53.708 16.698 40 Szczecinek
        53.553 14.570 32 Police
        53.276 16.470 26 Wałcz
        54.005 15.984 24 Białogard
        53.563 14.827 22 Goleniów
        53.254 14.485 21 Gryfino
        53.778 15.783 15 Świdwin
        53.532 15.808 14 Drawsko Pomorskie
        53.145 14.987 12 Pyrzyce
        52.924 14.858 16 Myślibórz
        53.668 15.128 13 Nowogard
        53.914 15.198 17 Gryfice
        54.421 16.412 14 Darłowo
        54.350 16.680 5 Sławno
        53.174 15.415 11 Choszczno
        52.975 14.430 7 Chojna
        53.467 15.333 4 Chociwel
        52.879 14.202 5 Cedynia
        52.763 14.653 11 Dębno
        53.843 14.615 5 Wolin
        53.968 14.770 9 Kamień Pomorski
        54.264 16.064 3 Mielno
        53.744 16.355 5 Barwice
        53.930 14.448 5 Międzyzdroje
        53.802 15.266 4 Płoty
        53.630 15.570 6 Łobez
        53.310 16.030 5 Kalisz Pomorski
        53.770 16.180 7 Połczyn-Zdrój
        52.980 15.220 6 Barlinek
        53.780 16.820 4 Biały Bór
        """
}
