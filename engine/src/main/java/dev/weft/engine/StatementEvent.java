package dev.weft.engine;

import org.jspecify.annotations.Nullable;

/**
 * A statement that an {@link EngineListener} hears of.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param engine the engine's name
 * @param sql the text, without the values of its parameters
 * @param loggingToken the mark of {@link ExecutionOptions#loggingToken()}, or null for none
 */
public record StatementEvent(
        String engine, String sql, @Nullable String loggingToken) {}
