import TestSupport
import Testing

/// Files that are being written when a signal ends the program.
@Suite struct PartialFileTests {
    @Test("A signal takes the unfinished file away and ends the program", arguments: [("TERM", 143), ("HUP", 129)])
    func signals(name: String, status: Int) throws {
        let place = try Place()
        let run = try Program.shell(
            """
            cd '\(place.directory)'; echo old > kept.csv
            $T sample --reports 900000000 --seed 1 -o kept.csv 2>/dev/null & P=$!
            until [ -s kept.csv.part ]; do kill -0 $P || break; sleep 0.05; done
            kill -\(name) $P; (sleep 20; kill -9 $P) >/dev/null 2>&1 & wait $P 2>/dev/null; echo "$?: $(cat kept.csv) $(ls)"
            """)
        #expect(run.text == "\(status): old kept.csv\n", "\(run.text) \(run.errors)")
    }

    @Test("Signals that are to be ignored, as under nohup, are")
    func ignored() throws {
        let place = try Place()
        let run = try Program.shell(
            """
            cd '\(place.directory)'; trap '' HUP
            $T sample --reports 300000 --seed 1 -o done.csv 2>/dev/null & P=$!
            for i in 1 2 3 4 5; do kill -HUP $P 2>/dev/null; sleep 0.1; done
            wait $P; echo "$?: $(ls)"
            """)
        #expect(run.text == "0: done.csv\n", "\(run.text) \(run.errors)")
    }
}
