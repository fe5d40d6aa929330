package dev.weft.peers.weft;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.peers.Peer;
import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.JdbcWork;
import dev.weft.peers.workload.Workload;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.util.Set;

/** Weft as its users have it: blocking style over JDBC, asynchronous statements, or asynchronous sessions. */
enum WeftContender implements Contender {
    /** pgjdbc from the engine's data source, an awaitlet for each task. */
    HOSTED("postgresql"),
    /** The native driver's asynchronous face, each task on an event loop. */
    NATIVE("postgresql+vertx"),
    /** Asynchronous sessions over pgjdbc, begun by whoever completes the operation before. */
    SESSION("postgresql");

    private final String scheme;

    WeftContender(String scheme) {
        this.scheme = scheme;
    }

    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(valueOf(arguments[0]));
    }

    static AsyncEngine engine(String scheme, Target target) {
        var url = "%s://%s:%s@%s:%d/%s"
                .formatted(scheme, target.user(), target.password(), target.host(), target.port(), target.database());
        return AsyncEngine.create(
                url,
                EngineOptions.defaults()
                        .withName(target.application())
                        .withPoolSize(target.connections())
                        .withAcquireTimeout(target.acquireTimeout()));
    }

    @Override
    public Set<Workload> workloads() {
        return this == SESSION
                ? Set.of(Workload.FIND, Workload.UPDATE, Workload.INSERT, Workload.JOIN_FETCH)
                : Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM, Workload.CANCEL);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        var engine = engine(scheme, target);
        return switch (this) {
            case HOSTED -> {
                var source = engine.dataSource();
                JdbcWork.Source connections = work -> {
                    try (var connection = source.getConnection()) {
                        work.on(connection);
                    }
                };
                yield new Client(JdbcWork.of(workload, connections, rows), WeftContender::inAwaitlet, engine);
            }
            case NATIVE -> {
                var vertx = (VertxInternal) Vertx.vertx();
                yield new Client(
                        new StatementWork(engine).of(workload, rows),
                        task -> vertx.createEventLoopContext().runOnContext(_ -> task.run()),
                        () -> {
                            engine.close();
                            vertx.close()
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .join();
                        });
            }
            case SESSION -> {
                var work = SessionWork.on(engine);
                yield new Client(work.of(workload), Runnable::run, () -> {
                    work.close();
                    engine.close();
                });
            }
        };
    }

    private static void inAwaitlet(Runnable task) {
        var _ = Awaitlets.async(task::run);
    }

    @Override
    public Peer peer(Target target) {
        return new WeftPeer(scheme, target);
    }
}
