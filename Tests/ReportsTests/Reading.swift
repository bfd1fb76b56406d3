import Testing

@testable import Reports

/// What a reader made of a file.
struct ReadRows {
    var reports: [Report] = []
    var rejections: [Rejection] = []

    /// Reads a text with a profile, or with the shipped one that fits.
    init(_ text: String, profile: String? = nil) throws {
        try self.init(Array(text.utf8), profile: profile)
    }

    init(_ bytes: [UInt8], profile: String? = nil) throws {
        try self.init(ByteArraySource(bytes), profile: profile)
    }

    init(_ source: any ByteSource, file: String = "f.csv", profile: String? = nil) throws {
        let profile = try profile.map { try ImportProfile(Array($0.utf8), file: "profile") }
        var reader = try ReportReader(source, file: file, profile: profile, catalogue: shippedCatalogue)
        while let row = try reader.next() {
            switch row {
            case .report(let report): reports.append(report)
            case .rejection(let rejection): rejections.append(rejection)
            }
        }
    }
}

/// The shipped catalogue that a profile names.
func shippedCatalogue(_ profile: ImportProfile) throws -> Catalogue {
    try #require(shippedCatalogues[profile.catalogue])
}

/// Read once: to read one takes longer than to read the small files of these tests.
private let shippedCatalogues = ShippedFiles.catalogues.compactMapValues { try? Catalogue($0, file: "catalogue") }

/// KMZB's catalogue.
func kmzb() throws -> Catalogue {
    try Catalogue(#require(ShippedFiles.catalogues["kmzb"]), file: "kmzb")
}
