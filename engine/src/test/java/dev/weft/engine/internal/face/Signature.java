package dev.weft.engine.internal.face;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The name and the parameter types of a method, printed as {@code getString(int)}; ordered by its text. */
record Signature(String text) implements Comparable<Signature> {
    static Signature of(Method method) {
        return new Signature(Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")")));
    }

    @Override
    public int compareTo(Signature other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
