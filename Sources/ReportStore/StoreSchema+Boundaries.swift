extension StoreSchema {
    /// The areas by which reports are counted: in layers, such as counties, and in each in the order of their file. A
    /// geometry is `AreaGeometry.bytes`, which only `Boundaries` reads.
    static let boundaries = """
        CREATE TABLE boundaries (
            number INTEGER PRIMARY KEY,
            layer TEXT NOT NULL,
            id TEXT NOT NULL,
            name TEXT,
            population INTEGER CHECK (population >= 0),
            geometry BLOB NOT NULL CHECK (length(geometry) > 0),
            UNIQUE (layer, id)
        ) STRICT;
        """
}
