package dev.weft.tck;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.Notification;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The tests of the Reactive Streams specification for publishers, with notifications. */
class NotificationsVerification extends FlowPublisherVerification<Notification> {
    /** What the specification leaves open, or asks of more elements than there are. */
    private static final Set<String> NOT_OF_NOTIFICATIONS = Set.of(
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage",
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 30;

    private final List<AsyncConnection> opened = new CopyOnWriteArrayList<>();
    private final AsyncEngine engine;

    /** What became of each test. */
    record Report(List<String> passed, Set<String> skipped, Map<String, Throwable> failed) {}

    private NotificationsVerification(AsyncEngine engine) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.engine = engine;
    }

    /** Runs them all, on a thread that may block. */
    static Report run(AsyncEngine engine) throws Exception {
        var passed = new ArrayList<String>();
        var skipped = new TreeMap<String, String>();
        var failed = new TreeMap<String, Throwable>();
        var tests = Arrays.stream(NotificationsVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> isOfNotifications(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (var test : tests) {
            var verification = new NotificationsVerification(engine);
            try {
                verification.setUp();
                test.invoke(verification);
                passed.add(test.getName());
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof SkipException reason) {
                    skipped.put(test.getName(), String.valueOf(reason.getMessage()));
                } else {
                    failed.put(test.getName(), thrown.getCause() == null ? thrown : thrown.getCause());
                }
            } finally {
                verification.opened.forEach(each -> each.aclose().join());
            }
        }
        return new Report(passed, skipped.keySet(), failed);
    }

    private static boolean isOfNotifications(String test) {
        return !test.startsWith("untested_") && !test.contains("_multicast_") && !NOT_OF_NOTIFICATIONS.contains(test);
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
