package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.Hibernate;
import org.hibernate.annotations.CollectionId;
import org.hibernate.annotations.CollectionIdJavaType;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.ParamDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SortComparator;
import org.hibernate.annotations.SortNatural;
import org.hibernate.type.descriptor.java.IntegerJavaType;

/** Collections of values and of entities. */
@Spec({"SE-26", "SE-15"})
class CollectionFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.COLLECTIONS;
    }

    @Embeddable
    record Line(String street, int house) {}

    public static class Backwards implements Comparator<String> {
        @Override
        public int compare(String one, String other) {
            return other.compareTo(one);
        }
    }

    @Entity(name = "Album")
    static class Album {
        @Id
        int id;

        @ElementCollection
        Set<String> tags = new HashSet<>();

        @ElementCollection
        List<Line> lines = new ArrayList<>();

        @ElementCollection
        @OrderColumn(name = "place")
        List<String> tracks = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "language")
        Map<String, String> titles = new HashMap<>();

        @ElementCollection
        @SortNatural
        SortedSet<String> sorted = new TreeSet<>();

        @ElementCollection
        @SortComparator(Backwards.class)
        SortedSet<String> backwards = new TreeSet<>(new Backwards());

        @ElementCollection
        @OrderBy("desc")
        List<Integer> years = new ArrayList<>();

        @ElementCollection
        Collection<String> bag = new ArrayList<>();

        @ElementCollection
        @CollectionId(column = @Column(name = "remark_id"), generator = "increment")
        @CollectionIdJavaType(IntegerJavaType.class)
        Collection<String> remarks = new ArrayList<>();

        Album() {}

        Album(int id) {
            this.id = id;
        }
    }

    private static Album album(Trial trial, int id) {
        return trial.plainly(session -> {
            var album = session.find(Album.class, id);
            for (var values : List.of(
                    album.tags,
                    album.lines,
                    album.tracks,
                    album.titles,
                    album.sorted,
                    album.backwards,
                    album.years,
                    album.bag,
                    album.remarks)) {
                Hibernate.initialize(values);
            }
            return album;
        });
    }

    private static long rows(Trial trial, String table) {
        return trial.sql("select count(*) from " + table, Long.class);
    }

    @Feature("`@ElementCollection` of basic values")
    void basics(Trial trial) {
        var album = new Album(1);
        album.tags.addAll(Set.of("jazz", "live"));
        trial.persist(album);
        trial.plainly(session -> session.find(Album.class, 1).tags.remove("live"));

        assertThat(album(trial, 1).tags).containsExactly("jazz");
        assertThat(rows(trial, "Album_tags")).isEqualTo(1);
    }

    @Feature("`@ElementCollection` of embeddables")
    void embeddables(Trial trial) {
        var album = new Album(2);
        album.lines.addAll(List.of(new Line("elm", 1), new Line("oak", 2)));
        trial.persist(album);

        assertThat(album(trial, 2).lines).containsExactlyInAnyOrder(new Line("elm", 1), new Line("oak", 2));
        assertThat(trial.single("select l.house from Album a join a.lines l where l.street = 'oak'", Integer.class))
                .isEqualTo(2);
    }

    @Feature("`@OrderColumn`: a list that keeps its order")
    void orderColumn(Trial trial) {
        var album = new Album(3);
        album.tracks.addAll(List.of("c", "a", "b"));
        trial.persist(album);
        trial.plainly(session -> {
            var tracks = session.find(Album.class, 3).tracks;
            tracks.remove("a");
            tracks.addFirst("z");
            return tracks;
        });

        assertThat(album(trial, 3).tracks).containsExactly("z", "c", "b");
    }

    @Feature("`Map` with `@MapKeyColumn`")
    void map(Trial trial) {
        var album = new Album(4);
        album.titles.putAll(Map.of("en", "Blue", "fr", "Bleu"));
        trial.persist(album);
        trial.plainly(session -> session.find(Album.class, 4).titles.put("de", "Blau"));

        assertThat(album(trial, 4).titles).containsEntry("de", "Blau").hasSize(3);
    }

    @Feature("`@SortNatural` and `@SortComparator`")
    void sorted(Trial trial) {
        var album = new Album(5);
        album.sorted.addAll(List.of("b", "a", "c"));
        album.backwards.addAll(List.of("b", "a", "c"));
        trial.persist(album);

        assertThat(album(trial, 5).sorted).containsExactly("a", "b", "c");
        assertThat(album(trial, 5).backwards).containsExactly("c", "b", "a");
    }

    @Feature("`@OrderBy`")
    void orderBy(Trial trial) {
        var album = new Album(6);
        album.years.addAll(List.of(1959, 1971, 1965));
        trial.persist(album);

        assertThat(album(trial, 6).years).containsExactly(1971, 1965, 1959);
    }

    @Feature("A bag with duplicates")
    void bag(Trial trial) {
        var album = new Album(7);
        album.bag.addAll(List.of("x", "x", "y"));
        trial.persist(album);

        assertThat(album(trial, 7).bag).containsExactlyInAnyOrder("x", "x", "y");
    }

    @Feature("`@CollectionId`: rows with a key of their own")
    void collectionId(Trial trial) {
        var album = new Album(8);
        album.remarks.addAll(List.of("fine", "fine"));
        trial.persist(album);
        trial.plainly(session -> session.find(Album.class, 8).remarks.remove("fine"));

        assertThat(album(trial, 8).remarks).containsExactly("fine");
        assertThat(trial.sql("select count(distinct remark_id) from Album_remarks", Long.class))
                .isEqualTo(1);
    }

    @Entity(name = "Basket")
    @FilterDef(name = "dear", parameters = @ParamDef(name = "least", type = Integer.class))
    static class Basket {
        @Id
        int id;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "basket_id")
        @MapKey(name = "name")
        Map<String, Item> byName = new HashMap<>();

        @OneToMany
        @JoinColumn(name = "basket_id", insertable = false, updatable = false)
        @SQLRestriction("price < 10")
        Set<Item> cheap = new HashSet<>();

        @OneToMany
        @JoinColumn(name = "basket_id", insertable = false, updatable = false)
        @Filter(name = "dear", condition = "price >= :least")
        Set<Item> all = new HashSet<>();

        Basket() {}

        Basket(int id, Item... items) {
            this.id = id;
            for (var item : items) {
                byName.put(item.name, item);
            }
        }
    }

    @Entity(name = "Item")
    static class Item {
        @Id
        String name;

        int price;

        Item() {}

        Item(String name, int price) {
            this.name = name;
            this.price = price;
        }
    }

    @Feature("`Map` of entities with `@MapKey`")
    void mapOfEntities(Trial trial) {
        trial.persist(new Basket(1, new Item("pen", 2), new Item("ink", 9)));

        int price =
                trial.plainly(session -> session.find(Basket.class, 1).byName.get("ink").price);
        assertThat(price).isEqualTo(9);
    }

    @Feature("`@SQLRestriction`")
    void restriction(Trial trial) {
        trial.persist(new Basket(2, new Item("cup", 3), new Item("pot", 40)));

        var cheap = trial.session(session -> await(session.fetch(await(session.find(Basket.class, 2)).cheap)));
        assertThat(cheap).extracting(item -> item.name).containsExactly("cup");
    }

    @Feature("`@Filter` on a collection")
    void filter(Trial trial) {
        trial.persist(new Basket(3, new Item("mat", 3), new Item("rug", 90)));

        var dear = trial.session(session -> {
            await(session.enableFilter("dear", Map.of("least", 50)));
            return await(session.fetch(await(session.find(Basket.class, 3)).all));
        });
        assertThat(dear).extracting(item -> item.name).containsExactly("rug");
    }
}
