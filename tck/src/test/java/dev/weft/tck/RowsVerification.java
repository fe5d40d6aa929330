package dev.weft.tck;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.Row;
import dev.weft.spec.PublisherRules;
import dev.weft.testing.Database;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The tests of the Reactive Streams specification for publishers, with the rows of streamed results. */
class RowsVerification extends FlowPublisherVerification<Row> implements AutoCloseable {
    /**
     * What the specification leaves open for a publisher of one subscriber, or asks of more rows than there are; and
     * one that gives the garbage collector a tenth of a second, which {@link StreamPublisherTest} tests with more
     * patience.
     */
    private static final Set<String> NOT_OF_ROWS = Set.of(
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage",
            "required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber",
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 30;

    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final AsyncEngine engine;
    private final Database database;

    /** A result and the connection it has for itself. */
    private record Opened(AsyncConnection connection, AsyncResult result) {}

    private RowsVerification(AsyncEngine engine, Database database) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.engine = engine;
        this.database = database;
    }

    /** Runs them all, on a thread that may block. */
    static PublisherRules run(AsyncEngine engine, Database database) throws Exception {
        return PublisherRules.of(RowsVerification.class, () -> new RowsVerification(engine, database), NOT_OF_ROWS);
    }

    @Override
    public void close() {
        opened.forEach(each -> each.connection.aclose().join());
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
