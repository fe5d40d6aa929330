package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DriverMissing;
import dev.weft.engine.InvalidUrl;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;

/** Whether native drivers are on the class or module path. */
final class Natives {
    /** Asked once in a JVM. */
    static final boolean HERE = here();

    private Natives() {}

    /** Tells so by making an engine, which does no I/O. */
    private static boolean here() {
        try (var _ = AsyncEngine.create(Driver.VERTX.through(Database.POSTGRESQL.sampleUrl()))) {
            return true;
        } catch (InvalidUrl | DriverMissing absent) {
            return false;
        }
    }
}
