package dev.weft.engine;

import java.util.stream.Collectors;

/** Writes URLs with the password hidden. */
final class UrlPrinter {
    private static final String HIDDEN = "***";

    private UrlPrinter() {}

    static String print(UrlParts parts) {
        if (parts.jdbcUrl() != null) {
            return JdbcUrlMask.hidePasswords(parts.jdbcUrl());
        }
        var scheme = parts.dialect() + (parts.driver() == null ? "" : "+" + parts.driver()) + ":";
        return isH2Form(parts) ? scheme + parts.database() + settings(parts) : scheme + "//" + general(parts);
    }

    private static boolean isH2Form(UrlParts parts) {
        return parts.dialect().equals(UrlParts.H2) && parts.hosts().isEmpty() && parts.database() != null;
    }

    private static String general(UrlParts parts) {
        var login = (parts.user() == null ? "" : PercentCode.encode(parts.user(), ""))
                + (parts.password() == null ? "" : ":" + HIDDEN);
        var hosts = parts.hosts().stream().map(UrlPrinter::host).collect(Collectors.joining(","));
        var database = parts.database() == null ? "" : "/" + PercentCode.encode(parts.database(), "/:");
        var options = parts.options().entrySet().stream()
                .map(option -> PercentCode.encode(option.getKey(), "") + "="
                        + value(option.getKey(), PercentCode.encode(option.getValue(), "/:,")))
                .collect(Collectors.joining("&", "?", ""));
        return (login.isEmpty() ? "" : login + "@")
                + hosts
                + database
                + (parts.options().isEmpty() ? "" : options);
    }

    private static String settings(UrlParts parts) {
        return (parts.user() == null ? "" : ";USER=" + PercentCode.encode(parts.user(), ""))
                + (parts.password() == null ? "" : ";PASSWORD=" + HIDDEN)
                + parts.options().entrySet().stream()
                        .map(option -> ";" + PercentCode.encode(option.getKey(), "") + "="
                                + value(option.getKey(), PercentCode.encode(option.getValue(), "/:, ()'")))
                        .collect(Collectors.joining());
    }

    private static String host(EngineUrl.Host host) {
        var name = host.name().indexOf(':') < 0 ? PercentCode.encode(host.name(), "") : "[" + host.name() + "]";
        return host.port().isEmpty() ? name : name + ":" + host.port().getAsInt();
    }

    private static String value(String key, String value) {
        return UrlOptions.isSecret(key) ? HIDDEN : value;
    }
}
