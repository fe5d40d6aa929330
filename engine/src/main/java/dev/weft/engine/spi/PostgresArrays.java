package dev.weft.engine.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads PostgreSQL's text form of arrays, {@code {1,2,NULL}}, into lists: the same for every driver, so that an element
 * is what a column of its type would be.
 *
 * <p>Static methods only, so safe for use by many threads.
 */
public final class PostgresArrays {
    private final String text;
    private final Element element;
    private int at;

    private PostgresArrays(String text, Element element) {
        this.text = text;
        this.element = element;
    }

    /**
     * How the elements of an array are told apart and read.
     *
     * @param delimiter what stands between two of them
     * @param reader makes a value of the text of one
     */
    public record Element(char delimiter, Function<String, @Nullable Object> reader) {
        /** The text as it is. */
        public static final Element TEXT = new Element(',', text -> text);
    }

    /**
     * How the elements of a type are read.
     *
     * @param type its name in the catalogue, such as {@code timestamptz}
     * @return the element; text for a type that has no other form here
     */
    public static Element elementOf(String type) {
        return switch (type) {
            case "bool" -> new Element(',', text -> text.equals("t"));
            case "int2" -> new Element(',', Short::valueOf);
            case "int4" -> new Element(',', Integer::valueOf);
            case "int8", "oid" -> new Element(',', Long::valueOf);
            case "float4" -> new Element(',', Float::valueOf);
            case "float8" -> new Element(',', Double::valueOf);
            case "numeric" -> new Element(',', PostgresNumbers::numeric);
            case "money" -> new Element(',', PostgresNumbers::money);
            case "bytea" -> new Element(',', text -> HexFormat.of().parseHex(text, 2, text.length()));
            case "uuid" -> new Element(',', UUID::fromString);
            case "bit" -> new Element(',', PostgresNumbers::bits);
            case "date" -> new Element(',', PostgresTimes::date);
            case "time" -> new Element(',', PostgresTimes::time);
            case "timetz" -> new Element(',', PostgresTimes::timeWithZone);
            case "timestamp" -> new Element(',', PostgresTimes::timestamp);
            case "timestamptz" -> new Element(',', PostgresTimes::timestampWithZone);
            case "interval" -> new Element(',', IntervalText::spelledOut);
            case "box" -> new Element(';', text -> text);
            default -> Element.TEXT;
        };
    }

    /**
     * Reads an array.
     *
     * @param text the server's text
     * @param element how its elements are read
     * @return the elements; lists again for those of more dimensions
     */
    public static List<@Nullable Object> read(String text, Element element) {
        var reader = new PostgresArrays(text, element);
        reader.at = text.indexOf('{'); // behind the bounds, if it has some
        return reader.list();
    }

    private List<@Nullable Object> list() {
        var list = new ArrayList<@Nullable Object>();
        at++;
        while (text.charAt(at) != '}') {
            list.add(
                    switch (text.charAt(at)) {
                        case '{' -> list();
                        case '"' -> element.reader().apply(quoted());
                        default -> plain();
                    });
            if (text.charAt(at) == element.delimiter()) {
                at++;
            }
        }
        at++;
        return Collections.unmodifiableList(list);
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private @Nullable Object plain() {
        var start = at;
        while (text.charAt(at) != element.delimiter() && text.charAt(at) != '}') {
            at++;
        }
        var value = text.substring(start, at);
        return value.equals("NULL") ? null : element.reader().apply(value);
    }
}
