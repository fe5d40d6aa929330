package dev.weft.engine.spi;

/** Who holds the JDBC face of a connection, and hears what becomes of it; called on the holder's task. */
public interface JdbcHolder {
    /**
     * Hears which statement is about to run.
     *
     * @param sql its text, without the values of its parameters
     */
    void running(String sql);

    /** Hears that the face has been closed, once. */
    void closed();
}
