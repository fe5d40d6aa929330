import org.jspecify.annotations.NullMarked;

/** jOOQ's queries as statements of async connections, and a blocking {@code DSLContext} for awaitlets. */
@NullMarked
module dev.weft.jooq {
    requires transitive dev.weft.engine;
    requires transitive org.jooq;
    requires static transitive org.jspecify;

    exports dev.weft.jooq;
}
