create table author (id int primary key, name varchar(50) not null);
create table book (
    id int primary key,
    author_id int not null references author (id),
    title varchar(50) not null,
    published date
);
