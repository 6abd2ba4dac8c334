insert into booking (id) values ('by script');
