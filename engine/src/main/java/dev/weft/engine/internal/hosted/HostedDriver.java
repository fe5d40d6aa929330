package dev.weft.engine.internal.hosted;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Workers;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionFactory;
import dev.weft.engine.DriverMissing;
import dev.weft.engine.IllegalPoolForDriver;
import dev.weft.engine.PoolKind;
import dev.weft.engine.internal.sql.SqlFailures;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverSettings;
import dev.weft.engine.spi.Passwords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A JDBC driver whose connections are used inside awaitlets. */
final class HostedDriver implements Driver {
    private static final AsyncOptions CONNECT =
            AsyncOptions.defaults().named("weft-connect").withoutSite();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection anchor; // guarded by lock

    private final Source source;
    private final Dialect dialect;
    private final DriverSettings settings;
    private final Hosting hosting;
    private final int poolSize;

    /** What makes connections. */
    @FunctionalInterface
    private interface Source {
        Connection open() throws SQLException;
    }

    /** Where a driver connects to. The properties may hold keys of the URL's options; this is never printed. */
    record Target(String jdbcUrl, Properties properties) {
        @Override
        public String toString() {
            return "Target[hidden]";
        }
    }

    static HostedDriver of(Target target, Dialect dialect, DriverSettings settings) {
        var driver = find(target.jdbcUrl(), dialect);
        return new HostedDriver(() -> open(driver, target, settings.passwords()), dialect, settings);
    }

    static HostedDriver over(ConnectionFactory factory, Dialect dialect, DriverSettings settings) {
        return new HostedDriver(() -> made(factory), dialect, settings);
    }

    private HostedDriver(Source source, Dialect dialect, DriverSettings settings) {
        this.source = source;
        this.dialect = dialect;
        this.settings = settings;
        this.poolSize = settings.poolSize() == 0 ? dialect.places().poolSize() : settings.poolSize();
        if (poolSize > dialect.places().most()) {
            throw new IllegalPoolForDriver(
                    "A pool of " + poolSize
                            + " was asked for, but only one connection can see this in-memory database.",
                    "Leave poolSize out, or use a file.");
        }
        this.hosting = dialect.onWorkers()
                ? new Hosting.OnWorkers(Workers.create(settings.engine(), poolSize))
                : new Hosting.InAwaitlet();
    }

    private static java.sql.Driver find(String jdbcUrl, Dialect dialect) {
        return DriverManager.drivers()
                .filter(candidate -> accepts(candidate, jdbcUrl))
                .findFirst()
                .orElseThrow(() -> new DriverMissing(dialect.name(), dialect.artifact(), null));
    }

    private static boolean accepts(java.sql.Driver candidate, String jdbcUrl) {
        try {
            return candidate.acceptsURL(jdbcUrl);
        } catch (SQLException notThisOne) {
            return false;
        }
    }

    @Override
    public WorkFuture<DriverConnection> connect() {
        return Awaitlets.async(CONNECT, () -> {
            try {
                var connecting = Thread.currentThread();
                // An interrupt closes the socket of a virtual thread: the one way to end a connect that gets no answer.
                Connection made = hosting.run(reason -> connecting.interrupt(), this::open);
                Thread.interrupted();
                return new HostedConnection(made, hosting, dialect, settings);
            } catch (SQLException failure) {
                throw SqlFailures.ofConnect(failure, settings.engine());
            }
        });
    }

    private Connection open() throws SQLException {
        if (dialect.places().anchored()) {
            holdAnchor();
        }
        return openOne();
    }

    private void holdAnchor() throws SQLException {
        lock.lock();
        try {
            if (anchor == null) {
                anchor = openOne();
            }
        } finally {
            lock.unlock();
        }
    }

    private Connection openOne() throws SQLException {
        try {
            return source.open();
        } catch (RuntimeException | Error unforeseen) {
            throw Rethrow.asSqlOrUnchecked(Rethrow.ofTalk(unforeseen));
        }
    }

    private static Connection made(ConnectionFactory factory) throws SQLException {
        try {
            return factory.connect().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw Rethrow.asSqlOrUnchecked(failure.getCause() == null ? failure : failure.getCause());
        } catch (Exception failure) {
            throw Rethrow.asSqlOrUnchecked(failure);
        }
    }

    private static Connection open(java.sql.Driver driver, Target target, Passwords passwords) throws SQLException {
        var copy = new Properties();
        copy.putAll(target.properties());
        passwords.ask().ifPresent(password -> copy.setProperty("password", password));
        var made = driver.connect(target.jdbcUrl(), copy);
        if (made == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " refused its own URL", "08001");
        }
        return made;
    }

    @Override
    public int poolSize() {
        return poolSize;
    }

    @Override
    public PoolKind poolKind() {
        return dialect.places().most() == 1 ? PoolKind.STATIC : PoolKind.QUEUE;
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return Awaitlets.async(CONNECT, () -> {
            var held = letGoOfAnchor();
            if (held != null) {
                hosting.run(reason -> {}, () -> {
                    held.close();
                    return null;
                });
            }
            hosting.rest();
            return null;
        });
    }

    private @Nullable Connection letGoOfAnchor() {
        lock.lock();
        try {
            var held = anchor;
            anchor = null;
            return held;
        } finally {
            lock.unlock();
        }
    }
}
