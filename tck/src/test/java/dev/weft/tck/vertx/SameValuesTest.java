package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a column holds is the same through the native driver as through the hosted one: value and type. */
class SameValuesTest {
    private static final List<String> EXPRESSIONS = List.of(
            "1",
            "1::int2",
            "1::int8",
            "-1::int2",
            "1.5::float4",
            "1.1::float8",
            "'NaN'::float8",
            "'-Infinity'::float4",
            "12345678901234567890.123456789",
            "0.00::numeric(10,2)",
            "1e30::numeric",
            "'NaN'::numeric",
            "true",
            "false",
            "'text'",
            "'text'::varchar(10)",
            "'a  '::char(5)",
            "'n'::name",
            "'c'::\"char\"",
            "''",
            "'Füße 織物 🧵'",
            "'\\x00ff10'::bytea",
            "'\\x'::bytea",
            "date '2026-02-28'",
            "date '0044-03-15 BC'",
            "date 'infinity'",
            "date '-infinity'",
            "date '20260-01-01'",
            "time '23:59:59.999999'",
            "time '00:00'",
            "time '24:00'",
            "timetz '12:30:00.5+02'",
            "timetz '12:30:00-03:30'",
            "timestamp '2026-11-21 23:59:58.123456'",
            "timestamp 'infinity'",
            "timestamp '-infinity'",
            "timestamp '0044-03-15 12:00 BC'",
            "timestamp '1969-12-31 23:59:59.999999'",
            "timestamptz '2026-11-21 23:59:58.123456+05:30'",
            "timestamptz 'infinity'",
            "timestamptz '-infinity'",
            "timestamptz '2026-07-01 12:00 Europe/Berlin'",
            "interval '1 year 2 mons 3 days 04:05:06.7'",
            "'7c0f8b2e-9a55-4f3b-8a77-0123456789ab'::uuid",
            "json '{\"n\": 12345678901234567890.123456789,  \"a\":1, \"a\":2}'",
            "json '[1, 2]'",
            "json 'null'",
            "jsonb '{\"n\": 12345678901234567890.123456789, \"b\": [1,2]}'",
            "jsonb '\"{x}\"'",
            "jsonb '{}'",
            "1::oid",
            "4294967295::oid",
            "'pg_class'::regclass",
            "B'1'",
            "B'0'::bit",
            "B'101'",
            "B'101'::varbit",
            "macaddr '08:00:2b:01:02:03'",
            "inet '10.0.0.1/24'",
            "cidr '10.0.0.0/8'",
            "macaddr8 '08:00:2b:01:02:03:04:05'",
            "xml '<a>1</a>'",
            "point '(1,2)'",
            "line '{1,2,3}'",
            "lseg '[(1,2),(3,4)]'",
            "box '((1,2),(3,4))'",
            "path '((1,2),(3,4))'",
            "polygon '((1,2),(3,4))'",
            "circle '<(1,2),3>'",
            "12.5::money",
            "(-12.5)::money",
            "to_tsvector('simple', 'a b')",
            "to_tsquery('simple', 'a')",
            "int4range(1, 5)",
            "tstzrange(null, null)",
            "array[1,2,null]",
            "array[1,2]::int2[]",
            "array[1,2]::int8[]",
            "array[]::int4[]",
            "array[[1,2],[3,4]]",
            "array['a','b c','\"q\\','NULL',null,'']",
            "array[true,false]",
            "array[1.5,2]::float4[]",
            "array[1.5,2]::float8[]",
            "array[1.50,2]::numeric[]",
            "array['\\x01'::bytea]",
            "array[date '2026-01-01']",
            "array[timestamp '2026-01-01 12:00:00.5']",
            "array[timestamptz '2026-01-01 12:00:00+01']",
            "array['7c0f8b2e-9a55-4f3b-8a77-0123456789ab'::uuid]",
            "array[json '{\"a\": 1}']",
            "array[jsonb '{\"a\": 1}']",
            "array[1::oid]",
            "array[interval '1 day', '1 year 2 mons 3 days 04:05:06.7', '-04:05:06', '00:00:00', '-00:00:01.5', '1 mon -1 days +02:03:04']",
            "array[inet '10.0.0.1']",
            "'[2:3]={1,2}'::int4[]",
            "'{1,2}'::int2vector",
            "'1 2'::oidvector",
            "null",
            "null::int4",
            "null::json",
            "null::oid[]",
            "row(1,'a')",
            "pg_sleep(0)",
            "'5'::xid",
            "'(0,1)'::tid",
            "'0/B376000'::pg_lsn",
            "txid_current_snapshot()",
            "'mood_a'::mood",
            "array['mood_a','mood_b']::mood[]",
            "5::positive",
            "array[5]::positive[]",
            "row(1,'x')::pair",
            "array[row(1,'x')::pair]");

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    @Spec("EN-30")
    void everyTypeIsReadAsTheHostedDriverReadsIt(AsyncEngine hosted, EngineUrl url, EngineFactory engines) {
        var natively = Native.engine(url);
        try (natively;
                var there = hosted.connect();
                var here = natively.connect()) {
            for (var sql : List.of(
                    "create type mood as enum ('mood_a', 'mood_b')",
                    "create domain positive as int4 check (value > 0)",
                    "create type pair as (a int, b text)")) {
                await(there.execute(sql));
            }
            await(there.commit());
            assertSoftly(softly -> {
                for (var expression : EXPRESSIONS) {
                    var expected = read(there, expression);
                    var found = read(here, expression);
                    softly.assertThat(described(found)).as(expression).isEqualTo(described(expected));
                }
            });
        }
    }

    private static @Nullable Object read(AsyncConnection connection, String expression) {
        try {
            return await(connection.execute("select " + expression.replace("?", "??")))
                    .one()
                    .get(0);
        } catch (RuntimeException failure) {
            await(connection.rollback());
            return "failed: " + failure.getClass().getSimpleName();
        }
    }

    private static String described(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "byte[] " + java.util.Arrays.toString(bytes);
            case List<?> list ->
                "list " + list.stream().map(SameValuesTest::described).toList();
            case Object other -> other.getClass().getSimpleName() + " " + other;
        };
    }
}
