/** r2dbc-postgresql in r2dbc-pool, by itself and under jOOQ. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.r2dbc;
