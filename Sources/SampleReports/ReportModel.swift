/// Draws whole reports and writes them as CSV rows.
struct ReportModel: Sendable {
    private let categories: [CategoryProfile]
    private let categoryTable: AliasTable
    private let places: PlaceModel
    private let times: TimeModel
    private let statuses: StatusModel
    private let sentences: Sentences

    /// Reports of the whole country where `voivodeship` is `nil`.
    init(voivodeship: Int?) {
        categories = CategoryProfile.all()
        categoryTable = AliasTable(categories.map(\.share))
        places = PlaceModel(geography: .shared, voivodeship: voivodeship)
        times = TimeModel(categories)
        statuses = StatusModel(end: times.end)
        sentences = Sentences(categories)
    }

    /// Appends one report's row, with its line feed.
    func append(number: Int, _ random: inout CounterRandom, to buffer: inout [UInt8]) {
        let comma = UInt8(ascii: ",")
        let index = categoryTable.draw(&random)
        let category = categories[index]
        let source = ReportSource.draw(&random)
        let point = places.place(category, &random)
        let times = times.draw(category: index, source: source, &random)
        let status = statuses.draw(category, source, reported: times.reported, &random)
        RowWriter.append("PL-", to: &buffer)
        RowWriter.append(number, digits: 10, to: &buffer)
        buffer.append(comma)
        buffer.append(contentsOf: category.key)
        buffer.append(comma)
        RowWriter.append(source.key, to: &buffer)
        buffer.append(comma)
        RowWriter.append(status.key, to: &buffer)
        buffer.append(comma)
        RowWriter.append(degrees: point.longitude, to: &buffer)
        buffer.append(comma)
        RowWriter.append(degrees: point.latitude, to: &buffer)
        buffer.append(comma)
        RowWriter.append(times, to: &buffer)
        buffer.append(comma)
        RowWriter.append(instant: times.reported, seconds: true, to: &buffer)
        buffer.append(comma)
        if source == .public, random.chance(0.12), let text = sentences.draw(category: index, &random) {
            buffer.append(contentsOf: text)
        }
        buffer.append(UInt8(ascii: "\n"))
    }
}
