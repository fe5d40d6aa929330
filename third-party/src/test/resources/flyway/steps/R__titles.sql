drop view if exists titles;
create view titles as select title from book;
