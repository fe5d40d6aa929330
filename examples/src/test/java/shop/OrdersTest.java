package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.LeakWatch;
import dev.weft.testing.server.EmbeddedPostgres;
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
}
