package dev.weft.engine.internal.pool;

import dev.weft.engine.IllegalPoolForDriver;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.spi.Driver;

/** Which kinds of pool suit a driver. */
final class PoolKinds {
    private PoolKinds() {}

    /**
     * The kind asked for, or the driver's own.
     *
     * @throws IllegalPoolForDriver if the driver cannot work with what is asked for (ER-405)
     */
    static PoolKind choose(PoolOptions wanted, Driver driver) {
        var suits = driver.poolKind();
        var kind = wanted.kind() == null ? suits : wanted.kind();
        if (suits == PoolKind.STATIC && kind != PoolKind.STATIC) {
            throw new IllegalPoolForDriver(
                    "A pool of kind " + kind
                            + " was asked for, but this in-memory database ends with its one connection.",
                    "Leave the kind out, or use a file.");
        }
        if (kind == PoolKind.STATIC && driver.poolSize() > 1) {
            throw new IllegalPoolForDriver(
                    "A pool of kind STATIC was asked for, with " + driver.poolSize() + " connections.",
                    "Set poolSize to 1, or leave the kind out.");
        }
        if (wanted.minimumIdle() > driver.poolSize()) {
            throw new IllegalPoolForDriver(
                    wanted.minimumIdle() + " idle connections were asked for, but the pool has " + driver.poolSize()
                            + " at most.",
                    "Lower minimumIdle, or raise poolSize.");
        }
        return kind;
    }
}
