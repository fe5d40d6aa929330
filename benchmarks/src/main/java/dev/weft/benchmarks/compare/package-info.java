/**
 * What the engine costs beside what its users would use instead; start at {@link dev.weft.benchmarks.compare.Compare}.
 */
@NullMarked
package dev.weft.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
