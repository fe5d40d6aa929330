package dev.weft.benchmarks.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An SVG that is as short as its picture allows. Words are drawn as outlines, so nearly all of it is points with up to
 * ten decimals; in tenths of a pixel, each told from the one before, they take a fifth.
 */
final class Svg {
    private static final Pattern PATH = Pattern.compile("(?<= d=\")[^\"]*(?=\")");
    private static final Pattern STEP = Pattern.compile("([MLQCZ])([^MLQCZ]*)");
    private static final Pattern DECIMALS = Pattern.compile("-?\\d+\\.\\d{2,}");
    private static final int TENTHS = 10;

    private final StringBuilder path = new StringBuilder();
    private long x;
    private long y;
    private long startX;
    private long startY;

    private Svg() {}

    /** The same picture. */
    static String shortened(String svg) {
        var relative = PATH.matcher(svg).replaceAll(found -> new Svg().relative(found.group()));
        return DECIMALS.matcher(relative).replaceAll(Svg::rounded);
    }

    private static String rounded(MatchResult found) {
        var tenths = new BigDecimal(found.group()).setScale(1, RoundingMode.HALF_EVEN);
        return tenths.stripTrailingZeros().toPlainString();
    }

    private String relative(String absolute) {
        for (var step : (Iterable<MatchResult>) STEP.matcher(absolute).results()::iterator) {
            path.append(Character.toLowerCase(step.group(1).charAt(0)));
            switch (step.group(1)) {
                case "Z" -> moved(startX, startY);
                case "M" -> {
                    points(step.group(2));
                    startX = x;
                    startY = y;
                }
                default -> points(step.group(2));
            }
        }
        return path.toString();
    }

    /** Points are told from where the step began; the last is where the next begins. */
    private void points(String coordinates) {
        var numbers = coordinates.strip().split("[ ,]+", -1);
        var toX = x;
        var toY = y;
        for (var i = 0; i + 1 < numbers.length; i += 2) {
            toX = tenths(numbers[i]);
            toY = tenths(numbers[i + 1]);
            append(toX - x, i == 0);
            append(toY - y, false);
        }
        moved(toX, toY);
    }

    private void moved(long toX, long toY) {
        x = toX;
        y = toY;
    }

    private static long tenths(String number) {
        return Math.round(Double.parseDouble(number) * TENTHS);
    }

    /** A minus parts two numbers as well as a space does. */
    private void append(long tenths, boolean first) {
        path.append(first || tenths < 0 ? "" : " ").append(tenths < 0 ? "-" : "");
        var size = Math.abs(tenths);
        if (size >= TENTHS || size == 0) {
            path.append(size / TENTHS);
        }
        if (size % TENTHS != 0) {
            path.append('.').append(size % TENTHS);
        }
    }
}
