package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.annotations.Temporal;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.RevisionType;
import org.hibernate.envers.query.AuditEntity;

/** What entities were: Envers, and temporal tables. */
@Spec("SE-26")
class AuditFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.AUDIT;
    }

    @Entity(name = "Contract")
    @Audited
    static class Contract {
        @Id
        int id;

        String text;

        @NotAudited
        int views;

        @OneToMany(mappedBy = "contract", cascade = CascadeType.ALL)
        List<Clause> clauses = new ArrayList<>();

        Contract() {}

        Contract(int id, String text) {
            this.id = id;
            this.text = text;
        }
    }

    @Entity(name = "Clause")
    @Audited
    static class Clause {
        @Id
        int id;

        @ManyToOne
        Contract contract;

        Clause() {}

        Clause(int id, Contract contract) {
            this.id = id;
            this.contract = contract;
        }
    }

    private static <T> T audit(Trial trial, Function<AuditReader, T> look) {
        return trial.plainly(session -> look.apply(AuditReaderFactory.get(session)));
    }

    private static List<Number> revisions(Trial trial, int contract) {
        return audit(trial, reader -> reader.getRevisions(Contract.class, contract));
    }

    @Feature("A revision for each transaction")
    void revisions(Trial trial) {
        trial.persist(new Contract(1, "first"));
        trial.plainly(session -> session.find(Contract.class, 1).text = "second");
        var revisions = revisions(trial, 1);

        assertThat(revisions).hasSize(2);
        assertThat(revisions)
                .map(revision -> audit(trial, reader -> reader.find(Contract.class, 1, revision)).text)
                .containsExactly("first", "second");
    }

    @Feature("`@NotAudited`")
    void notAudited(Trial trial) {
        trial.persist(new Contract(2, "first"));
        trial.plainly(session -> session.find(Contract.class, 2).views = 7);

        assertThat(revisions(trial, 2)).hasSize(1);
    }

    @Feature("Removals are revisions")
    void removals(Trial trial) {
        trial.persist(new Contract(3, "first"));
        trial.plainly(session -> {
            session.remove(session.find(Contract.class, 3));
            return session;
        });

        List<?> removals = audit(
                trial,
                reader -> reader.createQuery()
                        .forRevisionsOfEntity(Contract.class, false, true)
                        .add(AuditEntity.id().eq(3))
                        .add(AuditEntity.revisionType().eq(RevisionType.DEL))
                        .getResultList());
        assertThat(removals).hasSize(1);
    }

    @Feature("Associations as they were")
    void associations(Trial trial) {
        var contract = new Contract(4, "first");
        contract.clauses.add(new Clause(41, contract));
        trial.persist(contract);
        trial.plainly(session -> {
            var found = session.find(Contract.class, 4);
            return found.clauses.add(new Clause(42, found));
        });
        var revisions = revisions(trial, 4);
        var sizes = audit(
                trial,
                reader -> revisions.stream()
                        .map(revision ->
                                reader.find(Contract.class, 4, revision).clauses.size())
                        .toList());

        assertThat(sizes).containsExactly(1, 2);
    }

    @Entity(name = "Price")
    @Temporal
    static class Price {
        @Id
        int id;

        int cents;

        Price() {}

        Price(int id, int cents) {
            this.id = id;
            this.cents = cents;
        }
    }

    @Feature("`@Temporal`: entities `asOf` a time")
    void temporal(Trial trial) {
        trial.persist(new Price(1, 100), new Price(2, 5));
        var then = later(trial);
        trial.transaction(session -> {
            await(session.find(Price.class, 1)).cents = 120;
            return await(session.remove(await(session.find(Price.class, 2))));
        });

        var past = trial.with(trial.sessions().with(builder -> builder.asOf(then)));
        assertThat(past.find(Price.class, 1).cents).isEqualTo(100);
        assertThat(past.count(Price.class)).isEqualTo(2);
        assertThat(trial.find(Price.class, 1).cents).isEqualTo(120);
        assertThat(trial.count(Price.class)).isEqualTo(1);
    }

    /** A time after what has been done, and before what will be. */
    private static Instant later(Trial trial) {
        trial.tick();
        var now = Instant.now();
        trial.tick();
        return now;
    }
}
