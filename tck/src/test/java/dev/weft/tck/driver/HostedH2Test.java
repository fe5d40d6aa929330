package dev.weft.tck.driver;

import dev.weft.spec.Spec;
import dev.weft.testing.driver.DriverTck;
import java.util.UUID;

/** H2's hosted driver. */
@Spec({"EN-13", "EN-24", "EN-27", "EN-39", "EN-42", "R-5"})
class HostedH2Test implements DriverTck {
    private final String url = "h2:mem:tck_" + UUID.randomUUID().toString().replace("-", "");

    @Override
    public String url() {
        return url;
    }

    @Override
    public String slowQuery() {
        return "select count(*) from system_range(1, 200000) a, system_range(1, 200000) b where a.x <> b.x + 1";
    }
}
