alter table book add column pages int;
update book set pages = ${pages};
