package dev.weft.awaitlet;

import static dev.weft.awaitlet.Race.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries of one chain that come and go at once, under every interleaving that the model checker tries. */
@Spec("AW-28")
class LiveSetLincheckTest {
    private static final int SCHEDULES = 2_000;

    private static final class Item extends LiveSet.Entry<Item> {
        Item() {
            super(7);
        }
    }

    @Test
    void whatCameIsInAndWhatWentIsNot() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var set = new LiveSet<Item>(1);
            var first = new Item();
            var second = new Item();
            var stays = new Item();
            set.add(first);
            set.add(stays);
            set.add(second);

            var third = new Item();
            Race.run(() -> set.remove(first), () -> set.remove(second), () -> set.add(third));

            check(set.toList().equals(List.of(third, stays)), "those are in that did not go");
        });
    }

    @Test
    void whatComesAndGoesAtOnceLeavesNothing() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            var set = new LiveSet<Item>(1);

            Race.run(() -> comeAndGo(set), () -> comeAndGo(set));

            check(set.toList().isEmpty(), "nothing is left");
        });
    }

    private static void comeAndGo(LiveSet<Item> set) {
        var item = new Item();
        set.add(item);
        check(set.toList().contains(item), "it is seen");
        set.remove(item);
        set.remove(item); // a second time changes nothing
    }

    /** A chain whose newest entry is looked up before it is replaced. */
    private static final class LosesAnEntry {
        private record Link(@Nullable Link earlier) {}

        private final AtomicReference<@Nullable Link> last = new AtomicReference<>();

        void add() {
            last.set(new Link(last.get()));
        }
    }

    @Test
    void aChainWithoutALockIsFoundOut() {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
                    var chain = new LosesAnEntry();

                    Race.run(chain::add, chain::add);

                    var last = chain.last.get();
                    check(last != null && last.earlier != null, "both are in");
                }))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("both are in");
    }
}
