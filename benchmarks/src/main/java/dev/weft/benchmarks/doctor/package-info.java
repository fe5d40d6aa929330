/**
 * {@code ./weft doctor}: what is well and what is not with a JVM, its drivers and a database, and what to do about it.
 */
@NullMarked
package dev.weft.benchmarks.doctor;

import org.jspecify.annotations.NullMarked;
