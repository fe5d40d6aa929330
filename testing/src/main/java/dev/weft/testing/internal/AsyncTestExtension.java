package dev.weft.testing.internal;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.testing.AsyncTest;
import dev.weft.testing.Backend;
import dev.weft.testing.LeakFound;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of an {@link AsyncTest}: one for each backend. */
public final class AsyncTestExtension implements TestTemplateInvocationContextProvider {
    /** Made by JUnit. */
    public AsyncTestExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), AsyncTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AsyncTest.class)
                .orElseThrow();
        var worlds = TestWorlds.of(context);
        return Matrix.chosen(Backend.values(), test.value()).map(backend -> new Run(backend, worlds));
    }

    private record Run(Backend backend, TestWorlds worlds) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "[" + invocationIndex + "] " + backend;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new InBackend(backend, worlds));
        }
    }

    /** One run. Used by JUnit's thread. */
    private static final class InBackend
            implements ExecutionCondition,
                    BeforeEachCallback,
                    ParameterResolver,
                    InvocationInterceptor,
                    AfterEachCallback {
        private final Backend backend;
        private final TestWorlds worlds;
        private Set<Awaitlet> before = Set.of();

        InBackend(Backend backend, TestWorlds worlds) {
            this.backend = backend;
            this.worlds = worlds;
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return worlds.condition(backend);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            before = Set.copyOf(Awaitlets.live());
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getDeclaringExecutable() instanceof Method
                    && parameter.getParameter().getType() == Backend.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return backend;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            new TestBody(method.getExecutable().getName(), worlds.world(backend)).run(invocation);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            var left = Settling.await(() -> LeakCheck.liveAwaitlets(before));
            if (!left.isEmpty()) {
                throw new LeakFound(left);
            }
        }
    }
}
