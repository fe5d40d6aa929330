package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.spi.DriverConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The making of one connection: to the first host that takes it. Cancelled, it leaves nothing behind. */
final class Connecting extends WorkFuture<DriverConnection> {
    private static final AsyncOptions FILES =
            AsyncOptions.defaults().named("weft-tls-files").withoutSite();
    private static final AsyncOptions PASSWORD =
            AsyncOptions.defaults().named("weft-password").withoutSite();
    private static final String NOT_LET_IN = "28000";

    private final VertxHome.Place place;
    private final ContextInternal context;
    private final List<PgOptions> hosts;
    private final UserTypes types;
    private volatile @Nullable CancelReason cancelled;
    private volatile @Nullable PgWire wire;
    private volatile @Nullable WorkFuture<String> asking;
    private String password = ""; // confined to the loop; until the connection is made

    Connecting(VertxHome.Place place, List<PgOptions> hosts, UserTypes types) {
        this.place = place;
        this.context = place.context();
        this.hosts = hosts;
        this.types = types;
    }

    void start() {
        var passwords = hosts.getFirst().settings().passwords();
        if (!passwords.mayWait()) {
            known(passwords.ask().orElse(""));
            return;
        }
        WorkFuture<String> asked =
                Awaitlets.async(PASSWORD, () -> passwords.ask().orElse(""));
        asking = asked;
        var reason = cancelled;
        if (reason != null) {
            asked.requestCancel(reason);
        }
        var _ = asked.whenComplete((answer, failure) -> {
            asking = null; // this lives as long as the connection, and the answer must not
            if (failure == null) {
                known(answer);
            } else {
                onLoop(() -> end(WorkFuture.cause(failure)));
            }
        });
    }

    private void known(String answer) {
        onLoop(() -> {
            password = answer;
            prepare();
        });
    }

    @Override
    protected void stop(CancelReason reason) {
        cancelled = reason;
        var asked = asking;
        if (asked != null) {
            asked.requestCancel(reason);
        }
        var connected = wire;
        if (connected != null && !isDone()) {
            connected.cut();
        }
    }

    private void connected(PgWire made) {
        wire = made;
        if (cancelled != null) {
            made.cut();
        }
    }

    /** Reads the files for TLS, which are the same for all hosts. */
    private void prepare() {
        var first = hosts.getFirst();
        var tls = first.asked().tls();
        if (!tls.wanted()) {
            attempt(0, Dialing.PLAIN, null);
            return;
        }
        var _ = Awaitlets.async(FILES, () -> tls.load(first.settings().connectTimeout()))
                .whenComplete((options, failure) -> onLoop(() -> {
                    if (failure == null) {
                        attempt(0, new Dialing(options, tls.mode() != Tls.Mode.PREFER), null);
                    } else {
                        end(PgFailures.ofConnect(first, null, failure));
                    }
                }));
    }

    private void onLoop(Runnable step) {
        try {
            context.execute(step);
        } catch (RejectedExecutionException ended) {
            end(PgFailures.ofConnect(hosts.getFirst(), null, ended));
        }
    }

    /** @param byTls why the same host did not let it in by TLS, if that was tried */
    private void attempt(int index, Dialing dialing, @Nullable DatabaseError byTls) {
        var options = hosts.get(index);
        var factory = PgDriver.INSTANCE.createConnectionFactory(
                new WireVertx(context.owner(), dialing, this::connected), options.socket());
        var given = options.client(password);
        factory.connect(context, given).onComplete((client, failure) -> {
            given.setPassword(""); // the client keeps them for as long as the connection lives
            if (failure == null) {
                made(client, factory, options, dialing);
            } else {
                factory.close((_, _) -> {});
                failed(index, dialing, byTls, failure);
            }
        });
    }

    private void made(
            SqlConnection client, ConnectionFactory<PgConnectOptions> factory, PgOptions options, Dialing dialing) {
        var connected = wire;
        if (connected == null) {
            throw new IllegalStateException("a connection without a socket");
        }
        password = "";
        connected.whenClosed(place.leave());
        var session = new Session((PgConnection) client, factory, connected, context.owner(), options, dialing);
        var reason = cancelled;
        if (reason != null) {
            session.cut();
            completeExceptionally(new Cancelled(reason));
        } else if (!complete(new NativeConnection(session, types))) {
            session.cut();
        }
    }

    private void failed(int index, Dialing dialing, @Nullable DatabaseError byTls, Throwable failure) {
        var connected = wire;
        var error = PgFailures.ofConnect(hosts.get(index), connected == null ? null : connected.lastWords(), failure);
        wire = null;
        if (connected != null) {
            connected.cut();
        }
        var first = byTls == null ? error : byTls;
        if (byTls != null) {
            byTls.addSuppressed(error);
        }
        if (cancelled != null) {
            end(first);
        } else if (wantsPlain(dialing, error)) {
            attempt(index, Dialing.PLAIN, error);
        } else if (index + 1 < hosts.size() && (first instanceof ConnectionLost || first instanceof TlsFailed)) {
            attempt(index + 1, dialing, null);
        } else {
            end(first);
        }
    }

    /** The server may let in without TLS whom it does not let in with it, as its rules for hosts say. */
    private static boolean wantsPlain(Dialing dialing, DatabaseError error) {
        return dialing.options() != null
                && !dialing.must()
                && error.sqlState().filter(NOT_LET_IN::equals).isPresent();
    }

    private void end(Throwable error) {
        place.leave().run();
        password = "";
        var reason = cancelled;
        if (reason == null) {
            completeExceptionally(error);
        } else {
            var end = new Cancelled(reason);
            end.addSuppressed(error);
            completeExceptionally(end);
        }
    }
}
