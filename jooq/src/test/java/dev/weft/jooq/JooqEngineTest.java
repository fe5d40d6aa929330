package dev.weft.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import java.util.concurrent.TimeUnit;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JooqEngineTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:///x.db, SQLITE",
        "h2:mem:x, H2",
        "jdbc:h2:mem:x, H2",
        "postgresql://h/x, POSTGRES",
        "postgresql+pgjdbc://h/x, POSTGRES",
        "jdbc:postgresql://h/x, POSTGRES",
        "mariadb://h/x, MARIADB",
        "mysql://h/x, MYSQL"
    })
    void theDialectFollowsFromTheUrl(String url, SQLDialect dialect) {
        var engine = AsyncEngine.create(url);

        assertThat(JooqEngine.of(engine).dialect()).isEqualTo(dialect);
        engine.aclose().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void theSettingsAreACopy() {
        var engine = AsyncEngine.create("h2:mem:settings");
        var settings = new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER);
        var jooq = JooqEngine.of(engine, settings);

        settings.setRenderQuotedNames(RenderQuotedNames.ALWAYS);

        assertThat(jooq.dsl().render(Samples.SAMPLES)).isEqualTo("samples");
        engine.aclose().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
