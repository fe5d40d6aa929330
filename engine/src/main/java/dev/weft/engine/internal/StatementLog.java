package dev.weft.engine.internal;

import dev.weft.engine.EngineOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code echo} prints: each statement before it runs. */
@FunctionalInterface
interface StatementLog {
    void statement(String sql, List<?> parameters);

    /** The log an engine's options ask for; one that does nothing without {@code echo}. */
    static StatementLog of(String engine, EngineOptions options) {
        if (!options.echo()) {
            return (sql, parameters) -> {};
        }
        var logger = System.getLogger("dev.weft.engine.sql");
        var hidden = options.hideParameters();
        return (sql, parameters) -> logger.log(
                System.Logger.Level.INFO,
                "{0}: {1} {2}",
                engine,
                sql,
                hidden ? "(" + parameters.size() + " parameters hidden)" : shown(parameters));
    }

    private static String shown(List<? extends @Nullable Object> parameters) {
        return parameters.isEmpty() ? "" : parameters.toString();
    }
}
