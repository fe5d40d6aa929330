package dev.weft.features;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;

/**
 * A row of docs/orm-features.md: a test of {@link Features} that runs on every database, in an awaitlet, with a
 * {@link Trial} as its parameter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@Timeout(60)
@interface Feature {
    /** The name that users know, in Markdown. */
    String value();
}
