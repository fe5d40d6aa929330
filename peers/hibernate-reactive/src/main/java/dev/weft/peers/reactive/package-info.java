/** Hibernate Reactive on Vert.x's client for PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.reactive;
