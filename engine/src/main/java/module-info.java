import org.jspecify.annotations.NullMarked;

/** One engine over any driver: an async face, a JDBC face, one pool, one set of errors. */
@NullMarked
module dev.weft.engine {
    requires transitive dev.weft.awaitlet;
    requires transitive java.sql;
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports dev.weft.engine;
    exports dev.weft.engine.reflect;
    exports dev.weft.engine.spi;

    uses dev.weft.engine.spi.DriverProvider;

    provides dev.weft.engine.spi.DriverProvider with
            dev.weft.engine.internal.hosted.PostgresProvider,
            dev.weft.engine.internal.hosted.MariaDbProvider,
            dev.weft.engine.internal.hosted.SqliteProvider,
            dev.weft.engine.internal.hosted.H2Provider,
            dev.weft.engine.internal.hosted.AnyJdbcProvider;
}
