package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.cfg.AvailableSettings;

/** What happens to one entity when something happens to another, and who is told. */
@Spec({"SE-26", "SE-6"})
class CascadeFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.CASCADES;
    }

    @Entity(name = "Tree")
    static class Tree {
        @Id
        int id;

        @OneToMany(mappedBy = "tree", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Leaf> leaves = new ArrayList<>();

        @OneToMany(mappedBy = "tree")
        List<Bird> birds = new ArrayList<>();

        Tree() {}

        Tree(int id, int... leaves) {
            this.id = id;
            for (var leaf : leaves) {
                this.leaves.add(new Leaf(leaf, this));
            }
        }
    }

    @Entity(name = "Leaf")
    static class Leaf {
        @Id
        int id;

        String colour;

        @ManyToOne
        Tree tree;

        Leaf() {}

        Leaf(int id, Tree tree) {
            this.id = id;
            this.tree = tree;
        }
    }

    @Entity(name = "Bird")
    static class Bird {
        @Id
        int id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Tree tree;
    }

    private static long leaves(Trial trial, int tree) {
        return trial.sql("select count(*) from Leaf where tree_id = " + tree, Long.class);
    }

    @Feature("`CascadeType.PERSIST`")
    void persist(Trial trial) {
        trial.persist(new Tree(1, 11, 12));

        assertThat(leaves(trial, 1)).isEqualTo(2);
    }

    @Feature("`CascadeType.MERGE`")
    void merge(Trial trial) {
        trial.persist(new Tree(2, 21));
        var detached = new Tree(2, 21, 22);
        detached.leaves.getFirst().colour = "red";
        trial.transaction(session -> await(session.merge(detached)));

        assertThat(trial.find(Leaf.class, 21).colour).isEqualTo("red");
        assertThat(leaves(trial, 2)).isEqualTo(2);
    }

    @Feature("`CascadeType.REMOVE`")
    void remove(Trial trial) {
        trial.persist(new Tree(3, 31, 32));
        trial.transaction(session -> await(session.remove(await(session.find(Tree.class, 3)))));

        assertThat(leaves(trial, 3)).isZero();
    }

    @Feature("`CascadeType.REFRESH` and `DETACH`")
    void refresh(Trial trial) {
        trial.persist(new Tree(4, 41));
        trial.transaction(session -> {
            var tree = await(session.find(Tree.class, 4));
            var leaf = await(session.fetch(tree.leaves)).getFirst();
            await(session.createMutationQuery("update Leaf set colour = 'red' where id = 41")
                    .executeUpdate());
            await(session.refresh(tree));
            assertThat(leaf.colour).isEqualTo("red");
            await(session.detach(tree));
            assertThat(await(session.contains(leaf))).isFalse();
            return tree;
        });
    }

    @Feature("`orphanRemoval`")
    void orphanRemoval(Trial trial) {
        trial.persist(new Tree(5, 51, 52));
        trial.plainly(session -> session.find(Tree.class, 5).leaves.removeIf(leaf -> leaf.id == 51));

        assertThat(trial.find(Leaf.class, 51)).isNull();
        assertThat(trial.find(Leaf.class, 52)).isNotNull();
    }

    @Feature("`@OnDelete(CASCADE)`: by the database")
    void onDelete(Trial trial) {
        var tree = new Tree(6);
        var bird = new Bird();
        bird.id = 61;
        bird.tree = tree;
        trial.persist(tree, bird);
        trial.transaction(session ->
                await(session.createMutationQuery("delete Tree where id = 6").executeUpdate()));

        assertThat(trial.find(Tree.class, 6)).isNull();
        if (trial.on(Database.SQLITE)) {
            assertThat(trial.sql("select count(*) from Bird", Long.class)).isEqualTo(1);
            trial.no("its dialect makes no foreign keys");
        } else {
            assertThat(trial.find(Bird.class, 61)).isNull();
        }
    }

    /** Told of another's life. */
    static class Chronicle {
        @PrePersist
        void born(Diary diary) {
            diary.told.add("born");
        }

        @PostPersist
        void stored(Diary diary) {
            diary.told.add("stored");
        }
    }

    @Entity(name = "Diary")
    @EntityListeners(Chronicle.class)
    static class Diary {
        @Id
        int id;

        String text;

        @Transient
        List<String> told = new ArrayList<>();

        @PreUpdate
        void changing() {
            told.add("changing");
        }

        @PostLoad
        void loaded() {
            told.add("loaded");
        }

        @PreRemove
        void going() {
            told.add("going");
        }
    }

    @Feature("`@EntityListeners`, `@PrePersist`, `@PostLoad` and the others")
    void callbacks(Trial trial) {
        var diary = new Diary();
        diary.id = 1;
        trial.persist(diary);
        assertThat(diary.told).containsExactly("born", "stored");

        var again = trial.transaction(session -> {
            var found = await(session.find(Diary.class, 1));
            found.text = "new";
            await(session.flush());
            await(session.remove(found));
            return found;
        });
        assertThat(again.told).containsExactly("loaded", "changing", "going");
    }

    @Entity(name = "Dated")
    static class Dated {
        @Id
        int id;

        String text;

        @CreationTimestamp
        Instant made;

        @UpdateTimestamp
        Instant changed;
    }

    @Feature("`@CreationTimestamp`, `@UpdateTimestamp`")
    void timestamps(Trial trial) {
        var dated = new Dated();
        dated.id = 1;
        trial.persist(dated);
        var before = trial.find(Dated.class, 1);
        trial.tick();
        trial.plainly(session -> session.find(Dated.class, 1).text = "new");
        var after = trial.find(Dated.class, 1);

        assertThat(after.made).isEqualTo(before.made);
        assertThat(after.changed).isAfter(before.changed);
    }

    @Entity(name = "Stone")
    @Immutable
    static class Stone {
        @Id
        int id;

        String text;
    }

    @Feature("`@Immutable`")
    void immutable(Trial trial) {
        var stone = new Stone();
        stone.id = 1;
        stone.text = "carved";
        trial.persist(stone);
        trial.plainly(session -> session.find(Stone.class, 1).text = "new");

        assertThat(trial.find(Stone.class, 1).text).isEqualTo("carved");
        assertThatThrownBy(() ->
                        trial.transaction(session -> await(session.createMutationQuery("update Stone set text = 'x'")
                                .executeUpdate())))
                .hasMessageContaining("Stone");
    }

    /** Mapped by factories of its own, because of what making its table says on SQLite. */
    private static final class Softly {
        @Entity(name = "Letter")
        @SoftDelete
        static class Letter {
            @Id
            int id;
        }
    }

    @Feature("`@SoftDelete`")
    void softDelete(Trial trial) {
        var own = trial.mapping(Softly.Letter.class);
        if (trial.on(Database.SQLITE)) {
            assertThatThrownBy(own::createSchema).hasStackTraceContaining("near \"comment\"");
            own = trial.mapping(
                    plain -> plain.withSetting(AvailableSettings.HBM2DDL_HALT_ON_ERROR, false), Softly.Letter.class);
            trial.yesBut("with `hibernate.hbm2ddl.halt_on_error` = false, because its dialect writes a comment");
        }
        own.createSchema();
        var letter = new Softly.Letter();
        letter.id = 1;
        own.persist(letter);
        own.transaction(session -> await(session.remove(await(session.find(Softly.Letter.class, 1)))));

        assertThat(own.find(Softly.Letter.class, 1)).isNull();
        assertThat(own.single("select count(*) from Letter", Long.class)).isZero();
        assertThat(own.sql("select count(*) from Letter", Long.class)).isEqualTo(1);
    }
}
