package dev.weft.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis: mappers, its executors and its transactions. */
@Spec("EN-5")
class MyBatisTest {
    /** A row; MyBatis sets its key. */
    static final class Book {
        private int id;
        private final String title;

        Book(Integer id, String title) {
            this.id = id;
            this.title = title;
        }

        static Book titled(String title) {
            return new Book(0, title);
        }
    }

    /** The statements. */
    interface Books {
        @Update("create table book (${identity}, title varchar(50) not null)")
        void create(@Param("identity") String identity);

        @Insert("insert into book (title) values (#{title})")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        int insert(Book book);

        @Select("""
                <script>
                select id, title from book
                <where><if test='title != null'>title like #{title}</if></where>
                order by id
                </script>""")
        List<Book> like(@Param("title") String title);

        @Select("${statement}")
        Map<String, Object> run(@Param("statement") String statement);
    }

    private static SqlSessionFactory withBooks(AsyncEngine engine, Database database) {
        var configuration =
                new Configuration(new Environment("weft", new JdbcTransactionFactory(), engine.dataSource()));
        configuration.addMapper(Books.class);
        var sessions = new SqlSessionFactoryBuilder().build(configuration);
        try (var session = sessions.openSession(true)) {
            session.getMapper(Books.class).create(Tables.identity(database));
        }
        return sessions;
    }

    private static List<String> titles(SqlSessionFactory sessions) {
        try (var session = sessions.openSession()) {
            return session.getMapper(Books.class).like(null).stream()
                    .map(book -> book.title)
                    .toList();
        }
    }

    @GuestTest
    void mappersInsertAndSelect(AsyncEngine engine, Database database) {
        var sessions = withBooks(engine, database);
        try (var session = sessions.openSession()) {
            var books = session.getMapper(Books.class);
            var second = Book.titled("two");
            books.insert(Book.titled("one"));
            books.insert(second);
            session.commit();

            assertThat(second.id).isEqualTo(2);
            assertThat(books.like("t%")).extracting(book -> book.title).containsExactly("two");
            var seen = new ArrayList<String>();
            try (var cursor = session.<Book>selectCursor(Books.class.getName() + ".like")) {
                cursor.forEach(book -> seen.add(book.title));
            } catch (java.io.IOException closing) {
                throw new AssertionError(closing);
            }
            assertThat(seen).containsExactly("one", "two");
        }
    }

    @GuestTest
    void whatIsNotCommittedIsRolledBack(AsyncEngine engine, Database database) {
        var sessions = withBooks(engine, database);
        try (var session = sessions.openSession(ExecutorType.BATCH)) {
            var books = session.getMapper(Books.class);
            books.insert(Book.titled("one"));
            books.insert(Book.titled("two"));
            session.flushStatements();
            session.commit();
            books.insert(Book.titled("three"));
            session.flushStatements();
            session.rollback();
            books.insert(Book.titled("four"));
        }

        assertThat(titles(sessions)).containsExactly("one", "two");
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledSessionLeavesNothing(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        var sessions = withBooks(engine, database);

        halfWay.cancel(() -> {
            try (var session = sessions.openSession()) {
                var books = session.getMapper(Books.class);
                books.insert(Book.titled("half"));
                books.run(halfWay.statement());
                session.commit();
            }
        });

        assertThat(titles(sessions)).isEmpty();
        try (var session = sessions.openSession()) {
            session.getMapper(Books.class).insert(Book.titled("whole"));
            session.commit();
        }
        assertThat(titles(sessions)).containsExactly("whole");
    }
}
