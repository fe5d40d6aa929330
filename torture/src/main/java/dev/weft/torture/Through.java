package dev.weft.torture;

import java.util.Locale;

/** The drivers that are held to the promises. */
enum Through {
    HOSTED("postgresql"),
    NATIVE("postgresql+vertx");

    private final String scheme;

    Through(String scheme) {
        this.scheme = scheme;
    }

    /** A URL of PostgreSQL, with this driver. */
    String url(String postgresql) {
        return postgresql.replaceFirst("^postgresql(\\+\\w+)?:", scheme + ":");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
