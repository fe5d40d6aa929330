package dev.weft.vertx.internal.pg;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the text form of arrays, {@code {1,2,NULL}}, into lists. */
final class ArrayReader {
    private static final Element TEXT = new Element(',', text -> text);

    private final String text;
    private final Element element;
    private int at;

    private ArrayReader(String text, Element element) {
        this.text = text;
        this.element = element;
    }

    /** How the elements of an array are told apart and read. */
    record Element(char delimiter, Function<String, @Nullable Object> reader) {}

    /** The elements of a type; null if it is no array. */
    static @Nullable Element elementOf(int type) {
        return switch (type) {
            case Oid.BOOL_ARRAY -> new Element(',', text -> text.equals("t"));
            case Oid.INT2_ARRAY -> new Element(',', Short::valueOf);
            case Oid.INT4_ARRAY -> new Element(',', Integer::valueOf);
            case Oid.INT8_ARRAY, 1028 -> new Element(',', Long::valueOf);
            case Oid.FLOAT4_ARRAY -> new Element(',', Float::valueOf);
            case Oid.FLOAT8_ARRAY -> new Element(',', Double::valueOf);
            case Oid.NUMERIC_ARRAY -> new Element(',', BigDecimal::new);
            case Oid.BYTEA_ARRAY -> new Element(',', text -> HexFormat.of().parseHex(text, 2, text.length()));
            case Oid.UUID_ARRAY -> new Element(',', UUID::fromString);
            case 1182 -> new Element(',', PgTimes::date);
            case 1183 -> new Element(',', PgTimes::time);
            case 1270 -> new Element(',', PgTimes::timeWithZone);
            case 1115 -> new Element(',', PgTimes::timestamp);
            case 1185 -> new Element(',', PgTimes::timestampWithZone);
            case 1187 -> new Element(',', IntervalText::spelledOut);
            case 791 -> new Element(',', ColumnReader::money);
            case 1020 -> new Element(';', text -> text);
            case Oid.TEXT_ARRAY,
                    Oid.VARCHAR_ARRAY,
                    1002, // "char"
                    1003, // name
                    1014, // bpchar
                    143, // xml
                    199, // json
                    3807, // jsonb
                    1561, // bit
                    1563, // varbit
                    1041, // inet
                    651, // cidr
                    1040, // macaddr
                    775, // macaddr8
                    1017, // point
                    629, // line
                    1018, // lseg
                    1019, // path
                    1027, // polygon
                    719, // circle
                    3643, // tsvector
                    3645, // tsquery
                    3905, // int4range
                    3907, // numrange
                    3909, // tsrange
                    3911, // tstzrange
                    3913, // daterange
                    3927 // int8range
            -> TEXT;
            default -> null;
        };
    }

    /** The elements of a type that a database has made: their text. */
    static Element ofText() {
        return TEXT;
    }

    static List<@Nullable Object> read(String text, Element element) {
        var reader = new ArrayReader(text, element);
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
