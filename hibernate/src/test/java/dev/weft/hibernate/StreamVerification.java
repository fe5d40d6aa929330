package dev.weft.hibernate;

import dev.weft.spec.PublisherRules;
import dev.weft.testing.Database;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The tests of the Reactive Streams specification for publishers, with the results of queries. */
class StreamVerification extends FlowPublisherVerification<Integer> implements AutoCloseable {
    /**
     * What the specification leaves open, or asks of more results than there are; and one that gives the garbage
     * collector a tenth of a second, which {@link SessionStreamTest} tests with more patience.
     */
    private static final Set<String> NOT_OF_RESULTS = Set.of(
            "optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage",
            "required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber",
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long QUIET_MILLIS = 30;
    private static final int CHUNK = 16;

    private final List<AsyncSession> opened = new CopyOnWriteArrayList<>();
    private final AsyncSessionMaker sessions;
    private final Database database;

    private StreamVerification(AsyncSessionMaker sessions, Database database) {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        this.sessions = sessions;
        this.database = database;
    }

    /** Runs them all, on a thread that may block. */
    static PublisherRules run(AsyncSessionMaker sessions, Database database) throws Exception {
        return PublisherRules.of(
                StreamVerification.class, () -> new StreamVerification(sessions, database), NOT_OF_RESULTS);
    }

    @Override
    public void close() {
        opened.forEach(session -> session.aclose().join());
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return open().createNativeQuery(numbers(elements), Integer.class).stream(CHUNK);
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return open().createNativeQuery("select nothing from nowhere", Integer.class).stream(CHUNK);
    }

    private AsyncSession open() {
        opened.forEach(session -> session.aclose().join());
        var session = sessions.openSession();
        opened.add(session);
        session.begin().join();
        return session;
    }

    private String numbers(long count) {
        return switch (database) {
            case POSTGRESQL -> "select i from generate_series(1, " + count + ") as s (i)";
            case H2 -> "select cast(x as int) as i from system_range(1, " + count + ")";
            default -> throw new IllegalArgumentException("not on " + database);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 5_000;
    }
}
