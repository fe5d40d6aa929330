package dev.weft.vertx.internal.pg;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cancel request, on a connection of its own, as the protocol wants it.
 *
 * <p>The client's own request is done once it is written. This one is done when the server has closed the connection:
 * it does so after it has told its process, so that no request arrives late.
 */
final class CancelSocket {
    private static final int CANCEL = 80_877_102;
    private static final int LENGTH = 16;

    private CancelSocket() {}

    /** Sends the request; {@code done} hears once, on any thread, that it has ended, and why if it failed. */
    static void send(Session session, Consumer<@Nullable Throwable> done) {
        var timeout =
                Math.toIntExact(Math.max(1, session.settings().cancelTimeout().toMillis()));
        var client = session.vertx().createNetClient(new NetClientOptions().setConnectTimeout(timeout));
        var once = new AtomicBoolean();
        Consumer<@Nullable Throwable> end = failure -> {
            if (once.compareAndSet(false, true)) {
                client.close();
                done.accept(failure);
            }
        };
        client.connect(session.options().address()).onComplete((socket, failure) -> {
            if (failure == null) {
                session.vertx().setTimer(timeout, _ -> socket.close());
                ask(session, socket, end);
            } else {
                end.accept(failure);
            }
        });
    }

    /** By TLS if the connection is one by TLS, because the request holds its secret. */
    private static void ask(Session session, NetSocket socket, Consumer<@Nullable Throwable> end) {
        session.dialing().ready(socket).onComplete((_, failure) -> {
            if (failure == null) {
                request(session, socket, end);
            } else {
                socket.close();
                end.accept(failure);
            }
        });
    }

    private static void request(Session session, NetSocket socket, Consumer<@Nullable Throwable> end) {
        socket.closeHandler(_ -> end.accept(null));
        socket.exceptionHandler(end::accept);
        var message = Buffer.buffer(LENGTH)
                .appendInt(LENGTH)
                .appendInt(CANCEL)
                .appendInt(session.client().processId())
                .appendInt(session.client().secretKey());
        socket.write(message).onFailure(end::accept);
    }
}
