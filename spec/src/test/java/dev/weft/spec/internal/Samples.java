package dev.weft.spec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.spec.Spec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes for a launcher inside a test; the build's own test run does not pick nested classes up. */
final class Samples {
    private Samples() {}

    static class Methods {
        @Test
        @Spec({"EN-3", "EN-24"})
        void passes() {}

        @Test
        @Spec("EN-3")
        void fails() {
            assertThat(1).isEqualTo(2);
        }

        @Test
        @Spec("EN-4")
        void aborts() {
            assumeTrue(false);
        }

        @Test
        void citesNothing() {}
    }

    @Spec("AW-1")
    static class Around {
        @Nested
        @Spec("AW-2")
        class Inner {
            @Test
            @Spec("AW-3")
            void passes() {}
        }

        static class Apart {
            @Test
            void passes() {}
        }
    }

    static class Runs {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @Spec("PL-1")
        void isOdd(int number) {
            assertThat(number).isOdd();
        }

        @TestFactory
        @Spec("PL-2")
        Stream<DynamicTest> makesTwo() {
            return Stream.of("one", "two").map(name -> DynamicTest.dynamicTest(name, () -> {}));
        }
    }

    @Spec("SE-1")
    interface Contract {
        @Test
        @Spec("SE-2")
        default void holds() {}
    }

    static class Keeper implements Contract {}

    static class KeeperOfKeeper extends Keeper {}
}
