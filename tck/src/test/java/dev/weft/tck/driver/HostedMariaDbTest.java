package dev.weft.tck.driver;

import dev.weft.spec.Spec;
import dev.weft.testing.driver.DriverTck;
import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.FreshDatabase;
import org.junit.jupiter.api.AfterEach;

/** MariaDB's hosted driver. */
@Spec({"EN-13", "EN-24", "EN-27", "EN-39", "EN-42", "R-5"})
class HostedMariaDbTest implements DriverTck {
    private final FreshDatabase database = EmbeddedMariaDb.shared().freshDatabase();

    @Override
    public String url() {
        return database.url();
    }

    @Override
    public String slowQuery() {
        return "select sum(sleep(30)) from seq_1_to_3";
    }

    @AfterEach
    void drop() {
        database.close();
    }
}
