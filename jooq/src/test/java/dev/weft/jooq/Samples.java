package dev.weft.jooq;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jooq.JSON;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.EnumConverter;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jooq.impl.TableRecordImpl;

/** A table as jOOQ's generator writes them, with a column of each of the usual types. */
final class Samples extends TableImpl<Samples.SampleRecord> {
    private static final long serialVersionUID = 1L;

    static final Samples SAMPLES = new Samples();

    final TableField<SampleRecord, Integer> ID = createField(DSL.name("id"), SQLDataType.INTEGER);
    final TableField<SampleRecord, String> NAME = createField(DSL.name("name"), SQLDataType.VARCHAR(50));
    final TableField<SampleRecord, Colour> COLOUR = createField(
            DSL.name("colour"), SQLDataType.VARCHAR(10), this, "", new EnumConverter<>(String.class, Colour.class));
    final TableField<SampleRecord, Long> BIG = createField(DSL.name("big"), SQLDataType.BIGINT);
    final TableField<SampleRecord, BigDecimal> PRICE = createField(DSL.name("price"), SQLDataType.NUMERIC(20, 4));
    final TableField<SampleRecord, UUID> KEY = createField(DSL.name("uid"), SQLDataType.UUID);
    final TableField<SampleRecord, LocalDate> DAY = createField(DSL.name("on_day"), SQLDataType.LOCALDATE);
    final TableField<SampleRecord, LocalDateTime> AT = createField(DSL.name("at_time"), SQLDataType.LOCALDATETIME(6));
    final TableField<SampleRecord, Boolean> YES = createField(DSL.name("yes"), SQLDataType.BOOLEAN);
    final TableField<SampleRecord, byte[]> BYTES = createField(DSL.name("bytes"), SQLDataType.VARBINARY(10));
    final TableField<SampleRecord, JSON> DOC = createField(DSL.name("doc"), SQLDataType.JSON);

    private Samples() {
        super(DSL.name("samples"));
    }

    enum Colour {
        RED,
        GREEN
    }

    /** A row of this table. */
    static final class SampleRecord extends TableRecordImpl<SampleRecord> {
        private static final long serialVersionUID = 1L;

        SampleRecord() {
            super(SAMPLES);
        }
    }

    @Override
    public Class<SampleRecord> getRecordType() {
        return SampleRecord.class;
    }

    /** The statement that creates it; names are quoted where jOOQ quotes them. */
    String createdIn(Database database) {
        return DSL.using(database.dialect()).createTable(this).columns(fields()).getSQL();
    }
}
