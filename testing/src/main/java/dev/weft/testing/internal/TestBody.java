package dev.weft.testing.internal;

import dev.weft.awaitlet.AsyncOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** The body of one test, run as its world runs code. */
final class TestBody {
    private final AsyncOptions options;
    private final TestWorld world;
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

    TestBody(String name, TestWorld world) {
        this.options = AsyncOptions.defaults().named("test " + name).withoutSite();
        this.world = world;
    }

    /** Runs the body to its end. JUnit's timeout interrupts this thread; the body is cancelled then. */
    void run(Invocation<@Nullable Void> invocation) throws Throwable {
        var test = world.start(options, () -> {
            runner.set(Thread.currentThread());
            return proceed(invocation);
        });
        try {
            test.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        } catch (InterruptedException timeUp) {
            timeUp.addSuppressed(whereItIs());
            test.cancel(true);
            throw timeUp;
        }
    }

    private Throwable whereItIs() {
        var thread = runner.get();
        var place = new Throwable("The test was here when its time was up");
        if (thread != null) {
            place.setStackTrace(thread.getStackTrace());
        }
        return place;
    }

    private static @Nullable Void proceed(Invocation<@Nullable Void> invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
    }
}
