/** pgjdbc in HikariCP, on virtual threads. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.hikari;
