package dev.weft.engine.spi;

import dev.weft.engine.EngineUrl;
import dev.weft.engine.PasswordUnavailable;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver asks for the password of each new connection: what the engine's options give, or else the URL.
 *
 * <p>Its string form tells nothing. Safe for use by many threads, as far as what it was given is.
 */
public final class Passwords {
    private final String engine;
    private final @Nullable Supplier<String> source;
    private final EngineUrl url;

    private Passwords(String engine, @Nullable Supplier<String> source, EngineUrl url) {
        this.engine = engine;
        this.source = source;
        this.url = url;
    }

    /**
     * The passwords for a URL.
     *
     * @param engine the engine's name, for errors
     * @param source answers the password, or null for that of the URL
     * @param url the URL
     * @return where to ask
     */
    public static Passwords of(String engine, @Nullable Supplier<String> source, EngineUrl url) {
        return new Passwords(engine, source, url);
    }

    /**
     * Tells whether asking may wait, so that it has to be done in an awaitlet.
     *
     * @return false if the password is that of the URL
     */
    public boolean mayWait() {
        return source != null;
    }

    /**
     * The password for one connection, to be forgotten when that is made.
     *
     * @return the password, empty if there is none
     * @throws PasswordUnavailable if its source failed or answered null (ER-408)
     */
    @SuppressWarnings("ConstantValue") // a user's source may answer null
    public Optional<String> ask() {
        if (source == null) {
            return url.password();
        }
        String answer;
        try {
            answer = source.get();
        } catch (RuntimeException failure) {
            throw new PasswordUnavailable(engine, failure);
        }
        if (answer == null) {
            throw new PasswordUnavailable(engine, null);
        }
        return Optional.of(answer);
    }

    @Override
    public String toString() {
        return "Passwords[hidden]";
    }
}
