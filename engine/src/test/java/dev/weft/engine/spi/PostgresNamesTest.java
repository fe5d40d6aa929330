package dev.weft.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.FeatureRefused;
import org.junit.jupiter.api.Test;

/** Names of users inside statements: whatever they hold, they stay one name. */
class PostgresNamesTest {
    @Test
    void anIdentifierIsInDoubleQuotesWithItsOwnDoubled() {
        assertThat(PostgresNames.identifier("a\"; drop table b; --")).isEqualTo("\"a\"\"; drop table b; --\"");
    }

    @Test
    void aTextIsInSingleQuotesWithItsOwnDoubled() {
        assertThat(PostgresNames.literal("it's")).isEqualTo("'it''s'");
    }

    @Test
    void aBackslashEscapesNothingWhateverTheSessionSays() {
        assertThat(PostgresNames.literal("\\'; drop table b; --")).isEqualTo("E'\\\\''; drop table b; --'");
    }

    @Test
    void theCharacterThatEndsTextsIsRefused() {
        assertThatThrownBy(() -> PostgresNames.identifier("a\0b")).isInstanceOf(FeatureRefused.class);
        assertThatThrownBy(() -> PostgresNames.literal("a\0b")).isInstanceOf(FeatureRefused.class);
    }
}
