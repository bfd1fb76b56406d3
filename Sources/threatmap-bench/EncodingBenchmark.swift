import Foundation
import Rendering

/// A tile before it is encoded.
struct ClassifiedTile {
    var pixels: [UInt8]
    var side: Int
    var colors: [Color]

    func encode(_ settings: PNGSettings) -> [UInt8]? {
        PalettePNG.encode(pixels, width: side, height: side, colors: colors, settings: settings)
    }
}

/// Times the encoding of tiles as PNG, as it is shipped and with other settings.
struct EncodingBenchmark {
    private let tiles: [ClassifiedTile]

    init(_ tiles: [ClassifiedTile]) {
        self.tiles = tiles
    }

    /// What one way of encoding costs.
    struct Cost {
        var milliseconds: Distribution
        var bytes: Distribution
    }

    /// The settings that are compared.
    static let compared: [PNGSettings] = [
        PNGSettings(level: 1, filter: .none, strategy: .standard),
        PNGSettings(level: 1, filter: .none, strategy: .runs),
        PNGSettings(level: 1, filter: .none, strategy: .huffman),
        PNGSettings(level: 1, filter: .sub, strategy: .filtered),
        PNGSettings(level: 1, filter: .sub, strategy: .runs),
        PNGSettings(level: 1, filter: .up, strategy: .standard),
        PNGSettings(level: 1, filter: .up, strategy: .filtered),
        PNGSettings(level: 1, filter: .up, strategy: .runs),
        PNGSettings(level: 1, filter: .paeth, strategy: .filtered),
        PNGSettings(level: 1, filter: .paeth, strategy: .runs),
        PNGSettings(level: 2, filter: .none, strategy: .standard),
        PNGSettings(level: 3, filter: .up, strategy: .filtered),
        PNGSettings(level: 6, filter: .none, strategy: .standard),
        PNGSettings(level: 6, filter: .sub, strategy: .filtered),
        PNGSettings(level: 6, filter: .up, strategy: .filtered),
        PNGSettings(level: 9, filter: .paeth, strategy: .filtered),
    ]

    /// The cost of settings: of each tile the faster of two runs.
    func measure(_ settings: PNGSettings) -> Cost {
        var times: [Double] = []
        var bytes: [Double] = []
        for tile in tiles {
            var best = Double.infinity
            var size = 0
            for _ in 0..<2 {
                let watch = Stopwatch()
                size = tile.encode(settings)?.count ?? 0
                best = min(best, watch.milliseconds)
            }
            times.append(best)
            bytes.append(Double(size))
        }
        return Cost(milliseconds: Distribution(times), bytes: Distribution(bytes))
    }
}
