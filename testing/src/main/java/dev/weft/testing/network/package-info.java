/** A network that can be made slow, broken and silent, between a client and its server. */
@NullMarked
package dev.weft.testing.network;

import org.jspecify.annotations.NullMarked;
