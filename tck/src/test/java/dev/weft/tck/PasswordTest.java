package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.PasswordUnavailable;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Passwords that change while an engine lives: asked for at each new connection, and shown nowhere. */
class PasswordTest {
    private static final String WRONG = "old-secret-4711";

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void eachNewConnectionLogsInWithThePasswordOfThatTime(EngineFactory engines) {
        var password = new AtomicReference<>(right(engines));
        var engine = asking(engines, password::get);
        try (var first = engine.connect()) {
            await(first.execute("select 1"));
            password.set(WRONG);
            assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(LoginRefused.class);
            assertThat(await(first.scalar(Integer.class, "select 2"))).hasValue(2);
            password.set(right(engines));
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void theSourceMayWait(EngineFactory engines) {
        var engine = asking(
                engines,
                () -> CompletableFuture.supplyAsync(
                                () -> right(engines), CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                        .join());
        assertThat(Work.one(engine)).isEqualTo(1);
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void aSourceThatFailsIsToldAndAskedAgain(EngineFactory engines) {
        var failure = new IllegalStateException("the vault is sealed");
        var answers = new AtomicReference<Supplier<String>>(() -> {
            throw failure;
        });
        var engine = asking(engines, () -> answers.get().get());
        assertThatThrownBy(() -> Work.one(engine))
                .isInstanceOf(PasswordUnavailable.class)
                .hasMessageContaining("ER-408")
                .hasCause(failure);

        answers.set(() -> null);
        assertThatThrownBy(() -> Work.one(engine))
                .isInstanceOf(PasswordUnavailable.class)
                .hasNoCause();

        answers.set(() -> right(engines));
        assertThat(Work.one(engine)).isEqualTo(1);
        assertThat(engine.status().open()).isEqualTo(1);
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            backends = Backend.VIRTUAL_THREADS)
    void thePasswordIsShownNowhere(EngineFactory engines) {
        Supplier<String> talkative = new Supplier<>() {
            @Override
            public String get() {
                return WRONG;
            }

            @Override
            public String toString() {
                return WRONG;
            }
        };
        var engine = asking(engines, talkative);
        assertThatThrownBy(() -> Work.one(engine))
                .satisfies(refused -> assertThat(everythingOf(refused)).doesNotContain(WRONG));
        assertThat(engine + " " + engine.options() + " " + engine.url() + " " + engine.status())
                .doesNotContain(WRONG);
    }

    private static String everythingOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String right(EngineFactory engines) {
        return EngineUrl.parse(engines.url()).password().orElseThrow();
    }

    /** An engine whose URL holds no password. */
    private static AsyncEngine asking(EngineFactory engines, Supplier<String> source) {
        var url = engines.url().replaceFirst("//([^:/@]+):[^@]*@", "//$1@");
        assertThat(EngineUrl.parse(url).password()).as("the URL's password").isEmpty();
        return engines.create(url, options -> options.withPassword(source));
    }
}
