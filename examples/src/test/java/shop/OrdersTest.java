package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.sim.SimDriver;
import dev.weft.testing.sim.SimFaults;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snippets of docs/testing.md, which are cut from here. */
@Timeout(120)
class OrdersTest {
    // snippet:leak-watch
    @RegisterExtension
    final LeakWatch leaks = LeakWatch.create();

    private final AsyncEngine engine = leaks.watch(AsyncEngine.create("h2:mem:shop"));

    @Test
    void anOrderIsPlaced() throws Exception {
        assertThat(Orders.place(engine, "tea").get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    // end

    @Test
    void anOrderIsPlacedOnAServer() throws Exception {
        // snippet:leak-watch-try
        try (var database = EmbeddedPostgres.shared().freshDatabase();
                var leaks = LeakWatch.create().watchSessions(database)) {
            var engine = leaks.watch(AsyncEngine.create(database.url()));
            Orders.createTable(engine).get(10, TimeUnit.SECONDS);
            leaks.check(); // so far; the engine stays open
            Orders.place(engine, "tea").get(10, TimeUnit.SECONDS);
        }
        // end
    }

    @Test
    void nothingIsLeftWhateverGoesWrong() {
        var first = System.nanoTime();
        // snippet:simulation
        for (var seed = first; seed < first + 100; seed++) {
            var sim = SimDriver.seeded(seed, SimFaults.MANY);
            var engine = sim.engine(EngineOptions.defaults().withPoolSize(2));
            for (var shopper = 1; shopper <= 5; shopper++) {
                var connection = engine.connect();
                sim.later("shopper " + shopper + " comes", () -> Orders.shop(connection));
            }
            sim.later("the shop closes", () -> {
                var _ = engine.aclose();
            });
            sim.run();
            sim.checkNothingLeft();
        }
        // end
    }
}
