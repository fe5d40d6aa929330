package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.engine.StatementEvent;
import dev.weft.engine.StatementOutcome;
import dev.weft.engine.internal.events.AtHand;
import dev.weft.engine.internal.events.Watch;
import dev.weft.engine.internal.flight.StatementFlight;
import dev.weft.engine.internal.pool.Lease;
import dev.weft.engine.spi.JdbcHolder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A holder of a JDBC face whose statements are logged and told as those of the async face are; for one awaitlet. */
final class FaceHolder implements JdbcHolder {
    private final StatementLog log;
    private final Watch watch;
    private final AtHand hand;
    private final @Nullable String token;
    private final @Nullable Lease lease;
    private final Runnable onClose;
    private @Nullable StatementFlight flight;

    /** @param lease what is to hear who uses it, or null */
    FaceHolder(
            StatementLog log,
            Watch watch,
            AtHand hand,
            @Nullable String token,
            @Nullable Lease lease,
            Runnable onClose) {
        this.lease = lease;
        this.log = log;
        this.watch = watch;
        this.hand = hand;
        this.token = token;
        this.onClose = onClose;
    }

    @Override
    public void running(String sql) {
        log.statement(sql);
        watch.running(hand, sql, token);
        flight = StatementFlight.ifRecording();
    }

    @Override
    public boolean times() {
        return flight != null || watch.times();
    }

    @Override
    public void ran(String sql, Duration duration, @Nullable Throwable failure) {
        var event = new StatementEvent(hand.engine(), sql, token);
        watch.ran(hand, event, flight, new StatementOutcome(duration, failure));
    }

    @Override
    public void committed() {
        watch.listeners().afterIfAny("committed", listener -> listener.committed(hand));
    }

    @Override
    public void rolledBack() {
        watch.listeners().afterIfAny("rolledBack", listener -> listener.rolledBack(hand));
    }

    @Override
    public void usedBy(Awaitlet user) {
        if (lease != null) {
            lease.usedBy(user);
        }
    }

    @Override
    public void closed() {
        onClose.run();
    }
}
