package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.Result;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.engine.spi.Passwords;
import dev.weft.engine.spi.StatementCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The driver under test with one connection, and others as a test asks for them. Used by one test's thread. */
final class Rig implements AutoCloseable {
    /** The table of the tests. */
    static final String TABLE = "weft_tck";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration CANCEL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Driver driver;
    private final List<DriverConnection> connections = new ArrayList<>();

    private Rig(Driver driver) {
        this.driver = driver;
    }

    static Rig of(DriverHooks hooks) {
        var url = EngineUrl.parse(hooks.url());
        var passwords = Passwords.of("weft-tck", null, url);
        var settings = new DriverSettings("weft-tck", 2, CONNECT, CANCEL, CANCEL, true, TimeSource.system(), passwords);
        var rig = new Rig(hooks.provider().driver(url, settings));
        try {
            var _ = rig.another();
        } catch (Throwable failure) {
            get(rig.driver.close());
            throw failure;
        }
        return rig;
    }

    /** The same, with the empty table {@code weft_tck (id, txt)}. */
    static Rig withTable(DriverHooks hooks) {
        var rig = of(hooks);
        var _ = rig.execute("create table " + TABLE + " (id int primary key, txt varchar(100))");
        return rig;
    }

    DriverConnection connection() {
        return connections.getFirst();
    }

    DriverConnection another() {
        var made = get(driver.connect());
        connections.add(made);
        return made;
    }

    Result execute(String sql, @Nullable Object... parameters) {
        return get(connection().execute(call(sql, parameters)));
    }

    void begin() {
        get(connection().begin(TransactionOptions.defaults()));
    }

    /** How many rows the table has, as another connection sees it. */
    long rowsSeenByAnother() {
        var other = connections.size() > 1 ? connections.get(1) : another();
        return count(other);
    }

    long rows() {
        return count(connection());
    }

    private static long count(DriverConnection connection) {
        return get(connection.execute(call("select count(*) from " + TABLE)))
                .scalar(Long.class)
                .orElseThrow();
    }

    static StatementCall call(String sql, @Nullable Object... parameters) {
        return StatementCall.of(sql, Arrays.<@Nullable Object>asList(parameters));
    }

    /** The value of a future that completes in time, or its failure. */
    static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new AssertionError(failed.getCause());
        } catch (CancellationException cancelled) {
            throw cancelled.getCause() instanceof Cancelled told ? told : cancelled; // the JDK reports a copy
        } catch (TimeoutException late) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The failure of a future, which is of a type. */
    static <X extends Throwable, T extends @Nullable Object> X failure(Class<X> type, CompletableFuture<T> future) {
        T value;
        try {
            value = get(future);
        } catch (Exception | AssertionError failure) {
            return assertInstanceOf(type, failure);
        }
        return fail("no " + type.getSimpleName() + ", but " + value);
    }

    /** Closes everything, and only then tells the first failure, with the others suppressed. */
    @Override
    public void close() {
        var steps = new ArrayList<Runnable>();
        steps.add(this::dropTable);
        connections.forEach(connection -> steps.add(() -> get(connection.close())));
        steps.add(() -> get(driver.close()));
        Throwable first = null;
        for (var step : steps) {
            try {
                step.run();
            } catch (RuntimeException | AssertionError failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        switch (first) {
            case null -> {}
            case RuntimeException told -> throw told;
            default -> throw (Error) first;
        }
    }

    private void dropTable() {
        for (var connection : connections) {
            if (!connection.broken()) {
                get(connection.reset());
            }
        }
        var last = get(driver.connect());
        try {
            get(last.execute(call("drop table if exists " + TABLE)));
        } finally {
            get(last.close());
        }
    }
}
