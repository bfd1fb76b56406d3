import Gazetteer

/// The invented country: where its streets, roads, villages, forests and waters are. The same for every seed.
///
/// A class, because it is immutable, shared by all generators and too large to copy.
final class Geography: Sendable {
    static let shared = Geography()

    let border: Border
    let settlements: [Settlement]
    let quarters: [Quarter]
    /// Numbers into `quarters`, by the settlements' `owners`.
    let owners: [Int32]
    let arteries: [Segment]
    let rivers: [(segment: Segment, squaredReach: Double)]
    let roads: [RoadNetwork.Piece]
    let villages: [Village]
    let sites: [Site]

    private init() {
        let border = Border()
        let found = Settlement.all(border: border)
        let grid = SettlementGrid(found)
        let allRivers = River.all()
        let roads = RoadNetwork(settlements: found, grid: grid, border: border).pieces
        var plan = TownPlan(settlements: found)
        plan.addQuarters(grid: grid)
        plan.addArteries(roads)
        plan.addRivers(allRivers)
        let forests = Ellipse.all(ForestTable.text, salt: 0xF0)
        let lakes = Ellipse.all(WaterTable.lakes, salt: 0x1A)
        var field = VillageField(settlements: found, grid: grid, border: border, forests: forests, lakes: lakes)
        field.addAlong(roads)
        sites = Self.sites(
            SiteFinder(settlements: found, grid: grid, border: border), forests: forests, lakes: lakes,
            rivers: allRivers)
        self.border = border
        settlements = plan.settlements
        quarters = plan.quarters
        owners = plan.owners
        arteries = plan.arteries
        rivers = plan.rivers
        self.roads = roads
        villages = field.villages
    }

    private static func sites(_ finder: SiteFinder, forests: [Ellipse], lakes: [Ellipse], rivers: [River]) -> [Site] {
        var finder = finder
        for forest in forests { finder.addForest(forest) }
        for town in finder.settlements { finder.addOutskirts(of: town) }
        for lake in lakes { finder.addLake(lake) }
        for river in rivers { finder.addRiver(river) }
        for (number, line) in TableReader.polylines(RouteTable.railways).enumerated() {
            finder.addRailway(line.points, number: number)
        }
        for (number, beach) in TableReader.rows(WaterTable.beaches).enumerated() {
            finder.addBeach(beach, number: number)
        }
        return finder.sites
    }
}
