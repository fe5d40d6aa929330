package dev.weft.thirdparty;

import dev.weft.testing.Backend;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;

/**
 * A test of a guest on every database, through its JDBC driver. It has a minute, because the first one of each guest
 * loads some thousand classes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
@Timeout(60)
@interface GuestTest {}
