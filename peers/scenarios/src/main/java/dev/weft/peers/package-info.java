/** What peers are put through: scenarios over a small interface that each of them implements, on the JDK alone. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers;
