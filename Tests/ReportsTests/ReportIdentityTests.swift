import Testing

@testable import Reports

@Suite struct ReportIdentityTests {
    private static let header = "ID,Kind,X,Y,When\n"

    @Test("A row's identity is its id, whatever else it says; without an id it is all of its content")
    func rules() throws {
        let rows = try ReadRows(
            Self.header + "1,Speed,15,52,2025-06\n1,Speed,16,52,2025-07\n,Speed,15,52,2025-06\n,Speed,15,52,2025-06\n"
                + ",Speed,15.0,52,2025-06\n2,Speed,15,52,2025-06\n", profile: ImportProfileTests.small)
        let identities = rows.reports.map(\.identity)
        #expect(identities.count == 6)
        #expect(identities[0] == identities[1])
        #expect(identities[2] == identities[3])
        #expect(Set(identities).count == 4)
    }

    @Test("The rows that share an identity are told apart by their number")
    func repeats() throws {
        let identity = ReportIdentity(unique: 0)
        #expect(identity.repeated(0) == identity)
        #expect(Set((0..<1000).map(identity.repeated)).count == 1000)
        #expect(identity.repeated(7) == identity.repeated(7))
    }

    @Test("Two profiles never share an id, and an id never looks like content")
    func namespaces() throws {
        let row = Self.header + "1,Speed,15,52,2025-06\n"
        let one = try ReadRows(row, profile: ImportProfileTests.small).reports
        let other = try ReadRows(row, profile: ImportProfileTests.small.replacing("\"p\"", with: "\"q\"")).reports
        #expect(one.count == 1 && other.count == 1 && one[0].identity != other[0].identity)
        let bytes: [UInt8] = [49, 0x1F]
        #expect(
            ReportIdentity(profile: "p", externalID: bytes.span)
                != ReportIdentity(profile: "p", content: bytes.span, ends: [1], occurred: 0))
    }

    @Test("A separator within a field does not make two rows one")
    func separators() throws {
        let rows = try ReadRows(
            "Kind,X,Y,When,a,b\nSpeed,15,52,2025-06,x\u{1F},y\nSpeed,15,52,2025-06,x,\u{1F}y\n",
            profile: ImportProfileTests.small)
        #expect(Set(rows.reports.map(\.identity)).count == 2)
    }

    @Test("A key is the same today as when the stores of today were written")
    func stability() throws {
        let id = Array("eb3f".utf8)
        let key = ReportIdentity(profile: "police-uk", externalID: id.span).key
        // SHA-256 of "id\0police-uk\0eb3f", by coreutils: 3817d2336367752a42db…, behind nothing, for it ends in no digit.
        #expect(String(key.high, radix: 16) == "3817")
        #expect(String(key.low, radix: 16) == "d2336367752a42db")
    }

    @Test("Keys lie in the order in which ids count up and in which time goes on")
    func locality() {
        func high(_ id: String) -> UInt64 {
            let bytes = Array(id.utf8)
            return ReportIdentity(profile: "p", externalID: bytes.span).key.high >> 16
        }
        #expect(high("PL-0000000041") == 41)
        #expect(high("99999999999999999999") == 99_999_999_999_999)
        #expect(high("") == 0)
        #expect(high("HZ250496") == 250_496)
        let instants: [Int64] = [-2_208_988_800, -1, 0, 1, 253_402_300_799]
        let keys = instants.map { ReportIdentity(unique: $0).key.high }
        #expect(keys == keys.sorted() && Set(keys.map { $0 >> 16 }).count == 5)
    }

    @Test("A key made from the digest that an older store kept is that of the same row today")
    func upgrade() {
        let id = Array("PL-7".utf8)
        // SHA-256 of "id\0threatmap\0PL-7".
        let old = (high: UInt64(0xAEAB_A3FD_21A1_F665), low: UInt64(0xA135_5FBA_D206_B42D))
        let today = ReportIdentity(profile: "threatmap", externalID: id.span).key
        let upgraded = ReportIdentity.key(digest: old, externalID: "PL-7", occurred: 0)
        #expect(upgraded == today)
    }
}
