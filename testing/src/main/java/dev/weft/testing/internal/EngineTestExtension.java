package dev.weft.testing.internal;

import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of an {@link EngineTest}: one for each database, driver and backend. */
public final class EngineTestExtension implements TestTemplateInvocationContextProvider {
    /** Made by JUnit. */
    public EngineTestExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), EngineTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), EngineTest.class)
                .orElseThrow();
        var databases = databases(test);
        if (databases.isEmpty()) {
            throw new ExtensionConfigurationException("@EngineTest excepts every database it names");
        }
        var ways =
                Matrix.asked().ways(databases, test.drivers(), test.backends()).toList();
        if (ways.isEmpty()) {
            throw new ExtensionConfigurationException("""
                    @EngineTest runs nowhere: no driver or backend that it names goes with the databases it names, \
                    or the native driver is not on the class path""");
        }
        var spares = SpareDatabases.of(context);
        var worlds = TestWorlds.of(context);
        return ways.stream().map(way -> new Run(new EngineTestRun.Settings(way, test, spares, worlds)));
    }

    private static Set<Database> databases(EngineTest test) {
        var databases = EnumSet.allOf(Database.class);
        if (test.value().length > 0) {
            databases.retainAll(List.of(test.value()));
        }
        databases.removeAll(List.of(test.except()));
        return databases;
    }

    private record Run(EngineTestRun.Settings settings) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "[" + invocationIndex + "] " + settings.way();
        }

        @Override
        public List<org.junit.jupiter.api.extension.Extension> getAdditionalExtensions() {
            return List.of(new EngineTestRun(settings));
        }
    }
}
