/** What awaitlets cost, beside what the JDK offers for the same; start at {@link dev.weft.benchmarks.Bench}. */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
