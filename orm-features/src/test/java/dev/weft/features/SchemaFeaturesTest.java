package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.hibernate.SessionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.Interceptor;
import org.hibernate.JDBCException;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.hibernate.type.Type;

/** Tables and the SQL on them. */
@Spec("SE-26")
class SchemaFeaturesTest extends Features {
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
    private static final List<String> CHANGES = new CopyOnWriteArrayList<>();

    @Override
    Area area() {
        return Area.SCHEMA;
    }

    /** Hears of each statement. */
    private static final class Ear implements StatementInspector {
        private static final long serialVersionUID = 1L;

        @Override
        public String inspect(String sql) {
            STATEMENTS.add(sql);
            return sql;
        }
    }

    /** Hears of each new entity. */
    private static final class Guard implements Interceptor {
        @Override
        public boolean onPersist(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            CHANGES.add(entity.getClass().getSimpleName() + " " + id);
            return false;
        }
    }

    @Override
    SessionOptions options(SessionOptions plain, Database database) {
        return plain.withSetting(AvailableSettings.STATEMENT_INSPECTOR, new Ear())
                .withSetting(AvailableSettings.INTERCEPTOR, new Guard());
    }

    @Entity(name = "Crate")
    @Table(
            uniqueConstraints = @UniqueConstraint(columnNames = "code"),
            check = @CheckConstraint(constraint = "weight > 0"),
            indexes = @Index(name = "by_weight", columnList = "weight"))
    @DynamicInsert
    @DynamicUpdate
    static class Crate {
        @Id
        int id;

        String code;

        @ColumnDefault("5")
        Integer weight;

        @Formula("weight * 1000")
        Integer grams;

        @ColumnTransformer(read = "upper(label)", write = "lower(?)")
        String label;

        @GeneratedColumn("weight + 1")
        Integer gross;

        Crate() {}

        Crate(int id, String code, Integer weight) {
            this.id = id;
            this.code = code;
            this.weight = weight;
        }
    }

    @Feature("`validateSchema()`")
    void validate(Trial trial) {
        await(trial.sessions().validateSchema());
        var own = trial.mapping(Missing.Absent.class);

        assertThatThrownBy(() -> await(own.sessions().validateSchema())).hasMessageContaining("Absent");
    }

    /** Mapped, but not made. */
    private static final class Missing {
        @Entity(name = "Absent")
        static class Absent {
            @Id
            int id;
        }
    }

    @Feature("Unique constraints")
    void unique(Trial trial) {
        trial.persist(new Crate(1, "one", 1));
        if (trial.on(Database.SQLITE)) {
            trial.persist(new Crate(2, "one", 1));
            trial.no("the dialect makes no constraint, so nothing is refused");
            return;
        }

        assertThatThrownBy(() -> trial.persist(new Crate(2, "one", 1)))
                .isInstanceOf(ConstraintViolationException.class);
        assertThat(trial.find(Crate.class, 2)).isNull();
    }

    @Feature("`@CheckConstraint`")
    void check(Trial trial) {
        assertThatThrownBy(() -> trial.persist(new Crate(3, "three", -1))).isInstanceOf(JDBCException.class);
    }

    @Feature("`@Formula`")
    void formula(Trial trial) {
        trial.persist(new Crate(4, "four", 4));

        assertThat(trial.find(Crate.class, 4).grams).isEqualTo(4000);
    }

    @Feature("`@ColumnTransformer`")
    void transformer(Trial trial) {
        var crate = new Crate(5, "five", 5);
        crate.label = "Fragile";
        trial.persist(crate);

        assertThat(trial.find(Crate.class, 5).label).isEqualTo("FRAGILE");
        assertThat(trial.sql("select label from Crate where id = 5", String.class))
                .isEqualTo("fragile");
    }

    @Feature("`@GeneratedColumn`, read back after the insert")
    void generated(Trial trial) {
        var crate = new Crate(6, "six", 6);
        trial.persist(crate);

        assertThat(crate.gross).isEqualTo(7);
    }

    @Feature("`@ColumnDefault` with `@DynamicInsert`")
    void columnDefault(Trial trial) {
        trial.persist(new Crate(7, "seven", null));

        assertThat(trial.find(Crate.class, 7).weight).isEqualTo(5);
    }

    @Feature("`@DynamicUpdate`")
    void dynamicUpdate(Trial trial) {
        trial.persist(new Crate(8, "eight", 8));
        STATEMENTS.clear();
        trial.plainly(session -> session.find(Crate.class, 8).weight = 9);

        assertThat(STATEMENTS)
                .filteredOn(sql -> sql.startsWith("update"))
                .singleElement()
                .asString()
                .contains("weight=?")
                .doesNotContain("code=?");
    }

    @Entity(name = "Census")
    @Subselect("select weight as weight, count(*) as crates from Crate group by weight")
    @Synchronize("Crate")
    static class Census {
        @Id
        int weight;

        long crates;
    }

    @Feature("`@Subselect`: an entity that is a query")
    void subselect(Trial trial) {
        trial.persist(new Crate(10, "ten", 77), new Crate(11, "eleven", 77));

        assertThat(trial.find(Census.class, 77).crates).isEqualTo(2);
    }

    @Entity(name = "Guarded")
    @SQLDelete(sql = "update Guarded set gone = 1 where id = ?")
    static class Guarded {
        @Id
        int id;

        @Column(insertable = false, updatable = false)
        @ColumnDefault("0")
        int gone;
    }

    @Feature("`@SQLDelete`: SQL of one's own")
    void sqlDelete(Trial trial) {
        var guarded = new Guarded();
        guarded.id = 1;
        trial.persist(guarded);
        trial.transaction(session -> await(session.remove(await(session.find(Guarded.class, 1)))));

        assertThat(trial.find(Guarded.class, 1).gone).isEqualTo(1);
    }

    @Feature("`Interceptor` and `StatementInspector`")
    void interceptors(Trial trial) {
        STATEMENTS.clear();
        CHANGES.clear();
        trial.persist(new Crate(12, "twelve", 12));

        assertThat(CHANGES).containsExactly("Crate 12");
        assertThat(STATEMENTS).anyMatch(sql -> sql.startsWith("insert into Crate"));
    }
}
