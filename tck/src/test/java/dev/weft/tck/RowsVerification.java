package dev.weft.tck;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.Row;
import dev.weft.testing.Database;
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

/** The tests of the Reactive Streams specification for publishers, with the rows of streamed results. */
class RowsVerification extends FlowPublisherVerification<Row> {
    /** What the specification leaves open for a publisher of one subscriber, or asks of more rows than there are. */
    private static final Set<String> NOT_OF_ROWS = Set.of(
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage",
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 30;

    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final AsyncEngine engine;
    private final Database database;

    /** A result and the connection it has for itself. */
    private record Opened(AsyncConnection connection, AsyncResult result) {}

    /** What became of each test. */
    record Report(List<String> passed, Set<String> skipped, Map<String, Throwable> failed) {}

    private RowsVerification(AsyncEngine engine, Database database) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.engine = engine;
        this.database = database;
    }

    /** Runs them all, on a thread that may block. */
    static Report run(AsyncEngine engine, Database database) throws Exception {
        var passed = new ArrayList<String>();
        var skipped = new TreeMap<String, String>();
        var failed = new TreeMap<String, Throwable>();
        var tests = Arrays.stream(RowsVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> isOfRows(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (var test : tests) {
            var verification = new RowsVerification(engine, database);
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
                verification.opened.forEach(each -> each.connection.aclose().join());
            }
        }
        return new Report(passed, skipped.keySet(), failed);
    }

    private static boolean isOfRows(String test) {
        return !test.startsWith("untested_") && !test.contains("_multicast_") && !NOT_OF_ROWS.contains(test);
    }

    @Override
    public Flow.Publisher<Row> createFlowPublisher(long elements) {
        return open(elements).result.rows();
    }

    @Override
    public Flow.Publisher<Row> createFailedFlowPublisher() {
        var last = open(1);
        last.connection.aclose().join();
        return last.result.rows();
    }

    /** Opens a result on a connection of its own, once those that were read have given theirs back. */
    private Opened open(long rows) {
        opened.stream()
                .filter(each -> each.result.isClosed())
                .forEach(each -> each.connection.aclose().join());
        var connection = engine.connect();
        var result = connection.stream(Dialects.numbers(database, rows)).join();
        var last = new Opened(connection, result);
        opened.add(last);
        return last;
    }

    @Override
    public long maxElementsFromPublisher() {
        return 5_000;
    }
}
