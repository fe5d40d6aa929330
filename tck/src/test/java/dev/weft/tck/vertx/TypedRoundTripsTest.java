package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.DataFault;
import dev.weft.engine.Row;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Values of every type of docs/types.md go as parameters through both drivers and come back as the same: all types in
 * one row at a time. The property {@code weft.trips.seed} sets the start value again that a failure names.
 */
class TypedRoundTripsTest {
    private static final int LEAST_TRIPS = 10_000;

    private interface Look {
        void at(AsyncConnection hosted, AsyncConnection natively);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-30", "EN-31"})
    void aValueComesBackAsTheSameThroughBoth(EngineFactory engines) {
        var seed = Long.getLong("weft.trips.seed", System.nanoTime());
        var kinds = Values.all();
        var rows = 11 * LEAST_TRIPS / 10 / kinds.size() + 1;
        var select =
                kinds.stream().map(kind -> "?::" + kind.sqlType()).collect(Collectors.joining(", ", "select ", ""));
        through(
                engines,
                (hosted, natively) -> assertSoftly(softly -> {
                    var random = new SplittableRandom(seed);
                    for (var i = 0; i < rows && softly.wasSuccess(); i++) {
                        var sent = new ArrayList<@Nullable Object>();
                        kinds.forEach(kind -> sent.add(kind.next(random)));
                        var there = row(hosted, select, sent);
                        var here = row(natively, select, sent);
                        for (var column = 0; column < sent.size(); column++) {
                            compare(
                                    softly,
                                    seed,
                                    kinds.get(column),
                                    sent.get(column),
                                    there.get(column),
                                    here.get(column));
                        }
                    }
                }));
        System.out.printf("%,d typed round trips through each driver, seed %d%n", rows * kinds.size(), seed);
        assertThat(rows * kinds.size()).isGreaterThan(LEAST_TRIPS);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-30", "EN-31"})
    void everyEdgeComesBackAsTheSameThroughBoth(EngineFactory engines) {
        through(
                engines,
                (hosted, natively) -> assertSoftly(softly -> {
                    for (var kind : Values.all()) {
                        for (var edge : kind.edges()) {
                            var there = stored(hosted, kind, edge);
                            var here = stored(natively, kind, edge);
                            compare(softly, 0, kind, edge, there.get(0), here.get(0));
                        }
                    }
                }));
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec({"R-22", "EN-42"})
    void aTextWithNulIsRefusedByBoth(EngineFactory engines) {
        through(
                engines,
                (hosted, natively) -> assertSoftly(softly -> {
                    for (var connection : List.of(hosted, natively)) {
                        for (var text : List.<Object>of("a\0b", "\0", new String[] {"a\0b"}, '\0')) {
                            ThrowingCallable sent = () -> await(connection.execute("select ?", text));
                            softly.assertThatThrownBy(sent)
                                    .as("%s: %s", connection.engine(), Values.told(text))
                                    .isInstanceOfSatisfying(
                                            DataFault.class,
                                            refusal -> softly.assertThat(refusal.sqlState())
                                                    .hasValue("22021"));
                            await(connection.rollback());
                        }
                    }
                }));
    }

    private static void through(EngineFactory engines, Look look) {
        try (var hosted = engines.create().connect();
                var natively = engines.create(Driver.VERTX.through(engines.url()), UnaryOperator.identity())
                        .connect()) {
            look.at(hosted, natively);
        }
    }

    private static Row row(AsyncConnection connection, String sql, List<@Nullable Object> parameters) {
        return await(connection.execute(sql, parameters.toArray())).one();
    }

    /** By way of a column of the type. */
    private static Row stored(AsyncConnection connection, Values.Kind kind, Object value) {
        var table = "\"trip of " + kind.sqlType() + '"';
        await(connection.execute("create temporary table " + table + " (v " + kind.sqlType() + ")"));
        await(connection.execute("insert into " + table + " values (?::" + kind.sqlType() + ")", value));
        var row = await(connection.execute("select v from " + table)).one();
        await(connection.rollback());
        return row;
    }

    private static void compare(
            SoftAssertions softly,
            long seed,
            Values.Kind kind,
            @Nullable Object sent,
            @Nullable Object there,
            @Nullable Object here) {
        var what = "%s as %s (seed %d)".formatted(Values.told(sent), kind.sqlType(), seed);
        var wanted = Seen.value(kind.becomes().apply(sent));
        softly.assertThat(Seen.value(there)).as("hosted: " + what).isEqualTo(wanted);
        softly.assertThat(Seen.value(here)).as("native: " + what).isEqualTo(wanted);
    }
}
