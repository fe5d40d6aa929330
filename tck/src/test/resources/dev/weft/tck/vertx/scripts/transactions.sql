# How transactions end, and what a connection is good for then.
create table a (id int primary key, t text)
create table late (id int, constraint late_once unique (id) deferrable initially deferred)
\commit
insert into a values (1, 'one')
\rollback
select count(*) from a
insert into a values (1, 'one')
\commit
insert into a values (1, 'again')
select 1
insert into a values (2, 'two')
\commit
select * from a
\rollback
select * from a
\rollback
\rollback
\commit
insert into late values (1), (1)
select count(*) from late
\commit
select count(*) from late
\rollback
insert into late values (1), (1)
set constraints late_once immediate
select 1
\rollback
\begin
insert into a values (3, 'three')
\nested
insert into a values (4, 'four')
\end rollback
select id from a order by id
\nested
insert into a values (1, 'fails')
\end rollback
select id from a order by id
\nested
insert into a values (5, 'five')
\nested
insert into a values (6, 'six')
\end commit
\end commit
\nested
insert into a values (1, 'fails')
\end commit
select id from a order by id
\end commit
select 1
\rollback
select id from a order by id
\rollback
\begin
savepoint mine
insert into a values (7, 'seven')
rollback to mine
insert into a values (8, 'eight')
release mine
release mine
select 1
rollback to mine
\end rollback
\begin read only
select count(*) from a
insert into a values (9, 'nine')
select 1
\end rollback
\begin read only
create table b (id int)
\end rollback
\begin serializable
select current_setting('transaction_isolation')
insert into a values (10, 'ten')
\end commit
\begin repeatable read
show transaction_isolation
set transaction isolation level serializable
\end commit
\begin serializable read only deferrable
select current_setting('transaction_deferrable')
\end commit
\begin
begin
select 1
commit
select 1
\end commit
\begin
rollback
select 1
\end commit
\begin
start transaction
abort
\end rollback
set statement_timeout = 20
select pg_sleep(10)
select 1
\rollback
reset statement_timeout
\commit
set local lock_timeout = 20
\rollback
\other lock table a in access exclusive mode
set local lock_timeout = 20
select * from a
select 1
\rollback
lock table a nowait
\rollback
\other rollback
select count(*) from a
\commit
\begin repeatable read
select count(*) from a
\other update a set t = 'changed' where id = 10
\othercommit
update a set t = 'mine' where id = 10
select 1
\end rollback
\begin serializable
select count(*) from a
\other insert into a values (11, 'eleven')
\othercommit
select count(*) from a
insert into a values (12, 'twelve')
\end commit
select id, t from a order by id
\commit
\autocommit
insert into a values (13, 'thirteen')
insert into a values (13, 'thirteen')
select 1
insert into late values (5), (5)
select count(*) from late
vacuum a
\begin
insert into a values (14, 'fourteen')
\end rollback
select count(*) from a
begin
insert into a values (15, 'fifteen')
rollback
select count(*) from a
commit
rollback
savepoint nothing
prepare transaction 'weft'
declare c cursor for select 1
declare h cursor with hold for select generate_series(1, 5)
fetch 2 from h
move 1 in h
fetch all h
close h
set local work_mem = '1MB'
lock table a
