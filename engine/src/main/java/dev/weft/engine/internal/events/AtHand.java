package dev.weft.engine.internal.events;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.ListenerConnection;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the hands of a listener: past the queue of its holder, in whose turn this is.
 *
 * @param engine the engine's name
 * @param connection the driver's connection
 * @param info what is kept beside it
 */
public record AtHand(String engine, DriverConnection connection, Map<String, Object> info)
        implements ListenerConnection {
    private static final JdbcHolder UNHEARD = new JdbcHolder() {
        @Override
        public void running(String sql) {}

        @Override
        public void closed() {}
    };

    @Override
    public Result execute(String sql, @Nullable Object... parameters) {
        var values = Arrays.<@Nullable Object>asList(parameters.clone());
        return Awaitlets.await(connection.execute(StatementCall.of(sql, values)));
    }

    @Override
    public <T extends @Nullable Object> T runSync(SyncWork<? super Connection, T> work) {
        return Awaitlets.await(connection.runSync(UNHEARD, work));
    }
}
