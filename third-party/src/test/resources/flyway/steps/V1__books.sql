create table book (id int primary key, title varchar(50) not null);
insert into book (id, title) values (1, 'one');
