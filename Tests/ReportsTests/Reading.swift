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
        let profile = try profile.map { try ImportProfile(Array($0.utf8), file: "profile") }
        var reader = try ReportReader(
            ByteArraySource(bytes), file: "f.csv", profile: profile, catalogue: shippedCatalogue)
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
    try Catalogue(#require(ShippedFiles.catalogues[profile.catalogue]), file: profile.catalogue)
}

/// KMZB's catalogue.
func kmzb() throws -> Catalogue {
    try Catalogue(#require(ShippedFiles.catalogues["kmzb"]), file: "kmzb")
}
