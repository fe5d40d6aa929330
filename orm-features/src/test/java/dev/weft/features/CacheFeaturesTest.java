package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.hibernate.SessionOptions;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.CacheMode;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.cfg.AvailableSettings;

/** The second-level and the query cache: Caffeine, through JCache. */
@Spec("SE-26")
class CacheFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.CACHES;
    }

    @Override
    SessionOptions options(SessionOptions plain, Database database) {
        return plain.withSetting(AvailableSettings.USE_SECOND_LEVEL_CACHE, true)
                .withSetting(AvailableSettings.USE_QUERY_CACHE, true)
                .withSetting(AvailableSettings.CACHE_REGION_FACTORY, "jcache")
                .withSetting(AvailableSettings.CACHE_REGION_PREFIX, database.dialect())
                .withSetting("hibernate.javax.cache.missing_cache_strategy", "create")
                .withSetting(
                        "hibernate.javax.cache.provider",
                        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    }

    @Entity(name = "Part")
    @Cacheable
    @NaturalIdCache
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class Part {
        @Id
        int id;

        @NaturalId
        String code;

        String name;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "part_id")
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        Set<Screw> screws = new HashSet<>();

        Part() {}

        Part(int id, String name) {
            this.id = id;
            this.code = "part " + id;
            this.name = name;
        }
    }

    @Entity(name = "Screw")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
    static class Screw {
        @Id
        int id;

        Screw() {}

        Screw(int id) {
            this.id = id;
        }
    }

    @Entity(name = "Norm")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    static class Norm {
        @Id
        int id;
    }

    /** What the work answers the second time, which takes no statement. */
    private static <T> T secondTimeWithoutStatement(Trial trial, Supplier<T> work) {
        var _ = work.get();
        var before = trial.statements();
        var second = work.get();
        assertThat(trial.statements() - before)
                .as("statements of the second time")
                .isZero();
        return second;
    }

    @Feature("Second-level cache, `READ_WRITE`")
    void readWrite(Trial trial) {
        trial.persist(new Part(1, "old"));
        assertThat(secondTimeWithoutStatement(trial, () -> trial.find(Part.class, 1)).name)
                .isEqualTo("old");
        trial.plainly(session -> session.find(Part.class, 1).name = "new");

        assertThat(trial.find(Part.class, 1).name).isEqualTo("new");
    }

    @Feature("Second-level cache, `NONSTRICT_READ_WRITE` and `READ_ONLY`")
    void otherStrategies(Trial trial) {
        var norm = new Norm();
        norm.id = 1;
        trial.persist(new Screw(1), norm);

        assertThat(secondTimeWithoutStatement(trial, () -> trial.find(Screw.class, 1)))
                .isNotNull();
        assertThat(secondTimeWithoutStatement(trial, () -> trial.find(Norm.class, 1)))
                .isNotNull();
    }

    @Feature("Collection cache")
    void collections(Trial trial) {
        var part = new Part(2, "lid");
        part.screws.addAll(Set.of(new Screw(21), new Screw(22)));
        trial.persist(part);

        Set<Screw> screws = secondTimeWithoutStatement(
                trial, () -> trial.session(session -> await(session.fetch(await(session.find(Part.class, 2)).screws))));
        assertThat(screws).hasSize(2);
    }

    @Feature("`@NaturalIdCache`")
    void naturalIds(Trial trial) {
        trial.persist(new Part(3, "cap"));

        assertThat(secondTimeWithoutStatement(
                                trial,
                                () -> trial.session(session ->
                                        await(session.findByNaturalId(Part.class, Map.of("code", "part 3")))))
                        .name)
                .isEqualTo("cap");
    }

    @Feature("Query cache")
    void queries(Trial trial) {
        trial.persist(new Part(4, "nut"));
        List<String> names = secondTimeWithoutStatement(
                trial,
                () -> trial.session(session ->
                        await(session.createSelectionQuery("select name from Part where id = 4", String.class)
                                .setCacheable(true)
                                .getResultList())));
        assertThat(names).containsExactly("nut");
        trial.transaction(session -> await(session.createMutationQuery("update Part set name = 'bolt' where id = 4")
                .executeUpdate()));

        List<String> after = trial.session(
                session -> await(session.createSelectionQuery("select name from Part where id = 4", String.class)
                        .setCacheable(true)
                        .getResultList()));
        assertThat(after).containsExactly("bolt");
    }

    @Feature("`setCacheMode`")
    void cacheMode(Trial trial) {
        trial.persist(new Part(5, "pin"));
        assertThat(trial.find(Part.class, 5)).isNotNull();
        var before = trial.statements();
        trial.session(session -> {
            await(session.setCacheMode(CacheMode.IGNORE));
            return await(session.find(Part.class, 5));
        });

        assertThat(trial.statements() - before).isEqualTo(1);
    }
}
