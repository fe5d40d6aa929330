package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunningServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aFailedInstallationShowsItsStatusAndTheEndOfTheLog() {
        var program = new Script("echo no space left; exit 3", "exit 0");

        var failure = failureOf(program, LONG);

        assertThat(failure)
                .hasMessageContaining("PostgreSQL did not start within 30000 ms: sh ended with status 3")
                .hasMessageEndingWith("The end of its log:\n  no space left");
        assertThat(program.folder()).doesNotExist();
    }

    @Test
    void aServerThatEndsAtOnceIsNotWaitedFor() {
        var program = new Script("exit 0", "echo cannot bind; exit 7");

        var failure = failureOf(program, LONG);

        assertThat(failure)
                .hasMessageContaining("the server ended with status 7")
                .hasMessageEndingWith("  cannot bind");
        assertThat(program.folder()).doesNotExist();
    }

    @Test
    void aServerThatNeverListensIsEndedAtTheDeadline() throws Exception {
        var program = new Script("", "exec sleep 300");

        var failure = failureOf(program, Duration.ofMillis(200));

        assertThat(failure).hasMessageContaining("did not start within 200 ms: Connection to 127.0.0.1:");
        assertThat(program.folder()).doesNotExist();
        assertThat(program.ended().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void aStartThatIsInterruptedStaysInterruptedAndLeavesNothing() {
        var program = new Script("exec sleep 300", "exit 0");
        Thread.currentThread().interrupt();

        var failure = failureOf(program, LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
        assertThat(program.folder()).doesNotExist();
    }

    private static ServerStartFailed failureOf(ServerProgram program, Duration within) {
        return catchThrowableOfType(ServerStartFailed.class, () -> RunningServer.start(program, within));
    }

    /** A server made of two lines of shell. */
    private static final class Script implements ServerProgram {
        private final String install;
        private final String serve;
        private final AtomicReference<ServerFolder> folder = new AtomicReference<>();
        private final CompletableFuture<Process> asked = new CompletableFuture<>();

        Script(String install, String serve) {
            this.install = install;
            this.serve = serve;
        }

        Path folder() {
            return folder.get().root();
        }

        CompletableFuture<Process> ended() {
            return asked.thenCompose(Process::onExit);
        }

        @Override
        public String product() {
            return "PostgreSQL";
        }

        @Override
        public String dialect() {
            return "postgresql";
        }

        @Override
        public String firstDatabase() {
            return "postgres";
        }

        @Override
        public void install(ServerFolder into, Deadline deadline) throws IOException, InterruptedException {
            folder.set(into);
            if (!install.isEmpty()) { // starting a shell may take longer than a short deadline leaves
                into.run(List.of("sh", "-c", install), deadline);
            }
        }

        @Override
        public List<String> serve(ServerFolder in, int port) {
            return List.of("sh", "-c", serve);
        }

        @Override
        public void end(ServerFolder in, Process server) {
            asked.complete(server);
            server.destroy();
        }
    }
}
