package dev.weft.peers.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.EngineUrl;
import dev.weft.peers.Target;
import dev.weft.testing.server.EmbeddedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every contender does, or its figures would say nothing. */
@Timeout(180)
public abstract class ContenderContract {
    private static final int CONNECTIONS = 2;
    private static final int TASKS = 5;
    private static final int ROWS = 2_500;

    private final Contender contender;

    /**
     * The contract of one of them.
     *
     * @param contender who
     */
    protected ContenderContract(Contender contender) {
        this.contender = contender;
    }

    @Test
    void itDoesEveryWorkloadThatItOffers() throws Exception {
        assertThat(contender.workloads()).isNotEmpty();
        try (var database = EmbeddedPostgres.shared().freshDatabase()) {
            var target = target(EngineUrl.parse(database.url()));
            prepare(target);
            for (var workload : contender.workloads()) {
                if (workload == Workload.CANCEL) {
                    try (var peer = contender.peer(target)) {
                        assertThat(new CancelStorm(peer, CONNECTIONS).usable())
                                .as("connections")
                                .isEqualTo(CONNECTIONS);
                    }
                } else {
                    does(workload, target);
                }
            }
        }
    }

    private void does(Workload workload, Target target) throws Exception {
        var client = contender.open(workload, target, ROWS);
        try {
            // Hibernate asks for identifiers on its session's connection, under a lock: more transactions than
            // connections may stop one another until one of them gives up.
            var tasks = workload == Workload.INSERT ? CONNECTIONS : TASKS;
            var round = new Load(client).steady(tasks, 1);

            assertThat(round.get(Figure.OPERATIONS).orElseThrow())
                    .as("operations of %s", workload)
                    .isGreaterThanOrEqualTo(tasks);
            assertThat(round.get(Figure.P50_MICROS).orElseThrow()).isPositive();
        } finally {
            client.end().close();
        }
    }

    private static Target target(EngineUrl url) {
        var host = url.hosts().getFirst();
        return new Target(
                host.name(),
                host.port().orElseThrow(),
                url.database().orElseThrow(),
                url.user().orElseThrow(),
                url.password().orElse(""),
                "contender-contract",
                CONNECTIONS,
                Duration.ofSeconds(60));
    }

    private static void prepare(Target target) throws SQLException {
        var url = "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database());
        try (var connection = DriverManager.getConnection(url, target.user(), target.password())) {
            Schema.create(connection);
        }
    }
}
