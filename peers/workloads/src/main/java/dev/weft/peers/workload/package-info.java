/** What contenders are measured with, in their own JVMs. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.workload;
