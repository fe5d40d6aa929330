package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Notification;
import dev.weft.engine.NotificationOverflow;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Notifications as a publisher, where the driver hears of them; the refusal, where it does not. */
@Spec("EN-16")
class NotificationsTest {
    /** A subscriber that notes what it gets, and asks for what the test tells it to. */
    private static final class Ear implements Flow.Subscriber<Notification> {
        final List<String> payloads = new CopyOnWriteArrayList<>();
        final CompletableFuture<Flow.Subscription> begun = new CompletableFuture<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();
        volatile @Nullable Notification last;

        /** Subscribes, and waits until the server listens. */
        static Ear on(AsyncConnection connection, String... channels) {
            var ear = new Ear();
            connection.notifications(channels).subscribe(ear);
            await(ear.begun);
            return ear;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            begun.complete(given);
        }

        @Override
        public void onNext(Notification notification) {
            last = notification;
            payloads.add(notification.payload());
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete("complete");
        }

        Ear asking(long count) {
            begun.join().request(count);
            return this;
        }

        void heard(int count) throws InterruptedException {
            Work.until(count + " are heard", () -> payloads.size() >= count);
        }
    }

    private static AsyncConnection autoCommit(AsyncEngine engine) {
        return await(
                engine.connect().withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT)));
    }

    private static void notify(AsyncEngine engine, String channel, int from, int to) {
        await(engine.begin(connection -> connection.execute(
                "select pg_notify(?, i::text) from generate_series(?::int, ?::int) i", channel, from, to)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private static long channels(AsyncConnection connection) {
        return await(connection.scalar(Long.class, "select count(*) from pg_listening_channels()"))
                .orElseThrow();
    }

    private static int session(AsyncConnection connection) {
        return await(connection.scalar(Integer.class, "select pg_backend_pid()"))
                .orElseThrow();
    }

    @EngineTest
    void whoHearsOfNoneSaysWhoDoes(AsyncEngine engine, Driver driver) {
        try (var connection = engine.connect()) {
            var ear = Ear.on(connection, "a");
            if (driver == Driver.HOSTED) {
                assertThat(catchThrowableOfType(FeatureRefused.class, () -> await(ear.ended)))
                        .hasMessageContaining("ER-601")
                        .hasMessageContaining("postgresql+vertx");
            } else {
                assertThat(channels(connection)).isEqualTo(1);
            }
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void whatIsSentOnceTheSubscriptionHasBegunIsDeliveredInOrder(AsyncEngine engine) throws InterruptedException {
        try (var connection = engine.connect()) {
            var ear = Ear.on(connection, "jobs").asking(Long.MAX_VALUE);
            notify(engine, "jobs", 1, 300);
            notify(engine, "jobs", 301, 600);
            ear.heard(600);

            assertThat(ear.payloads).isEqualTo(numbers(1, 600));
            var last = Objects.requireNonNull(ear.last);
            assertThat(last.channel()).isEqualTo("jobs");
            assertThat(last.processId()).isNotEqualTo(session(connection)).isPositive();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void anAwaitletIteratesOverThem(AsyncEngine engine) {
        var heard = new ArrayList<String>();
        // snippet:notifications
        var autoCommit = ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT);
        try (var connection = await(engine.connect().withOptions(autoCommit));
                var jobs = Awaitlets.iterate(connection.notifications("jobs"), 16)) {
            await(connection.execute("select 'any statement'")); // ends after the LISTEN, which was queued before it
            await(engine.begin(other -> other.execute("select pg_notify('jobs', 'number 1')")));
            heard.add(jobs.next().payload());
        }
        // end
        assertThat(heard).containsExactly("number 1");
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void leavingTheBlockOfAnIterationUnlistens(AsyncEngine engine) {
        try (var connection = autoCommit(engine)) {
            try (var notifications = Awaitlets.iterate(connection.notifications("jobs"), 4)) {
                assertThat(channels(connection)).as("queued behind the LISTEN").isEqualTo(1);
                notify(engine, "jobs", 1, 20);
                for (var number : numbers(1, 20)) {
                    assertThat(notifications.next().payload()).isEqualTo(number);
                }
            }
            assertThat(channels(connection)).isZero();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void statementsGoOnWhileItListens(AsyncEngine engine) throws InterruptedException {
        try (var connection = engine.connect()) {
            var ear = Ear.on(connection, "jobs").asking(100);
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            notify(engine, "jobs", 1, 3);
            assertThat(await(connection.scalar(Integer.class, "select 2"))).hasValue(2);
            assertThat(ear.payloads).as("inside a transaction").isEmpty();
            await(connection.commit());
            ear.heard(3);

            assertThat(ear.payloads).isEqualTo(numbers(1, 3));
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void nothingIsDeliveredThatWasNotAskedFor(AsyncEngine engine) throws InterruptedException {
        try (var connection = autoCommit(engine)) {
            var ear = Ear.on(connection, "jobs").asking(2);
            notify(engine, "jobs", 1, AsyncConnection.NOTIFICATIONS_KEPT);
            ear.heard(2);
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            assertThat(ear.payloads).hasSize(2);
            ear.asking(Long.MAX_VALUE).heard(AsyncConnection.NOTIFICATIONS_KEPT);

            assertThat(ear.payloads).isEqualTo(numbers(1, AsyncConnection.NOTIFICATIONS_KEPT));
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void aSubscriberThatFallsTooFarBehindIsTold(AsyncEngine engine) {
        try (var connection = autoCommit(engine)) {
            var slow = Ear.on(connection, "jobs");
            var quick = Ear.on(connection, "jobs").asking(Long.MAX_VALUE);
            notify(engine, "jobs", 1, AsyncConnection.NOTIFICATIONS_KEPT + 1);
            var failure = catchThrowableOfType(NotificationOverflow.class, () -> await(slow.ended));

            assertThat(failure).hasMessageContaining("ER-320");
            assertThat(failure.dropped()).isEqualTo(AsyncConnection.NOTIFICATIONS_KEPT + 1);
            assertThat(channels(connection)).as("for the other").isEqualTo(1);
            assertThat(quick.payloads).hasSize(AsyncConnection.NOTIFICATIONS_KEPT + 1);
            assertThat(slow.payloads).isEmpty();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void aCancelUnlistensWhatNobodyElseListensTo(AsyncEngine engine) throws InterruptedException {
        try (var connection = autoCommit(engine)) {
            var first = Ear.on(connection, "a", "b").asking(100);
            var second = Ear.on(connection, "b", "c").asking(100);
            assertThat(channels(connection)).isEqualTo(3);
            first.begun.join().cancel();
            assertThat(channels(connection)).isEqualTo(2);
            notify(engine, "a", 1, 1);
            notify(engine, "b", 2, 2);
            notify(engine, "c", 3, 3);
            second.heard(2);
            second.begun.join().cancel();

            assertThat(second.payloads).containsExactly("2", "3");
            assertThat(channels(connection)).isZero();
            assertThat(first.payloads).isEmpty();
            assertThat(first.ended).isNotDone();
            assertThat(second.ended).isNotDone();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    @Spec({"PL-16", "EN-42"})
    void aLostConnectionEndsItWithTheReason(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(1));
        var killer = engines.create();
        try (var connection = autoCommit(engine)) {
            var asking = Ear.on(connection, "jobs").asking(100);
            var waiting = Ear.on(connection, "jobs");
            notify(killer, "jobs", 1, 2);
            await(killer.begin(other -> other.execute("select pg_terminate_backend(?::int)", session(connection))));

            assertThat(catchThrowableOfType(ConnectionLost.class, () -> await(asking.ended)))
                    .hasMessageContaining("57P01");
            assertThat(waiting.ended).as("two are to be delivered first").isNotDone();
            waiting.asking(2);
            assertThatThrownBy(() -> await(waiting.ended)).isInstanceOf(ConnectionLost.class);
            assertThat(asking.payloads).isEqualTo(numbers(1, 2));
            assertThat(waiting.payloads).isEqualTo(numbers(1, 2));
            assertThat(await(connection.scalar(Integer.class, "select 1")))
                    .as("on a new connection")
                    .hasValue(1);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    @Spec("EN-22")
    void anInvalidatedConnectionEndsItAsALostOne(AsyncEngine engine) {
        try (var connection = autoCommit(engine)) {
            var ear = Ear.on(connection, "jobs").asking(1);
            await(connection.invalidate());

            assertThatThrownBy(() -> await(ear.ended)).isInstanceOf(ConnectionLost.class);
            assertThat(channels(connection)).as("of the next session").isZero();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    @Spec({"EN-12", "PL-4"})
    void theNextHolderHearsNothing(EngineFactory engines) {
        var engine = engines.create(options -> options.withPoolSize(1));
        var other = engines.create();
        int session;
        Ear ear;
        try (var connection = autoCommit(engine)) {
            session = session(connection);
            ear = Ear.on(connection, "jobs").asking(100);
        }
        assertThat(await(ear.ended)).isEqualTo("complete");
        try (var connection = autoCommit(engine)) {
            assertThat(session(connection)).isEqualTo(session);
            assertThat(channels(connection)).isZero();
            notify(other, "jobs", 1, 1);
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            ear.begun.join().cancel();
            var next = Ear.on(connection, "jobs").asking(1);
            notify(other, "jobs", 2, 2);
            await(CompletableFuture.supplyAsync(() -> {
                try {
                    next.heard(1);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return next.payloads.getFirst();
            }));
            assertThat(next.payloads).containsExactly("2");
        }
        assertThat(ear.payloads).isEmpty();
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void whatHadArrivedIsDeliveredBeforeItCompletes(AsyncEngine engine) {
        Ear ear;
        try (var connection = autoCommit(engine)) {
            ear = Ear.on(connection, "jobs");
            await(connection.execute("select pg_notify('jobs', i::text) from generate_series(1, 3) i"));
        }
        assertThat(ear.ended).isNotDone();
        ear.asking(3);

        assertThat(await(ear.ended)).isEqualTo("complete");
        assertThat(ear.payloads).isEqualTo(numbers(1, 3));
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    void aNameIsTakenAsItIsOrRefused(AsyncEngine engine) throws InterruptedException {
        var names = List.of("Mixed Case", "a\"; drop table a; --", "'", "$1", "ключ ✓", "é".repeat(31), "x".repeat(63));
        try (var connection = autoCommit(engine)) {
            for (var name : names) {
                var ear = Ear.on(connection, name).asking(1);
                notify(engine, name, 7, 7);
                ear.heard(1);
                assertThat(Objects.requireNonNull(ear.last).channel()).isEqualTo(name);
                ear.begun.join().cancel();
            }
            for (var name : List.of("", "x".repeat(70), "é".repeat(32), "nul\0")) {
                var ear = Ear.on(connection, "fine", name);
                assertThatThrownBy(() -> await(ear.ended))
                        .as(name)
                        .isInstanceOf(FeatureRefused.class)
                        .hasMessageContaining("name of a channel");
            }
            assertThat(channels(connection)).isZero();
            assertThatThrownBy(connection::notifications).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX)
    @Spec("EN-11")
    void itIsRefusedInsideATransactionAndAfterTheClose(AsyncEngine engine) {
        var connection = engine.connect();
        await(connection.execute("select 1"));
        var inside = Ear.on(connection, "jobs");
        assertThatThrownBy(() -> await(inside.ended))
                .isInstanceOf(TransactionInactive.class)
                .hasMessageContaining("between transactions only");
        await(connection.aclose());
        var after = Ear.on(connection, "jobs");
        assertThatThrownBy(() -> await(after.ended)).isInstanceOf(ResourceClosed.class);
    }

    /** Rule 3.13, for which the specification's own test gives the garbage collector a tenth of a second. */
    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    void aSubscriptionThatIsCancelledLetsGoOfItsSubscriber(AsyncEngine engine) throws InterruptedException {
        try (var connection = autoCommit(engine)) {
            var cancelled = cancelled(engine, connection);
            assertThat(channels(connection)).isZero(); // by whose turn all of it has ended
            Work.until("it is collected", () -> {
                System.gc();
                return cancelled.ear.get() == null;
            });

            cancelled.subscription.request(1);
        }
    }

    /** A subscriber that nobody else holds, and what it was given. */
    private record Cancelled(WeakReference<Ear> ear, Flow.Subscription subscription) {}

    private static Cancelled cancelled(AsyncEngine engine, AsyncConnection connection) throws InterruptedException {
        var ear = Ear.on(connection, "jobs").asking(1);
        notify(engine, "jobs", 1, 1);
        ear.heard(1);
        var subscription = ear.begun.join();
        subscription.cancel();
        return new Cancelled(new WeakReference<>(ear), subscription);
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void itKeepsTheRulesOfReactiveStreams(AsyncEngine engine) {
        var report = Work.onPlainThread(() -> NotificationsVerification.run(engine));

        assertThat(report.failed()).isEmpty();
        assertThat(report.passed()).hasSizeGreaterThan(20);
        assertThat(report.skipped()).isEmpty();
    }
}
