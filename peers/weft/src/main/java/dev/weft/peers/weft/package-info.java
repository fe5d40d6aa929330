/** Weft as one of the contenders. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.weft;
