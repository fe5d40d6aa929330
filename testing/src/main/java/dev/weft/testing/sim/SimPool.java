package dev.weft.testing.sim;

import dev.weft.engine.AsyncEngine;

/** What must hold of an engine's pool whenever nothing runs. */
final class SimPool {
    private final SimDriver driver;
    private final AsyncEngine engine;
    private final SimSide side;

    SimPool(SimDriver driver, AsyncEngine engine, SimSide side) {
        this.driver = driver;
        this.engine = engine;
        this.side = side;
    }

    void check() {
        var status = engine.status();
        var open = status.open() + status.connecting();
        if (open > status.limit()) {
            driver.violated("the pool counts " + open + " connections, of " + status.limit());
        }
        if (status.inUse() > status.open()) {
            driver.violated("the pool counts " + status.inUse() + " of " + status.open() + " connections in use");
        }
        if (side.open() > status.open()) {
            driver.violated(side.open() + " connections are open, of which the pool has " + status.open());
        }
        if (status.closed() || status.waiting() == 0 || driver.timersAtWork()) {
            return;
        }
        var tested = side.in(SimConnection.PING);
        var idle = status.idle() - tested - side.in(SimConnection.CLOSE);
        if (idle > 0 && status.waiting() > tested) {
            driver.violated(
                    status.waiting() + " callers wait, and " + idle + " connections idle: " + status + ", " + side);
        }
        if (open < status.limit() && status.waiting() > status.connecting() + tested && !side.refused()) {
            driver.violated(status.waiting() + " callers wait, and there is room for one more connection: " + status
                    + ", " + side);
        }
    }

    void checkNothingLeft() {
        var status = engine.status();
        if (status.open() + status.connecting() + status.waiting() + status.inUse() > 0) {
            driver.violated("the engine is closed, and its pool has " + status);
        }
        if (side.open() + side.making() > 0) {
            driver.violated("the engine is closed, and " + side.open() + " connections are open, " + side.making()
                    + " being made");
        }
    }
}
