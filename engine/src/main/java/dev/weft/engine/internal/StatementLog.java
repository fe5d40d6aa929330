package dev.weft.engine.internal;

import dev.weft.engine.EngineOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code echo} prints: each statement before it runs. */
interface StatementLog {
    /** A statement of the async face. */
    void statement(String sql, List<? extends @Nullable Object> parameters);

    /** A statement of a JDBC face, whose parameters only its driver knows. */
    void statement(String sql);

    /** This log with a mark on each line, or none. */
    StatementLog marked(@Nullable String token);

    /** The log an engine's options ask for. */
    static StatementLog of(String engine, EngineOptions options) {
        return options.echo() ? new Echo(engine, "", options.hideParameters()) : new Silence();
    }

    /** No log. */
    record Silence() implements StatementLog {
        @Override
        public void statement(String sql, List<? extends @Nullable Object> parameters) {}

        @Override
        public void statement(String sql) {}

        @Override
        public StatementLog marked(@Nullable String token) {
            return this;
        }
    }

    /** Each statement at level INFO, under the engine's name. */
    record Echo(String engine, String mark, boolean hideParameters) implements StatementLog {
        private static final System.Logger LOGGER = System.getLogger("dev.weft.engine.sql");

        @Override
        public void statement(String sql, List<? extends @Nullable Object> parameters) {
            var values = hideParameters ? parameters.size() + " hidden" : parameters;
            LOGGER.log(
                    System.Logger.Level.INFO,
                    () -> engine + mark + ": " + sql + (parameters.isEmpty() ? "" : " (parameters: " + values + ")"));
        }

        @Override
        public void statement(String sql) {
            LOGGER.log(System.Logger.Level.INFO, () -> engine + mark + ": " + sql);
        }

        @Override
        public StatementLog marked(@Nullable String token) {
            return new Echo(engine, token == null ? "" : " [" + token + "]", hideParameters);
        }
    }
}
