package dev.weft.tck.driver;

import dev.weft.spec.Spec;
import dev.weft.testing.driver.DriverTck;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.FreshDatabase;
import org.junit.jupiter.api.AfterEach;

/** PostgreSQL's hosted driver. */
@Spec({"EN-13", "EN-24", "EN-27", "EN-39", "EN-42", "R-5"})
class HostedPostgresTest implements DriverTck {
    private final FreshDatabase database = EmbeddedPostgres.shared().freshDatabase();

    @Override
    public String url() {
        return database.url();
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
