package dev.weft.testing;

import dev.weft.testing.internal.EngineTestExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A JUnit test that runs on every database, SQLite, H2, PostgreSQL and MariaDB, through every {@link Driver}, and in
 * every {@link Backend}.
 *
 * <ul>
 *   <li>It runs on virtual threads on all of its databases, and in the other backends on SQLite and PostgreSQL; with
 *       the system property {@code weft.backends=all} in all backends on all databases. A backend whose artifact is not
 *       on the class or module path is skipped, and says so.
 *   <li>It runs through the database's JDBC driver, and through a native driver where there is one on the class or
 *       module path.
 *   <li>The database is empty and the test's own. The servers start once in a JVM, from Maven artifacts.
 *   <li>The method runs inside an awaitlet: it may {@code await}, and use blocking-style code over
 *       {@code engine.dataSource()}. Lifecycle methods run on JUnit's thread.
 *   <li>It, and its lifecycle methods, may take an {@link dev.weft.engine.AsyncEngine}, an {@link EngineFactory} to
 *       make more engines, the {@link dev.weft.engine.EngineUrl} of the database, the {@link Database}, the
 *       {@link Driver} and the {@link Backend}. Engines are closed after the test.
 *   <li>After the test nothing may be left of it, or it fails with {@link LeakFound}: no connection in use, no caller
 *       waiting, no open transaction and no session on the server that the pool does not know, no live awaitlet, and,
 *       once the engines are closed, no session and no thread.
 *   <li>It fails after 20 s; JUnit's {@code @Timeout} on the method says otherwise.
 * </ul>
 *
 * <p>A method that is annotated so may look like this:
 *
 * <pre>{@code
 * void whatIsCommittedIsThere(AsyncEngine engine) {
 *     await(engine.begin(connection -> connection.execute("create table a (id int primary key)")));
 *     var result = await(engine.begin(connection -> connection.execute("select * from a")));
 *     assertThat(result.rows()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Threads and awaitlets are counted in the whole JVM, so these tests run one after the other even where JUnit runs
 * others in parallel; tests beside them should not leave threads or awaitlets running.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(EngineTestExtension.class)
@Timeout(20)
@ResourceLock("dev.weft.testing")
@SuppressWarnings("exports") // the extension is named here for JUnit, not for users
public @interface EngineTest {
    /**
     * The databases it runs on.
     *
     * @return the databases; empty for all
     */
    Database[] value() default {};

    /**
     * The databases it does not run on.
     *
     * @return the databases
     */
    Database[] except() default {};

    /**
     * The drivers it runs through. A test of the JDBC face names {@link Driver#HOSTED}.
     *
     * @return the drivers; empty for all
     */
    Driver[] drivers() default {};

    /**
     * The backends it runs in.
     *
     * @return the backends; empty for all
     */
    Backend[] backends() default {};

    /**
     * Whether a database whose driver is not on the class or module path is skipped.
     *
     * @return true to skip it, false to fail
     */
    boolean optional() default false;

    /**
     * The size of the engines' pools.
     *
     * @return the most connections at a time, 1 to 10,000; 0 for the driver's default
     */
    int poolSize() default 0;
}
