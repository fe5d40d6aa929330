package dev.weft.testing.internal;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.DriverMissing;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import dev.weft.testing.LeakWatch;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** One run of an {@link EngineTest}, on one database, through one driver and in one backend. Used by JUnit's thread. */
final class EngineTestRun
        implements ExecutionCondition, BeforeEachCallback, ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private static final Set<Class<?>> PARAMETERS = Set.of(
            AsyncEngine.class, EngineFactory.class, EngineUrl.class, Database.class, Driver.class, Backend.class);

    private final Settings settings;
    private @Nullable TestDatabase database;
    private @Nullable WatchedEngines engines;
    private @Nullable LeakWatch leaks;

    /** What one run is made of. */
    record Settings(Matrix.Way way, EngineTest test, SpareDatabases spares, TestWorlds worlds) {
        EngineOptions options() {
            var defaults = EngineOptions.defaults();
            return test.poolSize() == 0 ? defaults : defaults.withPoolSize(test.poolSize());
        }
    }

    EngineTestRun(Settings settings) {
        this.settings = settings;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var backend = settings.worlds().condition(settings.way().backend());
        if (backend.isDisabled()) {
            return backend;
        }
        if (settings.test().optional()) {
            try (var engine = AsyncEngine.create(settings.way().database().sampleUrl())) {
                return ConditionEvaluationResult.enabled("There is a driver for " + engine.url());
            } catch (DriverMissing missing) {
                return ConditionEvaluationResult.disabled(missing.getMessage());
            }
        }
        return ConditionEvaluationResult.enabled("It runs on every database.");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var fresh = settings.spares().fresh(settings.way().database());
        database = fresh;
        var watch = LeakWatch.create();
        fresh.watchSessions(watch);
        leaks = watch;
        engines = new WatchedEngines(
                settings.way().database(), settings.way().driver().through(fresh.url()), settings.options(), watch);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Method
                && PARAMETERS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var factory = Objects.requireNonNull(engines, "a test has begun before its parameters are asked for");
        var type = parameter.getParameter().getType();
        if (type == AsyncEngine.class) {
            return factory.shared();
        } else if (type == EngineFactory.class) {
            return factory;
        } else if (type == EngineUrl.class) {
            return EngineUrl.parse(factory.url());
        }
        if (type == Database.class) {
            return settings.way().database();
        }
        return type == Driver.class ? settings.way().driver() : settings.way().backend();
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var world = settings.worlds().world(settings.way().backend());
        new TestBody(method.getExecutable().getName(), world).run(invocation);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var fresh = database;
        var watch = leaks;
        if (fresh != null && watch != null) {
            try (fresh) {
                watch.close();
                fresh.reusable();
            }
        }
    }
}
