import dev.weft.spec.internal.SpecListener;
import org.jspecify.annotations.NullMarked;
import org.junit.platform.launcher.TestExecutionListener;

/**
 * The annotation with which a test cites the specification, and the report of what is cited; the rules of another one.
 */
@NullMarked
module dev.weft.spec {
    requires static org.jspecify;
    requires org.junit.platform.launcher;

    exports dev.weft.spec;

    provides TestExecutionListener with
            SpecListener;
}
