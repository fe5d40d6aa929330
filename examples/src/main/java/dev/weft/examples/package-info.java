/** One small program, run in every form Weft offers; start at {@link dev.weft.examples.Demo}. */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
