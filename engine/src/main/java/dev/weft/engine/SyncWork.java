package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * Blocking-style code over a blocking-style object, such as a JDBC connection or a Hibernate session.
 *
 * @param <C> the type of the object
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface SyncWork<C, T extends @Nullable Object> {
    /**
     * Runs the code, inside an awaitlet.
     *
     * @param target the object; valid until this method returns
     * @return the result
     * @throws Exception whatever the code throws
     */
    T apply(C target) throws Exception;
}
