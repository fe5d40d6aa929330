package dev.weft.jooq;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.FeatureRefused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;

/** An engine, and the context in which jOOQ renders for its database. */
record EngineWithJooq(AsyncEngine engine, DSLContext dsl) implements JooqEngine {
    static EngineWithJooq of(AsyncEngine engine, Settings settings) {
        return new EngineWithJooq(
                engine, DSL.using(engine.dataSource(), dialectOf(engine.url()), SettingsTools.clone(settings)));
    }

    private static SQLDialect dialectOf(EngineUrl url) {
        var dialect = JDBCUtils.dialect("jdbc:" + url.dialect() + ":");
        if (dialect == SQLDialect.DEFAULT) {
            throw new FeatureRefused(
                    "jOOQ has no dialect for the database \"" + url.dialect() + "\".",
                    "Use the engine's own execute(sql, parameters), or a database that jOOQ knows.");
        }
        return dialect;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super JooqConnection, ? extends CompletionStage<T>> work) {
        return engine.begin(connection -> work.apply(on(connection)));
    }

    @Override
    public JooqConnection on(AsyncConnection connection) {
        return new ConnectionWithJooq(connection, DSL.using(dialect(), oneStatementEach(dsl.settings())));
    }

    /** The settings without those by which jOOQ makes several statements of one query. */
    private static Settings oneStatementEach(Settings settings) {
        return SettingsTools.clone(settings)
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
                .withRenderGroupConcatMaxLenSessionVariable(false);
    }

    @Override
    public SQLDialect dialect() {
        return dsl.dialect();
    }
}
