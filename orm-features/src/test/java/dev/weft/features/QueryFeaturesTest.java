package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.ParameterMode;
import jakarta.persistence.SqlResultSetMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.NamedNativeQuery;
import org.hibernate.annotations.ParamDef;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.Order;
import org.hibernate.query.Page;

/** What may be asked, in HQL, criteria and SQL. */
@Spec({"SE-26", "SE-2"})
class QueryFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.QUERIES;
    }

    /** A row that a query makes. */
    record Pair(String name, int price) {}

    @Entity(name = "Ware")
    @NamedQuery(name = "cheap", query = "select name from Ware where price < :most order by name")
    @NamedNativeQuery(name = "dear", query = "select name from Ware where price > :least", resultClass = String.class)
    @SqlResultSetMapping(
            name = "pairs",
            classes =
                    @ConstructorResult(
                            targetClass = Pair.class,
                            columns = {
                                @ColumnResult(name = "name", type = String.class),
                                @ColumnResult(name = "price", type = Integer.class)
                            }))
    @FilterDef(name = "group", parameters = @ParamDef(name = "is", type = String.class))
    @Filter(name = "group", condition = "kind = :is")
    static class Ware {
        @Id
        int id;

        String name;
        String kind;
        int price;

        Ware() {}

        Ware(int id, String name, String kind, int price) {
            this.id = id;
            this.name = name;
            this.kind = kind;
            this.price = price;
        }

        String name() {
            return name;
        }
    }

    /** The same wares for each test, which are there once. */
    private static void wares(Trial trial) {
        if (trial.count(Ware.class) == 0) {
            trial.persist(
                    new Ware(1, "cup", "kitchen", 3),
                    new Ware(2, "pan", "kitchen", 30),
                    new Ware(3, "rug", "hall", 90),
                    new Ware(4, "lamp", "hall", 45));
        }
    }

    private static <T> List<T> list(Trial trial, String hql, Class<T> type) {
        wares(trial);
        return trial.session(
                session -> await(session.createSelectionQuery(hql, type).getResultList()));
    }

    @Feature("HQL: joins, grouping, `having`, ordering")
    void grouping(Trial trial) {
        var rows = list(trial, """
                select kind, sum(price) from Ware group by kind having count(*) = 2 order by sum(price) desc
                """, Object[].class);

        assertThat(rows).containsExactly(new Object[] {"hall", 135L}, new Object[] {"kitchen", 33L});
    }

    @Feature("HQL: subqueries, `exists`, `in`, `case`")
    void subqueries(Trial trial) {
        assertThat(list(trial, """
                        select case when w.price > 40 then 'dear' else 'fair' end from Ware w
                        where w.price = (select max(o.price) from Ware o where o.kind = w.kind)
                            and exists (from Ware o where o.kind = w.kind and o.id <> w.id) and w.id in (2, 3)
                        order by w.id
                        """, String.class)).containsExactly("fair", "dear");
    }

    @Feature("HQL: window functions")
    void windows(Trial trial) {
        assertThat(list(
                        trial,
                        "select cast(rank() over (partition by kind order by price) as Integer) from Ware order by id",
                        Integer.class))
                .containsExactly(1, 2, 2, 1);
    }

    @Feature("HQL: `with` (common table expressions)")
    void with(Trial trial) {
        assertThat(list(trial, """
                        with dear as (select w.id as id, w.price as price from Ware w where w.price > 40)
                        select sum(d.price) from dear d
                        """, Long.class)).containsExactly(135L);
    }

    @Feature("HQL: `union`, `limit`")
    void union(Trial trial) {
        assertThat(list(trial, """
                        (select name from Ware where price < 5 union select name from Ware where price > 80)
                        order by 1 limit 2
                        """, String.class)).containsExactly("cup", "rug");
    }

    @Feature("HQL: functions of texts, numbers and times")
    void functions(Trial trial) {
        assertThat(list(
                        trial,
                        "select upper(concat(name, '!')) || cast(abs(-price) as string) from Ware where id = 1",
                        String.class))
                .containsExactly("CUP!3");
        assertThat(list(trial, "select extract(year from local date) from Ware where id = 1", Integer.class))
                .allSatisfy(year -> assertThat(year).isGreaterThan(2000));
    }

    @Feature("Records as results: `select new` and by type")
    void records(Trial trial) {
        assertThat(list(trial, "select name, price from Ware where id = 3", Pair.class))
                .containsExactly(new Pair("rug", 90));
    }

    @Feature("Criteria queries, updates and deletes")
    void criteria(Trial trial) {
        wares(trial);
        var builder = await(trial.sessions().sessionFactory()).getCriteriaBuilder();
        var query = builder.createQuery(String.class);
        var ware = query.from(Ware.class);
        query.select(ware.get("name")).where(builder.gt(ware.get("price"), 40)).orderBy(builder.asc(ware.get("price")));
        var delete = builder.createCriteriaDelete(Ware.class);
        delete.where(builder.equal(delete.from(Ware.class).get("price"), -1));
        var update = builder.createCriteriaUpdate(Ware.class);
        var changed = update.from(Ware.class);
        update.set("price", 3).where(builder.equal(changed.get("id"), 1));

        var names = trial.transaction(session -> {
            assertThat(await(session.createMutationQuery(update).executeUpdate()))
                    .isEqualTo(1);
            assertThat(await(session.createMutationQuery(delete).executeUpdate()))
                    .isZero();
            return await(session.createSelectionQuery(query).getResultList());
        });
        assertThat(names).containsExactly("lamp", "rug");
    }

    @Feature("`@NamedQuery` and `@NamedNativeQuery`")
    void named(Trial trial) {
        wares(trial);
        trial.session(session -> {
            assertThat(await(session.createNamedSelectionQuery("cheap", String.class)
                            .setParameter("most", 40)
                            .getResultList()))
                    .containsExactly("cup", "pan");
            assertThat(await(session.createNamedSelectionQuery("dear", String.class)
                            .setParameter("least", 80)
                            .getSingleResult()))
                    .isEqualTo("rug");
            return session;
        });
    }

    @Feature("Native queries: entities and `@SqlResultSetMapping`")
    void nativeQueries(Trial trial) {
        wares(trial);
        trial.session(session -> {
            var ware = await(session.createNativeQuery("select * from Ware where id = 2", Ware.class)
                    .getSingleResult());
            var pair = await(session.createNativeQuery("select name, price from Ware where id = 2", "pairs", Pair.class)
                    .getSingleResult());
            assertThat(ware.name).isEqualTo("pan");
            assertThat(pair).isEqualTo(new Pair("pan", 30));
            return session;
        });
    }

    @Feature("Parameters by name, by position, and lists")
    void parameters(Trial trial) {
        wares(trial);
        trial.session(session -> {
            assertThat(await(session.createSelectionQuery(
                                    "select id from Ware where id in :ids and price > :least", Integer.class)
                            .setParameterList("ids", List.of(1, 2, 9))
                            .setProperties(Map.of("least", 5))
                            .getResultList()))
                    .containsExactly(2);
            assertThat(await(session.createSelectionQuery("select id from Ware where name = ?1", Integer.class)
                            .setParameter(1, "rug")
                            .getSingleResult()))
                    .isEqualTo(3);
            return session;
        });
    }

    @Feature("Paging by offset: `setPage`, `getResultCount`")
    void paging(Trial trial) {
        wares(trial);
        trial.session(session -> {
            var query = session.createSelectionQuery("select id from Ware order by id", Integer.class)
                    .setPage(Page.page(2, 1));
            assertThat(await(query.getResultList())).containsExactly(3, 4);
            assertThat(await(query.getResultCount())).isEqualTo(4);
            return session;
        });
    }

    @Feature("Paging by key: `KeyedPage`")
    void keyedPaging(Trial trial) {
        wares(trial);
        trial.session(session -> {
            KeyedPage<Ware> first = Page.first(3).keyedBy(Order.asc(Ware.class, "price"));
            var query = session.createSelectionQuery("from Ware", Ware.class);
            var page = await(query.getKeyedResultList(first));
            assertThat(page.getResultList()).extracting(Ware::name).containsExactly("cup", "pan", "lamp");
            assertThat(await(query.getKeyedResultList(page.getNextPage())).getResultList())
                    .extracting(Ware::name)
                    .containsExactly("rug");
            return session;
        });
    }

    @Feature("`scroll`: results in chunks")
    @Spec("SE-3")
    void scroll(Trial trial) {
        wares(trial);
        var names = new ArrayList<String>();
        trial.transaction(session -> {
            var scroll = await(session.createSelectionQuery("select name from Ware order by id", String.class)
                    .scroll(3));
            for (var chunk = await(scroll.next()); !chunk.isEmpty(); chunk = await(scroll.next())) {
                assertThat(chunk).hasSizeLessThanOrEqualTo(3);
                names.addAll(chunk);
            }
            return await(scroll.aclose());
        });

        assertThat(names).containsExactly("cup", "pan", "rug", "lamp");
    }

    @Feature("`@Filter` on an entity")
    void filter(Trial trial) {
        wares(trial);
        var ids = trial.session(session -> {
            await(session.enableFilter("group", Map.of("is", "hall")));
            return await(session.createSelectionQuery("select id from Ware order by id", Integer.class)
                    .getResultList());
        });

        assertThat(ids).containsExactly(3, 4);
    }

    @Feature("Tuple and list transformers")
    void transformers(Trial trial) {
        wares(trial);
        var texts = trial.session(session -> await(
                session.createSelectionQuery("select name, price from Ware where id < 3 order by id", Object[].class)
                        .setTupleTransformer((values, _) -> values[0] + ":" + values[1])
                        .getResultList()));

        assertThat(texts).containsExactly("cup:3", "pan:30");
    }

    @Feature("Query hints, comments and time limits")
    void hints(Trial trial) {
        wares(trial);
        var names = trial.transaction(
                session -> await(session.createSelectionQuery("select name from Ware where id = 1", String.class)
                        .setTimeout(Duration.ofSeconds(60))
                        .setHint("org.hibernate.fetchSize", 10)
                        .setComment("the cup")
                        .getResultList()));

        assertThat(names).containsExactly("cup");
    }

    @Feature("Stored procedures with OUT parameters")
    void procedures(Trial trial) {
        switch (trial.database()) {
            case POSTGRESQL -> define(trial, """
                    create procedure twice(in number_in int, out number_out int) language plpgsql
                    as $$ begin number_out := 2 * number_in; end $$
                    """);
            case MARIADB ->
                define(
                        trial,
                        "create procedure twice(in number_in int, out number_out int) set number_out = 2 * number_in");
            case H2 -> define(trial, "create alias twice for 'java.lang.Math.abs(int)'");
            case SQLITE -> {}
        }
        if (trial.on(Database.SQLITE) || trial.on(Database.H2)) {
            trial.refused("no such procedures", () -> twice(trial));
        } else {
            assertThat(twice(trial)).isEqualTo(42);
        }
    }

    private static void define(Trial trial, String sql) {
        await(trial.station().engine().begin(connection -> connection.execute(sql)));
    }

    private static Object twice(Trial trial) {
        return trial.plainly(session -> {
            try (var call = session.createStoredProcedureCall("twice")) {
                call.registerParameter("number_in", Integer.class, ParameterMode.IN);
                call.registerParameter("number_out", Integer.class, ParameterMode.OUT);
                call.setParameter("number_in", 21);
                return call.getOutputs().getOutputParameterValue("number_out");
            }
        });
    }

    @Feature("`doReturningWork`: the JDBC connection")
    void work(Trial trial) {
        wares(trial);
        var prices = trial.plainly(session -> session.doReturningWork(connection -> {
            try (var statement = connection.prepareStatement("select sum(price) from Ware");
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }));

        assertThat(prices).isEqualTo(168);
    }
}
