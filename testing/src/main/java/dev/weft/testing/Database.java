package dev.weft.testing;

/**
 * A database on which an {@link EngineTest} runs.
 *
 * <p>Constants, so safe for use by many threads.
 */
public enum Database {
    /** SQLite, in a file of a temporary folder. */
    SQLITE("SQLite", "sqlite", "sqlite:///weft.db"),
    /** H2, in memory. */
    H2("H2", "h2", "h2:mem:weft"),
    /** PostgreSQL, on {@link dev.weft.testing.server.EmbeddedPostgres}. */
    POSTGRESQL("PostgreSQL", "postgresql", "postgresql://localhost/weft"),
    /** MariaDB, on {@link dev.weft.testing.server.EmbeddedMariaDb}. */
    MARIADB("MariaDB", "mariadb", "mariadb://localhost/weft");

    private final String product;
    private final String dialect;
    private final String sampleUrl;

    Database(String product, String dialect, String sampleUrl) {
        this.product = product;
        this.dialect = dialect;
        this.sampleUrl = sampleUrl;
    }

    /**
     * The dialect, as the engine's URLs begin.
     *
     * @return such as {@code postgresql}
     */
    public String dialect() {
        return dialect;
    }

    /**
     * A URL of this dialect, which shows how one is written.
     *
     * @return a URL of a database that need not exist
     */
    public String sampleUrl() {
        return sampleUrl;
    }

    /**
     * The name of the product.
     *
     * @return such as {@code PostgreSQL}
     */
    @Override
    public String toString() {
        return product;
    }
}
