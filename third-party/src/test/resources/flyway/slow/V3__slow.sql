insert into book (id, title) values (2, 'half');
${slow};
