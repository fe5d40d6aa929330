package dev.weft.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The items of the specification that a test proves, such as {@code @Spec({"AW-1", "AW-9"})}.
 *
 * <p>On a class it stands for every test in it. The report of all cited items is written to {@code target/spec}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Spec {
    /**
     * The ids of the items.
     *
     * @return the ids, such as {@code EN-3}
     */
    String[] value();
}
