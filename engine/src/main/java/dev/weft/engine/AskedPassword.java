package dev.weft.engine;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where passwords are asked for, without a string form of its own: that of a user's may hold the password.
 *
 * @param source answers the password
 */
record AskedPassword(Supplier<String> source) implements Supplier<String> {
    AskedPassword {
        Objects.requireNonNull(source, "password");
    }

    static Supplier<String> of(Supplier<String> source) {
        return source instanceof AskedPassword ? source : new AskedPassword(source);
    }

    @Override
    public String get() {
        return source.get();
    }

    @Override
    public String toString() {
        return "hidden";
    }
}
