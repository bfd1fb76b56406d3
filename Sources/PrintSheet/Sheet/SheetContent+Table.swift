extension SheetContent {
    /// A page with a table in the map's place. Of a longer table, ``SheetTable/pages(_:)`` gives the part for each page.
    public static func tablePage(title: String, subtitle: String, table: SheetTable, words: SheetWords) -> SheetContent
    {
        var content = SheetContent(
            title: title, subtitle: subtitle, extent: .world,
            surface: SurfaceImage(width: 0, height: 0, palette: []) { _ in [] },
            legend: LegendPicture(
                title: "", unit: "", entries: [], isSmooth: false, emptyText: "", notes: [], footer: ""),
            words: words)
        content.table = table
        return content
    }
}
