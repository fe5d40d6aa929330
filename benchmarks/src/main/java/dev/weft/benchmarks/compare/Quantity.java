package dev.weft.benchmarks.compare;

import java.util.Locale;

/** What kind of number a figure is, and how it is shown. */
enum Quantity {
    /** Microseconds, shown in the unit that fits. */
    MICROS {
        @Override
        String show(double value) {
            if (value < KILO) {
                return digits(value) + " us";
            }
            return value < MEGA ? digits(value / KILO) + " ms" : digits(value / MEGA) + " s";
        }
    },
    /** Bytes, shown in the unit that fits. */
    BYTES {
        @Override
        String show(double value) {
            if (value < KILO) {
                return digits(value) + " B";
            }
            if (value < MEGA) {
                return digits(value / KILO) + " kB";
            }
            return value < GIGA ? digits(value / MEGA) + " MB" : digits(value / GIGA) + " GB";
        }
    },
    /** How many. */
    COUNT {
        @Override
        String show(double value) {
            return value == 0 || value >= TEN ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
        }
    },
    /** A part of a whole, 1 for all of it. */
    SHARE {
        @Override
        String show(double value) {
            return value == 1 ? "100 %" : String.format(Locale.ROOT, "%.2f %%", value * HUNDRED);
        }
    },
    /** One beside another. */
    RATIO {
        @Override
        String show(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    };

    private static final double TEN = 10;
    private static final double HUNDRED = 100;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    abstract String show(double value);

    /** Three digits at least, and no more behind the point than say something. */
    private static String digits(double value) {
        var behind = value < TEN ? 2 : value < HUNDRED ? 1 : 0;
        return String.format(Locale.ROOT, "%." + behind + "f", value);
    }
}
