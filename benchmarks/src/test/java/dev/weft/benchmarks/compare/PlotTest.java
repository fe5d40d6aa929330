package dev.weft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The picture of a run. */
@Timeout(60)
class PlotTest {
    private static final List<Contender> CONTENDERS = Stream.concat(
                    kind(Contender.Kind.SQL, "hikari-virtual", 8), kind(Contender.Kind.ORM, "hibernate-virtual", 4))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void theSvgOfAFullRunIsNoLargerThanAPage() throws IOException {
        var svg = folder.resolve("run.svg");

        new Plot(everything(), CONTENDERS, new Baseline(CONTENDERS, "")).write(svg);

        assertThat(Files.readString(svg)).startsWith("<?xml version=\"1.0\"").endsWith("</svg>\n");
        assertThat(Files.size(svg)).as("bytes").isBetween(20_000L, 130_000L);
        assertThat(Plot.png(svg)).isNotEmptyFile();
    }

    @Test
    void thePointsOfAnSvgAreToldInTenthsOfAPixelFromTheOneBefore() {
        var drawn = "<g transform=\"translate(10.04321 5)\">"
                + "<path d=\"M3.453125,-1.65625 L12.0,-0.03125 Q12.54,1.06 12.04,0 Z M1,1 L2.25,3 Z\"/></g>";

        assertThat(Svg.shortened(drawn))
                .isEqualTo("<g transform=\"translate(10 5)\">"
                        + "<path d=\"m3.5-1.7l8.5 1.7q.5 1.1 0 0zm-2.5 2.7l1.3 2z\"/></g>");
    }

    private static Report everything() {
        var results = new ArrayList<Result>();
        for (var scenario : Scenario.values()) {
            for (var contender : CONTENDERS) {
                var cost =
                        1.0 + CONTENDERS.indexOf(contender) % 7 + scenario.id().length();
                var round = new Round(Map.of(Figure.OPERATIONS, 1.0, Figure.CPU_SECONDS, cost));
                results.add(
                        new Result(scenario, contender.id(), new Outcome.Measured(List.of(round, round, round), true)));
            }
        }
        return new Report("2026-11-22T08:00:00Z", "./weft compare", Map.of(), Map.of(), results);
    }

    private static Stream<Contender> kind(Contender.Kind kind, String baseline, int many) {
        return IntStream.range(0, many).mapToObj(number -> {
            var id = number == 0 ? baseline : baseline + number;
            return new Contender(
                    id, "contender " + id, kind, false, List.of(), new Contender.Command("", "", List.of()));
        });
    }
}
