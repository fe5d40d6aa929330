package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.EngineUrl;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;

/** The native driver of PostgreSQL by itself. */
class NativeDriverTest {
    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    @Spec("EN-1")
    void itConnectsAndAnswers(EngineUrl url) {
        try (var engine = Native.engine(url);
                var connection = engine.connect()) {
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }
}
