package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.annotations.Struct;
import org.hibernate.annotations.TimeZoneColumn;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.type.NumericBooleanConverter;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.YesNoConverter;

/** What attributes may be. */
@Spec("SE-26")
class TypeFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.TYPES;
    }

    enum Mood {
        CALM,
        GLAD
    }

    @Entity(name = "Basics")
    static class Basics {
        @Id
        int id;

        BigDecimal price;
        UUID uuid;
        byte[] bytes;
        char letter;
        boolean flag;
        Currency currency;
        Locale locale;
    }

    @Feature("`BigDecimal`, `UUID`, `byte[]`, `char`, `boolean`, `Currency`, `Locale`")
    void basics(Trial trial) {
        var basics = new Basics();
        basics.id = 1;
        basics.price = new BigDecimal("12.50");
        basics.uuid = UUID.fromString("0b5e0bd1-6a5c-4c6f-8a54-2f0f6a1b7c3d");
        basics.bytes = new byte[] {0, -1, 7};
        basics.letter = 'x';
        basics.flag = true;
        basics.currency = Currency.getInstance("NZD");
        basics.locale = Locale.CANADA_FRENCH;
        trial.persist(basics);

        assertThat(trial.find(Basics.class, 1))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(basics);
    }

    @Entity(name = "Times")
    static class Times {
        @Id
        int id;

        LocalDate theDay;
        LocalTime theTime;
        LocalDateTime theLocal;
        Instant theInstant;
        Duration theDuration;
        Year theMade;
    }

    @Feature("`java.time`")
    void times(Trial trial) {
        var times = new Times();
        times.id = 1;
        times.theDay = LocalDate.of(2026, 2, 28);
        times.theTime = LocalTime.of(23, 59, 58);
        times.theLocal = LocalDateTime.of(2026, 3, 29, 1, 30, 0, 123_000_000);
        times.theInstant = Instant.parse("2001-10-28T01:30:00.5Z");
        times.theDuration = Duration.ofMinutes(90);
        times.theMade = Year.of(1999);
        trial.persist(times);

        assertThat(trial.find(Times.class, 1)).usingRecursiveComparison().isEqualTo(times);
    }

    @Entity(name = "Zoned")
    static class Zoned {
        @Id
        int id;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        @TimeZoneColumn(name = "kept_zone")
        OffsetDateTime kept;

        @TimeZoneStorage(TimeZoneStorageType.NORMALIZE_UTC)
        OffsetDateTime normalized;
    }

    @Feature("`@TimeZoneStorage`")
    void zones(Trial trial) {
        var zoned = new Zoned();
        zoned.id = 1;
        zoned.kept = OffsetDateTime.of(2026, 5, 1, 12, 0, 0, 0, ZoneOffset.ofHours(3));
        zoned.normalized = zoned.kept;
        trial.persist(zoned);

        var found = trial.find(Zoned.class, 1);
        assertThat(found.kept).isEqualTo(zoned.kept);
        assertThat(found.kept.getOffset()).isEqualTo(ZoneOffset.ofHours(3));
        assertThat(found.normalized).isEqualTo(zoned.normalized);
        assertThat(found.normalized.getOffset()).isEqualTo(ZoneOffset.UTC);
    }

    @Entity(name = "Moody")
    static class Moody {
        @Id
        int id;

        @Enumerated(EnumType.STRING)
        Mood byName;

        @Enumerated(EnumType.ORDINAL)
        Mood byNumber;
    }

    /** Mapped by factories of their own, because only some databases have such types. */
    private static final class Some {
        @Entity(name = "Typed")
        static class Typed {
            @Id
            int id;

            @Enumerated
            @JdbcTypeCode(SqlTypes.NAMED_ENUM)
            @Column(name = "of_type")
            Mood ofType;
        }

        @Entity(name = "Place")
        static class Place {
            @Id
            int id;

            Point point;
        }

        @Entity(name = "Configured")
        static class Configured {
            @Id
            int id;

            @JdbcTypeCode(SqlTypes.JSON)
            Settings settings;
        }
    }

    @Feature("Enum types of the database: `@JdbcTypeCode(NAMED_ENUM)`")
    void enumTypes(Trial trial) {
        var own = trial.mapping(Some.Typed.class);
        if (trial.on(Database.SQLITE) || trial.on(Database.MARIADB)) {
            trial.refused("no such types", own::createSchema).hasMessageContaining("NAMED_ENUM");
            return;
        }
        own.createSchema();
        var typed = new Some.Typed();
        typed.id = 1;
        typed.ofType = Mood.GLAD;
        own.persist(typed);

        assertThat(own.single("select ofType from Typed where ofType = GLAD", Mood.class))
                .isEqualTo(Mood.GLAD);
        assertThat(own.sql("select cast(of_type as char(4)) from Typed", String.class))
                .isEqualTo("GLAD");
    }

    @Feature("`@Enumerated`: by name or by number")
    void enums(Trial trial) {
        var moody = new Moody();
        moody.id = 1;
        moody.byName = Mood.GLAD;
        moody.byNumber = Mood.CALM;
        trial.persist(moody);

        assertThat(trial.single("select byName from Moody where byNumber = CALM", Mood.class))
                .isEqualTo(Mood.GLAD);
        assertThat(trial.sql("select byName from Moody where byNumber = 0", String.class))
                .isEqualTo("GLAD");
    }

    @Embeddable
    record Size(int width, int height) {}

    @Entity(name = "Box")
    static class Box {
        @Id
        int id;

        @Embedded
        Size outer;

        @Embedded
        @AttributeOverride(name = "width", column = @Column(name = "inner_width"))
        @AttributeOverride(name = "height", column = @Column(name = "inner_height"))
        Size inner;
    }

    @Feature("`@Embedded` records, `@AttributeOverride`")
    void embedded(Trial trial) {
        var box = new Box();
        box.id = 1;
        box.outer = new Size(4, 5);
        trial.persist(box);

        assertThat(trial.find(Box.class, 1).outer).isEqualTo(new Size(4, 5));
        assertThat(trial.find(Box.class, 1).inner).isNull();
    }

    record Celsius(double degrees) {}

    @Converter(autoApply = true)
    public static class CelsiusConverter implements AttributeConverter<Celsius, Double> {
        @Override
        public Double convertToDatabaseColumn(Celsius celsius) {
            return celsius == null ? null : celsius.degrees() + 273;
        }

        @Override
        public Celsius convertToEntityAttribute(Double kelvin) {
            return kelvin == null ? null : new Celsius(kelvin - 273);
        }
    }

    @Entity(name = "Weather")
    static class Weather {
        @Id
        int id;

        Celsius noon;

        @Convert(converter = YesNoConverter.class)
        boolean sunny;

        @Convert(converter = NumericBooleanConverter.class)
        boolean windy;
    }

    @Feature("`AttributeConverter`")
    void converters(Trial trial) {
        var weather = new Weather();
        weather.id = 1;
        weather.noon = new Celsius(20);
        weather.sunny = true;
        trial.persist(weather);

        assertThat(trial.find(Weather.class, 1).noon).isEqualTo(new Celsius(20));
        assertThat(trial.sql("select noon from Weather where sunny = 'Y' and windy = 0", Double.class))
                .isEqualTo(293);
    }

    @Entity(name = "Large")
    static class Large {
        @Id
        int id;

        @Lob
        String text;

        @Lob
        byte[] bytes;
    }

    @Feature("`@Lob` texts and bytes")
    void lobs(Trial trial) {
        var large = new Large();
        large.id = 1;
        large.text = "long ".repeat(20_000);
        large.bytes = new byte[100_000];
        large.bytes[99_999] = 7;
        trial.persist(large);

        if (trial.on(Database.SQLITE)) {
            trial.refused("its JDBC driver has no LOBs", () -> trial.find(Large.class, 1))
                    .hasMessageContaining("not implemented");
            return;
        }
        var found = trial.transaction(session -> await(session.find(Large.class, 1)));
        assertThat(found.text).isEqualTo(large.text);
        assertThat(found.bytes).isEqualTo(large.bytes);
    }

    @Entity(name = "Abroad")
    static class Abroad {
        @Id
        int id;

        @Nationalized
        String text;
    }

    @Feature("`@Nationalized`")
    void nationalized(Trial trial) {
        var abroad = new Abroad();
        abroad.id = 1;
        abroad.text = "grüße \ud83e\uddf5";
        trial.persist(abroad);

        assertThat(trial.find(Abroad.class, 1).text).isEqualTo(abroad.text);
    }

    @Embeddable
    static class Settings {
        String theme;
        int volume;
    }

    @Entity(name = "Profile")
    static class Profile {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> properties;
    }

    @Feature("JSON: `@JdbcTypeCode(JSON)` maps")
    void jsonMap(Trial trial) {
        var profile = new Profile();
        profile.id = 1;
        profile.properties = Map.of("colour", "red");
        trial.persist(profile);
        trial.plainly(session -> session.find(Profile.class, 1).properties = Map.of("colour", "blue"));

        assertThat(trial.find(Profile.class, 1).properties).isEqualTo(Map.of("colour", "blue"));
    }

    @Feature("JSON: embeddables in one column, queried by path")
    void jsonEmbeddable(Trial trial) {
        var own = trial.mapping(Some.Configured.class);
        var configured = new Some.Configured();
        configured.id = 2;
        configured.settings = new Settings();
        configured.settings.theme = "dark";
        configured.settings.volume = 11;
        if (trial.on(Database.SQLITE)) {
            trial.refused("not in its dialect", own::createSchema).hasMessageContaining("aggregate");
            return;
        }
        own.createSchema();
        own.persist(configured);

        assertThat(own.single("select settings.volume from Configured where settings.theme = 'dark'", Integer.class))
                .isEqualTo(11);
    }

    @Entity(name = "Arrays")
    static class Arrays {
        @Id
        int id;

        int[] numbers;

        List<String> words;
    }

    @Feature("Arrays and lists of basic values in one column")
    void arrays(Trial trial) {
        var arrays = new Arrays();
        arrays.id = 1;
        arrays.numbers = new int[] {3, 1, 2};
        arrays.words = List.of("a", "b,c");
        trial.persist(arrays);

        var found = trial.find(Arrays.class, 1);
        assertThat(found.numbers).containsExactly(3, 1, 2);
        assertThat(found.words).containsExactly("a", "b,c");
    }

    @Feature("HQL array functions")
    void arrayFunctions(Trial trial) {
        var arrays = new Arrays();
        arrays.id = 2;
        arrays.numbers = new int[] {30, 10, 20};
        trial.persist(arrays);

        var hql = "select id from Arrays where array_contains(numbers, 10)";
        if (trial.on(Database.MARIADB) || trial.on(Database.SQLITE)) {
            trial.refused("no arrays; they are kept as JSON", () -> trial.single(hql, Integer.class))
                    .hasMessageContaining("array_contains");
        } else {
            assertThat(trial.single(hql, Integer.class)).isEqualTo(2);
        }
    }

    @Embeddable
    @Struct(name = "point_of_map")
    static class Point {
        int north;
        int east;
    }

    @Feature("`@Struct`: types of the database with parts")
    void structs(Trial trial) {
        var own = trial.mapping(Some.Place.class);
        if (!trial.on(Database.POSTGRESQL)) {
            trial.refused("not in its dialect", own::createSchema).hasMessageContaining("user-defined types");
            return;
        }
        own.createSchema();
        var place = new Some.Place();
        place.id = 1;
        place.point = new Point();
        place.point.north = 5;
        own.persist(place);

        assertThat(own.single("select point.north from Place", Integer.class)).isEqualTo(5);
    }
}
