package dev.weft.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hibernate.ScrollableResults;
import org.jspecify.annotations.Nullable;

/** Results of Hibernate's that are read in operations of their session, by which alone they are touched. */
final class ScrolledResults<R> implements AsyncScroll<R> {
    private final SessionCore<?> session;
    private final ScrollableResults<R> results;
    private final int chunk;

    ScrolledResults(SessionCore<?> session, ScrollableResults<R> results, int chunk) {
        this.session = session;
        this.results = results;
        this.chunk = chunk;
    }

    @Override
    public CompletableFuture<List<R>> next() {
        return session.operate("next", _ -> {
            var read = new ArrayList<R>();
            while (read.size() < chunk && !results.isClosed() && results.next()) {
                read.add(results.get());
            }
            return List.copyOf(read);
        });
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
