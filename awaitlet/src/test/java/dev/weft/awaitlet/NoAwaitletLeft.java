package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Fails a test that leaves an awaitlet of its own alive. */
final class NoAwaitletLeft implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NoAwaitletLeft.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", List.copyOf(Awaitlets.live()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var before = context.getStore(NAMESPACE).getOrDefault("before", List.class, List.of());
        // An awaitlet whose future was cancelled ends a little after its future.
        Soon.holds(() -> leftOver(before).isEmpty(), "the test left " + leftOver(before));
    }

    private static Collection<Awaitlet> leftOver(List<?> before) {
        var left = new ArrayList<>(Awaitlets.live());
        left.removeAll(before);
        return left;
    }
}
