package dev.weft.vertx.internal.pg;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How a new socket is made ready for the first message: asked for TLS, and secured.
 *
 * <p>The client's own way asks too, but falls back to a plain connection whatever went wrong with TLS, even if the
 * server refused the password.
 *
 * @param options what TLS is to be like, or null for a plain connection
 * @param must whether a server without TLS is refused
 */
record Dialing(@Nullable ClientSSLOptions options, boolean must) {
    static final Dialing PLAIN = new Dialing(null, false);
    private static final int TLS = 80_877_103;
    private static final int LENGTH = 8;

    /** The server's plain answer that it has no TLS. */
    static final class NotOffered extends SSLException {
        private static final long serialVersionUID = 1L;

        private NotOffered() {
            super("the server does not speak TLS");
        }
    }

    /** For a further connection to a server that was reached by TLS, or plain. */
    Dialing again(boolean encrypted) {
        return encrypted ? new Dialing(options, true) : PLAIN;
    }

    /** Makes a socket ready that has just been connected; on its loop. It is not closed if that fails. */
    Future<NetSocket> ready(NetSocket socket) {
        var wanted = options;
        if (wanted == null) {
            return Future.succeededFuture(socket);
        }
        var done = Promise.<NetSocket>promise();
        socket.closeHandler(_ -> done.tryFail(new ClosedChannelException()));
        socket.exceptionHandler(done::tryFail);
        socket.handler(answer -> answered(socket, wanted, answer, done));
        socket.write(Buffer.buffer(LENGTH).appendInt(LENGTH).appendInt(TLS)).onFailure(done::tryFail);
        return done.future().andThen((_, _) -> {
            socket.handler(null);
            socket.closeHandler(null);
            socket.exceptionHandler(null);
        });
    }

    private void answered(NetSocket socket, ClientSSLOptions wanted, Buffer answer, Promise<NetSocket> done) {
        socket.handler(null);
        if (answer.getByte(0) == 'E') {
            done.tryFail(new IOException("the server had no process for this connection"));
            return;
        }
        if (answer.length() != 1) { // what stands behind the letter was not sent by TLS, by whoever did
            done.tryFail(new SSLException("the server said more than whether it speaks TLS"));
            return;
        }
        switch ((char) answer.getByte(0)) {
            case 'S' ->
                socket.upgradeToSsl(wanted).onComplete((_, failure) -> {
                    if (failure == null) {
                        done.tryComplete(socket);
                    } else {
                        done.tryFail(failure);
                    }
                });
            case 'N' -> {
                if (must) {
                    done.tryFail(new NotOffered());
                } else {
                    done.tryComplete(socket);
                }
            }
            default -> done.tryFail(new SSLException("the server did not say whether it speaks TLS"));
        }
    }
}
