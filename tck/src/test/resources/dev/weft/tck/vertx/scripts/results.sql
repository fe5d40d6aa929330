# Shapes of results.
create table a (id int generated always as identity primary key, t text, n numeric default 1.50, at timestamptz)
create type pair as (a int, b text)
create type nested as (p pair, m mood, l int[])
create domain word as varchar(5) not null
create table typed (m mood, p pair, d positive, w word, r int4range, ms mood[], ps pair[], ns nested, j jsonb, x xml)
\commit
\keys : insert into a (t) values ('one')
\keys : insert into a (t) values ('two'), ('three')
\keys id : insert into a (t) values ('four')
\keys id,n : insert into a (t) select 'x' || i from generate_series(1, 3) i
\keys id : insert into a (t) select 'x' where false
\keys nothing : insert into a (t) values ('five')
\rollback
\keys ID : insert into a (t) values ('five')
\rollback
\keys "id" : insert into a (t) values ('five')
\rollback
\keys id : insert into a (t) values ('six') returning t
\keys id : update a set t = 'changed' where id < 3
\keys id,t : delete from a where id = 2
\keys id : select 1
\keys id : create table b (id int)
\keys : insert into nowhere values (1)
\rollback
\keys : insert into a (t) values ('seven')
\commit
\all select 1
\all update a set t = 'all'
\all select * from nowhere
\rollback
select 1;
select 1 ; -- the end
\most 1 : select generate_series(1, 5)
\most 5 : select generate_series(1, 5)
\most 6 : select generate_series(1, 5)
\most 1 : update a set t = 'most'
\most 1 : insert into a (t) values ('m1'), ('m2') returning t
\most 2 : select generate_series(1, 1000000)
\most 2 : select 1 where false
\most 1 : select * from nowhere
\rollback
\most 1 : select 1 / (3 - i) from generate_series(1, 5) i
\most 4 : select 1 / (3 - i) from generate_series(1, 5) i
\rollback
select 1 as a, 2 as a, 3 as "A"
select 1, 2, 'x'
select 1 as "", 2 as " "
select 1 as "quoted ""name""", 2 as "grüße 織"
select 1 as a_name_of_more_than_sixty_three_letters_which_the_server_cuts_off_somewhere
select a.*, a.* from a where id < 2
select * from a where false
select null, null::int, null::text, null::mood
select '' as empty, ' ' as blank, E'\n' as line
select from a
select
select count(*) from a
select id, t, n, at from a order by id
select repeat('x', 100000) as long
select repeat('ü', 70000) || 'end' as wide
select repeat('\x00', 3)::text, decode(repeat('00', 70000), 'hex') as bytes
select array_agg(i) from generate_series(1, 2000) i
select string_agg(i::text, ',') from generate_series(1, 20000) i
select i, i::text, i * 1.5, i % 2 = 0, date '2026-01-01' + i from generate_series(1, 3000) i
select 'happy'::mood, array['sad', 'happy']::mood[], null::mood[], '{}'::mood[]
select 'angry'::mood
\rollback
select 5::positive, array[1, 2]::positive[], 'word'::word
select 0::positive
\rollback
select 'too long'::word, null::word
\rollback
select row(1, 'x')::pair, row(null, null)::pair, row(1, 'a "quoted", b')::pair, null::pair
select row(row(1, 'x'), 'sad', array[1, null])::nested
select row(1, 'x'), row(), row(null), (1, 2)
insert into typed values ('happy', (1, 'x'), 5, 'w', '[1,5)', '{happy,sad}', array[(1, 'x')::pair, null], row(row(1, 'x'), 'sad', array[1])::nested, '{"a": [1, 2.50]}', '<a/>')
select * from typed
insert into typed (m) values ('angry')
\rollback
insert into typed (d, w) values (-1, 'x')
\rollback
insert into typed (w) values (null)
\rollback
select typed, (typed.p).a, (typed).m from typed
select int4range(1, 5), int8range(1, null), numrange(1.5, 2.5, '[]'), daterange('2026-01-01', 'infinity'), 'empty'::int4range
select tsrange('2026-01-01', '2026-01-02'), tstzrange('2026-01-01 00:00+00', null), array[int4range(1, 2), int4range(3, 4)]
select '{[1,2),[5,6)}'::int4multirange, int4multirange()
select json_build_object('a', 1, 'b', null, 'c', array[1, 2]), jsonb_build_object('z', 1.50, 'a', 'x')
select '{"b": 1,   "a": 1e3, "b": 2}'::json, '{"b": 1,   "a": 1e3, "b": 2}'::jsonb, 'null'::jsonb, '"text"'::json
select json_agg(i) from generate_series(1, 3) i
select to_json(a) from a where id = 1 and at is null
select '$.a'::jsonpath, '{a,b}'::text[] #>> '{}'
\rollback
select '$.a[*] ? (@ > 1)'::jsonpath
select xmlelement(name a, 'text'), xmlforest(1 as b), '<a>x</a>'::xml
select inet '::1', inet '10.0.0.1/8', cidr '10.0.0.0/8', macaddr '08:00:2b:01:02:03', macaddr8 '08:00:2b:01:02:03:04:05'
select point(1, 2), line(point(1, 2), point(3, 4)), box(point(1, 2), point(3, 4)), circle(point(1, 2), 3.5)
select path '[(0,0),(1,1)]', path '((0,0),(1,1))', polygon '((0,0),(1,1),(2,0))', lseg(point(0, 0), point(1, 1))
select to_tsvector('english', 'the quick brown foxes'), to_tsquery('english', 'quick & fox:*')
select B'1010', B'1'::bit(1), B'1'::bit(3), B''::varbit, X'1F', array[B'1', B'0'], array[B'10']
select 1::money, (-1234.5)::money, 1e12::numeric::money, array[1::money]
select 'a'::"char", 'abc'::name, 'abc'::bpchar, 'abc'::char(5), 'abc'::varchar, array['a'::"char"], array['abc'::name]
select 1::oid, 1::regclass::text is null, 'pg_class'::regclass, 'int4'::regtype, 'now'::regproc, 'upper(text)'::regprocedure
select 'pg_catalog'::regnamespace, '+(int,int)'::regoperator, 'english'::regconfig, array['int4'::regtype]
select '0/16B3748'::pg_lsn, '10:20:10,15'::pg_snapshot, '5'::xid8, '5'::cid, '(1,2)'::tid, '1 2 3'::oidvector, '1 2'::int2vector
select interval '1 day', interval '-1 day +01:00', interval '1 year -2 months', interval '0', interval '1000000 hours', interval '0.000001 seconds'
select current_date = date 'today', now() = current_timestamp, localtime < time '24:00'
select pg_typeof(1), pg_typeof('x'), pg_typeof(null)
select aclitem '=r/postgres' is not null
select pg_sleep(0), pg_sleep(0) is null, void.x is null from (select 1 as x) void
select true and null, not true, null is null, 1 = 1, 'a' < 'b'
select 1 = any (array[1, 2]), array[1, 2] @> array[1], array[1, 2] || 3, array_length(array[]::int[], 1)
select array[[1, 2], [3, null]], array[[['a']]], '[0:1]={1,2}'::int[], '[1:1][-2:-1]={{1,2}}'::int[], array[array[]::int[]]
select array[null]::int[], array[null, null]::text[], array[null]::mood[], array['', 'NULL', 'null', ' ', '"', '\', ',', '{}']
select 'NaN'::float8, 'Infinity'::float8, '-Infinity'::float4, '-0'::float8, '-0'::float4, 'NaN'::numeric, 'Infinity'::numeric
select 0.1::float4, 0.1::float8, 1e-45::float4, 4.9e-324::float8, 3.4028235e38::float4, 1.7976931348623157e308::float8
select 1.10, 1.1000::numeric(10,4), 1e20::numeric, 1e-20::numeric, 0::numeric(5,3), -0.0::numeric, 123456789012345678901234567890.123456789
select array['NaN'::float8, '-0', 'Infinity'], array['NaN'::float4], array[1.10, 2]
select '-infinity'::date, 'infinity'::timestamp, '-infinity'::timestamptz, 'epoch'::timestamptz, date '0001-01-01 BC', date '4713-01-01 BC'
select timestamp '10000-01-01', date '5874897-12-31', timestamp '294276-12-31 23:59:59.999999', timestamptz '4714-11-24 00:00:00+00 BC'
select array['NaN'::numeric], array['infinity'::numeric, 1]
\rollback
select array['-infinity'::date, 'infinity'], array['infinity'::timestamp], array['-infinity'::timestamptz]
select array[date '0044-03-15 BC'], array[timestamp '10000-01-01'], array[timestamptz '0044-03-15 12:00 BC'], array[date '20260-01-01']
select array[time '24:00', time '00:00'], array[timetz '12:00+05:30'], array[timetz '24:00-05'], array[time '12:00:00.000001']
select time '23:59:59.9999999', timetz '23:59:59.9999999+00', timestamp '2026-12-31 23:59:59.9999999'
\stream 1 : select i from generate_series(1, 5) i
\stream 2 : select i, i::text from generate_series(1, 5) i
\stream 5 : select i from generate_series(1, 5) i
\stream 6 : select i from generate_series(1, 5) i
\stream 100 : select i, repeat('x', i % 50) from generate_series(1, 1000) i
\stream 3 : select 1 where false
\stream 3 : select * from nowhere
\rollback
\stream 2 : select 1 / (4 - i) from generate_series(1, 5) i
\rollback
\stream 5 : select 1 / (4 - i) from generate_series(1, 5) i
\rollback
\stream 2 : update a set t = 'streamed'
\stream 2 : update a set t = 'streamed' where id < 4 returning id
\stream 2 : insert into a (t) values ('s1'), ('s2'), ('s3') returning t
\stream 2 : with w as (insert into a (t) values ('s4') returning t) select * from w
\stream 2 : values (1, 'x'), (2, null), (3, 'z')
\stream 2 : table typed
\stream 2 : show server_version_num
\stream 2 : explain (costs off) select 1
\stream 2 : select 1 as a, 2 as a
\stream 2 : select i, 'happy'::mood, array[i, null], null from generate_series(1, 3) i
\stream 2 : create table streamed (id int)
\stream 2 : selct
\rollback
\autocommit
\stream 2 : select i from generate_series(1, 5) i
\stream 2 : insert into a (t) values ('s5'), ('s6'), ('s7') returning t
\stream 2 : select 1 / (4 - i) from generate_series(1, 5) i
\stream 2 : update a set t = 'streamed'
\stream 2 : vacuum a
select count(*) from a
\keys id : insert into a (t) values ('auto')
\most 2 : select generate_series(1, 5)
select 1 / (3 - i) from generate_series(1, 5) i
select count(*) from a
select a1.id, a1.t, a2.id, a2.t from a a1 join a a2 on a1.id = a2.id + 1 order by 1 limit 2
select * from pg_type where typname = 'int4' and oid = 0
select relname, relkind, relpages >= 0, reloptions from pg_class where relname in ('a', 'typed') order by 1
select column_name, data_type, is_nullable, ordinal_position from information_schema.columns where table_name = 'typed' order by 4
