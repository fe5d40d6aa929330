package dev.weft.testing;

/**
 * The kind of driver through which an {@link EngineTest} reaches its database.
 *
 * <p>Constants, so safe for use by many threads.
 */
public enum Driver {
    /** The database's JDBC driver, in awaitlets or on worker threads. */
    HOSTED("", "hosted"),
    /** The Vert.x client: PostgreSQL, without a JDBC face. */
    VERTX("+vertx", "Vert.x");

    private final String suffix;
    private final String title;

    Driver(String suffix, String title) {
        this.suffix = suffix;
        this.title = title;
    }

    /**
     * Tells whether there is such a driver for a database.
     *
     * @param database the database
     * @return true if there is
     */
    public boolean reaches(Database database) {
        return this == HOSTED || database == Database.POSTGRESQL;
    }

    /**
     * The URL by which an engine reaches a database through this driver.
     *
     * @param url a URL that names no driver
     * @return the same with this driver's name
     */
    public String through(String url) {
        var colon = url.indexOf(':');
        return url.substring(0, colon) + suffix + url.substring(colon);
    }

    /**
     * The name for people to read.
     *
     * @return such as {@code hosted}
     */
    @Override
    public String toString() {
        return title;
    }
}
