/** Simulations without a database, in which one seed decides what happens when, and what goes wrong. */
@NullMarked
package dev.weft.testing.sim;

import org.jspecify.annotations.NullMarked;
