package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.function.Consumer;
import org.hibernate.Timeouts;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.exception.LockTimeoutException;

/** How changes at the same time are kept apart. */
@Spec("SE-26")
class LockingFeaturesTest extends Features {
    private static final String FILE_LOCK = "its one lock is the file's";

    @Override
    Area area() {
        return Area.LOCKING;
    }

    @Entity(name = "Page")
    static class Page {
        @Id
        int id;

        String text;

        @OptimisticLock(excluded = true)
        int visits;

        @Version
        int version;

        Page() {}

        Page(int id) {
            this.id = id;
        }
    }

    @Entity(name = "Stamped")
    static class Stamped {
        @Id
        int id;

        String text;

        @Version
        Instant changed;
    }

    @Entity(name = "Unversioned")
    @OptimisticLocking(type = OptimisticLockType.DIRTY)
    @DynamicUpdate
    static class Unversioned {
        @Id
        int id;

        String text;
        int visits;
    }

    /** Somebody else changes and commits what this transaction has read; then this one tells its change. */
    private static <T> void overtaken(Trial trial, Class<T> type, Object id, Consumer<T> other, Consumer<T> mine) {
        var detached = trial.find(type, id);
        trial.plainly(session -> {
            other.accept(session.find(type, id));
            return id;
        });
        mine.accept(detached);
        trial.transaction(session -> await(session.merge(detached)));
    }

    @Feature("`@Version` as a number")
    void version(Trial trial) {
        trial.persist(new Page(1));

        assertThatThrownBy(
                        () -> overtaken(trial, Page.class, 1, page -> page.text = "other", page -> page.text = "mine"))
                .isInstanceOf(OptimisticLockException.class);
        assertThat(trial.find(Page.class, 1).text).isEqualTo("other");
        assertThat(trial.find(Page.class, 1).version).isEqualTo(1);
    }

    @Feature("`@Version` as a time")
    void versionAsTime(Trial trial) {
        var stamped = new Stamped();
        stamped.id = 1;
        trial.persist(stamped);
        var before = trial.find(Stamped.class, 1).changed;
        trial.tick();

        assertThatThrownBy(
                        () -> overtaken(trial, Stamped.class, 1, one -> one.text = "other", one -> one.text = "mine"))
                .isInstanceOf(OptimisticLockException.class);
        assertThat(trial.find(Stamped.class, 1).changed).isAfter(before);
    }

    @Feature("`@OptimisticLock(excluded)`")
    void excluded(Trial trial) {
        trial.persist(new Page(2));
        trial.plainly(session -> session.find(Page.class, 2).visits = 5);

        assertThat(trial.find(Page.class, 2).visits).isEqualTo(5);
        assertThat(trial.find(Page.class, 2).version).isZero();
    }

    @Feature("`@OptimisticLocking(DIRTY)`: without a version")
    void withoutVersion(Trial trial) {
        var one = new Unversioned();
        one.id = 1;
        one.text = "first";
        trial.persist(one);

        assertThatThrownBy(() -> trial.plainly(mine -> {
                    var read = mine.find(Unversioned.class, 1);
                    mine.getTransaction().commit();
                    trial.plainly(other -> other.find(Unversioned.class, 1).text = "other");
                    mine.getTransaction().begin();
                    read.text = "mine";
                    mine.flush();
                    return read;
                }))
                .isInstanceOf(OptimisticLockException.class);
        assertThat(trial.find(Unversioned.class, 1).text).isEqualTo("other");
    }

    @Feature("`LockModeType.OPTIMISTIC`")
    void optimistic(Trial trial) {
        trial.persist(new Page(3));

        assertThatThrownBy(() -> trial.plainly(mine -> {
                    var page = mine.find(Page.class, 3);
                    mine.getTransaction().commit();
                    trial.plainly(other -> other.find(Page.class, 3).text = "other");
                    mine.getTransaction().begin();
                    mine.lock(page, LockModeType.OPTIMISTIC);
                    return page;
                }))
                .as("what was only read is checked at the commit")
                .hasStackTraceContaining("Optimistic");
    }

    @Feature("`LockModeType.OPTIMISTIC_FORCE_INCREMENT`")
    void forceIncrement(Trial trial) {
        trial.persist(new Page(4));
        trial.transaction(session -> await(session.find(Page.class, 4, LockModeType.OPTIMISTIC_FORCE_INCREMENT)));

        assertThat(trial.find(Page.class, 4).version).isEqualTo(1);
    }

    @Feature("`LockModeType.PESSIMISTIC_FORCE_INCREMENT`")
    void pessimisticForceIncrement(Trial trial) {
        trial.persist(new Page(5));
        trial.transaction(session -> {
            var page = await(session.find(Page.class, 5));
            await(session.lock(page, LockModeType.PESSIMISTIC_FORCE_INCREMENT));
            assertThat(page.version).isEqualTo(1);
            return page;
        });

        assertThat(trial.find(Page.class, 5).version).isEqualTo(1);
    }

    @Feature("`LockModeType.PESSIMISTIC_WRITE` with `Timeouts.NO_WAIT`")
    void pessimisticWrite(Trial trial) {
        trial.persist(new Page(6));
        var failure = trial.transaction(holder -> {
            await(holder.find(Page.class, 6, LockModeType.PESSIMISTIC_WRITE));
            return catchThrowable(() -> trial.transaction(
                    second -> await(second.find(Page.class, 6, LockModeType.PESSIMISTIC_WRITE, Timeouts.NO_WAIT))));
        });
        if (trial.on(Database.SQLITE)) {
            assertThat(failure).as("a second transaction with the lock").isNull();
            trial.no(FILE_LOCK);
        } else {
            assertThat(failure).isInstanceOf(LockTimeoutException.class);
        }
    }

    @Feature("`LockModeType.PESSIMISTIC_READ`")
    void pessimisticRead(Trial trial) {
        trial.persist(new Page(7));
        var page = trial.transaction(session -> await(session.find(Page.class, 7, LockModeType.PESSIMISTIC_READ)));

        assertThat(page).isNotNull();
    }

    @Feature("`Timeouts.SKIP_LOCKED`")
    void skipLocked(Trial trial) {
        trial.persist(new Page(8), new Page(9));
        var free = trial.transaction(holder -> {
            await(holder.find(Page.class, 8, LockModeType.PESSIMISTIC_WRITE));
            return trial.transaction(
                    other -> await(other.createSelectionQuery("select p from Page p where p.id in (8, 9)", Page.class)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                            .getResultList()));
        });
        if (trial.on(Database.SQLITE)) {
            assertThat(free).hasSize(2);
            trial.no(FILE_LOCK);
        } else {
            assertThat(free).extracting(page -> page.id).containsExactly(9);
        }
    }
}
