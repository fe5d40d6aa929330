package dev.weft.hibernate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a session maker: an immutable record, changed by {@code with...} methods.
 *
 * @param settings settings of Hibernate, such as {@code hibernate.jdbc.batch_size}; they win over those made here
 * @param finishTimeout how long the commit or rollback at the end of a block and the return of the connection may take
 *     together before they are cut off, and how long sessions in use may take when their maker is closed, above zero
 */
public record SessionOptions(Map<String, Object> settings, Duration finishTimeout) {
    private static final SessionOptions DEFAULTS = new SessionOptions(Map.of(), Duration.ofSeconds(30));

    /**
     * Keeps a copy of the settings and checks the range.
     *
     * @throws IllegalArgumentException if {@code finishTimeout} is not above zero
     */
    public SessionOptions {
        settings = Map.copyOf(settings);
        if (finishTimeout.isNegative() || finishTimeout.isZero()) {
            throw new IllegalArgumentException("finishTimeout must be above zero, but was " + finishTimeout);
        }
    }

    /**
     * The defaults: no settings of your own, 30 seconds.
     *
     * @return the defaults
     */
    public static SessionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with one more setting of Hibernate, or another value of one.
     *
     * @param name the setting, such as {@code hibernate.jdbc.batch_size}
     * @param value its value, as Hibernate takes it
     * @return new options
     */
    public SessionOptions withSetting(String name, Object value) {
        var more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new SessionOptions(more, finishTimeout);
    }

    /**
     * The same options with another limit for the end of a block.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public SessionOptions withFinishTimeout(Duration value) {
        return new SessionOptions(settings, value);
    }

    /** Shows the names of the settings only, because a value may be a secret. */
    @Override
    public String toString() {
        return "SessionOptions[settings=" + settings.keySet() + ", finishTimeout=" + finishTimeout + "]";
    }
}
