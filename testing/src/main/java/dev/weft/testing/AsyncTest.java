package dev.weft.testing;

import dev.weft.testing.internal.AsyncTestExtension;
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
 * A JUnit test without a database that runs once in every {@link Backend}.
 *
 * <ul>
 *   <li>The method runs inside an awaitlet: it may {@code await}. Lifecycle methods run on JUnit's thread.
 *   <li>It may take the {@link Backend}.
 *   <li>It fails with {@link LeakFound} if it leaves an awaitlet behind.
 *   <li>A backend whose artifact is not on the class or module path is skipped, and says so.
 *   <li>It fails after 20 s; JUnit's {@code @Timeout} on the method says otherwise.
 * </ul>
 *
 * <p>Awaitlets are counted in the whole JVM, so these tests run one after the other even where JUnit runs others in
 * parallel.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(AsyncTestExtension.class)
@Timeout(20)
@ResourceLock("dev.weft.testing")
@SuppressWarnings("exports") // the extension is named here for JUnit, not for users
public @interface AsyncTest {
    /**
     * The backends it runs in.
     *
     * @return the backends; empty for all
     */
    Backend[] value() default {};
}
