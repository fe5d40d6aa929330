package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.hibernate.ScrollableResults;
import org.jspecify.annotations.Nullable;

/** Results of Hibernate's that are read in operations of their session, by which alone they are touched. */
final class ScrolledResults<R> implements AsyncScroll<R> {
    private final SessionCore<?> session;
    private final ScrollableResults<R> results;
    private final int chunk;
    private volatile boolean ended;

    ScrolledResults(SessionCore<?> session, ScrollableResults<R> results, int chunk) {
        this.session = session;
        this.results = results;
        this.chunk = chunk;
    }

    @Override
    public CompletableFuture<List<R>> next() {
        return read(() -> true);
    }

    /** The next results, or fewer if they are not wanted any more. */
    CompletableFuture<List<R>> read(BooleanSupplier wanted) {
        return session.operate("next", wanted, _ -> {
            var read = new ArrayList<R>();
            while (read.size() < chunk && wanted.getAsBoolean() && oneMore()) {
                read.add(results.get());
            }
            return Collections.unmodifiableList(read);
        });
    }

    private boolean oneMore() {
        ended = results.isClosed() || !results.next();
        if (ended) {
            results.close();
        }
        return !ended;
    }

    /** Tells whether all has been read, and the connection is free for other things. */
    boolean ended() {
        return ended;
    }

    /** Closes it for nobody: no owner is asked, and no cancel reaches it. */
    void abandon() {
        session.endQuietly("close scroll", results::close);
    }

    @Override
    public CompletableFuture<Void> aclose() {
        if (session.isClosed()) {
            return CompletableFuture.completedFuture(null); // with all that was open in it
        }
        return Completion.of(session.<@Nullable Void>operate("close scroll", _ -> {
            results.close();
            return null;
        }));
    }
}
