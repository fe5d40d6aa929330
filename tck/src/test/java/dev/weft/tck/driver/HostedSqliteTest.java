package dev.weft.tck.driver;

import dev.weft.spec.Spec;
import dev.weft.testing.driver.DriverTck;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's hosted driver. */
@Spec({"EN-13", "EN-24", "EN-27", "EN-39", "EN-42", "R-5"})
class HostedSqliteTest implements DriverTck {
    private final Path folder;

    HostedSqliteTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    public String url() {
        return "sqlite:///" + folder.resolve("tck.db");
    }

    @Override
    public String slowQuery() {
        return "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) "
                + "select count(*) from n";
    }

    @Override
    public boolean keepsDecimals() {
        return false;
    }
}
