/** The programs of docs/awaitlet.md, one a lesson; start at {@link dev.weft.examples.tutorial.Tutorial}. */
@NullMarked
package dev.weft.examples.tutorial;

import org.jspecify.annotations.NullMarked;
