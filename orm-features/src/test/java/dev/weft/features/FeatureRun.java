package dev.weft.features;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.testing.Database;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** One run of a {@link Feature}: in an awaitlet, with a leak check and an entry in the table after it. */
final class FeatureRun implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private final Database database;
    private Trial trial; // touched by JUnit's thread only

    FeatureRun(Database database) {
        this.database = database;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Trial.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var features = (Features) context.getRequiredTestInstance();
        trial = new Trial(database, FeatureExtension.area(context).station(database, features));
        return trial;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var name = AsyncOptions.defaults()
                .named("feature " + method.getExecutable().getName());
        var test = Awaitlets.async(name, () -> {
            Objects.requireNonNull(trial, "a feature takes a Trial").station().prepare();
            return proceed(invocation);
        });
        try {
            test.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        } catch (InterruptedException timeUp) {
            test.cancel(true);
            throw timeUp;
        }
    }

    private static Void proceed(InvocationInterceptor.Invocation<Void> invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var features = (Features) context.getRequiredTestInstance();
        var feature = context.getRequiredTestMethod().getAnnotation(Feature.class);
        var failed = context.getExecutionException().isPresent() || trial == null;
        FeatureExtension.table(context)
                .record(features.area(), feature.value(), database, failed ? FeatureTable.FAILED : trial.outcome());
        FeatureExtension.area(context).checkLeaks();
    }
}
