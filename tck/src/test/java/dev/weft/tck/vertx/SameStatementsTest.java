package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.IsolationLevel;
import dev.weft.spec.Spec;
import dev.weft.tck.vertx.Talk.How;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is run, a caller sees the same of it through the hosted and the native driver: values and their classes,
 * columns, counts, keys, errors with their codes and words, and what the connection is good for afterwards.
 */
class SameStatementsTest {
    private static final int LEAST = 1_000;

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec("R-22")
    void definitionsAndChanges(EngineFactory engines) throws IOException {
        compare(engines, Scripts.read("tables.sql"), How.AUTOCOMMIT, How.IN_SAVEPOINTS, How.COMMITTED);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-42"})
    void whatTheServerRefuses(EngineFactory engines) throws IOException {
        compare(engines, Scripts.read("errors.sql"), How.AUTOCOMMIT, How.IN_SAVEPOINTS, How.COMMITTED);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-27", "EN-28"})
    void transactions(EngineFactory engines) throws IOException {
        compare(engines, Scripts.read("transactions.sql"), How.AS_IT_IS);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-30", "EN-35"})
    void shapesOfResults(EngineFactory engines) throws IOException {
        compare(engines, Scripts.read("results.sql"), How.AS_IT_IS);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec("R-22")
    void textsAsEveryType(EngineFactory engines) {
        compare(engines, Matrix.casts(), How.AUTOCOMMIT);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec("R-22")
    void parametersAsEveryType(EngineFactory engines) {
        compare(engines, Matrix.parameters(), How.AUTOCOMMIT);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec("R-22")
    void parametersIntoEveryColumn(EngineFactory engines) {
        compare(engines, Matrix.columns(), How.AUTOCOMMIT);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Timeout(60)
    @Spec({"R-22", "EN-13", "EN-24"})
    void batchesPipelinesAndParameters(EngineFactory engines) {
        compare(engines, Matrix.several(), How.AUTOCOMMIT, How.COMMITTED);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("R-22")
    void theyAreMoreThanAThousandStatements() throws IOException {
        var different = new HashSet<String>();
        Stream.of(
                        Scripts.read("tables.sql"),
                        Scripts.read("errors.sql"),
                        Scripts.read("transactions.sql"),
                        Scripts.read("results.sql"),
                        Matrix.several())
                .flatMap(List::stream)
                .forEach(step -> different.add(step.text()));
        System.out.printf("%,d different statements, and products of types and values%n", different.size());
        Stream.of(Matrix.casts(), Matrix.parameters(), Matrix.columns())
                .flatMap(List::stream)
                .forEach(step -> different.add(step.text()));

        assertThat(different).hasSizeGreaterThan(LEAST);
    }

    private static void compare(EngineFactory engines, List<Step> steps, How... ways) {
        var hosted = engines.create();
        var natively = engines.create(Driver.VERTX.through(engines.url()), UnaryOperator.identity());
        assertSoftly(softly -> {
            for (var how : ways) {
                clear(hosted);
                var expected = Talk.seen(hosted, how, steps);
                clear(hosted);
                var found = Talk.seen(natively, how, steps);
                for (var i = 0; i < steps.size(); i++) {
                    softly.assertThat(found.get(i))
                            .as("%s: %s", how, steps.get(i).text())
                            .isEqualTo(expected.get(i));
                }
            }
        });
    }

    private static void clear(AsyncEngine engine) {
        var once = engine.withOptions(engine.executionOptions().withIsolation(IsolationLevel.AUTOCOMMIT));
        for (var sql : List.of(
                "drop schema if exists other cascade",
                "drop schema public cascade",
                "create schema public",
                "create type mood as enum ('happy', 'sad')",
                "create domain positive as int check (value > 0)")) {
            try (var connection = once.connect()) {
                await(connection.execute(sql));
            }
        }
    }
}
