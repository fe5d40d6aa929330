/** Hibernate's own blocking sessions on pgjdbc in HikariCP. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.hibernate;
