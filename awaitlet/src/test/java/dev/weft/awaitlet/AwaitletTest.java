package dev.weft.awaitlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose body runs inside an awaitlet of the {@link dev.weft.awaitlet.world.World} at hand: on virtual threads
 * here, and once more in every module that brings a world. It fails after 20 s, and if it leaves an awaitlet alive.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@Tag("behaviour")
@Timeout(20)
@ExtendWith({InWorld.class, NoAwaitletLeft.class})
@interface AwaitletTest {}
