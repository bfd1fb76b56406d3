extension ReportReader {
    /// The header of a CSV file.
    static func readHeader(_ csv: inout CSVReader, _ record: inout FieldRecord, file: String) throws -> [String] {
        guard try csv.next(&record) else { throw ProfileError.empty(file: file) }
        // NUL is in no text, and early in nearly every other kind of file.
        guard !record.bytes.contains(0), String(validating: record.bytes, as: UTF8.self) != nil else {
            throw ProfileError.notText(file: file)
        }
        return record.texts
    }

    /// The most objects that are looked at for one that tells the names of its fields.
    private static let mostTried = 1000

    /// Reads on to the first object that can be read; false where the file has none, or not early.
    static func findObject(
        _ json: inout JSONRecordReader, _ rejections: inout [Rejection]
    ) throws -> Bool {
        var defect: Rejection?
        while try json.nextObject(&defect) {
            guard let rejection = defect else { return true }
            rejections.append(rejection)
            guard rejections.count < mostTried else { return false }
        }
        return false
    }

    /// The profile given, or the first shipped one, whose columns a file has.
    ///
    /// - Parameter names: The file's columns, as a profile sees them.
    static func fitting(
        _ profile: ImportProfile?, file: String, names: (ImportProfile?) -> [String]
    ) throws -> ImportProfile {
        guard let profile else { return try shippedProfile(file: file, names: names) }
        let found = names(profile)
        let missing = profile.requiredColumns.filter { !found.contains($0) }
        guard missing.isEmpty else {
            throw ProfileError.missingColumns(file: file, profile: profile.name, missing: missing, found: found)
        }
        return profile
    }

    private static func shippedProfile(
        file: String, names: (ImportProfile?) -> [String]
    ) throws -> ImportProfile {
        for (name, json) in ShippedFiles.profiles {
            let profile = try ImportProfile(json, file: name)
            let found = names(profile)
            if profile.requiredColumns.allSatisfy(found.contains) { return profile }
        }
        throw ProfileError.noProfileFits(file: file, found: names(nil))
    }
}
