package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random URLs. A failure names its seed, with which it can be run again. */
@Spec("EN-4")
class EngineUrlFuzzTest {
    private static final int RUNS = 50_000;
    private static final String SECRET = "Zq7Xw9";
    private static final List<String> PIECES = List.of(
            "postgresql",
            "sqlite",
            "h2",
            "jdbc:",
            "mem:",
            "+",
            ":",
            "://",
            "/",
            "//",
            "@",
            "?",
            "&",
            "=",
            ",",
            ";",
            "#",
            "[",
            "]",
            "[::1]",
            "%",
            "%41",
            "%zz",
            "%00",
            "%C3%B6",
            "%FF",
            "host",
            "5432",
            "99999",
            "db",
            "user",
            "password",
            "key=value",
            "(",
            ")",
            "{",
            "}",
            "\\",
            " ",
            "\u0000",
            "\n",
            "ö",
            "\ud83d",
            "***",
            "'",
            "\"",
            "-",
            "_",
            ".",
            "~");

    private static final List<String> STARTS = List.of(
            "sqlite://",
            "sqlite:///x.db",
            "h2:mem:x",
            "h2://",
            "postgresql://host/db",
            "jdbc:sqlite:x.db",
            "nosuch://x");
    private static final List<String> KEYS = List.of(
            "user",
            "password",
            "PASSWORD",
            "preparedStatements",
            "prepareThreshold",
            "sslmode",
            "k",
            "poolSize",
            "ö",
            "%41");

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void anyTextIsReadOrRefusedByOneError() {
        for (var run = 0; run < RUNS; run++) {
            var text = pieces(random.nextInt(14));
            try {
                var url = EngineUrl.parse(text);
                assertThat(EngineUrl.parse(text)).as("seed %d: %s", seed, text).isEqualTo(url);
            } catch (InvalidUrl e) {
                assertThat(e.cure()).as("seed %d: %s", seed, text).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    @Test
    @Spec("R-23")
    void anyOptionsMakeAnEngineOrAreRefusedByATypedError() {
        var made = 0;
        for (var run = 0; run < RUNS; run++) {
            var text = STARTS.get(random.nextInt(STARTS.size())) + "?" + options();
            try {
                made += AsyncEngine.create(text).url().options().isEmpty() ? 0 : 1;
            } catch (InvalidUrl | DriverMissing | IllegalPoolForDriver e) {
                assertThat(e.cure()).as("seed %d: %s", seed, text).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(made).as("seed %d: engines with options", seed).isGreaterThan(RUNS / 100);
    }

    private String options() {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(_ -> random.nextInt(4) == 0
                        ? pieces(random.nextInt(5))
                        : KEYS.get(random.nextInt(KEYS.size())) + "=" + pieces(1 + random.nextInt(2)))
                .collect(Collectors.joining("&"));
    }

    @Test
    void aPasswordIsShownNeitherByAUrlNorByItsError() {
        var read = 0;
        for (var run = 0; run < RUNS; run++) {
            var text = "postgresql://user:" + secret() + "@" + pieces(random.nextInt(6));
            read += shown(text).contains(SECRET) ? fail(text) : 1;
        }
        assertThat(read).isEqualTo(RUNS);
    }

    @Test
    void aWellFormedUrlPrintsAsItself() {
        for (var run = 0; run < RUNS / 10; run++) {
            var url = EngineUrl.of("postgresql")
                    .withUser(anyText())
                    .withHost("host" + random.nextInt(100), 1 + random.nextInt(65_535))
                    .withDatabase("d" + anyText())
                    .withOption("k" + anyText().toLowerCase(Locale.ROOT), anyText());

            assertThat(EngineUrl.parse(url.toString()))
                    .as("seed %d: %s", seed, url)
                    .isEqualTo(url);
        }
    }

    @Test
    void theWorkGrowsNoFasterThanTheText() {
        // A megabyte of each delimiter would not end within the test's timeout if any part were read again and again.
        for (var piece : PIECES) {
            var text = "postgresql://" + piece.repeat(1_000_000 / piece.length());
            assertThat(shown(text)).as("a megabyte of %s", piece).isNotEmpty();
        }
    }

    private int fail(String text) {
        throw new AssertionError("seed " + seed + " shows the password of " + text);
    }

    private static String shown(String text) {
        try {
            return EngineUrl.parse(text).toString();
        } catch (InvalidUrl e) {
            return e.toString();
        }
    }

    /** A password with the marker in it, and characters around it that should have been encoded. */
    private String secret() {
        return pieces(random.nextInt(3)) + SECRET + pieces(random.nextInt(3));
    }

    private String pieces(int number) {
        return IntStream.range(0, number)
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private String anyText() {
        return random.ints(1 + random.nextInt(8), ' ', 0x2fff)
                .filter(c -> !Character.isISOControl(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "x", ""));
    }
}
