package dev.weft.torture;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.CommitOutcomeUnknown;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The accounts of a bank, the transfers between them, and what their callers were told. */
final class Accounts {
    private static final int COUNT = 20;
    private static final long EACH = 1_000;
    private static final long TRANSFERS_OF_A_WORKER = 10_000_000;
    private static final int ONE_IN = 10;
    private static final long MOST_NANOS = 8_000_000;
    private static final List<IsolationLevel> LEVELS =
            List.of(IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE);

    private final AsyncEngine engine;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrongTotals = new ConcurrentLinkedQueue<>();
    private final LongAdder reads = new LongAdder();

    private Accounts(AsyncEngine engine) {
        this.engine = engine;
    }

    /** Makes the tables, with the same money on every account. */
    static Accounts open(AsyncEngine engine) throws Exception {
        Await.value(engine.begin(connection -> connection.executeScript("""
                drop table if exists transfer;
                drop table if exists account;
                create table account (id int primary key, balance bigint not null);
                create table transfer (id bigint primary key, source int, target int, amount bigint);
                insert into account select i, %d from generate_series(1, %d) i;
                """.formatted(EACH, COUNT))));
        return new Accounts(engine);
    }

    /** Moves money until the end, and keeps what each transfer's caller was told. */
    void move(int worker, SplittableRandom random, long end) throws InterruptedException {
        var level = LEVELS.get(worker % LEVELS.size());
        var view = engine.withOptions(ExecutionOptions.defaults().withIsolation(level));
        for (var id = worker * TRANSFERS_OF_A_WORKER; System.nanoTime() - end < 0 || acknowledged.isEmpty(); id++) {
            var transfer = new Transfer(id, random);
            var work = view.begin(connection -> transfer.on(connection));
            var patience = random.nextInt(ONE_IN) == 0 ? random.nextLong(MOST_NANOS) : Long.MAX_VALUE;
            keep(id, work, patience);
        }
    }

    private void keep(long id, CompletableFuture<?> work, long patience) throws InterruptedException {
        try {
            work.get(Math.min(patience, TimeUnit.SECONDS.toNanos(90)), TimeUnit.NANOSECONDS);
            acknowledged.add(id);
        } catch (TimeoutException enough) {
            if (patience == Long.MAX_VALUE) {
                throw new IllegalStateException("a transfer has no outcome after 90 s", enough);
            }
            // A caller who leaves does not hear what becomes of his transfer.
            if (work.cancel(true)) {
                cancelled.add(id);
            } else {
                keep(id, work, Long.MAX_VALUE);
            }
        } catch (ExecutionException told) {
            (Await.reason(told) instanceof CommitOutcomeUnknown ? unknown : failed).add(id);
            Await.pause(Duration.ofMillis(1));
        }
    }

    /** One transfer, locking both accounts in their order, so that transfers do not wait for each other in a circle. */
    private record Transfer(long id, int source, int target, long amount) {
        Transfer(long id, SplittableRandom random) {
            var source = 1 + random.nextInt(COUNT);
            this(id, source, 1 + (source + random.nextInt(COUNT - 1)) % COUNT, 1 + random.nextInt(10));
        }

        CompletableFuture<Result> on(AsyncConnection connection) {
            return connection
                    .execute("select id from account where id in (?, ?) order by id for update", source, target)
                    .thenCompose(_ -> add(connection, source, -amount))
                    .thenCompose(_ -> add(connection, target, amount))
                    .thenCompose(_ ->
                            connection.execute("insert into transfer values (?, ?, ?, ?)", id, source, target, amount));
        }

        private static CompletableFuture<Result> add(AsyncConnection connection, int account, long amount) {
            return connection.execute("update account set balance = balance + ? where id = ?", amount, account);
        }
    }

    /** Reads the total until the end. */
    void watch(long end) throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            try {
                var total = number(engine, "select cast(sum(balance) as bigint) from account");
                if (total != COUNT * EACH) {
                    wrongTotals.add("a total of " + total);
                }
                reads.increment();
            } catch (InterruptedException stop) {
                throw stop;
            } catch (Exception away) {
                Await.pause(Duration.ofMillis(5)); // the server is away or the session was killed: it reads again
            }
        }
    }

    /** Holds the books beside what the callers were told, as an engine sees them that nobody has harmed. */
    List<Check> audit(AsyncEngine auditor) throws Exception {
        var present = numbers(auditor, "select id from transfer");
        var total = number(auditor, "select cast(sum(balance) as bigint) from account");
        var unbooked = number(auditor, """
                select count(*) from account a
                where balance <> %d
                        + coalesce((select sum(amount) from transfer where target = a.id), 0)
                        - coalesce((select sum(amount) from transfer where source = a.id), 0)
                """.formatted(EACH));
        var lost = acknowledged.stream().filter(id -> !present.contains(id)).map(Accounts::told);
        var ghosts = failed.stream().filter(present::contains).map(Accounts::told);
        return List.of(
                Check.atLeast("transfers", 1, acknowledged.size()),
                Check.told("%,d failed, %,d unknown, %,d cancelled, %,d reads"
                        .formatted(failed.size(), unknown.size(), cancelled.size(), reads.sum())),
                Check.none("wrong totals", wrongTotals),
                Check.fact(
                        "a total of %,d in the end".formatted(total),
                        "%,d".formatted(COUNT * EACH),
                        total == COUNT * EACH),
                Check.fact(unbooked + " accounts that differ from their transfers", "0", unbooked == 0),
                Check.none("acknowledged and lost", lost.toList()),
                Check.none("failed and present", ghosts.toList()));
    }

    private static String told(long id) {
        return "transfer " + id + ", " + LEVELS.get((int) (id / TRANSFERS_OF_A_WORKER) % LEVELS.size());
    }

    private static long number(AsyncEngine engine, String query) throws Exception {
        return Await.value(engine.begin(connection -> connection.scalar(Long.class, query)))
                .orElseThrow();
    }

    private static Set<Long> numbers(AsyncEngine engine, String query) throws Exception {
        var result = Await.value(engine.begin(connection -> connection.execute(query)));
        return result.rows().stream()
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .collect(Collectors.toSet());
    }
}
