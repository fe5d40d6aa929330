package dev.weft.vertx.internal.pg;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes Java's arrays in the text form that the server reads: {@code {1,2,NULL}}. */
final class ArrayText {
    private ArrayText() {}

    /** The type of an array; 0 if it is none, or of nothing that has a type here. */
    static int typeOf(Object value) {
        var element = value.getClass();
        while (element.isArray() && element != byte[].class) {
            element = element.getComponentType();
        }
        if (element == value.getClass()) {
            return Oid.UNSPECIFIED;
        }
        return switch (element.getName()) {
            case "boolean", "java.lang.Boolean" -> Oid.BOOL_ARRAY;
            case "short", "java.lang.Short" -> Oid.INT2_ARRAY;
            case "int", "java.lang.Integer" -> Oid.INT4_ARRAY;
            case "long", "java.lang.Long" -> Oid.INT8_ARRAY;
            case "float", "java.lang.Float" -> Oid.FLOAT4_ARRAY;
            case "double", "java.lang.Double" -> Oid.FLOAT8_ARRAY;
            case "java.lang.String" -> Oid.VARCHAR_ARRAY;
            case "java.math.BigDecimal" -> Oid.NUMERIC_ARRAY;
            case "java.util.UUID" -> Oid.UUID_ARRAY;
            case "[B" -> Oid.BYTEA_ARRAY;
            default -> Oid.UNSPECIFIED;
        };
    }

    static String of(Object array) {
        var text = new StringBuilder();
        write(array, text);
        return text.toString();
    }

    private static void write(Object array, StringBuilder text) {
        text.append('{');
        for (var i = 0; i < Array.getLength(array); i++) {
            text.append(i == 0 ? "" : ",");
            element(Array.get(array, i), text);
        }
        text.append('}');
    }

    private static void element(@Nullable Object element, StringBuilder text) {
        switch (element) {
            case null -> text.append("NULL");
            case byte[] bytes ->
                text.append("\"\\\\x").append(HexFormat.of().formatHex(bytes)).append('"');
            case Boolean _, Number _, UUID _ -> text.append(plain(element));
            case String word ->
                text.append('"')
                        .append(word.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            default -> write(element, text);
        }
    }

    private static String plain(Object element) {
        return element instanceof BigDecimal number ? number.toPlainString() : element.toString();
    }
}
