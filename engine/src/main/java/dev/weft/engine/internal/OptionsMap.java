package dev.weft.engine.internal;

import dev.weft.engine.EngineOptions;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions.Reuse;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Engine options as text, as in a file of properties. */
public final class OptionsMap {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})(ms|s|min|m|h)");
    private static final Map<String, BiFunction<EngineOptions, String, EngineOptions>> KNOWN = Map.ofEntries(
            Map.entry("name", EngineOptions::withName),
            Map.entry("poolSize", (options, text) -> options.withPoolSize(Integer.parseInt(text))),
            Map.entry("acquireTimeout", (options, text) -> options.withAcquireTimeout(duration(text))),
            Map.entry("connectTimeout", (options, text) -> options.withConnectTimeout(duration(text))),
            Map.entry(
                    "poolKind", (options, text) -> options.withPool(pool -> pool.withKind(one(PoolKind.class, text)))),
            Map.entry(
                    "minimumIdle",
                    (options, text) -> options.withPool(pool -> pool.withMinimumIdle(Integer.parseInt(text)))),
            Map.entry("reuse", (options, text) -> options.withPool(pool -> pool.withReuse(one(Reuse.class, text)))),
            Map.entry(
                    "longestPause", (options, text) -> options.withPool(pool -> pool.withLongestPause(duration(text)))),
            Map.entry("idleTimeout", (options, text) -> options.withPool(pool -> pool.withIdleTimeout(duration(text)))),
            Map.entry("leakAfter", (options, text) -> options.withPool(pool -> pool.withLeakAfter(duration(text)))),
            Map.entry("pingAfterIdle", (options, text) -> options.withPingAfterIdle(duration(text))),
            Map.entry("maxLifetime", (options, text) -> options.withMaxLifetime(duration(text))),
            Map.entry("closeTimeout", (options, text) -> options.withCloseTimeout(duration(text))),
            Map.entry("cancelTimeout", (options, text) -> options.withCancelTimeout(duration(text))),
            Map.entry("slowStatement", (options, text) -> options.withSlowStatement(duration(text))),
            Map.entry("echo", (options, text) -> options.withEcho(flag(text))),
            Map.entry("hideParameters", (options, text) -> options.withHideParameters(flag(text))));

    private OptionsMap() {}

    /**
     * The options in a map.
     *
     * @param map the options as text
     * @param prefix what the names of options begin with; others are not looked at
     * @param except the name, without prefix, that is not an option
     * @return the options
     * @throws IllegalArgumentException if a name is unknown or a value is none of its type; the message names it
     */
    public static EngineOptions read(Map<String, String> map, String prefix, String except) {
        var options = EngineOptions.defaults();
        for (var entry : new TreeMap<>(map).entrySet()) {
            if (entry.getKey().startsWith(prefix)
                    && !entry.getKey().substring(prefix.length()).equals(except)) {
                options = with(options, entry.getKey(), prefix, entry.getValue());
            }
        }
        return options;
    }

    private static EngineOptions with(EngineOptions options, String key, String prefix, String value) {
        var option = KNOWN.get(key.substring(prefix.length()));
        if (option == null) {
            throw new IllegalArgumentException("unknown option \"" + key + "\"; known after \"" + prefix + "\" are: "
                    + String.join(", ", new TreeMap<>(KNOWN).keySet()) + ", " + "url");
        }
        try {
            return option.apply(options, value.strip());
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw new IllegalArgumentException("option \"" + key + "\": " + wrong.getMessage(), wrong);
        }
    }

    private static Duration duration(String text) {
        var amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            return Duration.parse(text);
        }
        var number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static <E extends Enum<E>> E one(Class<E> of, String text) {
        var names = Arrays.stream(of.getEnumConstants()).map(Enum::name).toList();
        var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!names.contains(name)) {
            throw new IllegalArgumentException("none of " + String.join(", ", names) + ": \"" + text + "\"");
        }
        return Enum.valueOf(of, name);
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: \"" + text + "\"");
        };
    }
}
