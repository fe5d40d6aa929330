package dev.weft.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.createTable;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.weft.jooq.Samples.Colour;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class RenderedQueryTest {
    private static final Samples SAMPLES = Samples.SAMPLES;

    @Test
    void valuesComeInTheFormThatTheCastsExpect() {
        var id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        var rendered = RenderedQuery.of(select(val(id)), DSL.using(SQLDialect.POSTGRES));

        assertThat(rendered.sql()).isEqualTo("select cast(? as uuid)");
        assertThat(rendered.parameters()).containsExactly(id);
    }

    @Test
    void convertersApplyToValues() {
        var insert = insertInto(SAMPLES, SAMPLES.ID, SAMPLES.COLOUR).values(1, Colour.RED);

        var rendered = RenderedQuery.of(insert, DSL.using(SQLDialect.SQLITE));

        assertThat(rendered.sql()).isEqualTo("insert into `samples` (`id`, `colour`) values (?, ?)");
        assertThat(rendered.parameters()).containsExactly(1, "RED");
    }

    @Test
    void inlineValuesAreInTheTextAndOthersAreNot() {
        var rendered = RenderedQuery.of(select(inline("it's"), val("'; drop table a")), DSL.using(SQLDialect.MARIADB));

        assertThat(rendered.sql()).isEqualTo("select 'it''s', ?");
        assertThat(rendered.parameters()).containsExactly("'; drop table a");
    }

    @Test
    void ddlHasNoParameters() {
        var create = createTable("t").column(field(name("x"), SQLDataType.INTEGER.defaultValue(7)));

        var rendered = RenderedQuery.of(create, DSL.using(SQLDialect.POSTGRES));

        assertThat(rendered.sql()).contains("default 7");
        assertThat(rendered.parameters()).isEmpty();
    }

    @Test
    void staticStatementsHaveNoParameters() {
        var settings = new Settings().withStatementType(StatementType.STATIC_STATEMENT);

        var rendered = RenderedQuery.of(select(val("it's")), DSL.using(SQLDialect.H2, settings));

        assertThat(rendered.sql()).isEqualTo("select 'it''s'");
        assertThat(rendered.parameters()).isEmpty();
    }

    @Test
    void moreValuesThanTheThresholdAreWrittenIntoTheText() {
        var settings = new Settings().withInlineThreshold(2);

        var rendered = RenderedQuery.of(select(val(1), val(2), val("3'")), DSL.using(SQLDialect.H2, settings));

        assertThat(rendered.sql()).isEqualTo("select 1, 2, '3'''");
        assertThat(rendered.parameters()).isEmpty();
    }

    @Test
    void theQueryStaysAttachedToWhatItWas() {
        var query = DSL.using(SQLDialect.POSTGRES).select(val(1));
        var before = query.configuration();

        RenderedQuery.of(query, DSL.using(SQLDialect.H2));

        assertThat(query.configuration()).isSameAs(before);
    }
}
