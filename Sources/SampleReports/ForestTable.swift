/// The big forests as ellipses, sketched from general knowledge.
enum ForestTable {
    /// Latitude, longitude, length and width in kilometres, bearing of the long axis in degrees from north, name.
    static let text = """
        52.740 23.720 40 26 170 Puszcza Białowieska
        53.830 23.200 44 26 120 Puszcza Augustowska
        53.230 23.500 46 26 20 Puszcza Knyszyńska
        53.650 21.600 40 24 100 Puszcza Piska
        53.180 21.500 34 22 60 Puszcza Zielona
        52.760 21.600 38 14 80 Puszcza Biała
        52.330 20.480 40 12 100 Puszcza Kampinoska
        51.550 21.330 28 12 150 Puszcza Kozienicka
        51.030 20.800 44 14 110 Puszcza Świętokrzyska
        50.080 20.350 16 8 70 Puszcza Niepołomicka
        50.300 22.000 40 18 130 Puszcza Sandomierska
        50.650 22.450 60 16 120 Lasy Janowskie
        50.450 23.050 50 16 120 Puszcza Solska
        50.930 23.350 20 9 60 Lasy Strzeleckie
        51.480 23.350 30 12 20 Lasy Włodawskie
        51.800 22.300 18 9 40 Lasy Łukowskie
        49.250 22.400 50 20 120 Bieszczady
        49.480 21.500 50 10 95 Beskid Niski
        49.480 20.700 26 12 80 Beskid Sądecki
        49.580 20.150 34 12 85 Gorce
        49.600 19.250 26 14 60 Beskid Żywiecki
        49.680 18.950 18 12 40 Beskid Śląski
        50.380 18.380 42 18 70 Lasy Rudzkie
        50.620 18.650 46 26 100 Lasy Lublinieckie
        50.800 18.100 48 22 80 Bory Stobrawskie
        50.330 16.900 40 10 120 Góry Bialskie
        50.500 16.380 18 9 130 Góry Stołowe
        50.780 15.600 44 10 110 Karkonosze
        50.720 16.420 24 8 130 Góry Sowie
        51.370 15.350 62 30 95 Bory Dolnośląskie
        51.550 15.150 36 16 90 Bory Żarskie
        51.420 17.250 36 12 95 Lasy Milickie
        52.000 14.930 28 16 30 Lasy Gubińskie
        52.230 15.150 44 18 90 Puszcza Rzepińska
        52.400 15.080 30 14 70 Lasy Sulęcińskie
        52.020 15.850 24 12 80 Lasy Sulechowskie
        51.870 15.350 26 14 100 Lasy Zielonogórskie
        52.680 15.900 60 24 100 Puszcza Notecka
        52.850 15.150 44 20 90 Puszcza Gorzowska
        53.080 15.950 44 24 20 Puszcza Drawska
        53.250 14.620 16 10 30 Puszcza Bukowa
        53.620 14.900 30 18 20 Puszcza Goleniowska
        53.620 14.400 24 10 170 Puszcza Wkrzańska
        53.650 16.100 40 20 40 Lasy Drawskie
        53.450 16.700 44 24 20 Lasy Wałeckie
        53.700 18.100 62 36 20 Bory Tucholskie
        54.000 17.300 50 30 30 Lasy Bytowskie
        54.420 18.350 30 12 140 Lasy Trójmiejskie
        54.250 16.900 34 18 60 Lasy Sławieńskie
        52.900 18.300 36 12 120 Puszcza Bydgoska
        52.560 19.300 40 14 120 Lasy Gostynińskie
        53.350 19.600 26 12 40 Lasy Brodnickie
        53.600 20.300 36 20 60 Lasy Napiwodzkie
        53.480 20.650 36 22 100 Lasy Ramuckie
        53.820 19.700 22 14 40 Lasy Iławskie
        54.300 22.400 30 12 100 Puszcza Romincka
        54.130 21.900 26 14 60 Puszcza Borecka
        52.300 16.750 16 9 30 Lasy Wielkopolskie
        52.530 17.050 18 10 40 Puszcza Zielonka
        51.480 20.100 34 12 40 Puszcza Pilicka
        51.950 20.000 16 8 60 Puszcza Bolimowska
        52.100 21.330 26 9 150 Mazowiecki Park
        51.080 19.600 34 14 60 Lasy Radomszczańskie
        52.450 21.300 26 8 70 Lasy Wyszkowskie
        """
}
