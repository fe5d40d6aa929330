package dev.weft.benchmarks.doctor;

import dev.weft.engine.spi.DriverProvider;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The drivers on the class path: Weft's own providers, and what they stand on. */
final class DriversCheck {
    private DriversCheck() {}

    static List<Finding> findings() {
        var all = new ArrayList<Finding>();
        for (var provider : ServiceLoader.load(DriverProvider.class)) {
            all.add(Finding.ok("driver of Weft", provider.name()));
        }
        for (var driver : ServiceLoader.load(Driver.class)) {
            all.add(Finding.ok(
                    "JDBC driver",
                    driver.getClass().getName() + " " + driver.getMajorVersion() + "." + driver.getMinorVersion()));
        }
        if (all.isEmpty()) {
            all.add(Finding.fault(
                    "drivers",
                    "none is on the class path",
                    "Add that of your database, such as org.postgresql:postgresql."));
        }
        return all;
    }
}
