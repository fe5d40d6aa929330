package dev.weft.tck;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.Notification;
import dev.weft.spec.PublisherRules;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The tests of the Reactive Streams specification for publishers, with notifications. */
class NotificationsVerification extends FlowPublisherVerification<Notification> implements AutoCloseable {
    /**
     * What the specification leaves open, or asks of more elements than there are; and one that gives the garbage
     * collector a tenth of a second, which {@link NotificationsTest} tests with more patience.
     */
    private static final Set<String> NOT_OF_NOTIFICATIONS = Set.of(
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage",
            "required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber",
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 30;

    private final List<AsyncConnection> opened = new CopyOnWriteArrayList<>();
    private final AsyncEngine engine;

    private NotificationsVerification(AsyncEngine engine) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.engine = engine;
    }

    /** Runs them all, on a thread that may block. */
    static PublisherRules run(AsyncEngine engine) throws Exception {
        return PublisherRules.of(
                NotificationsVerification.class, () -> new NotificationsVerification(engine), NOT_OF_NOTIFICATIONS);
    }

    @Override
    public void close() {
        opened.forEach(each -> each.aclose().join());
    }

    @Override
    public Flow.Publisher<Notification> createFlowPublisher(long elements) {
        return subscriber -> {
            var connection = engine.connect();
            opened.add(connection);
            connection.notifications("numbers").subscribe(subscriber);
            var _ = connection
                    .isolationLevel() // behind the LISTEN
                    .thenCompose(_ -> connection.execute(
                            "select pg_notify('numbers', i::text) from generate_series(1, ?::int) i", elements))
                    .thenCompose(_ -> connection.commit())
                    .thenCompose(_ -> connection.aclose());
        };
    }

    @Override
    public Flow.Publisher<Notification> createFailedFlowPublisher() {
        var connection = engine.connect();
        connection.aclose().join();
        return connection.notifications("numbers");
    }

    @Override
    public long maxElementsFromPublisher() {
        return AsyncConnection.NOTIFICATIONS_KEPT;
    }
}
