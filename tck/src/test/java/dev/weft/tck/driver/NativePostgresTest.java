package dev.weft.tck.driver;

import dev.weft.spec.Spec;
import dev.weft.testing.Driver;
import dev.weft.testing.driver.DriverTck;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.FreshDatabase;
import org.junit.jupiter.api.AfterEach;

/** PostgreSQL's native driver, on Vert.x's client. */
@Spec({"EN-13", "EN-24", "EN-27", "EN-39", "EN-42", "R-5"})
class NativePostgresTest implements DriverTck {
    private final FreshDatabase database = EmbeddedPostgres.shared().freshDatabase();

    @Override
    public String url() {
        return Driver.VERTX.through(database.url());
    }

    @Override
    public String slowQuery() {
        return "select pg_sleep(30)";
    }

    @AfterEach
    void drop() {
        database.close();
    }
}
