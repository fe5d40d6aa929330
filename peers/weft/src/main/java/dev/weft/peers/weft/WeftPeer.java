package dev.weft.peers.weft;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.peers.Call;
import dev.weft.peers.Peer;
import dev.weft.peers.PeerProgram;
import dev.weft.peers.Target;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Weft through one of its drivers: each call a block of the engine, given up by cancelling its future. */
final class WeftPeer implements Peer {
    private final AsyncEngine engine;
    private final AsyncEngine autocommit;

    WeftPeer(String scheme, Target target) {
        var url = "%s://%s:%s@%s:%d/%s"
                .formatted(scheme, target.user(), target.password(), target.host(), target.port(), target.database());
        engine = AsyncEngine.create(
                url,
                EngineOptions.defaults()
                        .withName(target.application())
                        .withPoolSize(target.connections())
                        .withAcquireTimeout(target.acquireTimeout()));
        autocommit = engine.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT));
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("native")) {
            PeerProgram.main(target -> new WeftPeer("postgresql+vertx", target));
        } else {
            PeerProgram.main(target -> new WeftPeer("postgresql", target));
        }
    }

    @Override
    public Call ask(String sql) {
        return Call.of(autocommit.begin(
                connection -> connection.scalar(Long.class, sql).thenApply(Optional::orElseThrow)));
    }

    @Override
    public Call idle(Runnable waits) {
        return Call.of(engine.begin(connection -> {
            var one = await(connection.scalar(Long.class, "select cast(1 as bigint)"));
            waits.run();
            await(new CompletableFuture<Void>());
            return CompletableFuture.completedFuture(one.orElseThrow());
        }));
    }

    @Override
    public OptionalInt inUse() {
        return OptionalInt.of(engine.status().inUse());
    }

    @Override
    public void close() {
        engine.close();
    }
}
