# What the server refuses, by its SQLStates.
create table a (id int primary key, n int check (n > 0), t text not null, u int unique, f int references a (id))
create table ex (r int4range, exclude using gist (r with &&))
create table late (id int, constraint late_once unique (id) deferrable initially deferred)
create view checked as select * from a where n > 5 with check option
create table part (id int, k int) partition by range (k)
create table part_1 partition of part for values from (0) to (10)
create table generated (id int generated always as identity, a int, b int generated always as (a * 2) stored)
selct 1
select 1 form a
select
select (1
select 1)
select 1 +
select 1 as
select from where
;

-- a comment only
/* another */
select * from nowhere
select * from nowhere.a
select * from public.nowhere
select nothing from a
select a.nothing from a
select b.id from a
select id from a, a
select id from a x, a y
select id, count(*) from a
select count(*) from a group by 5
select id from a order by 9
select id from a where count(*) > 1
select sum(count(*)) from a
select 1 where 1
select 1 limit -1
select 1 offset -1
select 1 limit 'x'
select 1 union select 'x'
select 1 union select 1, 2
select * from (select 1)
select (select 1, 2)
select (select generate_series(1, 2))
select 1 / 0
select 1.0 / 0
select 1::float8 / 0
select 5 % 0
select 2147483647 + 1
select -2147483648 - 1
select 9223372036854775807 + 1
select 32767::int2 + 1::int2
select 99999999999::int4
select 1e400::float8
select 1e50::float4
select exp(10000::float8)
select sqrt(-1)
select ln(0)
select ln(-1)
select log(0::numeric)
select power(0, -1)
select power(-1, 0.5)
select factorial(-1)
select acos(2)
select 'abc'::int
select 'abc'::numeric
select 'abc'::date
select 'abc'::uuid
select 'abc'::boolean
select 'abc'::json
select '{"a":'::jsonb
select 'abc'::inet
select 'abc'::point
select 'abc'::interval
select 'abc'::xml
select '<a>'::xml
select '2026-13-01'::date
select '2026-02-29'::date
select '25:00'::time
select '300000-01-01'::date
select '999999-01-01'::timestamp
select date '2026-01-01' + 2147483647
select timestamp '2026-01-01' + interval '1000000 years'
select now() at time zone 'Nowhere/Town'
select make_date(2026, 2, 30)
select make_time(25, 0, 0)
select to_date('x', 'YYYY')
select to_number('x', '999')
select to_timestamp('2026', 'XX')
select chr(0)
select chr(-1)
select convert_from('\xff', 'UTF8')
select convert_to('x', 'nothing')
select decode('xx', 'hex')
select decode('x', 'base64')
select encode('\x00', 'nothing')
select repeat('x', 2000000000)
select substring('abc' from 1 for -1)
select overlay('abc' placing 'x' from 0)
select 'abc' ~ '('
select regexp_replace('a', '[', 'x')
select 'a' like 'a\'
select array[1, 'x']
select array[[1], [1, 2]]
select array[1] || array[[[1]]]
select '{1,{2}}'::int[]
select '{1'::int[]
select (array[1, 2])[1][1]
select array_fill(1, array[-1])
select 'x'::"char"[]
select int4range(5, 1)
select '[1,'::int4range
select width_bucket(1, 1, 1, 1)
select generate_series(1, 10, 0)
select nextval(5)
select 'nowhere'::regclass
select 'nowhere'::regtype
select 'nowhere'::regproc
select 1::nowhere
select cast(1 as date)
select 1::bool, 1::text, true::int, 1.5::bool
select date '2026-01-01'::int
select '1'::int + 'x'
select 1 + 'x'::text
select 'a' || 1 || null
select now() + 1
select not 5
select -'x'::text
select upper(5)
select upper()
select nowhere(1)
select lower('a', 'b')
select count(distinct)
select row_number()
select row_number() over (order by nothing)
select lag(1, -1) over ()
select jsonb '{"a": 1}' -> 'a' -> 'b', jsonb '5' - 'x'
select jsonb '5' || jsonb '{}' , jsonb_set('5', '{a}', '1')
select '{"a": 1}'::jsonb #> 'a'
select jsonb_array_elements('{}')
select json_populate_record(null::a, '{"id": "x"}')
select jsonb_path_query('{}', '$.a[')
select xmlparse(document 'x')
select xpath('///', '<a/>')
select to_tsquery('a & & b')
select 'a'::tsvector @@ 'b &'
select interval '1 day' * 1e30
select interval '1 year' / 0
select age(timestamp 'infinity'), extract(nothing from now())
select date_trunc('nothing', now())
select date_part('nothing', now())
select inet '10.0.0.1' + 99999999999999
select cidr '10.0.0.1/8'
select macaddr 'xx'
select B'102'
select B'1' & B'11'
select bit '11' | bit '1'
select X'fg'
select set_byte('\x00', 5, 1)
select get_bit('\x00', 99)
select 1 from pg_sleep('x')
select current_setting('nothing.at_all')
select set_config('nothing', 'x', false)
select pg_advisory_unlock(99)
select pg_terminate_backend(0)
select pg_cancel_backend(0)
select pg_read_file('/nowhere')
select lo_get(1)
select lo_unlink(1)
select currval('a_id_seq')
select txid_status(99999999)
select pg_notify('', 'x')
select has_table_privilege('nowhere', 'select')
insert into a values (1, 1, 't', 1, null), (2, 2, 't', 2, 1)
insert into a values (1, 1, 't', 3, null)
insert into a values (3, 1, 't', 1, null)
insert into a values (3, 0, 't', 3, null)
insert into a values (3, 1, null, 3, null)
insert into a values (3, 1, 't', 3, 99)
insert into a values (null, 1, 't', 3, null)
insert into a values (99999999999, 1, 't', 3, null)
insert into a values ('x', 1, 't', 3, null)
insert into a values (1, 2)
insert into a (id, id) values (1, 2)
insert into a values (3, 1, 't', 3, null), (3, 1, 't', 4, null)
insert into checked values (4, 4, 't', 4, null)
insert into ex values ('[1,5)'), ('[4,6)')
insert into ex values ('[1,5)')
insert into late values (1), (1)
insert into part values (1, 5)
insert into part values (1, 50)
insert into generated (id, a) values (1, 1)
insert into generated (a, b) values (1, 1)
insert into generated (a) values (1) returning *
update generated set b = 1
update part set k = 99
update a set id = 99 where id = 1
delete from a where id = 1
delete from a
drop table a
create table b (id int, id text)
create table b (id nothing)
create table b (id int primary key, x int primary key)
create table b (id int references nowhere)
create table b (id int references a (n))
create table b (id int check (nothing > 1))
create table b (id int default 'x')
create table b (like nowhere)
create table pg_catalog.b (id int)
create table b () inherits (nowhere)
create table a (id int)
create index on a (nothing)
create index on nowhere (id)
create unique index on a ((t))
create view v as select nothing
create view a as select 1
create sequence s minvalue 5 maxvalue 1
create type t as enum ('x', 'x')
create domain d as nothing
create function f() returns nothing language sql as 'select 1'
create function f() returns int language nothing as ''
create schema pg_x
create schema public
create rule r as on insert to nowhere do nothing
create aggregate g (int) (sfunc = nothing, stype = int)
create cast (int as text) with function nothing(int)
create operator === (leftarg = int, procedure = nothing)
create collation c from "nothing"
create policy p on nowhere
create statistics st on id from a
create user mapping for current_user server nowhere
create server s foreign data wrapper nowhere
alter table a add primary key (u)
alter table a add constraint x foreign key (n) references a (nothing)
alter table a add check (n > 1)
alter table a alter column t type int
alter table a alter column nothing drop not null
alter sequence nowhere restart
alter user nobody_at_all password 'x'
set transaction isolation level nothing
set constraints nothing deferred
set role pg_monitor
select * from a
insert into late values (1)
create table c (id int)
reset role
select current_user = session_user
set session authorization nobody_at_all
table a
values (1, 'x'), (2, null)
values (1), (1, 2)
with w as (select 1) select * from w, nowhere
with w as (delete from late returning id) select count(*) from w
with recursive r (n) as (select 1 union all select n + 1 from r where n < 5) select sum(n) from r
with recursive r (n) as (select n from r) select 1
select 1 for update
select * from a for update nowait
select count(*) from a for update
select distinct on (id) id, n from a order by n
select grouping(id) from a
select * from a tablesample nothing (1)
select * from a natural join nowhere
select * from a join a b using (nothing)
select * from a left join a b
select lateral 1
