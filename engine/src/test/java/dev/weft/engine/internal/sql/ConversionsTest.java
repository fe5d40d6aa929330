package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.ConversionFailed;
import dev.weft.spec.Spec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Spec("EN-30")
class ConversionsTest {
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final byte[] ID_BYTES = {
        0,
        0x11,
        0x22,
        0x33,
        0x44,
        0x55,
        0x66,
        0x77,
        (byte) 0x88,
        (byte) 0x99,
        (byte) 0xaa,
        (byte) 0xbb,
        (byte) 0xcc,
        (byte) 0xdd,
        (byte) 0xee,
        (byte) 0xff
    };

    private static Arguments to(Object value, Object converted) {
        return Arguments.of(value, converted.getClass(), converted);
    }

    static Stream<Arguments> conversions() {
        return Stream.of(
                to(7, 7L),
                to(7L, 7),
                to(7, (short) 7),
                to(7, (byte) 7),
                to(7.0, 7),
                to(new BigDecimal("7.00"), 7L),
                to(7, BigInteger.valueOf(7)),
                to(7L, BigDecimal.valueOf(7)),
                to(0.1, new BigDecimal("0.1")),
                to(0.1f, new BigDecimal("0.1")),
                to(new BigDecimal("0.1"), 0.1),
                to(0.1, 0.1f),
                to(1L << 53, 0x1p53),
                to(" 12 ", 12),
                to("1e3", 1000L),
                to(true, 1),
                to(false, 0L),
                to(1, true),
                to(0L, false),
                to(new BigDecimal("1.0"), true),
                to("T", true),
                to("off", false),
                to("x", 'x'),
                to(12, "12"),
                to(new BigDecimal("1E+3"), "1000"),
                to(ID, ID.toString()),
                to(ID.toString(), ID),
                to(ID_BYTES, ID),
                to("SECONDS", TimeUnit.SECONDS),
                to("2024-01-02", LocalDate.of(2024, 1, 2)),
                to("2024-01-02 00:00:00", LocalDate.of(2024, 1, 2)),
                to(LocalDateTime.of(2024, 1, 2, 0, 0), LocalDate.of(2024, 1, 2)),
                to(LocalDate.of(2024, 1, 2), LocalDateTime.of(2024, 1, 2, 0, 0)),
                to("2024-01-02 03:04:05", LocalDateTime.of(2024, 1, 2, 3, 4, 5)),
                to("2024-01-02T03:04", LocalDateTime.of(2024, 1, 2, 3, 4)),
                to("2024-01-02 03:04:05.123456789Z", LocalDateTime.of(2024, 1, 2, 3, 4, 5, 123_456_789)),
                to(0L, LocalDateTime.of(1970, 1, 1, 0, 0)),
                to("2024-01-02 03:04:05", Instant.parse("2024-01-02T03:04:05Z")),
                to("2024-01-02 03:04:05+02", Instant.parse("2024-01-02T01:04:05Z")),
                to("2024-01-02T03:04:05.5+02:30", OffsetDateTime.parse("2024-01-02T03:04:05.5+02:30")),
                to("2024-01-02 03:04:05", OffsetDateTime.parse("2024-01-02T03:04:05Z")),
                to(OffsetDateTime.parse("2024-01-02T03:04:05+02:00"), Instant.parse("2024-01-02T01:04:05Z")),
                to(OffsetDateTime.parse("2024-01-02T03:04:05+02:00"), ZonedDateTime.parse("2024-01-02T03:04:05+02:00")),
                to(1_000L, Instant.ofEpochSecond(1)),
                to("03:04:05.5", LocalTime.of(3, 4, 5, 500_000_000)),
                to(LocalTime.of(1, 2, 3), Duration.ofSeconds(3723)),
                to("03:04:05+02", OffsetTime.parse("03:04:05+02:00")));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void whatLosesNothingIsConverted(Object value, Class<?> type, Object converted) {
        assertThat((Object) Conversions.convert(value, type, "c")).isEqualTo(converted);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(1L << 31, Integer.class),
                Arguments.of(200, byte.class),
                Arguments.of(7.5, Long.class),
                Arguments.of(Double.NaN, BigDecimal.class),
                Arguments.of((1L << 53) + 1, Double.class),
                Arguments.of("1e400", Double.class),
                Arguments.of(1e300, Float.class),
                Arguments.of("1e999999999", BigInteger.class),
                Arguments.of("1e999999999", Long.class),
                Arguments.of("twelve", Integer.class),
                Arguments.of(2, Boolean.class),
                Arguments.of("maybe", boolean.class),
                Arguments.of("xy", Character.class),
                Arguments.of("", char.class),
                Arguments.of(new byte[] {1}, UUID.class),
                Arguments.of("0-0", UUID.class),
                Arguments.of("EONS", TimeUnit.class),
                Arguments.of(1, TimeUnit.class),
                Arguments.of("2024-02-30", LocalDate.class),
                Arguments.of("2024-01-02 03:04:05", LocalDate.class),
                Arguments.of(LocalDateTime.of(2024, 1, 2, 3, 4), Instant.class),
                Arguments.of(OffsetDateTime.parse("2024-01-02T03:04:05+02:00"), LocalDateTime.class),
                Arguments.of("2024-01-02 03:04:05+02", LocalDateTime.class),
                Arguments.of(LocalDate.of(2024, 1, 2), Long.class),
                Arguments.of(12.5, LocalDateTime.class),
                Arguments.of(new byte[] {1}, String.class),
                Arguments.of(List.of(1), String.class),
                Arguments.of(1, Thread.class));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatWouldLoseSomethingIsRefused(Object value, Class<?> type) {
        assertThatThrownBy(() -> Conversions.convert(value, type, "c"))
                .isInstanceOf(ConversionFailed.class)
                .hasMessageStartingWith("[ER-315]")
                .hasMessageContaining("column \"c\"")
                .hasMessageContaining(type.getTypeName());
    }

    @Test
    void theErrorNeverHoldsTheValue() {
        assertThatThrownBy(() -> Conversions.convert("tr0ub4dor", Integer.class, "c"))
                .isInstanceOf(ConversionFailed.class)
                .hasNoCause()
                .hasMessageNotContaining("tr0ub4dor");
    }

    @Test
    void nullIsNullForEveryTypeButThePrimitiveOnes() {
        assertThat((@Nullable Object) Conversions.convert(null, Integer.class, "c"))
                .isNull();
        assertThatThrownBy(() -> Conversions.convert(null, int.class, "c")).isInstanceOf(ConversionFailed.class);
    }

    @Test
    void aValueThatIsOfTheTypeIsHandedOver() {
        var list = List.of(1);

        assertThat((Object) Conversions.convert(list, List.class, "c")).isSameAs(list);
        assertThat(Conversions.convert(list, Object.class, "c")).isSameAs(list);
    }
}
