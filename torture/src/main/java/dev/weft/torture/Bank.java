package dev.weft.torture;

import dev.weft.engine.AsyncEngine;
import dev.weft.testing.server.PgCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * money is moved from account to account while callers cancel, sessions are killed and the server crashes; every
 * read sees the same total, and in the end the books hold what was acknowledged and not what failed.
 */
final class Bank implements Goal {
    private static final int WORKERS = 16;
    private static final int CONNECTIONS = 8;
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(200);

    @Override
    public String id() {
        return "R-10";
    }

    @Override
    public String title() {
        return "a commit is done, failed or told to be unknown";
    }

    @Override
    public boolean harmsTheServer() {
        return true;
    }

    @Override
    public Measured run(Rig rig) throws Exception {
        var engine = rig.engine("R-10", options -> options.withPoolSize(CONNECTIONS));
        var accounts = Accounts.open(engine);
        var chance = Stream.generate(rig::random).limit(WORKERS).toList();
        var end = rig.budget().end();
        var over = new AtomicBoolean();
        var chaos = new Chaos(rig.cluster(), engine, rig.random(), over);
        var harm = Crew.start(1, _ -> chaos.run(rig.budget().time().dividedBy(3)));
        var tellers = Crew.start(WORKERS, number -> {
            if (number == 0) {
                accounts.watch(end);
            } else {
                accounts.move(number, chance.get(number), end);
            }
        });
        try {
            Crew.wait(tellers, rig.budget().time().plusSeconds(120));
        } finally {
            over.set(true);
            Crew.wait(harm, Duration.ofMinutes(2));
        }
        var leaks = Leaks.afterKills(rig, engine);
        var checks = new ArrayList<Check>();
        checks.add(Check.told(chaos.told()));
        checks.addAll(accounts.audit(rig.engine("R-10-audit", options -> options)));
        checks.add(Check.none("leaked", leaks.found()));
        return new Measured(checks);
    }

    /** What happens to the server meanwhile. */
    private static final class Chaos {
        private final PgCluster cluster;
        private final AsyncEngine engine;
        private final SplittableRandom random;
        private final AtomicBoolean over;
        private final AtomicInteger kills = new AtomicInteger();
        private final AtomicInteger crashes = new AtomicInteger();

        Chaos(PgCluster cluster, AsyncEngine engine, SplittableRandom random, AtomicBoolean over) {
            this.cluster = cluster;
            this.engine = engine;
            this.random = random;
            this.over = over;
        }

        void run(Duration betweenCrashes) throws InterruptedException {
            var crash = System.nanoTime() + betweenCrashes.toNanos();
            while (!over.get()) {
                Await.pause(BETWEEN_KILLS);
                if (System.nanoTime() - crash > 0 && !over.get()) {
                    cluster.restart(PgCluster.Stop.IMMEDIATE);
                    crashes.incrementAndGet();
                    crash = System.nanoTime() + betweenCrashes.toNanos();
                } else {
                    kill();
                }
            }
        }

        private void kill() {
            var sessions = cluster.sessions(engine.name());
            if (!sessions.isEmpty()) {
                var one = sessions.get(random.nextInt(sessions.size()));
                if (cluster.terminateBackend(one.id())) {
                    kills.incrementAndGet();
                }
            }
        }

        String told() {
            return "%d sessions killed, %d crashes".formatted(kills.get(), crashes.get());
        }
    }
}
