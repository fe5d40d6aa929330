/** What Weft promises of its reliability, put to the test; start at {@link dev.weft.torture.Torture}. */
@NullMarked
package dev.weft.torture;

import org.jspecify.annotations.NullMarked;
