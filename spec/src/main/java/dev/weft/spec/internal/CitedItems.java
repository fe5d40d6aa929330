package dev.weft.spec.internal;

import dev.weft.spec.Spec;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The items that one test cites: on its method, on its class, on the classes around it and on the supertypes of these.
 *
 * @param test the full class name and the method; all runs of a parameterized test have the same
 * @param items the cited items, none if it cites nothing
 */
record CitedItems(String test, Set<String> items) {
    /** What a test cites by its own source or the nearest around it, as that of the factory of a dynamic test. */
    static CitedItems of(TestPlan plan, TestIdentifier test) {
        var source = test.getSource().orElse(null);
        return switch (source) {
            case MethodSource method ->
                new CitedItems(
                        name(method.getClassName(), method.getMethodName()),
                        citedBy(method.getJavaClass(), method.getJavaMethod()));
            case ClassSource type ->
                new CitedItems(name(type.getClassName(), test.getDisplayName()), citedBy(type.getJavaClass()));
            case TestSource _ -> ofParent(plan, test);
            case null -> ofParent(plan, test);
        };
    }

    private static CitedItems ofParent(TestPlan plan, TestIdentifier test) {
        return plan.getParent(test)
                .map(parent -> of(plan, parent))
                .orElseGet(() -> new CitedItems(test.getDisplayName(), Set.of()));
    }

    private static String name(String className, String method) {
        return className.replace('$', '.') + "." + method.replaceAll("\\s+", " ");
    }

    private static Set<String> citedBy(Class<?> type, AnnotatedElement... more) {
        var items = new LinkedHashSet<String>();
        Stream.concat(Stream.of(more), around(type).stream())
                .flatMap(element -> Stream.ofNullable(element.getDeclaredAnnotation(Spec.class)))
                .flatMap(spec -> Stream.of(spec.value()))
                .forEach(items::add);
        return items;
    }

    private static Set<Class<?>> around(Class<?> type) {
        var found = new LinkedHashSet<Class<?>>();
        collect(type, found);
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (!found.add(type)) {
            return;
        }
        Stream.concat(
                        Stream.of(type.getInterfaces()),
                        Stream.of(type.getEnclosingClass(), type.getSuperclass())
                                .flatMap(Stream::ofNullable))
                .forEach(next -> collect(next, found));
    }
}
