package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.ConversionFailed;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ResultClosed;
import dev.weft.engine.ResultInUse;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A streamed result as a publisher. */
class StreamPublisherTest {
    /** A subscriber that notes what it gets, and asks for what the test tells it to. */
    private static class Listener<T> implements Flow.Subscriber<T> {
        final List<T> elements = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();
        volatile Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(T element) {
            elements.add(element);
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete("complete");
        }

        void request(long count) {
            Objects.requireNonNull(subscription).request(count);
        }

        void cancel() {
            Objects.requireNonNull(subscription).cancel();
        }
    }

    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    @Spec({"EN-16", "EN-30"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void itKeepsTheRulesOfReactiveStreams(AsyncEngine engine, Database database) {
        var report = Work.onPlainThread(() -> RowsVerification.run(engine, database));

        assertThat(report.failed()).isEmpty();
        assertThat(report.passed()).hasSizeGreaterThan(20);
        assertThat(report.skipped()).isEmpty();
    }

    @EngineTest
    @Spec("EN-16")
    void nothingIsFetchedOrDeliveredThatWasNotAskedFor(AsyncEngine engine, Database database)
            throws InterruptedException {
        try (var connection = engine.connect()) {
            var listener = new Listener<Integer>();
            var result = await(connection.stream(Dialects.numbers(database, 1000)));
            result.scalars(Integer.class).rows().subscribe(listener);
            assertThat(listener.elements).isEmpty();

            listener.request(150);
            Work.until("150 are there", () -> listener.elements.size() >= 150);
            assertThat(listener.elements).isEqualTo(range(1, 151));
            listener.request(Long.MAX_VALUE);
            await(listener.ended);

            assertThat(listener.elements).isEqualTo(range(1, 1001));
            assertThat(result.isClosed()).isTrue();
        }
    }

    /** Rule 1.3 of the Reactive Streams specification: one signal at a time, and the subscription is one. */
    @EngineTest
    @Spec("EN-16")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void noRowComesBeforeItsSubscriberHasTheSubscription(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var heldBack = new CompletableFuture<List<Integer>>();
            var listener = new Listener<Integer>() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    super.onSubscribe(given);
                    request(300);
                    if (Dialects.sharesWithStreams(database)) {
                        connection.scalar(Integer.class, "select 1").join(); // in its turn: the fetch has ended
                    }
                    heldBack.complete(List.copyOf(elements));
                }
            };
            var result = await(connection.stream(Dialects.numbers(database, 200)));
            Work.onPlainThread(() -> {
                result.scalars(Integer.class).rows().subscribe(listener);
                return "subscribed";
            });
            await(listener.ended);

            assertThat(heldBack).isCompletedWithValue(List.of());
            assertThat(listener.elements).isEqualTo(range(1, 201));
        }
    }

    @EngineTest
    @Spec("EN-16")
    void itHasOneSubscriber(AsyncEngine engine, Database database) {
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, 1000)))) {
            var first = new Listener<Object>();
            var second = new Listener<Object>();
            result.rows().subscribe(first);
            result.partitions(3).subscribe(second);

            assertThatThrownBy(() -> await(second.ended))
                    .isInstanceOf(ResultInUse.class)
                    .hasMessageContaining("ER-318");
            assertThatThrownBy(() -> await(result.fetchOne())).isInstanceOf(ResultInUse.class);
            first.request(5000);
            assertThat(await(first.ended)).isEqualTo("complete");
        }
    }

    @EngineTest
    @Spec({"EN-16", "UB-1"})
    void aCancelClosesIt(AsyncEngine engine, Database database) throws InterruptedException {
        try (var connection = engine.connect()) {
            var result = await(connection.stream(Dialects.numbers(database, 100_000)));
            var listener = new Listener<Object>();
            result.rows().subscribe(listener);
            listener.request(10);
            Work.until("10 are there", () -> listener.elements.size() == 10);
            listener.cancel();
            listener.request(10);

            assertThat(result.isClosed()).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            assertThat(listener.elements).hasSize(10);
            assertThat(listener.ended).isNotDone();
        }
    }

    @EngineTest
    @Spec({"EN-16", "EN-39"})
    void aCancelStopsAFetchOnTheServer(AsyncEngine engine, Database database) throws InterruptedException {
        try (var connection = engine.connect()) {
            var result = await(connection.stream(Dialects.slowAfter150Rows(database)));
            var listener = new Listener<Object>();
            result.rows().subscribe(listener);
            listener.request(200);
            Work.until("100 are there", () -> listener.elements.size() >= 100);
            listener.cancel();
            await(connection.rollback());

            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec("EN-36")
    void itFailsOnceItsTransactionHasEnded(AsyncEngine engine, Database database) {
        try (var connection = engine.connect()) {
            var result = await(connection.stream(Dialects.numbers(database, 1000)));
            var listener = new Listener<Object>();
            result.rows().subscribe(listener);
            await(connection.rollback());
            listener.request(1);

            assertThatThrownBy(() -> await(listener.ended)).isInstanceOf(ResultClosed.class);
        }
    }

    @EngineTest
    @Spec({"EN-16", "EN-31"})
    void aValueThatCannotBeDeliveredFailsAndClosesIt(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var nulls = await(connection.stream("select 1 as n union all select null order by 1"));
            var listener = new Listener<@Nullable Integer>();
            nulls.scalars(Integer.class).rows().subscribe(listener);
            listener.request(5);
            assertThatThrownBy(() -> await(listener.ended)).isInstanceOf(FeatureRefused.class);
            assertThat(nulls.isClosed()).isTrue();

            var texts = await(connection.stream("select 'a' as t"));
            var other = new Listener<@Nullable Integer>();
            texts.scalars(Integer.class).rows().subscribe(other);
            other.request(5);
            assertThatThrownBy(() -> await(other.ended)).isInstanceOf(ConversionFailed.class);
            assertThat(texts.isClosed()).isTrue();
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
        }
    }

    @EngineTest
    @Spec({"EN-16", "EN-24"})
    void aSubscriberMayUseTheConnectionBetweenRows(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var listener = inserting(connection);
            var result = await(connection.stream(Dialects.numbers(database, 250)));
            result.scalars(Integer.class).rows().subscribe(listener);
            listener.request(1);
            if (Dialects.sharesWithStreams(database)) {
                await(listener.ended);
                assertThat(await(connection.scalar(Integer.class, "select count(*) from a")))
                        .hasValue(250);
            } else {
                assertThatThrownBy(() -> await(listener.ended)).hasMessageContaining("ER-317");
            }
            listener.cancel();
        }
    }

    private static Listener<@Nullable Integer> inserting(AsyncConnection connection) {
        return new Listener<>() {
            @Override
            public void onNext(@Nullable Integer number) {
                var _ = connection
                        .execute("insert into a values (?, 'a')", number)
                        .whenComplete((done, failure) -> {
                            if (failure == null) {
                                request(1);
                            } else {
                                ended.completeExceptionally(failure);
                            }
                        });
            }
        };
    }

    @EngineTest
    @Spec({"EN-16", "EN-30"})
    void anAwaitletReadsItWithPrefetch(AsyncEngine engine, Database database) {
        try (var connection = engine.connect();
                var result = await(connection.stream(Dialects.numbers(database, 361)))) {
            try (var numbers = Awaitlets.iterate(result.scalars(Integer.class).rows(), 16)) {
                assertThat(numbers.stream().toList()).isEqualTo(range(1, 362));
            }
        }
    }

    /** Rule 3.13, for which the specification's own test gives the garbage collector a tenth of a second. */
    @EngineTest(backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-16")
    void aPublisherThatIsCancelledLetsGoOfItsSubscriber(AsyncEngine engine, Database database)
            throws InterruptedException {
        try (var connection = engine.connect()) {
            var result = await(connection.stream(Dialects.numbers(database, 1000)));
            var cancelled = cancelled(result);
            await(connection.rollback()); // by whose turn all of it has ended
            Work.until("it is collected", () -> {
                System.gc();
                return cancelled.listener.get() == null;
            });

            cancelled.subscription.request(1);
            assertThat(result.isClosed()).isTrue();
        }
    }

    /** A subscriber that nobody else holds, and what it was given. */
    private record Cancelled(WeakReference<Listener<Object>> listener, Flow.Subscription subscription) {}

    private static Cancelled cancelled(AsyncResult result) throws InterruptedException {
        var listener = new Listener<Object>();
        result.rows().subscribe(listener);
        listener.request(3);
        Work.until("3 are there", () -> listener.elements.size() == 3);
        listener.cancel();
        return new Cancelled(new WeakReference<>(listener), Objects.requireNonNull(listener.subscription));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
