package dev.weft.vertx.internal.pg;

import dev.weft.engine.spi.DriverSettings;
import io.netty.channel.EventLoop;
import io.vertx.core.Completable;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the client with the event loop it lives on.
 *
 * <p>Commands are sent on the loop; {@link #broken}, {@link #cut} and {@link #onLoop} are for anywhere.
 */
final class Session {
    private final PgConnection client;
    private final Connection commands;
    private final ConnectionFactory<?> factory;
    private final PgWire wire;
    private final VertxInternal vertx;
    private final EventLoop loop;
    private final PgOptions options;
    private final Dialing dialing;
    private volatile boolean lost;

    Session(
            PgConnection client,
            ConnectionFactory<?> factory,
            PgWire wire,
            VertxInternal vertx,
            PgOptions options,
            Dialing dialing) {
        this.client = client;
        this.commands = ((SqlConnectionInternal) client).unwrap();
        this.factory = factory;
        this.wire = wire;
        this.vertx = vertx;
        this.loop = wire.loop();
        this.options = options;
        this.dialing = dialing.again(wire.encrypted());
        client.exceptionHandler(_ -> wire.cut()); // what was told is the failure of the operation too
        client.noticeHandler(_ -> {}); // the client would log them
    }

    PgWire wire() {
        return wire;
    }

    PgConnection client() {
        return client;
    }

    VertxInternal vertx() {
        return vertx;
    }

    PgOptions options() {
        return options;
    }

    /** How a further connection to the same server is made ready. */
    Dialing dialing() {
        return dialing;
    }

    DriverSettings settings() {
        return options.settings();
    }

    /** Whether nothing can be sent any more. */
    boolean broken() {
        return lost || !wire.open();
    }

    /** Whether somebody was told that. */
    boolean knownLost() {
        return lost;
    }

    void lost() {
        lost = true;
    }

    /**
     * Runs a step on the loop: at once if this is it.
     *
     * @return false if the loop has ended, and with it the connection
     */
    boolean onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
            return true;
        }
        try {
            loop.execute(step);
            return true;
        } catch (RejectedExecutionException ended) {
            lost = true;
            return false;
        }
    }

    /** Runs a step on the loop, behind what waits there now; on the loop. */
    void next(Runnable step) {
        loop.execute(step);
    }

    /** Runs a step on the loop later. */
    void later(Duration delay, Runnable step) {
        var _ = loop.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends a command; on the loop. */
    <R> void send(CommandBase<R> command, Completable<R> handler) {
        commands.schedule(command, handler);
    }

    /** Sends commands in one go; on the loop. */
    void sendTogether(CompositeCommand several) {
        commands.schedule(several, (_, _) -> {});
    }

    /** Says goodbye to the server, and closes. */
    void close(Completable<@Nullable Void> closed) {
        lost = true;
        client.close().onComplete((_, failure) -> {
            factory.close((_, _) -> {});
            closed.complete(null, failure);
        });
    }

    /** Cuts the connection off. */
    void cut() {
        lost = true;
        wire.cut();
        factory.close((_, _) -> {});
    }
}
