package dev.weft.hibernate;

import dev.weft.awaitlet.WeftException;
import java.util.Locale;

/**
 * The failure of reading an association that had not been loaded, where it cannot be loaded any more: outside any
 * awaitlet, or after its session was closed (ER-502).
 *
 * <p>Immutable, so safe for use by many threads. After SQLAlchemy's {@code MissingGreenlet} and
 * {@code DetachedInstanceError}.
 */
public final class LazyLoadOutsideScope extends WeftException {
    private static final long serialVersionUID = 1L;

    /** The entity and its attribute. */
    private final String attribute;

    private LazyLoadOutsideScope(String attribute, String circumstance) {
        super(
                "ER-502",
                attribute + " was read " + circumstance + ", but had not been loaded.",
                "Load it before, by session.fetch(" + getter(attribute)
                        + ") or by \"join fetch\" in the query; or read it in"
                        + " blocking style, inside session.runSync(...) or async(...) while the session is open.",
                null);
        this.attribute = attribute;
    }

    static LazyLoadOutsideScope outsideAwaitlet(String attribute) {
        return new LazyLoadOutsideScope(
                attribute, "on thread \"" + Thread.currentThread().getName() + "\", which is not an awaitlet");
    }

    static LazyLoadOutsideScope afterClose(String attribute) {
        return new LazyLoadOutsideScope(attribute, "after its session was closed");
    }

    /**
     * What was read.
     *
     * @return the attribute with its class, such as {@code shop.Author.books}; several, joined by " or ", if an entity
     *     was read that more than one attribute can hold
     */
    public String attribute() {
        return attribute;
    }

    /** How the attribute is read in code, guessed: {@code shop.Author.books} is {@code author.getBooks()}. */
    private static String getter(String attribute) {
        var one = attribute.contains(" ") ? attribute.substring(0, attribute.indexOf(' ')) : attribute;
        var dot = one.lastIndexOf('.');
        if (dot < 0) {
            return "association";
        }
        var outer = Math.max(one.lastIndexOf('.', dot - 1), one.lastIndexOf('$', dot - 1)); // a nested class has a $
        var holder = one.substring(outer + 1, dot);
        var name = one.substring(dot + 1);
        return holder.substring(0, 1).toLowerCase(Locale.ROOT) + holder.substring(1) + ".get"
                + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "()";
    }
}
