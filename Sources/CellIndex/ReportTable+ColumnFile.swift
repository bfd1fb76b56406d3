extension ReportTable {
    /// Writes the table's columns; what is short is in the header.
    func write(to writer: inout ColumnWriter) throws(ColumnFileError) {
        try writer.add(codes)
        try writer.add(kindNumbers)
        try writer.add(seconds)
        try writer.add(hours.vectors)
        try writer.add(ids)
        try writer.add(timeOrder.rows)
        for bits in attributes.categories + attributes.sources + attributes.statuses + boundaries.bits {
            try writer.add(bits.words)
        }
        try writer.add(coarseRuns.places)
        try writer.add(coarseRuns.ranks)
        try writer.add(coarseRuns.starts)
    }

    /// Reads a table's columns, in the order in which they were written.
    ///
    /// What the columns hold was true when it was written, and their checksums say that it is still the same.
    init(_ reader: inout ColumnReader) throws(ColumnFileError) {
        let header = reader.header
        let words = RowBits.words(header.rows)
        let columns = try ReportColumns(&reader)
        let timeOrder = TimeOrder(rows: try reader.column(count: header.rows))
        func bits(_ count: Int) throws(ColumnFileError) -> [RowBits] {
            var bits: [RowBits] = []
            for _ in 0..<count { bits.append(RowBits(words: try reader.column(count: words))) }
            return bits
        }
        let attributes = AttributeBits(
            categories: try bits(header.categories), sources: try bits(header.sources),
            statuses: try bits(header.statuses))
        let boundaries = LevelBoundaries(bits: try bits(LevelBoundaries.levels.count))
        let coarseRuns = CoarseRuns(
            places: try reader.column(count: header.coarsePlaces), ranks: try reader.column(count: words),
            starts: try reader.column(count: words))
        self.init(columns, timeOrder, attributes, boundaries, coarseRuns, header)
    }
}

extension ReportColumns {
    /// Reads the columns of a file.
    fileprivate init(_ reader: inout ColumnReader) throws(ColumnFileError) {
        let (rows, kinds) = (reader.header.rows, reader.header.kinds)
        self.init(
            codes: try reader.column(count: rows), kindNumbers: try reader.column(count: rows),
            seconds: try reader.column(count: rows),
            hours: HourColumn(vectors: try reader.column(count: (rows + 15) / 16), count: rows),
            ids: try reader.column(count: rows), kinds: kinds)
    }
}
