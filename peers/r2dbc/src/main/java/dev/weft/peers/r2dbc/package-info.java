/** r2dbc-postgresql in r2dbc-pool. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.r2dbc;
