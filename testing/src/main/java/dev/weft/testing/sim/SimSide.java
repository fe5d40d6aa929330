package dev.weft.testing.sim;

import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverErrors;
import dev.weft.engine.spi.DriverSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one engine of a simulation has of the driver. */
final class SimSide implements Driver {
    private static final int POOL_SIZE = 4;

    private final SimDriver driver;
    private final DriverSettings settings;
    private final List<SimConnection> open = new ArrayList<>();
    private int making; // attempts that somebody still wants
    private boolean refused; // the last attempt that ended

    SimSide(SimDriver driver, DriverSettings settings) {
        this.driver = driver;
        this.settings = settings;
    }

    @Override
    public int poolSize() {
        return settings.poolSize() == 0 ? POOL_SIZE : settings.poolSize();
    }

    @Override
    public WorkFuture<DriverConnection> connect() {
        driver.onItsThread();
        var attempt = new Attempt(this);
        making++;
        checkLimit();
        driver.happens("connect", driver.number(), attempt::answer);
        return attempt.result;
    }

    /** One attempt to connect. */
    private static final class Attempt {
        private final SimSide side;
        private final WorkFuture<DriverConnection> result;
        private boolean wanted = true;

        Attempt(SimSide side) {
            this.side = side;
            this.result = new WorkFuture<>(reason -> {
                unwanted();
                side.refused = true;
                side.driver.happens("connect cancelled", 0, () -> completeExceptionally(new Cancelled(reason)));
            });
        }

        private void unwanted() {
            if (wanted) {
                wanted = false;
                side.making--;
            }
        }

        private void completeExceptionally(Throwable failure) {
            unwanted();
            result.completeExceptionally(failure);
        }

        private void answer() {
            if (result.isDone()) {
                return;
            }
            switch (side.driver.outcome()) {
                case WORKS -> {
                    var late = !wanted;
                    unwanted();
                    side.refused = side.refused && (late || side.driver.timersAtWork());
                    result.complete(side.connection(late));
                }
                case FAILS, BREAKS -> {
                    side.refused = true;
                    completeExceptionally(side.lost("refused"));
                }
                case SILENT -> side.driver.note("connect hangs", 0);
            }
        }
    }

    private SimConnection connection(boolean late) {
        var connection = new SimConnection(driver, this, driver.number());
        open.add(connection);
        if (!late) {
            checkLimit();
        }
        return connection;
    }

    private void checkLimit() {
        if (open.size() + making > poolSize()) {
            driver.violated(open.size() + " connections are open and " + making + " being made, of " + poolSize());
        }
    }

    void ended(SimConnection connection) {
        open.remove(connection);
    }

    DriverSettings settings() {
        return settings;
    }

    /** Whether the last attempt to connect failed, so that the next may have to wait. */
    boolean refused() {
        return refused;
    }

    int making() {
        return making;
    }

    int open() {
        return open.size();
    }

    /** How many connections are in an operation of that name. */
    int in(String operation) {
        var count = 0;
        for (var connection : open) {
            if (connection.in(operation)) {
                count++;
            }
        }
        return count;
    }

    DatabaseError lost(String words) {
        return error(words, "08006");
    }

    DatabaseError error(String words, @Nullable String sqlState) {
        return DriverErrors.of(new DatabaseError.Report(settings.engine(), words, sqlState, 0, null, null), null);
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return WorkFuture.completedWork(null);
    }

    @Override
    public String toString() {
        return open + ", " + making + " being made";
    }
}
