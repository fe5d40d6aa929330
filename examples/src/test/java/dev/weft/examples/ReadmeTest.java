package dev.weft.examples;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snippet of the README, which is cut from here. */
@Timeout(60)
class ReadmeTest {
    @Test
    void theSnippetDoesWhatItSays(@TempDir Path folder) throws Exception {
        var url = "sqlite:///" + folder.resolve("readme.db");
        List<String> names = async(() -> {
                    try (var engine = AsyncEngine.create(url);
                            var sessions = AsyncSessionMaker.create(engine, A.class)) {
                        await(sessions.createSchema());
                        return await(insertAndRead(sessions));
                    }
                })
                .get(30, TimeUnit.SECONDS);

        assertThat(names).containsExactly("a1", "a2");
    }

    private static CompletableFuture<List<String>> insertAndRead(AsyncSessionMaker sessions) {
        // snippet:readme
        // Async style: every operation answers a future, and cancelling it stops the statement on the server.
        CompletableFuture<Void> inserted = sessions.begin(session -> session.persistAll(new A("a1"), new A("a2")));

        // Blocking style: plain Hibernate, unchanged, suspended while it waits. No thread per query.
        CompletableFuture<List<String>> names = async(() -> {
            await(inserted);
            try (var session = sessions.openSession().sync()) {
                return session.createSelectionQuery("select a.data from A a order by a.id", String.class)
                        .getResultList();
            }
        });
        // end
        return names;
    }
}
