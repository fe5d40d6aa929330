package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.hibernate.AsyncSession;
import dev.weft.hibernate.LazyLoadOutsideScope;
import dev.weft.spec.Spec;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.FetchProfile;
import org.hibernate.annotations.FetchProfileOverride;
import org.hibernate.graph.GraphSemantic;

/** When associations are read, and by how many statements. */
@Spec({"SE-26", "SE-15", "SE-2"})
class FetchingFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.FETCHING;
    }

    @Entity(name = "Town")
    @FetchProfile(name = "with streets")
    @NamedEntityGraph(name = "town.streets", attributeNodes = @NamedAttributeNode("streets"))
    static class Town {
        @Id
        int id;

        @OneToMany(mappedBy = "town", cascade = CascadeType.ALL)
        @FetchProfileOverride(profile = "with streets", mode = FetchMode.JOIN)
        List<Street> streets = new ArrayList<>();

        @OneToMany(mappedBy = "town", cascade = CascadeType.ALL)
        @BatchSize(size = 10)
        Set<Park> parks = new HashSet<>();

        @OneToMany(mappedBy = "town", cascade = CascadeType.ALL)
        @Fetch(FetchMode.SUBSELECT)
        Set<Lake> lakes = new HashSet<>();

        @OneToMany(mappedBy = "town", cascade = CascadeType.ALL, fetch = FetchType.EAGER)
        Set<Gate> gates = new HashSet<>();

        Town() {}

        Town(int id) {
            this.id = id;
            for (var i = 0; i < 2; i++) {
                streets.add(new Street(10 * id + i, this));
                parks.add(new Park(10 * id + i, this));
                lakes.add(new Lake(10 * id + i, this));
                gates.add(new Gate(10 * id + i, this));
            }
        }
    }

    @Entity(name = "Street")
    static class Street {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Town town;

        Street() {}

        Street(int id, Town town) {
            this.id = id;
            this.town = town;
        }
    }

    @Entity(name = "Park")
    static class Park {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Town town;

        Park() {}

        Park(int id, Town town) {
            this.id = id;
            this.town = town;
        }
    }

    @Entity(name = "Lake")
    static class Lake {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Town town;

        Lake() {}

        Lake(int id, Town town) {
            this.id = id;
            this.town = town;
        }
    }

    @Entity(name = "Gate")
    static class Gate {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Town town;

        Gate() {}

        Gate(int id, Town town) {
            this.id = id;
            this.town = town;
        }
    }

    /** The number of statements that some work takes in a session. */
    private static long statements(Trial trial, Function<AsyncSession, ?> work) {
        return trial.session(session -> {
            var before = trial.statements();
            var _ = work.apply(session);
            return trial.statements() - before;
        });
    }

    private static List<Town> towns(AsyncSession session, int first) {
        return await(session.createSelectionQuery("from Town where id >= :first and id < :first + 5", Town.class)
                .setParameter("first", first)
                .getResultList());
    }

    private static void persistTowns(Trial trial, int first) {
        for (var i = 0; i < 5; i++) {
            trial.persist(new Town(first + i));
        }
    }

    @Feature("Lazy loading inside an awaitlet: one statement, then none")
    void lazyInside(Trial trial) {
        trial.persist(new Town(1));
        trial.plainly(session -> {
            var town = session.find(Town.class, 1);
            var before = trial.statements();
            assertThat(town.streets).hasSize(2);
            assertThat(town.streets.getFirst().town).isSameAs(town);
            assertThat(trial.statements() - before).isEqualTo(1);
            return town;
        });
    }

    @Feature("Lazy loading after the session: refused by name")
    @Spec("SE-16")
    void lazyOutside(Trial trial) {
        trial.persist(new Town(2));
        var town = trial.find(Town.class, 2);

        assertThatThrownBy(() -> town.streets.size())
                .isInstanceOf(LazyLoadOutsideScope.class)
                .hasMessageContaining("streets");
    }

    @Feature("`session.fetch(association)`")
    @Spec("SE-17")
    void fetch(Trial trial) {
        trial.persist(new Town(3));
        var count = statements(trial, session -> {
            var town = await(session.find(Town.class, 3));
            await(session.fetch(town.streets));
            return await(session.fetch(town.streets));
        });

        assertThat(count).isEqualTo(2);
    }

    @Feature("`FetchType.EAGER`")
    void eager(Trial trial) {
        trial.persist(new Town(4));
        var count = statements(trial, session -> {
            var town = await(session.find(Town.class, 4));
            assertThat(Hibernate.isInitialized(town.gates)).isTrue();
            return town.gates.size();
        });

        assertThat(count).isEqualTo(1);
    }

    @Feature("`join fetch`")
    void joinFetch(Trial trial) {
        trial.persist(new Town(5));
        trial.session(session -> {
            var town = await(session.createSelectionQuery("from Town t join fetch t.streets where t.id = 5", Town.class)
                    .getSingleResult());
            assertThat(Hibernate.isInitialized(town.streets)).isTrue();
            assertThat(town.streets).hasSize(2);
            return town;
        });
    }

    @Feature("`@BatchSize`")
    void batchSize(Trial trial) {
        persistTowns(trial, 100);
        var count = trial.plainly(session -> {
            var towns = session.createSelectionQuery("from Town where id between 100 and 104", Town.class)
                    .getResultList();
            var before = trial.statements();
            assertThat(towns).allSatisfy(town -> assertThat(town.parks).hasSize(2));
            return trial.statements() - before;
        });

        assertThat(count).isEqualTo(1);
    }

    @Feature("`@Fetch(SUBSELECT)`")
    void subselect(Trial trial) {
        persistTowns(trial, 200);
        trial.session(session -> {
            var towns = towns(session, 200);
            var before = trial.statements();
            await(session.fetch(towns.getFirst().lakes));
            assertThat(towns)
                    .allSatisfy(town ->
                            assertThat(Hibernate.isInitialized(town.lakes)).isTrue());
            assertThat(trial.statements() - before).isEqualTo(1);
            return towns;
        });
    }

    @Feature("`session.setFetchBatchSize`")
    void sessionBatchSize(Trial trial) {
        persistTowns(trial, 300);
        trial.session(session -> {
            await(session.setFetchBatchSize(5));
            var towns = towns(session, 300);
            var before = trial.statements();
            for (var town : towns) {
                await(session.fetch(town.streets));
            }
            assertThat(trial.statements() - before).isEqualTo(1);
            return towns;
        });
    }

    @Feature("`@FetchProfile`")
    void fetchProfile(Trial trial) {
        trial.persist(new Town(6));
        trial.session(session -> {
            await(session.enableFetchProfile("with streets"));
            var town = await(session.find(Town.class, 6));
            assertThat(Hibernate.isInitialized(town.streets)).isTrue();
            return town;
        });
    }

    @Feature("`@NamedEntityGraph` in `find`")
    void namedGraph(Trial trial) {
        trial.persist(new Town(7));
        var town = trial.plainly(session -> {
            var graph = session.createEntityGraph(Town.class, "town.streets");
            return session.find(graph, 7);
        });

        assertThat(town.streets).hasSize(2);
    }

    @Feature("Entity graphs in queries")
    void graphInQuery(Trial trial) {
        trial.persist(new Town(8));
        var graph = await(trial.sessions().sessionFactory()).createEntityGraph(Town.class);
        graph.addAttributeNodes("streets");
        var town = trial.session(session -> await(session.createSelectionQuery("from Town where id = 8", Town.class)
                .setEntityGraph(graph, GraphSemantic.LOAD)
                .getSingleResult()));

        assertThat(town.streets).hasSize(2);
    }

    @Feature("`getReference`: no statement until it is read")
    void reference(Trial trial) {
        trial.persist(new Town(9));
        trial.session(session -> {
            var before = trial.statements();
            var reference = await(session.getReference(Town.class, 9));
            assertThat(trial.statements()).isEqualTo(before);
            assertThat(await(session.unproxy(reference)).gates).hasSize(2);
            return reference;
        });
    }
}
