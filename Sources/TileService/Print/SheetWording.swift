import CellIndex
import Foundation
import PrintSheet
import Rendering
import Reports
import WebMercator

/// All that a sheet says, in its language.
struct SheetWording {
    private let renderer: MapRenderer
    private let request: SheetRequest
    private let legend: Legend
    private let words: FilterWords
    private let isPolish: Bool

    init(_ renderer: MapRenderer, _ request: SheetRequest, _ legend: Legend) {
        (self.renderer, self.request, self.legend) = (renderer, request, legend)
        words = request.filter.parts(request.language, renderer.dataset.catalogue, against: request.compared)
        isPolish = request.language == .polish
    }

    private func text(_ polish: String, _ english: String) -> String { isPolish ? polish : english }

    // MARK: Title

    /// What is shown, and in which area: `Speeding, Illegal parking – Gorzów`.
    var title: String {
        let what =
            words.categories ?? text("Zgłoszenia zagrożeń bezpieczeństwa", "Reports of threats to public security")
        return [what, words.area].compactMap(\.self).joined(separator: " – ")
    }

    /// The rest of what, where and when.
    var subtitle: String {
        let parts = [
            words.statuses, words.sources, words.times ?? span, words.hours, words.weekdays,
            words.area == nil ? place : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    /// From the first to the last day of all events. The public learns no single report's day from it.
    private var span: String? {
        guard renderer.audience == .operators, let instants = renderer.dataset.snapshot.instants else {
            return text("wszystkie daty", "all dates")
        }
        let clock = renderer.dataset.catalogue.clock
        return "\(clock.date(at: instants.lowerBound)) – \(clock.date(at: instants.upperBound))"
    }

    /// The map's frame in degrees, as finely as its size asks for.
    private var place: String? {
        guard let box = request.extent.box else { return nil }
        let decimals = min(max(Int((1 - log10(request.extent.width * 360)).rounded(.up)), 0), 5)
        func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
            let number = Legend.written(String(format: "%.\(decimals)f", abs(value)), request.language)
            return "\(number)° \(value < 0 ? negative : positive)"
        }
        let letters = SheetWords(request.language).hemispheres
        let (west, east) = (
            degrees(box.west, letters.east, letters.west), degrees(box.east, letters.east, letters.west)
        )
        let (south, north) = (
            degrees(box.south, letters.north, letters.south), degrees(box.north, letters.north, letters.south)
        )
        return "\(west) – \(east), \(south) – \(north)"
    }

    // MARK: Legend

    /// The legend of the tiles, with what a sheet has to say beside.
    var legendPicture: LegendPicture {
        let counts = SheetCounts(renderer, request, request.filter)
        let compared = request.compared.map { SheetCounts(renderer, request, $0) }
        var picture = legend.picture(request.language)
        picture.notes = [
            note("Zgłoszenia", "Reports", shown(counts, compared)),
            legend.lengthWords(request.language).map { note("Okresy", "Periods", $0) },
            note("Pominięte", "Left out", leftOut(counts, compared)),
            note(
                "Filtr", "Filter",
                request.filter.words(request.language, renderer.dataset.catalogue, against: request.compared)),
            note(
                "Liczenie", "Counting",
                Legend.weightWords(request.style, renderer.dataset.catalogue, request.language)),
            note(
                "Wygładzanie", "Smoothing",
                legend.kernelWords(request.language, latitude: request.extent.middleLatitude)),
            places, note("Znaczenie", "Meaning", meaning),
        ].compactMap(\.self)
        return picture
    }

    private func note(_ polish: String, _ english: String, _ text: String) -> LegendPicture.Note {
        LegendPicture.Note(heading: self.text(polish, english), text: text)
    }

    private func grouped(_ number: Int) -> String { Legend.grouped(number, request.language) }

    /// How many reports are shown, of two periods in each of them.
    private func shown(_ counts: SheetCounts, _ compared: SheetCounts?) -> String {
        let clock = renderer.dataset.catalogue.clock
        guard let compared, let own = request.filter.timeWords(request.language, clock),
            let other = request.compared?.timeWords(request.language, clock)
        else { return shown(counts) }
        return "\(own): \(shown(counts)) \(other): \(shown(compared))"
    }

    private func shown(_ counts: SheetCounts) -> String {
        text(
            "\(grouped(counts.inFrame)) na mapie, \(grouped(counts.inAll)) łącznie.",
            "\(grouped(counts.inFrame)) on the map, \(grouped(counts.inAll)) in all.")
    }

    /// What is left out, of two periods in both together.
    private func leftOut(_ counts: SheetCounts, _ compared: SheetCounts?) -> String {
        let tooCoarse = counts.tooCoarse + (compared?.tooCoarse ?? 0)
        var parts: [String] = []
        if tooCoarse > 0 {
            parts.append(
                text(
                    "\(grouped(tooCoarse)) o nieznanej godzinie",
                    "\(grouped(tooCoarse)) whose hour is not known"))
        }
        if let minimum = counts.minimum {
            parts.append(
                text(
                    "mniej niż \(minimum) tam, gdzie wymaga tego ochrona prywatności",
                    "fewer than \(minimum) where privacy asks for it"))
        }
        let list = parts.isEmpty ? text("nic", "none") : parts.joined(separator: ", ")
        return list.prefix(1).uppercased() + list.dropFirst() + "."
    }

    /// How exactly the public sees places.
    private var places: LegendPicture.Note? {
        guard let level = renderer.precision.snapLevel else { return nil }
        let world = WebMercator.groundResolution(
            latitude: request.extent.middleLatitude, zoom: .world, tileSize: 1)
        let metres = world / Double(UInt64(1) << UInt64(level.number))
        let side = Legend.distance(metres, request.language)
        return note(
            "Miejsca", "Places",
            text("Z dokładnością do kwadratu o boku \(side).", "Known to a square of \(side) a side."))
    }

    private var meaning: String {
        guard request.compared == nil else {
            return text(
                "Barwa mówi, o ile zgłoszeń na km² jest w pierwszym okresie więcej albo mniej niż w drugim. Zgłoszenia to "
                    + "relacje i zapisy, nie miara zagrożenia.",
                "A colour tells how many reports more or fewer there are per km² in the first period than in the second. "
                    + "Reports are what was told or recorded, not a measure of danger.")
        }
        return text(
            "Barwa mówi, ile zgłoszeń przypada na km² wokół miejsca. Zgłoszenia to relacje i zapisy, nie miara "
                + "zagrożenia: gdzie więcej osób zgłasza, tam więcej widać.",
            "A colour tells how many reports there are per km² around a place. Reports are what was told or recorded, "
                + "not a measure of danger: where more people report, more is seen.")
    }

    // MARK: Imprint

    /// Source, time of extraction, state of the data and of the scale; then whose work lies beneath.
    var imprint: [String] {
        let dataset = renderer.dataset
        let time = EventTime(instant: dataset.updated, precision: .minute).iso8601(dataset.catalogue.clock)
        let source = text(
            "Źródło: zgłoszenia według katalogu \(dataset.catalogue.name), stan z \(time), numer zmiany "
                + "\(dataset.snapshot.sequence).",
            "Source: reports by the catalogue \(dataset.catalogue.name), as of \(time), sequence "
                + "\(dataset.snapshot.sequence).")
        let scale = text(
            "Skala barw \(legend.version) stylu \(request.style.name), powiększenie \(legend.zoom.number); "
                + "odwzorowanie Web Mercator (EPSG:3857). Threatmap.",
            "Colour scale \(legend.version) of the style \(request.style.name), zoom \(legend.zoom.number); "
                + "projection Web Mercator (EPSG:3857). Threatmap.")
        return [source, scale] + request.attributions
    }
}

extension SheetWords {
    /// The fixed words in a language.
    init(_ language: Language) {
        switch language {
        case .polish:
            self.init(
                scale: "Skala", north: "N", thousandsSeparator: "\u{A0}", decimalSeparator: ",",
                hemispheres: ("E", "W", "N", "S"))
        case .english:
            self.init(
                scale: "Scale", north: "N", thousandsSeparator: ",", decimalSeparator: ".",
                hemispheres: ("E", "W", "N", "S"))
        }
    }
}
