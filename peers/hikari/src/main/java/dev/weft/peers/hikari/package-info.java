/** pgjdbc, by itself and in HikariCP. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.hikari;
