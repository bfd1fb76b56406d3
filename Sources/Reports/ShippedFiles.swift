/// The catalogues and import profiles that are built into the program.
public enum ShippedFiles {
    /// The catalogues' JSON by name.
    public static let catalogues: [String: [UInt8]] = [
        "kmzb": PackageResources.catalogue_kmzb_json,
        "police-uk": PackageResources.catalogue_police_uk_json,
        "chicago": PackageResources.catalogue_chicago_json,
    ]

    /// The import profiles' JSON by name, in the order in which they are tried on a file of unknown make.
    public static let profiles: [(name: String, json: [UInt8])] = [
        ("threatmap", PackageResources.profile_threatmap_json),
        ("police-uk", PackageResources.profile_police_uk_json),
        ("chicago", PackageResources.profile_chicago_json),
    ]
}
