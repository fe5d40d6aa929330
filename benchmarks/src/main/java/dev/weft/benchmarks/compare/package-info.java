/**
 * Weft beside what its users would use instead, each in a JVM of its own; start at
 * {@link dev.weft.benchmarks.compare.Compare}.
 */
@NullMarked
package dev.weft.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
