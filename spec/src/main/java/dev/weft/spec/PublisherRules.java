package dev.weft.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a publisher made of the rules of the Reactive Streams specification, by the tests that come with it, run inside
 * one test of ours.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param passed the tests that passed
 * @param skipped those that say that they do not apply
 * @param failed those that failed, and how
 */
public record PublisherRules(List<String> passed, Set<String> skipped, Map<String, Throwable> failed) {
    // By name, so that nobody needs TestNG who only cites a specification.
    private static final String TEST = "org.testng.annotations.Test";
    private static final String SKIPPED = "org.testng.SkipException";

    /** Keeps copies. */
    public PublisherRules {
        passed = List.copyOf(passed);
        skipped = Set.copyOf(skipped);
        failed = Map.copyOf(failed);
    }

    /**
     * Runs them all, one after the other, on this thread, which may block: all but those that the specification leaves
     * untested, and those for publishers of many subscribers.
     *
     * @param verification a class that extends the specification's {@code FlowPublisherVerification}
     * @param made makes an object of it for each test; it is closed when the test is over
     * @param leftOut names of tests that do not fit the publisher
     * @param <V> that class
     * @return what came of it
     * @throws Exception if a test cannot be called, or an object cannot be closed
     */
    @SuppressWarnings("try") // what closes one may wait
    public static <V extends AutoCloseable> PublisherRules of(
            Class<V> verification, Supplier<? extends V> made, Set<String> leftOut) throws Exception {
        var passed = new ArrayList<String>();
        var skipped = new TreeSet<String>();
        var failed = new TreeMap<String, Throwable>();
        for (var test : tests(verification, leftOut)) {
            try (var one = made.get()) {
                verification.getMethod("setUp").invoke(one);
                test.invoke(one);
                passed.add(test.getName());
            } catch (InvocationTargetException thrown) {
                var cause = thrown.getCause() == null ? thrown : thrown.getCause();
                if (cause.getClass().getName().equals(SKIPPED)) {
                    skipped.add(test.getName());
                } else {
                    failed.put(test.getName(), cause);
                }
            }
        }
        return new PublisherRules(passed, skipped, failed);
    }

    private static List<Method> tests(Class<?> verification, Set<String> leftOut) {
        return Arrays.stream(verification.getMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals(TEST)))
                .filter(method -> !method.getName().startsWith("untested_")
                        && !method.getName().contains("_multicast_")
                        && !leftOut.contains(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }
}
