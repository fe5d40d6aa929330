package dev.weft.features;

import dev.weft.testing.Database;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of each {@link Feature}, one for each database; and the table of what came of them, for those who ask. */
final class FeatureExtension implements TestTemplateInvocationContextProvider, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FeatureExtension.class);

    static FeatureTable table(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(FeatureTable.class, _ -> new FeatureTable(), FeatureTable.class);
    }

    /** What the tests of the class of one test use together; JUnit closes it after the last. */
    static AreaRun area(ExtensionContext context) {
        var type = context.getRequiredTestClass();
        var owner = context;
        while (owner.getTestMethod().isPresent()) {
            owner = owner.getParent().orElseThrow();
        }
        return owner.getStore(NAMESPACE).computeIfAbsent(type, _ -> AreaRun.open(), AreaRun.class);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), Feature.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return FeatureTable.COLUMNS.stream().map(Run::new);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FeatureTable.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return table(context);
    }

    private record Run(Database database) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "[" + invocationIndex + "] " + database;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new FeatureRun(database));
        }
    }
}
