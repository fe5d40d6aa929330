import org.jspecify.annotations.NullMarked;

/** Tests on real databases without Docker: PostgreSQL and MariaDB servers that start from Maven artifacts. */
@NullMarked
module dev.weft.testing {
    requires static transitive org.jspecify;
    requires java.sql;
    requires org.tukaani.xz;

    exports dev.weft.testing.server;
}
