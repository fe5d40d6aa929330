package dev.weft.vertx.internal.pg;

/** What is fixed about PostgreSQL. */
final class PgDialect {
    static final String NAME = "postgresql";
    static final int DEFAULT_PORT = 5432;

    private PgDialect() {}
}
