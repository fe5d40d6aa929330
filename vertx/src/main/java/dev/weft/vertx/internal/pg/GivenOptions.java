package dev.weft.vertx.internal.pg;

import dev.weft.engine.InvalidUrl;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The options of a URL while they are read: what nobody has asked for in the end is refused by name. */
final class GivenOptions {
    /** Options that pgjdbc has, and what to take here instead. */
    private static final Map<String, String> ADVICE = Map.of(
            "loginTimeout",
            "Set EngineOptions.withConnectTimeout(...): it limits all of a connect.",
            "socketTimeout",
            "Limit statements instead: Sql.timeout(...), or options=-c statement_timeout=...",
            "reWriteBatchedInserts",
            "Leave it out: the items of a batch are sent in one go.");

    private final Map<String, String> rest;
    private final Set<String> known = new LinkedHashSet<>();

    GivenOptions(Map<String, String> options) {
        this.rest = new HashMap<>(options);
    }

    Optional<String> take(String name) {
        known.add(name);
        return Optional.ofNullable(rest.remove(name));
    }

    boolean flag(String name, boolean usual) {
        return take(name).map(text -> truth(name, text)).orElse(usual);
    }

    static boolean truth(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new InvalidUrl("The option \"" + name + "\" is neither true nor false.", "Write true or false.");
        };
    }

    /** A number from 0 to the greatest. */
    OptionalInt number(String name, int greatest) {
        var text = take(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.get().matches("\\d{1,9}")) {
            var number = Integer.parseInt(text.get());
            if (number <= greatest) {
                return OptionalInt.of(number);
            }
        }
        throw new InvalidUrl(
                "The option \"" + name + "\" is not a number from 0 to " + greatest + ".",
                "Write a number, or leave the option out.");
    }

    /** Refuses what has not been taken. */
    void refuseRest() {
        for (var unknown : rest.keySet()) {
            throw new InvalidUrl(
                    "The driver postgresql+vertx has no option \"" + unknown + "\".",
                    ADVICE.getOrDefault(unknown, "It has: " + String.join(", ", known) + "."));
        }
    }
}
