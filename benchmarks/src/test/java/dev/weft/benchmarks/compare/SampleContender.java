package dev.weft.benchmarks.compare;

import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.JdbcWork;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Workload;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** One connection of pgjdbc; or one whose operations fail, or hang, or that does not close. */
enum SampleContender implements dev.weft.peers.workload.Contender {
    GOOD,
    FAILING,
    HANGING,
    UNCLOSABLE;

    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(valueOf(arguments[0]));
    }

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.SELECT, Workload.STREAM);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) throws SQLException {
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()),
                target.user(),
                target.password());
        var work = JdbcWork.of(workload, it -> it.on(connection), rows);
        Operation operation = switch (this) {
            case GOOD, UNCLOSABLE -> work;
            case FAILING ->
                (Operation.Blocking) _ -> {
                    throw new IllegalStateException("its driver has a bad day");
                };
            case HANGING -> (Operation.Blocking) _ -> new CountDownLatch(1).await();
        };
        var thread = Executors.newSingleThreadExecutor();
        return new Client(operation, thread, () -> {
            if (this == UNCLOSABLE) {
                throw new IllegalStateException("it stays open");
            }
            thread.shutdownNow();
            connection.close();
        });
    }
}
