package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password that is asked for at each new connection is not in the memory of the JVM while the connection lives: not
 * by its bytes in a dump of the heap.
 */
class PasswordInMemoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The password, backwards, because this test must not hold it. */
    private static final String BACKWARDS = "3159-drowssap-fo-ecart-a";

    private static final String ROLE = "kept_nowhere";

    @TempDir
    private Path folder;

    @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
    @Timeout(120)
    @Spec("EN-4")
    void whatIsAskedForIsForgottenOnceAConnectionIsMade(EngineFactory engines) throws IOException {
        var owner = engines.create();
        await(owner.begin(connection -> connection.execute(
                "do $$ begin execute format('create role %s login password %%L', reverse('%s')); end $$"
                        .formatted(ROLE, BACKWARDS))));
        var engine = loggedIn(engines);
        try {
            // The JDK wipes the key that it derives from a password only after the collector has seen that it is
            // unused.
            var end = System.nanoTime() + PATIENCE.toNanos();
            var found = found();
            while (found > 0 && System.nanoTime() - end < 0) {
                found = found();
            }

            assertThat(found).as("how often the password is in the heap").isZero();
            assertThat(Work.one(engine)).isEqualTo(1);
            assertThat(engine.status().open()).isEqualTo(1);
        } finally {
            await(engine.aclose());
            await(owner.begin(connection -> connection.execute("drop role " + ROLE)));
        }
    }

    private static AsyncEngine loggedIn(EngineFactory engines) {
        var url = engines.url().replaceFirst("//[^@]*@", "//" + ROLE + "@");
        var engine =
                engines.create(url, options -> options.withPoolSize(1).withPassword(PasswordInMemoryTest::password));
        assertThat(Work.one(engine)).isEqualTo(1);
        return engine;
    }

    private static String password() {
        return new StringBuilder(BACKWARDS).reverse().toString();
    }

    /** How many times the password is in what the collector leaves. */
    private int found() throws IOException {
        var file = folder.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        var count = 0;
        for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            count += found(file, charset);
        }
        Files.delete(file);
        return count;
    }

    private static int found(Path file, Charset charset) throws IOException {
        var wanted = ByteBuffer.wrap(password().getBytes(charset));
        var count = 0;
        try (var channel = FileChannel.open(file)) {
            var heap = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (var at = 0; at <= heap.limit() - wanted.limit(); at++) {
                if (heap.get(at) == wanted.get(0)
                        && heap.slice(at, wanted.limit()).equals(wanted)) {
                    count++;
                }
            }
        }
        return count;
    }
}
