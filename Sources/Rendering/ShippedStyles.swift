/// The styles that are built into the program.
public enum ShippedStyles {
    /// The styles' JSON by name, the default first.
    public static let all: [(name: String, json: [UInt8])] = [
        ("heat", PackageResources.heat_json), ("density", PackageResources.density_json),
        ("difference", PackageResources.difference_json),
    ]
}
