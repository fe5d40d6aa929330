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

    @Entity(name = "Courier")
    static class Courier {
        @Id
        private int id;

        private String name = "";

        Courier() {}

        Courier(int id, String name) {
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

    @Entity(name = "Telegram")
    @DynamicUpdate
    static class Telegram {
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
        private Courier courier;

        Telegram() {}

        Telegram(int id, Courier courier) {
            this.id = id;
            this.courier = courier;
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

        Courier getCourier() {
            return courier;
        }
    }

    private static void persistTelegram(Trial trial, int id) {
        var courier = new Courier(id, "Ursula");
        trial.persist(courier, new Telegram(id, courier));
    }

    @Feature("`@Basic(fetch = LAZY)`: one statement when it is first read, then none")
    void lazyBasic(Trial trial) {
        persistTelegram(trial, 1);
        trial.plainly(session -> {
            var telegram = session.find(Telegram.class, 1);
            assertThat(Hibernate.isPropertyInitialized(telegram, "body")).isFalse();
            var before = trial.statements();
            assertThat(telegram.getBody()).isEqualTo("body");
            assertThat(telegram.getBody()).isEqualTo("body");
            assertThat(trial.statements() - before).isEqualTo(1);
            return telegram;
        });
    }

    @Feature("`@LazyGroup`: read together")
    void lazyGroup(Trial trial) {
        persistTelegram(trial, 2);
        trial.plainly(session -> {
            var telegram = session.find(Telegram.class, 2);
            var before = trial.statements();
            assertThat(telegram.getStamp()).isEqualTo("stamp");
            assertThat(telegram.getPostmark()).isEqualTo("postmark");
            assertThat(trial.statements() - before).isEqualTo(1);
            assertThat(Hibernate.isPropertyInitialized(telegram, "body")).isFalse();
            return telegram;
        });
    }

    @Feature("`session.fetch(entity, attribute)` of a lazy attribute")
    @Spec("SE-17")
    void fetchAttribute(Trial trial) {
        persistTelegram(trial, 3);
        trial.session(session -> {
            var telegram = await(session.find(Telegram.class, 3));
            assertThat(await(session.fetch(telegram, Telegram::getBody))).isEqualTo("body");
            return telegram;
        });
    }

    @Feature("A lazy attribute after the session: refused")
    @Spec("SE-16")
    void lazyOutside(Trial trial) {
        persistTelegram(trial, 4);
        var telegram = trial.find(Telegram.class, 4);

        assertThat(telegram.getSubject()).isEqualTo("subject");
        assertThatThrownBy(telegram::getBody)
                .isInstanceOf(LazyInitializationException.class)
                .hasMessageContaining("body");
    }

    @Feature("Dirty tracking by the entity itself")
    void dirtyTracking(Trial trial) {
        persistTelegram(trial, 5);
        trial.plainly(session -> {
            var telegram = session.find(Telegram.class, 5);
            assertThat(telegram).isInstanceOfSatisfying(SelfDirtinessTracker.class, tracker -> {
                assertThat(tracker.$$_hibernate_hasDirtyAttributes()).isFalse();
                telegram.setSubject("changed");
                assertThat(tracker.$$_hibernate_getDirtyAttributes()).containsExactly("subject");
            });
            return telegram;
        });
        assertThat(trial.find(Telegram.class, 5).getSubject()).isEqualTo("changed");
    }

    @Feature("Lazy `@ManyToOne` to an enhanced class, which needs no proxy class")
    void enhancedProxy(Trial trial) {
        persistTelegram(trial, 6);
        trial.plainly(session -> {
            var courier = session.find(Telegram.class, 6).getCourier();
            assertThat(courier.getClass()).isEqualTo(Courier.class);
            assertThat(Hibernate.isInitialized(courier)).isFalse();
            assertThat(courier.getId()).isEqualTo(6);
            var before = trial.statements();
            assertThat(courier.getName()).isEqualTo("Ursula");
            assertThat(trial.statements() - before).isEqualTo(1);
            return courier;
        });
    }
}
