package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.engine.spi.JdbcHolder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A holder of a JDBC face inside somebody else's transaction, who hears of statements only.
 *
 * @param told who hears it
 */
record JoinedHolder(JdbcHolder told) implements JdbcHolder {
    @Override
    public boolean joins() {
        return true;
    }

    @Override
    public void running(String sql) {
        told.running(sql);
    }

    @Override
    public boolean times() {
        return told.times();
    }

    @Override
    public void ran(String sql, Duration duration, @Nullable Throwable failure) {
        told.ran(sql, duration, failure);
    }

    @Override
    public void usedBy(Awaitlet user) {
        told.usedBy(user);
    }

    @Override
    public void closed() {
        // the face around it is closed last
    }
}
