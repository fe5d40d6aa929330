package dev.weft.awaitlet;

import dev.weft.awaitlet.world.World;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the body of a test in an awaitlet of the world at hand; JUnit's timeout cancels it. */
final class InWorld implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var options =
                AsyncOptions.defaults().named("test " + method.getExecutable().getName());
        var test = World.here().start(options, () -> proceed(invocation));
        try {
            test.get();
        } catch (ExecutionException failed) {
            throw Failures.peel(failed);
        } catch (InterruptedException timeUp) {
            test.cancel(true);
            throw timeUp;
        }
    }

    private static @Nullable Void proceed(Invocation<@Nullable Void> invocation) {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            throw Failures.sneak(failure);
        }
    }
}
