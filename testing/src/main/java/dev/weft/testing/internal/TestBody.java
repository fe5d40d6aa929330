package dev.weft.testing.internal;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.testing.Backend;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** The body of one test, run as its backend runs code. */
final class TestBody {
    private final AsyncOptions options;
    private final Backend backend;
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

    TestBody(String name, Backend backend) {
        this.options = AsyncOptions.defaults().named("test " + name).withoutSite();
        this.backend = backend;
    }

    /** Runs the body to its end. JUnit's timeout interrupts this thread; the body is cancelled then. */
    void run(Invocation<@Nullable Void> invocation) throws Throwable {
        var test = start(() -> {
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

    private WorkFuture<@Nullable Void> start(Callable<@Nullable Void> body) {
        return switch (backend) {
            case VIRTUAL_THREADS -> Awaitlets.async(options, body);
        };
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
