package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.TableGenerator;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.KeyType;
import org.hibernate.annotations.IdGeneratorType;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.id.IdentifierGenerator;

/** How entities get their identifiers, and what identifiers are made of. */
@Spec({"SE-26", "SE-7"})
class IdentifierFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.IDENTIFIERS;
    }

    @Entity(name = "ByHand")
    static class ByHand {
        @Id
        String id;
    }

    @Feature("`@Id` assigned by the application")
    void assigned(Trial trial) {
        var hand = new ByHand();
        hand.id = "mine";
        trial.persist(hand);

        assertThat(trial.find(ByHand.class, "mine")).isNotNull();
        assertThat(trial.find(ByHand.class, "yours")).isNull();
    }

    @Entity(name = "ByIdentity")
    static class ByIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String name;
    }

    @Feature("`GenerationType.IDENTITY`")
    void identity(Trial trial) {
        var first = new ByIdentity();
        var second = new ByIdentity();
        second.name = "second";
        trial.persist(first, second);

        assertThat(second.id).isGreaterThan(first.id);
        assertThat(trial.find(ByIdentity.class, second.id).name).isEqualTo("second");
    }

    @Entity(name = "BySequence")
    static class BySequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "by_sequence", sequenceName = "by_sequence", allocationSize = 50)
        Long id;
    }

    @Feature("`GenerationType.SEQUENCE` with `allocationSize`")
    void sequence(Trial trial) {
        var all = IntStream.range(0, 40).mapToObj(_ -> new BySequence()).toArray(BySequence[]::new);
        var before = trial.statements();
        var calls = trial.transaction(session -> {
            await(session.persistAll((Object[]) all));
            return trial.statements() - before;
        });

        assertThat(all).extracting(one -> one.id).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(calls).as("calls of the sequence for 40 identifiers").isBetween(1L, 4L);
        assertThat(trial.count(BySequence.class)).isEqualTo(40);
        if (trial.on(Database.SQLITE)) {
            trial.yesBut("as a table");
        }
    }

    @Entity(name = "ByTable")
    static class ByTable {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "by_table", table = "id_table")
        Long id;
    }

    @Feature("`GenerationType.TABLE`")
    void table(Trial trial) {
        var one = new ByTable();
        trial.persist(one);

        assertThat(trial.find(ByTable.class, one.id)).isNotNull();
        assertThat(trial.sql("select count(*) from id_table", Long.class)).isEqualTo(1);
    }

    @Entity(name = "ByAuto")
    static class ByAuto {
        @Id
        @GeneratedValue
        Integer id;
    }

    @Feature("`GenerationType.AUTO`")
    void auto(Trial trial) {
        var one = new ByAuto();
        trial.persist(one);

        assertThat(trial.find(ByAuto.class, one.id)).isNotNull();
    }

    @Entity(name = "ByUuid")
    static class ByUuid {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
        UUID other;
    }

    @Feature("`GenerationType.UUID`, `@UuidGenerator`")
    void uuid(Trial trial) {
        var one = new ByUuid();
        trial.persist(one);

        var found = trial.find(ByUuid.class, one.id);
        assertThat(found.id).isEqualTo(one.id);
        assertThat(found.other.version()).isEqualTo(7);
    }

    @IdGeneratorType(Counting.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Counted {}

    /** A generator that asks the database, through the session that it is given. */
    static class Counting implements IdentifierGenerator {
        private static final long serialVersionUID = 1L;

        @Override
        public Object generate(SharedSessionContractImplementor session, Object entity) {
            return 100
                    + session.createNativeQuery("select count(*) from ByHand", Integer.class)
                            .getSingleResult();
        }
    }

    @Entity(name = "ByOwnGenerator")
    static class ByOwnGenerator {
        @Id
        @Counted
        Integer id;
    }

    @Feature("`@IdGeneratorType`: a generator of one's own, with I/O")
    void ownGenerator(Trial trial) {
        var one = new ByOwnGenerator();
        trial.persist(one);

        assertThat(one.id).isGreaterThanOrEqualTo(100);
        assertThat(trial.find(ByOwnGenerator.class, one.id)).isNotNull();
    }

    @Embeddable
    record Seat(String line, int number) {}

    @Entity(name = "Ticket")
    static class Ticket {
        @EmbeddedId
        Seat seat;

        String owner;
    }

    @Feature("`@EmbeddedId`")
    void embeddedId(Trial trial) {
        var ticket = new Ticket();
        ticket.seat = new Seat("f", 7);
        ticket.owner = "ann";
        trial.persist(ticket);

        assertThat(trial.find(Ticket.class, new Seat("f", 7)).owner).isEqualTo("ann");
        assertThat(trial.single("select seat.number from Ticket where seat.line = 'f'", Integer.class))
                .isEqualTo(7);
    }

    record Key(String country, int number) {}

    @Entity(name = "Passport")
    @IdClass(Key.class)
    static class Passport {
        @Id
        String country;

        @Id
        int number;

        String owner;
    }

    @Feature("`@IdClass`")
    void idClass(Trial trial) {
        var passport = new Passport();
        passport.country = "nz";
        passport.number = 3;
        passport.owner = "ben";
        trial.persist(passport);

        assertThat(trial.find(Passport.class, new Key("nz", 3)).owner).isEqualTo("ben");
    }

    @Entity(name = "Person")
    static class Person {
        @Id
        @GeneratedValue
        Integer id;
    }

    @Entity(name = "Desk")
    static class Desk {
        @Id
        Integer id;

        @MapsId
        @OneToOne
        Person person;
    }

    @Feature("`@MapsId`: a derived identifier")
    void derived(Trial trial) {
        var person = new Person();
        var desk = new Desk();
        desk.person = person;
        trial.persist(person, desk);

        assertThat(desk.id).isEqualTo(person.id);
        assertThat(trial.find(Desk.class, person.id)).isNotNull();
    }

    @Entity(name = "Country")
    static class Country {
        @Id
        @GeneratedValue
        Integer id;

        @NaturalId
        String code;

        @NaturalId
        int edition;
    }

    @Feature("`@NaturalId`")
    void naturalId(Trial trial) {
        var country = new Country();
        country.code = "nz";
        country.edition = 2;
        trial.persist(country);

        trial.session(session -> {
            var found = await(session.findByNaturalId(Country.class, Map.of("code", "nz", "edition", 2)));
            var before = trial.statements();
            var again = await(session.find(Country.class, Map.of("code", "nz", "edition", 2), KeyType.NATURAL));

            assertThat(found.id).isEqualTo(country.id);
            assertThat(again).isSameAs(found);
            assertThat(trial.statements())
                    .as("a natural identifier is resolved once")
                    .isEqualTo(before);
            return found;
        });
    }
}
