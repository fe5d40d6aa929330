package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reader of JSON that accepts nothing but what RFC 8259 allows (of numbers, whole ones only). */
final class StrictJson {
    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        var reader = new StrictJson(text);
        var value = reader.value();
        reader.check(reader.at == text.length(), "something follows");
        return value;
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        for (var more = begins('{', '}'); more; more = goesOn('}')) {
            var name = string();
            take(':');
            check(members.put(name, value()) == null, "twice: " + name);
        }
        return members;
    }

    private List<Object> array() {
        var elements = new ArrayList<>();
        for (var more = begins('[', ']'); more; more = goesOn(']')) {
            elements.add(value());
        }
        return elements;
    }

    private boolean begins(char open, char close) {
        take(open);
        var empty = text.charAt(at) == close;
        if (empty) {
            at++;
        }
        return !empty;
    }

    private boolean goesOn(char close) {
        var next = text.charAt(at++);
        check(next == ',' || next == close, "neither a comma nor an end");
        return next == ',';
    }

    private String string() {
        take('"');
        var value = new StringBuilder();
        for (var next = text.charAt(at++); next != '"'; next = text.charAt(at++)) {
            check(next >= ' ', "a bare control character");
            value.append(next == '\\' ? escape() : next);
        }
        return value.toString();
    }

    private char escape() {
        var kind = text.charAt(at++);
        if (kind == 'u') {
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }
        check(kind == '"' || kind == '\\', "an escape that is not needed");
        return kind;
    }

    private Object number() {
        var from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        return Long.parseLong(text, from, at, 10);
    }

    private Object word(String word, boolean value) {
        check(text.startsWith(word, at), "an unknown word");
        at += word.length();
        return value;
    }

    private void take(char expected) {
        check(text.charAt(at) == expected, "no " + expected);
        at++;
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise + " at " + at + " of " + text);
        }
    }
}
