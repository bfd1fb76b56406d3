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

    @Test("A signal that ends a backup leaves nothing of it behind", arguments: [("TERM", 143), ("HUP", 129)])
    func backup(name: String, status: Int) throws {
        let place = try Place()
        // It takes a moment only, and may be faster than the signal: then once more. It runs in front, for a shell does not
        // always hear of the end of what runs behind it.
        let run = try Program.shell(
            """
            cd '\(place.directory)'
            $T sample --reports 20000 --seed 1 -o - 2>/dev/null | $T import --store s.sqlite - 2>/dev/null
            for i in 1 2 3 4 5 6 7 8; do
                rm -f process end; echo old > copy.sqlite
                (until set -- copy.sqlite.part*; [ -e "$1" ]; do [ ! -e end ] || exit; done
                kill -\(name) $(cat process)) 2>/dev/null &
                sh -c 'echo $$ > process; exec "$0" backup --store s.sqlite -o copy.sqlite' $T 2>/dev/null; S=$?
                touch end
                [ $S = 0 ] || break
            done
            echo "$S: $(cat copy.sqlite) $(ls | grep -c part)"
            """)
        #expect(run.text == "\(status): old 0\n", "\(run.text) \(run.errors)")
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
