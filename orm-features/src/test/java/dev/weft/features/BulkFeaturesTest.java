package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.data.Poem;
import dev.weft.features.data.Poems;
import dev.weft.features.data.Poems_;
import dev.weft.hibernate.SessionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.data.Order;
import jakarta.data.Sort;
import jakarta.data.exceptions.DataException;
import jakarta.data.exceptions.EntityExistsException;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hibernate.cfg.AvailableSettings;

/** Many rows at a time, and sessions that keep nothing. */
@Spec("SE-26")
class BulkFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.BULK;
    }

    @Override
    SessionOptions options(SessionOptions plain, Database database) {
        return plain.withSetting(AvailableSettings.STATEMENT_BATCH_SIZE, 50)
                .withSetting(AvailableSettings.ORDER_INSERTS, true)
                .withSetting(AvailableSettings.ORDER_UPDATES, true);
    }

    @Entity(name = "Reading")
    static class Reading {
        @Id
        int id;

        int degrees;

        Reading() {}

        Reading(int id, int degrees) {
            this.id = id;
            this.degrees = degrees;
        }
    }

    @Entity(name = "Serial")
    static class Serial {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;
    }

    private static List<Reading> readings(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(id -> new Reading(id, 0))
                .toList();
    }

    private static long sum(Trial trial, int first, int end) {
        return Objects.requireNonNullElse(
                trial.single(
                        "select sum(degrees) from Reading where id >= %d and id < %d".formatted(first, end),
                        Long.class),
                0L);
    }

    private static long rows(Trial trial, int first, int end) {
        return trial.single(
                "select count(*) from Reading where id >= %d and id < %d".formatted(first, end), Long.class);
    }

    @Feature("Batch inserts: `hibernate.jdbc.batch_size`")
    void batchInserts(Trial trial) {
        var before = trial.statements();
        trial.persist(readings(0, 100).toArray());

        assertThat(trial.statements() - before).isLessThanOrEqualTo(2);
        assertThat(rows(trial, 0, 100)).isEqualTo(100);
    }

    @Feature("Batch updates at a flush")
    void batchUpdates(Trial trial) {
        trial.persist(readings(1000, 40).toArray());
        trial.plainly(session -> {
            session.createSelectionQuery("from Reading where id >= 1000 and id < 1040", Reading.class)
                    .getResultList()
                    .forEach(reading -> reading.degrees = 2);
            var before = trial.statements();
            session.flush();
            assertThat(trial.statements() - before).isEqualTo(1);
            return session;
        });

        assertThat(sum(trial, 1000, 1040)).isEqualTo(80);
    }

    @Feature("Batch inserts with a sequence")
    void batchSequence(Trial trial) {
        var before = trial.statements();
        trial.persist(IntStream.range(0, 40).mapToObj(_ -> new Serial()).toArray());

        assertThat(trial.count(Serial.class)).isEqualTo(40);
        assertThat(trial.statements() - before).isLessThanOrEqualTo(7);
    }

    @Feature("HQL `update` and `delete`")
    void updateAndDelete(Trial trial) {
        trial.persist(readings(2000, 4).toArray());
        trial.transaction(session -> {
            assertThat(await(session.createMutationQuery(
                                    "update Reading set degrees = id where id between 2000 and 2003")
                            .executeUpdate()))
                    .isEqualTo(4);
            return await(session.createMutationQuery("delete Reading where id = 2000")
                    .executeUpdate());
        });

        assertThat(sum(trial, 2000, 2004)).isEqualTo(6006);
    }

    @Feature("HQL `insert ... select`")
    void insertSelect(Trial trial) {
        trial.persist(readings(3000, 3).toArray());
        trial.transaction(session -> await(session.createMutationQuery("""
                        insert into Reading (id, degrees) select id + 500, 7 from Reading where id between 3000 and 3002
                        """).executeUpdate()));

        assertThat(sum(trial, 3500, 3503)).isEqualTo(21);
    }

    @Feature("HQL `insert ... on conflict do update`")
    void insertOnConflict(Trial trial) {
        trial.persist(new Reading(4000, 1));
        Runnable insert = () -> trial.transaction(
                session -> await(session.createMutationQuery("""
                        insert into Reading (id, degrees) values (4000, 5) on conflict (id) do update set degrees = 9
                        """).executeUpdate()));
        if (trial.on(Database.SQLITE)) {
            trial.refused("not in its dialect", insert).hasMessageContaining("conflict");
            return;
        }
        insert.run();

        assertThat(sum(trial, 4000, 4001)).isEqualTo(9);
    }

    @Feature("`StatelessSession`: `insert`, `get`, `update`, `delete`")
    void stateless(Trial trial) {
        await(trial.sessions().beginStateless(session -> {
            await(session.insert(new Reading(5000, 1)));
            await(session.insert(new Reading(5001, 1)));
            var reading = await(session.get(Reading.class, 5000));
            reading.degrees = 8;
            await(session.update(reading));
            return session.delete(new Reading(5001, 1));
        }));

        assertThat(sum(trial, 5000, 5002)).isEqualTo(8);
        assertThat(rows(trial, 5000, 5002)).isEqualTo(1);
    }

    @Feature("`StatelessSession`: `insertMultiple` and the others in batches")
    void statelessBatches(Trial trial) {
        var all = readings(6000, 60);
        await(trial.sessions().beginStateless(session -> {
            await(session.setBatchSize(50));
            await(session.insertMultiple(all));
            all.forEach(reading -> reading.degrees = 3);
            await(session.updateMultiple(all));
            return session.deleteMultiple(all.subList(0, 20));
        }));

        assertThat(sum(trial, 6000, 6060)).isEqualTo(120);
    }

    @Feature("`StatelessSession`: `upsert`")
    void upsert(Trial trial) {
        await(trial.sessions().beginStateless(session -> {
            await(session.upsert(new Reading(7000, 1)));
            return session.upsertMultiple(List.of(new Reading(7000, 4), new Reading(7001, 5)));
        }));

        assertThat(sum(trial, 7000, 7002)).isEqualTo(9);
    }

    @Feature("`StatelessSession`: `getMultiple`")
    void getMultiple(Trial trial) {
        trial.persist(readings(8000, 2).toArray());
        var found = await(trial.sessions()
                .withStatelessSession(session -> session.getMultiple(Reading.class, List.of(8001, 8999, 8000))));

        assertThat(found).map(reading -> reading == null ? null : reading.id).containsExactly(8001, null, 8000);
    }

    @Feature("Jakarta Data: a `@Repository` of Hibernate's annotation processor")
    void jakartaData(Trial plain) {
        var trial = plain.mapping(Poem.class);
        trial.createSchema();
        var poem = new Poem(1, "Sappho", "Ode");
        inRepository(trial, poems -> {
            poems.add(poem);
            poems.addAll(
                    List.of(new Poem(2, "Rumi", "Reed"), new Poem(3, "Rumi", "Mill"), new Poem(4, "Nobody", "Oak")));
            poems.remove(new Poem(4, "Nobody", "Oak"));
        });
        poem.title = "Ode to Aphrodite";
        inRepository(trial, poems -> poems.update(poem));

        inRepository(trial, poems -> {
            assertThat(poems.byId(1)).map(found -> found.title).hasValue("Ode to Aphrodite");
            assertThat(poems.byId(4)).isEmpty();
            assertThat(poems.byPoet("Rumi", Order.by(Sort.desc("title"))))
                    .map(found -> found.title)
                    .containsExactly("Reed", "Mill");
            assertThat(poems.attribute(2, "Hafez")).isEqualTo(1);
            assertThat(poems.titled("%e%")).map(found -> found.poet).containsExactly("Sappho", "Hafez");
        });
        var twice = new Poem(1, "Somebody", "Else");
        assertThatThrownBy(() -> inRepository(trial, poems -> poems.add(twice)))
                .as("SQLite's dialect does not tell what was violated")
                .isInstanceOf(trial.on(Database.SQLITE) ? DataException.class : EntityExistsException.class);
    }

    private static void inRepository(Trial trial, Consumer<Poems> work) {
        await(trial.sessions()
                .beginStateless(session -> session.runSync(plain -> {
                    work.accept(new Poems_(plain));
                    return null;
                })));
    }
}
