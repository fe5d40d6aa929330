package dev.weft.spec.internal;

import java.util.Comparator;

/** The order of items as a reader counts: {@code EN-3} before {@code EN-24}. */
final class ItemOrder {
    static final Comparator<String> BY_CHAPTER_AND_NUMBER = Comparator.<String, String>comparing(
                    item -> item.replaceAll("[0-9]", ""))
            .thenComparingInt(item -> item.replaceAll("[^0-9]", "").length())
            .thenComparing(Comparator.naturalOrder());

    private ItemOrder() {}
}
