package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.LazyGroup;
import org.hibernate.engine.spi.SelfDirtinessTracker;

/** Entities whose classes Hibernate's Maven plugin has changed when they were built. */
@Spec({"SE-26", "SE-15"})
class EnhancementFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.ENHANCEMENT;
    }

    @Entity(name = "Sender")
    static class Sender {
        @Id
        private int id;

        private String name = "";

        Sender() {}

        Sender(int id, String name) {
            this.id = id;
            this.name = name;
        }

        int getId() {
            return id;
        }

        String getName() {
            return name;
        }
    }

    @Entity(name = "Letter")
    @DynamicUpdate
    static class Letter {
        @Id
        private int id;

        private String subject = "";

        @Basic(fetch = FetchType.LAZY)
        @Column(length = 2_000)
        private String body = "";

        @Basic(fetch = FetchType.LAZY)
        @LazyGroup("stamp")
        private String stamp = "";

        @Basic(fetch = FetchType.LAZY)
        @LazyGroup("stamp")
        private String postmark = "";

        @ManyToOne(fetch = FetchType.LAZY)
        private Sender sender;

        Letter() {}

        Letter(int id, Sender sender) {
            this.id = id;
            this.sender = sender;
            subject = "subject";
            body = "body";
            stamp = "stamp";
            postmark = "postmark";
        }

        String getSubject() {
            return subject;
        }

        void setSubject(String subject) {
            this.subject = subject;
        }

        String getBody() {
            return body;
        }

        String getStamp() {
            return stamp;
        }

        String getPostmark() {
            return postmark;
        }

        Sender getSender() {
            return sender;
        }
    }

    private static void persistLetter(Trial trial, int id) {
        var sender = new Sender(id, "Ursula");
        trial.persist(sender, new Letter(id, sender));
    }

    @Feature("`@Basic(fetch = LAZY)`: one statement when it is first read, then none")
    void lazyBasic(Trial trial) {
        persistLetter(trial, 1);
        trial.plainly(session -> {
            var letter = session.find(Letter.class, 1);
            assertThat(Hibernate.isPropertyInitialized(letter, "body")).isFalse();
            var before = trial.statements();
            assertThat(letter.getBody()).isEqualTo("body");
            assertThat(letter.getBody()).isEqualTo("body");
            assertThat(trial.statements() - before).isEqualTo(1);
            return letter;
        });
    }

    @Feature("`@LazyGroup`: read together")
    void lazyGroup(Trial trial) {
        persistLetter(trial, 2);
        trial.plainly(session -> {
            var letter = session.find(Letter.class, 2);
            var before = trial.statements();
            assertThat(letter.getStamp()).isEqualTo("stamp");
            assertThat(letter.getPostmark()).isEqualTo("postmark");
            assertThat(trial.statements() - before).isEqualTo(1);
            assertThat(Hibernate.isPropertyInitialized(letter, "body")).isFalse();
            return letter;
        });
    }

    @Feature("`session.fetch(entity, attribute)` of a lazy attribute")
    @Spec("SE-17")
    void fetchAttribute(Trial trial) {
        persistLetter(trial, 3);
        trial.session(session -> {
            var letter = await(session.find(Letter.class, 3));
            assertThat(await(session.fetch(letter, Letter::getBody))).isEqualTo("body");
            return letter;
        });
    }

    @Feature("A lazy attribute after the session: refused")
    @Spec("SE-16")
    void lazyOutside(Trial trial) {
        persistLetter(trial, 4);
        var letter = trial.find(Letter.class, 4);

        assertThat(letter.getSubject()).isEqualTo("subject");
        assertThatThrownBy(letter::getBody)
                .isInstanceOf(LazyInitializationException.class)
                .hasMessageContaining("body");
    }

    @Feature("Dirty tracking by the entity itself")
    void dirtyTracking(Trial trial) {
        persistLetter(trial, 5);
        trial.plainly(session -> {
            var letter = session.find(Letter.class, 5);
            assertThat(letter).isInstanceOfSatisfying(SelfDirtinessTracker.class, tracker -> {
                assertThat(tracker.$$_hibernate_hasDirtyAttributes()).isFalse();
                letter.setSubject("changed");
                assertThat(tracker.$$_hibernate_getDirtyAttributes()).containsExactly("subject");
            });
            return letter;
        });
        assertThat(trial.find(Letter.class, 5).getSubject()).isEqualTo("changed");
    }

    @Feature("Lazy `@ManyToOne` to an enhanced class, which needs no proxy class")
    void enhancedProxy(Trial trial) {
        persistLetter(trial, 6);
        trial.plainly(session -> {
            var sender = session.find(Letter.class, 6).getSender();
            assertThat(sender.getClass()).isEqualTo(Sender.class);
            assertThat(Hibernate.isInitialized(sender)).isFalse();
            assertThat(sender.getId()).isEqualTo(6);
            var before = trial.statements();
            assertThat(sender.getName()).isEqualTo("Ursula");
            assertThat(trial.statements() - before).isEqualTo(1);
            return sender;
        });
    }
}
