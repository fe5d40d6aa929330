import org.jspecify.annotations.NullMarked;

/** Async sessions over plain, unmodified Hibernate ORM. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Hibernate has no module descriptor
module dev.weft.hibernate {
    requires transitive dev.weft.engine;
    requires transitive jakarta.persistence;
    requires transitive org.hibernate.orm.core;
    requires static java.naming; // types of Hibernate's SPI extend and wear these
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;

    exports dev.weft.hibernate;
}
