import org.jspecify.annotations.NullMarked;

/** Tests on real databases without Docker: one annotation, embedded servers, and a check for leaks. */
@NullMarked
module dev.weft.testing {
    requires transitive dev.weft.engine;
    requires java.sql;
    requires org.tukaani.xz;
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.weft.testing;
    exports dev.weft.testing.server;

    opens dev.weft.testing.internal to
            org.junit.platform.commons;
}
