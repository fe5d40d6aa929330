package dev.weft.engine.internal.face;

/** A setting of a connection that would outlive the transaction, and so reach the next holder. */
public enum SessionSetting {
    /** {@link java.sql.Connection#setCatalog}. */
    CATALOG,
    /** {@link java.sql.Connection#setClientInfo(String, String)}. */
    CLIENT_INFO,
    /** {@link java.sql.Connection#setHoldability}. */
    HOLDABILITY,
    /** {@link java.sql.Connection#setTransactionIsolation}. */
    ISOLATION,
    /** {@link java.sql.Connection#setNetworkTimeout}. */
    NETWORK_TIMEOUT,
    /** {@link java.sql.Connection#setReadOnly}. */
    READ_ONLY,
    /** {@link java.sql.Connection#setSchema}. */
    SCHEMA,
    /** {@link java.sql.Connection#setShardingKey(java.sql.ShardingKey)}. */
    SHARDING_KEY,
    /** {@link java.sql.Connection#setTypeMap}. */
    TYPE_MAP
}
