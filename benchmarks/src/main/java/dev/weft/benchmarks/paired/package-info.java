/** Two ways of one JVM in paired rounds: {@code ./weft compare --paired}. */
@org.jspecify.annotations.NullMarked
package dev.weft.benchmarks.paired;
