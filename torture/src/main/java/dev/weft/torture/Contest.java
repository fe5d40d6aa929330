package dev.weft.torture;

import dev.weft.peers.Scenarios;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * {@code --peers}: what Weft shares with its peers, run by all of them on the same server, one after the other.
 *
 * @param server the server, which is harmed
 * @param contenders who
 * @param scenarios what
 * @param time how long to go on with what is repeated, in each of them
 * @param patience how much longer one may take until it counts as hanging
 */
record Contest(
        Server server, List<Contender> contenders, List<Scenarios.Named> scenarios, Duration time, Duration patience) {

    /**
     * What came of one scenario with one contender.
     *
     * @param scenario what
     * @param contender who
     * @param ok whether nothing happened that must not
     * @param figure what was counted and measured, or why nothing was
     */
    record Row(Scenarios.Named scenario, Contender contender, boolean ok, String figure) {
        String line() {
            return String.format(Locale.ROOT, "  %-28s %-7s %s", contender.name(), ok ? "ok" : "NOT OK", figure);
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "    {\"goal\": %s, \"title\": %s, \"contender\": %s, \"state\": \"%s\", \"figure\": %s}",
                    Report.text(scenario.id()),
                    Report.text(scenario.title()),
                    Report.text(contender.name()),
                    ok ? "ok" : "NOT OK",
                    Report.text(figure));
        }
    }

    /** Runs it all, every contender with the same chance. */
    List<Row> run(long seed, Display display) throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        var of = scenarios.size() * contenders.size();
        var chance = new SplittableRandom(seed);
        for (var scenario : scenarios) {
            display.line(scenario.id() + "  " + scenario.title());
            var start = chance.nextLong(1L << 32);
            for (var contender : contenders) {
                display.begin("[%d/%d] %s %s".formatted(rows.size() + 1, of, scenario.id(), contender.name()));
                var cluster = server.cluster().orElseThrow();
                cluster.start(); // if somebody's crash was interrupted
                var said = new ContenderRun(cluster, contender, scenario.id(), time, patience).run(start);
                var row = new Row(scenario, contender, said.ok(), said.told());
                display.line(row.line());
                rows.add(row);
            }
        }
        return rows;
    }
}
