/** Vert.x's client for PostgreSQL with its own pool and callbacks. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.vertx;
